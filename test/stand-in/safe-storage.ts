import { type SafeStorage } from 'electron'
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { lifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'
import { settings } from './settings.ts'

type Offered = Pick<SafeStorage, 'isAsyncEncryptionAvailable' | 'encryptStringAsync' | 'decryptStringAsync'>

/** The version that Chromium puts before what it has encrypted with a key of the system. */
const version = Buffer.from('v11')
const nonceLength = 12
const tagLength = 16

/** A test's key store: one key for all runs, so that what was encrypted before a restart can be read after it. */
const key = createHash('sha256').update('the key store of the tests').digest()

function mustBeReady(): void {
  if (process.platform === 'linux') lifecycle.mustBeReady('use safeStorage')
}

function mustHaveStore(doing: string): void {
  mustBeReady()
  if (!settings.hasKeyStore) throw new Error(`Error while ${doing} the text: encryption is not available.`)
}

const linuxOnly = {
  getSelectedStorageBackend: (): ReturnType<SafeStorage['getSelectedStorageBackend']> => {
    if (!lifecycle.isReady) return 'unknown'
    return settings.hasKeyStore ? 'gnome_libsecret' : 'basic_text'
  },
}

export const safeStorage: Offered = offer('safeStorage', {
  isAsyncEncryptionAvailable() {
    mustBeReady()
    return Promise.resolve(settings.hasKeyStore)
  },
  encryptStringAsync: async (text) => {
    mustHaveStore('encrypting')
    await setImmediate()
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
    return Buffer.concat([version, nonce, cipher.getAuthTag(), body])
  },
  decryptStringAsync: async (encrypted) => {
    mustHaveStore('decrypting')
    await setImmediate()
    const start = version.length + nonceLength
    const tag = encrypted.subarray(start, start + tagLength)
    const decipher = createDecipheriv('aes-256-gcm', key, encrypted.subarray(version.length, start)).setAuthTag(tag)
    try {
      const body = decipher.update(encrypted.subarray(start + tagLength))
      return { shouldReEncrypt: false, result: Buffer.concat([body, decipher.final()]).toString('utf8') }
    } catch {
      throw new Error('Error while decrypting the ciphertext provided to safeStorage.decryptStringAsync.')
    }
  },
  ...(process.platform === 'linux' && linuxOnly),
} satisfies Offered)
