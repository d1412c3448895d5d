import { createCipheriv, pbkdf2, randomBytes } from 'node:crypto'
import { promisify } from 'node:util'
import { Tag } from '../pki/der.ts'
import { armour } from '../pki/write-pem.ts'

/** OWASP's choice for PBKDF2 with HMAC-SHA-256; what node:crypto writes itself has 2048. */
const rounds = 600_000
const saltBytes = 16
const ivBytes = 16
const keyBytes = 32

/**
 * A private key under a password, for use elsewhere: EncryptedPrivateKeyInfo in PEM (RFC 5958, RFC 7468), with PBES2 of
 * RFC 8018: PBKDF2 with HMAC-SHA-256, then AES-256-CBC. OpenSSL since 1.0, Java, Windows and macOS read it.
 * @param pkcs8 DER; stays the caller's, to be overwritten
 */
export async function encryptPkcs8(pkcs8: Uint8Array, password: string): Promise<string> {
  const [salt, iv] = [randomBytes(saltBytes), randomBytes(ivBytes)]
  const secret = Buffer.from(password)
  const key = await promisify(pbkdf2)(secret, salt, rounds, keyBytes, 'sha256').finally(() => secret.fill(0))
  const encryption = createCipheriv('aes-256-cbc', key, iv)
  const encrypted = Buffer.concat([encryption.update(pkcs8), encryption.final()])
  key.fill(0)
  return armour('ENCRYPTED PRIVATE KEY', sequence(pbes2(salt, iv), octets(encrypted)))
}

const pbes2 = (salt: Uint8Array, iv: Uint8Array): Buffer => {
  const hmacWithSha256 = sequence(objectIdentifier('2a864886f70d0209'), element(Tag.null))
  const derivation = sequence(octets(salt), element(Tag.integer, integer(rounds)), hmacWithSha256)
  return sequence(
    objectIdentifier('2a864886f70d01050d'), // 1.2.840.113549.1.5.13
    sequence(
      sequence(objectIdentifier('2a864886f70d01050c'), derivation), // PBKDF2
      sequence(objectIdentifier('60864801650304012a'), octets(iv)), // aes256-CBC-PAD
    ),
  )
}

const sequence = (...parts: readonly Uint8Array[]): Buffer => element(Tag.sequence, ...parts)
const octets = (content: Uint8Array): Buffer => element(Tag.octetString, content)
const objectIdentifier = (hex: string): Buffer => element(Tag.objectIdentifier, Buffer.from(hex, 'hex'))

function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOctets(content.length), content])
}

/** X.690 8.1.3. */
function lengthOctets(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const octets = minimal(length)
  return Buffer.concat([Buffer.from([0x80 | octets.length]), octets])
}

/** Of a number above nought: a leading zero keeps it from being read as negative. */
function integer(value: number): Buffer {
  const octets = minimal(value)
  return (octets[0] ?? 0) < 0x80 ? octets : Buffer.concat([Buffer.alloc(1), octets])
}

/** Big-endian, in as few octets as it takes. */
function minimal(value: number): Buffer {
  const hex = value.toString(16)
  return Buffer.from(hex.padStart(hex.length + (hex.length % 2), '0'), 'hex')
}
