/** How whoever starts the stand-in wants it: a test by the environment, a person by nothing. */
export interface Settings {
  /** `test`: headless, and dialogs are answered by the test; `start`: a window for a person. */
  readonly mode: 'test' | 'start'
  /** Chromium, Chrome or Edge. */
  readonly browser: string
  /** Whether the operating system keeps keys for safeStorage. */
  readonly hasKeyStore: boolean
}

function variable(name: string): string | undefined {
  const value = process.env[name]
  return value === '' ? undefined : value
}

function browserPath(): string {
  const path = variable('STAND_IN_BROWSER')
  if (path === undefined) throw new Error('STAND_IN_BROWSER must name the program of Chromium, Chrome or Edge.')
  return path
}

export const settings: Settings = {
  mode: variable('STAND_IN_MODE') === 'test' ? 'test' : 'start',
  browser: browserPath(),
  hasKeyStore: variable('STAND_IN_KEY_STORE') !== 'none',
}

/** What a person would see or lose: a test must stand in for it, and fails where it does not. */
export function forPeopleOnly(call: string): void {
  if (settings.mode === 'test') throw new Error(`${call} was called, and no test answered it.`)
}
