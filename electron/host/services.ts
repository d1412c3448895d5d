import type { PrivateCas } from '../ca/private/private-cas.ts'
import type { KeyStoreName } from '../contract/vault-views.ts'
import type { Settings } from '../contract/views.ts'
import type { Messages } from '../messages/messages.ts'
import type { ProjectStore } from '../projects/store.ts'
import type { Vault } from '../vault/vault.ts'
import type { Bugs } from './bugs.ts'
import type { Desk } from './desk.ts'
import type { JobRunner } from './engine.ts'
import type { PickedFiles } from './picked.ts'
import type { Projects } from './projects.ts'
import type { SavedSettings } from './settings.ts'
import type { ShortLived } from './short-lived.ts'

/** What the handlers work with. Nothing of it is Electron's, so that a test can put its own in the place. */
export interface Services {
  readonly about: { readonly version: string; readonly platform: NodeJS.Platform; readonly parts: string }
  /** Milliseconds since 1970. */
  readonly now: () => number
  /** Texts of the language in force. */
  readonly messages: () => Messages
  readonly settings: SettingsService
  readonly desk: Desk
  readonly picked: PickedFiles
  /** Paths of files that were saved, for 'show in folder'. */
  readonly saved: ShortLived<string>
  readonly bugs: Bugs
  readonly engine: JobRunner
  readonly store: ProjectStore
  readonly projects: Projects
  /** A page of ours as PDF on A4. @throws what the signal was aborted with */
  readonly printPdf: (html: string, signal: AbortSignal) => Promise<Uint8Array>
  /** Asks the system's key store at its first use, and not before: that may ask the user. */
  readonly vault: () => Promise<Vault>
  /** The private CAs to look at, which asks no key store: nothing can be signed with these. */
  readonly seenCas: PrivateCas
  /** The same to work with. */
  readonly cas: () => Promise<PrivateCas>
  /** Whether there ever was a key or a passphrase, which is known without asking that. */
  readonly hasVault: () => boolean
  /** What the system calls its key store, where it has one that serves. */
  readonly keyStore: () => KeyStoreName
}

export interface SettingsService {
  /** As the window is shown them. */
  shown(): Settings
  /** The name under which a damaged file of settings was kept. */
  readonly keptAside: string | null
  change(change: Partial<Pick<SavedSettings, 'language' | 'theme' | 'vaultIdleMinutes'>>): Promise<void>
}
