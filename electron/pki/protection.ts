import { createDecipheriv, createHmac, type Decipher, pbkdf2Sync, timingSafeEqual } from 'node:crypto'
import { contentOf, type DerElement, DerError, DerReader, objectIdentifier, smallInteger, Tag } from './der.ts'
import { type DigestName, digests } from './oids.ts'
import { derivePkcs12Key, type KeyDerivation, KeyUse, type Password } from './pkcs12-key.ts'
import { decryptRc2 } from './rc2.ts'

/** Why what a password protects was left alone. Caught in `openPkcs12`. */
export class ProtectionError extends Error {
  override readonly name = 'ProtectionError'
  constructor(readonly reason: 'unknown-encryption' | 'too-complex') {
    super(reason)
  }
}

/**
 * What opening all that one file holds may cost, in rounds of PKCS#12's own derivation: some three quarters of a second
 * here. Java once counted to 100,000; others count to 600,000 with PBKDF2.
 */
export class WorkBudget {
  private left = 1_000_000

  /** @throws ProtectionError */
  spend(rounds: number): void {
    this.left -= rounds
    if (this.left < 0) throw new ProtectionError('too-complex')
  }
}

/** A round of PBKDF2 in node:crypto, and an octet of RC2, take a third of the time of a round. */
const pbkdf2Share = 1 / 3
const rc2Share = 1 / 3

interface Cipher {
  readonly name: string
  readonly keyLength: number
  readonly ivLength: number
}

const rc2 = 'rc2-cbc'

/** Password-based encryption of PKCS#12 itself (RFC 7292 appendix C). RC4 nobody uses, and node:crypto lacks it. */
const pkcs12Ciphers: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.1.12.1.3': { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 },
  '1.2.840.113549.1.12.1.4': { name: 'des-ede-cbc', keyLength: 16, ivLength: 8 },
  '1.2.840.113549.1.12.1.5': { name: rc2, keyLength: 16, ivLength: 8 },
  '1.2.840.113549.1.12.1.6': { name: rc2, keyLength: 5, ivLength: 8 },
}

/** Ciphers of PBES2 (RFC 8018 appendix B.2). */
const pbes2Ciphers: Readonly<Record<string, Cipher>> = {
  '1.2.840.113549.3.7': { name: 'des-ede3-cbc', keyLength: 24, ivLength: 8 },
  '2.16.840.1.101.3.4.1.2': { name: 'aes-128-cbc', keyLength: 16, ivLength: 16 },
  '2.16.840.1.101.3.4.1.22': { name: 'aes-192-cbc', keyLength: 24, ivLength: 16 },
  '2.16.840.1.101.3.4.1.42': { name: 'aes-256-cbc', keyLength: 32, ivLength: 16 },
}

/** RFC 8018 appendix B.1. */
const hmacDigests: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.7': 'sha1',
  '1.2.840.113549.2.8': 'sha224',
  '1.2.840.113549.2.9': 'sha256',
  '1.2.840.113549.2.10': 'sha384',
  '1.2.840.113549.2.11': 'sha512',
}

const digestLengths: Readonly<Partial<Record<DigestName, number>>> = {
  md5: 16,
  sha1: 20,
  sha224: 28,
  sha256: 32,
  sha384: 48,
  sha512: 64,
}

const pbes2 = '1.2.840.113549.1.5.13'
const pbmac1 = '1.2.840.113549.1.5.14'
const pbkdf2 = '1.2.840.113549.1.5.12'

/**
 * Undoes password-based encryption (RFC 7292 appendix C; PBES2 of RFC 8018). `undefined`: not with this password.
 * @throws DerError | ProtectionError
 */
export async function decrypt(
  algorithm: DerElement,
  data: Uint8Array,
  password: Password,
  work: WorkBudget,
): Promise<Uint8Array | undefined> {
  const { oid, parameters } = algorithmOf(algorithm)
  const { cipher, key, iv } =
    oid === pbes2 ? pbes2Key(parameters, password, work) : pkcs12Key(oid, parameters, password, work)
  if (cipher.name !== rc2) return decipher(cipher, key, iv, data)
  if (data.length % cipher.ivLength !== 0) return undefined
  work.spend(data.length * rc2Share)
  return withoutPadding(await decryptRc2(key, iv, data))
}

/** MacData (RFC 7292 §4), also as PBMAC1 (RFC 9579). @throws DerError | ProtectionError */
export function verifyMac(macData: DerElement, content: Uint8Array, password: Password, work: WorkBudget): boolean {
  const fields = DerReader.inside(macData)
  const digestInfo = fields.enter(Tag.sequence)
  const { oid, parameters } = algorithmOf(digestInfo.expect(Tag.sequence))
  const expected = contentOf(digestInfo.expect(Tag.octetString))
  const salt = contentOf(fields.expect(Tag.octetString))
  const iterations = fields.optional(Tag.integer)
  const { digest, key } =
    oid === pbmac1
      ? pbmac1Key(parameters, password, work)
      : macKey(oid, { password, salt, iterations: iterations ? positive(iterations) : 1 }, work)
  const actual = createHmac(digest, key).update(content).digest()
  return actual.length === expected.length && timingSafeEqual(actual, expected)
}

