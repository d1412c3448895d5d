import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { app } from 'electron'
import { PrivateCas } from '../ca/private/private-cas.ts'
import { ProjectStore } from '../projects/store.ts'
import { Vault } from '../vault/vault.ts'
import { appSettings } from './app-settings.ts'
import type { Bugs } from './bugs.ts'
import { Engine } from './engine.ts'
import { type PickedFiles } from './picked.ts'
import type { PdfPrinter } from './print-pdf.ts'
import { Projects } from './projects.ts'
import { keyStoreName, systemSealer } from './seal.ts'
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
  readonly printer: PdfPrinter
  /** After each change of the settings. */
  readonly settingsChanged: () => void
}

/** What the handlers work with, and the workers behind it, which the app ends with itself. Once the app is ready. */
export function makeServices({ folder, file, speech, link, picked, bugs, printer, settingsChanged }: Parts): {
  readonly services: Services
  readonly engine: Engine
  readonly lockVault: () => Promise<boolean>
} {
  const userData = app.getPath('userData')
  const messages = () => speech.messages
  const engine = new Engine({ script: join(folder, 'worker.cjs'), ...engineLimits }, messages)
  const keys = join(userData, 'keys')
  let openedVault: Promise<Vault> | undefined
  const vault = () => (openedVault ??= openVault(keys))
  const casFolder = join(userData, 'cas')
  let openedCas: Promise<PrivateCas> | undefined
  const openCas = async () => new PrivateCas(casFolder, await vault())
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
    printPdf: (html, signal) => printer.print(html, signal),
    vault,
    seenCas: new PrivateCas(casFolder, new Vault(keys)),
    cas: () => (openedCas ??= openCas()),
    hasVault: () => existsSync(keys),
    keyStore: () => keyStoreName(process.platform),
  }
  return { services, engine, lockVault: async () => openedVault !== undefined && lockIfOpen(await openedVault) }
}

const openVault = async (folder: string): Promise<Vault> =>
  new Vault(folder, { os: await systemSealer(process.platform) })

/** Whether there was a passphrase to forget. */
async function lockIfOpen(vault: Vault): Promise<boolean> {
  const state = await vault.state()
  if (!state.ok || state.value !== 'open') return false
  await vault.lock()
  return true
}

/** Milliseconds of a clock that nobody sets. */
export const monotonic = (): number => performance.now()

const versions = (): string => {
  const { electron, chrome, node } = process.versions
  return `Electron ${electron}, Chromium ${chrome}, Node ${node}`
}
