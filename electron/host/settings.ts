import { existsSync, readFileSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import ElectronStore from 'electron-store'
import { z } from 'zod'
import { vaultIdleMinutes } from '../contract/vault-views.ts'
import { writeFailure } from '../files/errno.ts'
import { done, failed, type FileResult } from '../files/failure.ts'
import { languages } from '../messages/messages.ts'

const windowState = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  isMaximized: z.boolean(),
})

const settings = z.object({
  /** null: the operating system's. */
  language: z.enum(languages).nullable().default(null),
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  vaultIdleMinutes: z.literal(vaultIdleMinutes).nullable().default(15),
  /** Where the window stood last. */
  window: windowState.nullable().default(null),
  /** The folder that the user chose from, or saved into, last. */
  lastFolder: z.string().nullable().default(null),
})

export type SavedSettings = z.infer<typeof settings>
export type WindowState = z.infer<typeof windowState>

const name = 'settings'

/**
 * The settings of this user on this computer, in one file. One that can't be read is kept under another name and told of;
 * a power cut leaves the former or the new one.
 */
export class SettingsFile {
  /** The name under which a damaged file was kept. */
  readonly keptAside: string | null
  private readonly store: ElectronStore
  private present: SavedSettings

  /** @param folder where it stands @param now for the name of what is kept aside */
  constructor(folder: string, now: number) {
    const file = join(folder, `${name}.json`)
    const read = readSettings(file)
    this.keptAside = read ? null : keepAside(folder, now)
    this.present = read ?? settings.parse({})
    this.store = new ElectronStore({ name, cwd: folder })
  }

  get all(): SavedSettings {
    return this.present
  }

  /** In force at once, for this session at least: where it can't be saved, the failure says why. */
  change(change: Partial<SavedSettings>): FileResult<void> {
    this.present = { ...this.present, ...change }
    try {
      this.store.set(change)
      return done(undefined)
    } catch (error) {
      return failed(writeFailure(error, `${name}.json`))
    }
  }
}

/** undefined where the file holds anything but settings, or can't be read. */
function readSettings(file: string): SavedSettings | undefined {
  if (!existsSync(file)) return settings.parse({})
  try {
    return settings.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data
  } catch {
    return undefined // no JSON, no file, or not ours to read: it is kept aside, and told of
  }
}

function keepAside(folder: string, now: number): string {
  const aside = `${name}-damaged-${new Date(now).toISOString().replaceAll(':', '-')}.json`
  renameSync(join(folder, `${name}.json`), join(folder, aside))
  return aside
}