interface CipherKey {
  readonly cipher: Cipher
  readonly key: Uint8Array
  readonly iv: Uint8Array
}

function pkcs12Key(oid: string, parameters: DerReader, password: Password, work: WorkBudget): CipherKey {
  const cipher = known(pkcs12Ciphers[oid])
  const fields = parameters.enter(Tag.sequence)
  const salt = contentOf(fields.expect(Tag.octetString))
  const derivation: KeyDerivation = { password, salt, iterations: positive(fields.expect(Tag.integer)), digest: 'sha1' }
  return {
    cipher,
    key: derivePkcs12(derivation, KeyUse.encryption, cipher.keyLength, work),
    iv: derivePkcs12(derivation, KeyUse.initialisationVector, cipher.ivLength, work),
  }
}

function pbes2Key(parameters: DerReader, password: Password, work: WorkBudget): CipherKey {
  const fields = parameters.enter(Tag.sequence)
  const derivation = fields.expect(Tag.sequence)
  const scheme = algorithmOf(fields.expect(Tag.sequence))
  const cipher = known(pbes2Ciphers[scheme.oid])
  const ivElement = scheme.parameters.expect(Tag.octetString)
  const iv = contentOf(ivElement)
  if (iv.length !== cipher.ivLength) throw new DerError('value', ivElement.start)
  const key = derivePbkdf2(derivation, password, cipher.keyLength, work)
  if (key.length !== cipher.keyLength) throw new DerError('value', derivation.start)
  return { cipher, key, iv }
}

interface MacKey {
  readonly digest: DigestName
  readonly key: Uint8Array
}

function macKey(oid: string, derivation: Omit<KeyDerivation, 'digest'>, work: WorkBudget): MacKey {
  const digest = known(digests[oid])
  return { digest, key: derivePkcs12({ ...derivation, digest }, KeyUse.mac, lengthOf(digest), work) }
}

function pbmac1Key(parameters: DerReader, password: Password, work: WorkBudget): MacKey {
  const fields = parameters.enter(Tag.sequence)
  const derivation = fields.expect(Tag.sequence)
  const digest = known(hmacDigests[algorithmOf(fields.expect(Tag.sequence)).oid])
  return { digest, key: derivePbkdf2(derivation, password, lengthOf(digest), work) }
}

function derivePkcs12(derivation: KeyDerivation, use: number, length: number, work: WorkBudget): Uint8Array {
  work.spend(derivation.iterations * Math.ceil(length / lengthOf(derivation.digest)))
  return derivePkcs12Key(derivation, use, length)
}

const maxKeyLength = 64

/** PBKDF2-params (RFC 8018 appendix A.2), which may state a length of their own. */
function derivePbkdf2(derivation: DerElement, password: Password, keyLength: number, work: WorkBudget): Uint8Array {
  const { oid, parameters } = algorithmOf(derivation)
  if (oid !== pbkdf2) throw new ProtectionError('unknown-encryption')
  const fields = parameters.enter(Tag.sequence)
  const salt = contentOf(fields.expect(Tag.octetString))
  const iterations = positive(fields.expect(Tag.integer))
  const statedLength = fields.optional(Tag.integer)
  const length = statedLength ? positive(statedLength) : keyLength
  if (length > maxKeyLength) throw new DerError('value', derivation.start)
  const prf = fields.optional(Tag.sequence)
  const digest = prf ? known(hmacDigests[algorithmOf(prf).oid]) : 'sha1'
  work.spend(iterations * Math.ceil(length / lengthOf(digest)) * pbkdf2Share)
  return pbkdf2Sync(password ?? '', salt, iterations, length, digest)
}

function decipher({ name }: Cipher, key: Uint8Array, iv: Uint8Array, data: Uint8Array): Uint8Array | undefined {
  const decryption = decipherOf(name, key, iv)
  const start = decryption.update(data)
  try {
    return Buffer.concat([start, decryption.final()])
  } catch {
    return undefined // node:crypto's way to say that the padding is wrong, and so the key
  }
}

/** Which ciphers there are depends on what Node was built with: in Electron that is BoringSSL. @throws ProtectionError */
function decipherOf(name: string, key: Uint8Array, iv: Uint8Array): Decipher {
  try {
    return createDecipheriv(name, key, iv)
  } catch {
    throw new ProtectionError('unknown-encryption') // key and iv fit: it lacks the cipher
  }
}

/** PKCS#7 padding: as many octets as each of them says. */
function withoutPadding(plain: Uint8Array): Uint8Array | undefined {
  const count = plain.at(-1) ?? 0
  const padding = plain.subarray(-count)
  const isSound = count >= 1 && count <= 8 && padding.every((octet) => octet === count)
  return isSound ? plain.subarray(0, -count) : undefined
}

function algorithmOf(element: DerElement): { readonly oid: string; readonly parameters: DerReader } {
  const parameters = DerReader.inside(element)
  return { oid: objectIdentifier(parameters.expect(Tag.objectIdentifier)), parameters }
}

function known<T>(value: T | undefined): T {
  if (value === undefined) throw new ProtectionError('unknown-encryption')
  return value
}

const lengthOf = (digest: DigestName): number => known(digestLengths[digest])

function positive(element: DerElement): number {
  const value = smallInteger(element)
  if (value === 0) throw new DerError('value', element.start)
  return value
}
