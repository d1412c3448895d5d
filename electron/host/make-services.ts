import { join } from 'node:path'
import { app } from 'electron'
import { ProjectStore } from '../projects/store.ts'
import { Vault } from '../projects/vault.ts'
import { appSettings } from './app-settings.ts'
import type { Bugs } from './bugs.ts'
import { Engine } from './engine.ts'
import { type PickedFiles } from './picked.ts'
import { Projects } from './projects.ts'
import { systemSealer } from './seal.ts'
import type { Services } from './services.ts'
import type { SettingsFile } from './settings.ts'
import { ShortLived } from './short-lived.ts'
import type { Speech } from './speech.ts'
import { systemDesk } from './system-desk.ts'
import type { WindowLink } from './window-link.ts'

const engineLimits = { timeLimitMs: 60_000, memoryMb: 1024 } as const

export interface Parts {
  /** Folder of the built app. */
  readonly folder: string
  readonly file: SettingsFile
  readonly speech: Speech
  readonly link: WindowLink
  readonly picked: PickedFiles
  readonly bugs: Bugs
  /** After each change of the settings. */
  readonly settingsChanged: () => void
}

/** What the handlers work with, and the workers behind it, which the app ends with itself. Once the app is ready. */
export async function makeServices({
  folder,
  file,
  speech,
  link,
  picked,
  bugs,
  settingsChanged,
}: Parts): Promise<{ readonly services: Services; readonly engine: Engine }> {
  const userData = app.getPath('userData')
  const messages = () => speech.messages
  const engine = new Engine({ script: join(folder, 'worker.js'), ...engineLimits }, messages)
  const store = new ProjectStore(join(userData, 'projects'))
  const services: Services = {
    about: { version: app.getVersion(), platform: process.platform, parts: versions() },
    now: Date.now,
    messages,
    settings: appSettings(file, speech, settingsChanged),
    desk: systemDesk(() => link.window, file, speech),
    picked,
    saved: new ShortLived(monotonic),
    bugs,
    engine,
    store,
    projects: new Projects({ store, engine, messages, now: Date.now }),
    vault: new Vault(join(userData, 'keys'), { os: await systemSealer(process.platform) }),
  }
  return { services, engine }
}

/** Milliseconds of a clock that nobody sets. */
export const monotonic = (): number => performance.now()

const versions = (): string => {
  const { electron, chrome, node } = process.versions
  return `Electron ${electron}, Chromium ${chrome}, Node ${node}`
}
