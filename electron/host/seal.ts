import { safeStorage } from 'electron'
import type { KeyStoreName } from '../contract/vault-views.ts'
import type { Sealer } from '../vault/sealer.ts'

/** What the system calls its key store. */
export function keyStoreName(platform: NodeJS.Platform): KeyStoreName {
  if (platform === 'win32') return 'dpapi'
  if (platform === 'darwin') return 'keychain'
  return safeStorage.getSelectedStorageBackend().startsWith('kwallet') ? 'kwallet' : 'secret-service'
}

/** The operating system's key store as a sealer; undefined where there is none that protects anything. Once the app is ready. */
export async function systemSealer(platform: NodeJS.Platform): Promise<Sealer | undefined> {
  const isReal = platform !== 'linux' || !pretended.has(safeStorage.getSelectedStorageBackend())
  const serves = isReal && (await safeStorage.isAsyncEncryptionAvailable()) && (await protects(platform))
  return serves ? sealerOf(platform) : undefined
}

const pretended: ReadonlySet<string> = new Set(['basic_text', 'unknown'])

/** Begins what Chromium on Linux, without a key store that answers, seals with a password that everybody knows. */
const knownToEverybody = 'v10'

/**
 * Whether the key store does its work now. Electron only says which one would fit the desktop, and that there is some
 * encryption, though the key store may be absent, locked or forbidden.
 */
async function protects(platform: NodeJS.Platform): Promise<boolean> {
  try {
    const sealed = await safeStorage.encryptStringAsync('probe')
    return platform !== 'linux' || sealed.toString('latin1', 0, knownToEverybody.length) !== knownToEverybody
  } catch {
    return false // whatever the reason, it does not
  }
}

/**
 * It takes texts only, so that bytes go in as Base64. Nothing can overwrite a text: this one stays in memory until the
 * garbage collector takes the place, which a key under a passphrase is spared.
 */
const sealerOf = (platform: NodeJS.Platform): Sealer => ({
  async seal(plain) {
    try {
      // The very bytes, and no copy that nobody overwrites.
      const bytes = Buffer.from(plain.buffer, plain.byteOffset, plain.byteLength)
      return await safeStorage.encryptStringAsync(bytes.toString('base64'))
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
      return (await protects(platform)) ? 'damaged' : 'refused'
    }
  },
})
