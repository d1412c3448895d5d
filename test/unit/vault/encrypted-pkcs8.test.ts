import { execFileSync } from 'node:child_process'
import { createPrivateKey, generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { encryptPkcs8 } from '../../../electron/vault/encrypted-pkcs8.ts'

const password = 'clé secrète 鍵'
const made = {
  'RSA 2048': generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey,
  'P-256': generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey,
  Ed25519: generateKeyPairSync('ed25519').privateKey,
}

describe('a private key under a password', () => {
  it.each(Object.entries(made))('is opened by node:crypto and by OpenSSL: %s', async (_, key) => {
    const pkcs8 = key.export({ type: 'pkcs8', format: 'der' })
    const pem = await encryptPkcs8(pkcs8, password)
    expect(createPrivateKey({ key: pem, passphrase: password }).equals(key)).toBe(true)
    const opened = execFileSync('openssl', ['pkey', '-passin', `pass:${password}`], { input: pem })
    expect(createPrivateKey(opened).equals(key)).toBe(true)
    expect(() => createPrivateKey({ key: pem, passphrase: 'another' })).toThrow()
  })

  it('costs a guess 600,000 rounds of PBKDF2 with HMAC-SHA-256, and uses AES-256', async () => {
    const pem = await encryptPkcs8(made['P-256'].export({ type: 'pkcs8', format: 'der' }), password)
    const shown = execFileSync('openssl', ['asn1parse'], { input: pem, encoding: 'utf8' })
    expect(shown).toMatch(/:PBES2\n.*/)
    expect(shown).toMatch(/:PBKDF2\n/)
    expect(shown).toContain(`:${(600_000).toString(16).toUpperCase().padStart(6, '0')}\n`)
    expect(shown).toMatch(/:hmacWithSHA256\n/)
    expect(shown).toMatch(/:aes-256-cbc\n/)
  })

  it('is another one each time, and leaves the key to its owner', async () => {
    const pkcs8 = made['P-256'].export({ type: 'pkcs8', format: 'der' })
    const before = Buffer.from(pkcs8)
    const [first, second] = await Promise.all([encryptPkcs8(pkcs8, password), encryptPkcs8(pkcs8, password)])
    expect(first).not.toBe(second)
    expect(pkcs8).toEqual(before)
    expect(first).toMatch(
      /^-----BEGIN ENCRYPTED PRIVATE KEY-----\n(?:[A-Za-z0-9+/=]{1,64}\n)+-----END ENCRYPTED PRIVATE KEY-----\n$/,
    )
  })
})
