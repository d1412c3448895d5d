import { beforeEach, describe, expect, it, vi } from 'vitest'
import { keyStoreName, systemSealer } from '../../../electron/host/seal.ts'

/** Electron's, as it behaves on each platform: `isAsyncEncryptionAvailable` is true whatever comes of it. */
const store = vi.hoisted(() => ({
  isAsyncEncryptionAvailable: vi.fn(() => Promise.resolve(true)),
  encryptStringAsync: vi.fn<(text: string) => Promise<Buffer>>(),
  decryptStringAsync: vi.fn<(sealed: Buffer) => Promise<{ readonly result: string }>>(),
  getSelectedStorageBackend: vi.fn<() => string>(),
}))
vi.mock('electron', () => ({ safeStorage: store }))

const serving = (version: string): void => {
  store.encryptStringAsync.mockImplementation((text) => Promise.resolve(Buffer.from(version + text)))
  store.decryptStringAsync.mockImplementation((sealed) => Promise.resolve({ result: sealed.toString().slice(3) }))
}
const refusing = (): void => {
  store.encryptStringAsync.mockRejectedValue(new Error('Error while encrypting the text'))
  store.decryptStringAsync.mockRejectedValue(new Error('Error while decrypting the ciphertext'))
}

beforeEach(() => {
  store.getSelectedStorageBackend.mockReset().mockReturnValue('gnome_libsecret')
  serving('v11')
})

describe('the key store of the operating system', () => {
  it.each(['v11', 'v12'])('seals on Linux where a key of its own is used: %s', async (version) => {
    serving(version)
    const sealer = await systemSealer('linux')
    const sealed = await sealer?.seal(Buffer.from([0, 255, 7]))
    expect(Buffer.from(sealed as Uint8Array).toString('latin1', 0, 3)).toBe(version)
    expect(await sealer?.open(sealed as Uint8Array)).toEqual(Buffer.from([0, 255, 7]))
  })

  it('is none on a desktop that would have one, where none answers and the password is known to everybody', async () => {
    serving('v10')
    expect(await systemSealer('linux')).toBeUndefined()
  })

  it.each(['basic_text', 'unknown'])('is none on Linux as %s', async (backend) => {
    store.getSelectedStorageBackend.mockReturnValue(backend)
    expect(await systemSealer('linux')).toBeUndefined()
  })

  it.each(['darwin', 'win32'] as const)(
    'seals on %s, where v10 is its own key and no backend can be asked',
    async (os) => {
      serving('v10')
      store.getSelectedStorageBackend.mockImplementation(() => {
        throw new TypeError('safeStorage.getSelectedStorageBackend is not a function')
      })
      expect(await systemSealer(os)).toBeDefined()
    },
  )

  it.each(['linux', 'darwin', 'win32'] as const)('is none on %s where it refuses to seal', async (os) => {
    refusing()
    expect(await systemSealer(os)).toBeUndefined()
  })

  it('tells bytes that it did not seal from itself when it does not serve any more', async () => {
    const sealer = await systemSealer('darwin')
    store.decryptStringAsync.mockRejectedValue(new Error('Error while decrypting the ciphertext'))
    expect(await sealer?.open(Buffer.from('rubbish'))).toBe('damaged')
    refusing()
    expect(await sealer?.open(Buffer.from('sealed well'))).toBe('refused')
    expect(await sealer?.seal(Buffer.from('a key'))).toBe('refused')
  })

  it('overwrites no byte of its caller’s, and seals those that it is given of a larger memory', async () => {
    const sealer = await systemSealer('linux')
    const memory = Uint8Array.from([9, 9, 1, 2, 3, 9])
    const sealed = await sealer?.seal(memory.subarray(2, 5))
    expect(await sealer?.open(sealed as Uint8Array)).toEqual(Buffer.from([1, 2, 3]))
    expect(memory).toEqual(Uint8Array.from([9, 9, 1, 2, 3, 9]))
  })

  it.each([
    ['win32', 'unknown', 'dpapi'],
    ['darwin', 'unknown', 'keychain'],
    ['linux', 'gnome_libsecret', 'secret-service'],
    ['linux', 'kwallet6', 'kwallet'],
  ] as const)('has a name: %s, %s', (platform, backend, name) => {
    store.getSelectedStorageBackend.mockReturnValue(backend)
    expect(keyStoreName(platform)).toBe(name)
  })
})
