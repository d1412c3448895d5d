import { createPrivateKey, type KeyObject } from 'node:crypto'
import { ElementBudget, toDer } from './ber.ts'
import { contentOf, DerError, DerReader, encodingOf, readElement, Tag } from './der.ts'
import type { UnreadableReason } from './found.ts'
import { identify } from './identify.ts'
import { splitPem } from './pem.ts'
import { openPkcs12 } from './pkcs12.ts'
import type { Password } from './pkcs12-key.ts'
import { decrypt, ProtectionError, WorkBudget } from './protection.ts'
import { Refusal } from './refusal.ts'
import { decodeText } from './text-encoding.ts'

/** The private keys in one file, and why others stayed closed. */
export interface PrivateKeys {
  /** PKCS#8 in DER, not encrypted: whoever gets them overwrites them after use. */
  readonly keys: readonly Uint8Array[]
  readonly problems: readonly UnreadableReason[]
}

/**
 * The private keys in PEM, DER or PKCS#12: PKCS#8, plain or encrypted, and the older forms of OpenSSL. Never throws for
 * any bytes, and costs no more for crafted ones than `read` does.
 */
export async function readPrivateKeys(bytes: Uint8Array, password?: string): Promise<PrivateKeys> {
  const reader = new KeyReader(password)
  try {
    await reader.read(bytes)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    reader.problems.push(error.reason)
  }
  return { keys: reader.keys, problems: reader.problems }
}

const olderEncrypted =
  /-----BEGIN (?:RSA|EC|DSA) PRIVATE KEY-----\s+Proc-Type: 4,ENCRYPTED\s+DEK-Info: [\w-]{1,40},[\dA-F]{1,64}\s+[\w+/=\s]{1,20000}-----END (?:RSA|EC|DSA) PRIVATE KEY-----/g

class KeyReader {
  readonly keys: Uint8Array[] = []
  readonly problems: UnreadableReason[] = []
  private readonly work = new WorkBudget()
  private readonly elements = new ElementBudget()
  private readonly passwords: readonly Password[]
  private readonly closed: UnreadableReason

  constructor(private readonly password: string | undefined) {
    // As in PKCS#12, where no password and an empty one are two different things.
    this.passwords = password ? [password] : ['', undefined]
    this.closed = password ? 'password-wrong' : 'password-needed'
  }

  async read(bytes: Uint8Array): Promise<void> {
    if (bytes[0] === Tag.sequence) return this.take(bytes)
    const { text } = decodeText(bytes)
    for (const { label, content, isEncrypted } of splitPem(text).armours) {
      if (isEncrypted) continue
      if (label.includes('PRIVATE KEY') || label.startsWith('PKCS')) await this.take(content)
    }
    for (const [pem] of text.matchAll(olderEncrypted)) this.takeOlder(pem)
  }

  private async take(source: Uint8Array): Promise<void> {
    try {
      const element = readElement(toDer(source, this.elements))
      const der = encodingOf(element)
      switch (identify(element)) {
        case 'private-key':
          this.keep(der)
          return
        case 'encrypted-private-key':
          await this.open(der)
          return
        case 'pkcs12':
          await this.takePkcs12(der)
          return
        default:
          return
      }
    } catch (error) {
      this.problems.push(reasonOf(error))
    }
  }

  private async takePkcs12(der: Uint8Array): Promise<void> {
    const { password, work, elements } = this
    const { bags, problems } = await openPkcs12(der, { password, work, elements })
    this.problems.push(...problems)
    for (const bag of bags) {
      if (bag.kind !== 'private-key') continue
      if (bag.encrypted) await this.open(bag.der)
      else this.keep(bag.der)
    }
  }

  /** EncryptedPrivateKeyInfo (RFC 5958 §3). @throws DerError | ProtectionError */
  private async open(der: Uint8Array): Promise<void> {
    const fields = DerReader.inside(readElement(der))
    const algorithm = fields.expect(Tag.sequence)
    const data = contentOf(fields.expect(Tag.octetString))
    for (const password of this.passwords) {
      const plain = await decrypt(algorithm, data, password, this.work)
      // A wrong password can leave a padding that is right by chance, but no key.
      const key = plain && keyIn(plain)
      plain?.fill(0)
      if (!key) continue
      this.add(key)
      return
    }
    this.problems.push(this.closed)
  }

  /** The key is encrypted within its PEM (RFC 1421), a way that node:crypto knows: one round of MD5 is no cost. */
  private takeOlder(pem: string): void {
    try {
      this.add(createPrivateKey({ key: pem, format: 'pem', passphrase: this.password ?? '' }))
    } catch {
      this.problems.push(this.closed) // node:crypto's way to say that the password does not fit
    }
  }

  private keep(der: Uint8Array): void {
    const key = keyIn(der)
    if (key) this.add(key)
    else this.problems.push('damaged')
  }

  private add(key: KeyObject): void {
    const pkcs8 = key.export({ type: 'pkcs8', format: 'der' })
    this.keys.push(Uint8Array.from(pkcs8))
    pkcs8.fill(0)
  }
}

const forms = ['pkcs8', 'pkcs1', 'sec1'] as const

/** undefined: no private key, or of a kind that node:crypto does not know. */
function keyIn(der: Uint8Array): KeyObject | undefined {
  const key = Buffer.from(der.buffer, der.byteOffset, der.byteLength)
  for (const type of forms) {
    try {
      return createPrivateKey({ key, format: 'der', type })
    } catch {
      continue // not in this form
    }
  }
  return undefined
}

/** @throws what is neither damage nor a protection that we can't undo */
function reasonOf(error: unknown): UnreadableReason {
  if (error instanceof DerError) return error.reason === 'too-deep' ? 'too-complex' : 'damaged'
  if (error instanceof ProtectionError) return error.reason
  throw error
}
