import { z } from 'zod'
import { fingerprint, nothing, type Route, route, type Saved } from './route.ts'
import type { Forgotten, VaultState, VaultView } from './vault-views.ts'

const passphrase = z.string().min(1).max(1024)
const key = z.object({ owner: fingerprint })

/** The private keys that are kept here. None of them ever comes to the window. */
export const vaultRoutes = {
  'vault.state': route<VaultState>()(nothing),
  /** Where there is no passphrase yet, this becomes it. */
  'vault.unlock': route<VaultState>()(z.object({ passphrase })),
  'vault.lock': route<VaultState>()(nothing),
  'vault.change': route<VaultState>()(z.object({ former: passphrase, next: passphrase })),
  /** Gives up a passphrase that nobody knows any more, after a question; null: kept. */
  'vault.forget': route<Forgotten | null>()(nothing),
  'vault.keys': route<VaultView>()(nothing),
  /** A key under a password of its own, to a file; null: cancelled. */
  'vault.export': route<Saved>()(key.extend({ password: passphrase })),
  /** For good, after a question; null: kept. */
  'vault.delete': route<VaultView | null>()(key),
} satisfies Readonly<Record<string, Route>>
