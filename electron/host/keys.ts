import type { VaultState } from '../contract/views.ts'

/** Private keys of rehearsals at rest: what the handlers need of the vault. */
export interface Keys {
  state(): Promise<VaultState>
  /** Opens, or sets up, a vault that wants a passphrase. @throws CallFailed for a wrong one */
  unlock(passphrase: string): Promise<void>
  /** Keeps a private key under the CSR that it belongs to, and overwrites the bytes. @throws CallFailed */
  keep(csr: string, pkcs8: Uint8Array): Promise<void>
}
