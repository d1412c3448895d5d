import { safeStorage } from 'electron'
import type { Sealer } from '../projects/sealer.ts'

/**
 * The operating system's key store as a sealer; undefined where there is none that protects anything. On Linux without
 * one, Electron would seal with a password that everybody knows (`basic_text`).
 */
export async function systemSealer(platform: NodeJS.Platform): Promise<Sealer | undefined> {
  const isReal = platform !== 'linux' || !pretended.has(safeStorage.getSelectedStorageBackend())
  return isReal && (await safeStorage.isAsyncEncryptionAvailable()) ? sealer : undefined
}

const pretended: ReadonlySet<string> = new Set(['basic_text', 'unknown'])

/** It takes texts only, so that bytes go in as Base64. */
const sealer: Sealer = {
  async seal(plain) {
    try {
      return await safeStorage.encryptStringAsync(Buffer.from(plain).toString('base64'))
    } catch {
      return 'refused' // whatever the reason, it did not seal
    }
  },

  async open(sealed) {
    try {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed))
      return Buffer.from(result, 'base64')
    } catch {
      // It says the same of bytes that it did not seal as of itself when it does not serve.
      return (await safeStorage.isAsyncEncryptionAvailable()) ? 'damaged' : 'refused'
    }
  },
}
