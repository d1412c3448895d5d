/** The first argument of Electron's events: `preventDefault` stops what would follow. */
export class PreventableEvent {
  defaultPrevented = false
  readonly preventDefault = (): void => {
    this.defaultPrevented = true
  }
}

/** Chromium's code for a load that was given up, as Electron words it. */
export function loadError(name: string, code: number, url: string): Error {
  return Object.assign(new Error(`${name} (${code}) loading '${url}'`), { code: name, errno: code, url })
}
