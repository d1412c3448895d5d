import type { FailureReport } from '../engine/failure-report.ts'
import type { Role } from '../projects/project.ts'

/** After so long without the user the passphrase is forgotten. */
export const vaultIdleMinutes = [5, 15, 30, 60] as const
/** null: never. */
export type VaultIdleMinutes = (typeof vaultIdleMinutes)[number] | null

/** `os`: the operating system's key store, no passphrase; `new`: none was chosen yet. */
export type VaultState = 'open' | 'locked' | 'new' | 'os'

/** DPAPI of Windows, the Keychain of macOS; on Linux KWallet, or what speaks the Secret Service's protocol, as GNOME's. */
export type KeyStoreName = 'dpapi' | 'keychain' | 'kwallet' | 'secret-service'

/** How the keys are protected, and which there are. */
export interface VaultView {
  /** null: no key was ever kept here, so that the system was not asked for its key store either. */
  readonly protection: 'os' | 'passphrase' | null
  /** The key store that protects them, or would. */
  readonly store: KeyStoreName | null
  /** Keys may lie under a passphrase although the key store serves now. */
  readonly passphrase: 'none' | 'locked' | 'open' | 'damaged'
  readonly keys: readonly VaultKey[]
}

export interface VaultKey {
  readonly owner: string
  /** What needs it: none where that was deleted, several where a project was duplicated. */
  readonly owners: readonly KeyOwner[]
  /** ISO 8601, UTC; null where the file can't be read. */
  readonly createdAt: string | null
  readonly sealedBy: 'os' | 'passphrase'
  /** Why it can't be had any more. */
  readonly trouble: FailureReport | null
}

export type KeyOwner =
  | { readonly kind: 'rehearsal'; readonly id: string; readonly name: string; readonly role: Role }
  | { readonly kind: 'ca'; readonly name: string }

export interface Forgotten {
  /** The name of the folder in which the keys were set aside. */
  readonly folder: string
  /** Id for 'show in folder'. */
  readonly shown: string
}
