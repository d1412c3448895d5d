import { createCipheriv, createDecipheriv, createHash, randomBytes, scrypt } from 'node:crypto'
import { z } from 'zod'
import type { Sealer } from './sealer.ts'

const base64 = z
  .string()
  .max(4096)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/)
const MiB = 1024 * 1024

/** What a guess costs: RFC 7914's parameters. */
export interface ScryptCost {
  readonly N: number
  readonly r: number
  readonly p: number
}

/** OWASP's choice for scrypt: 128 MiB and about half a second a guess. */
export const usualCost: ScryptCost = { N: 2 ** 17, r: 8, p: 1 }

const memoryOf = ({ N, r }: ScryptCost): number => 128 * N * r
const mostMemory = 512 * MiB

/** Room upwards, but a crafted file can't ask for more memory or time than that. */
const scryptRecord = z
  .object({
    N: z
      .number()
      .int()
      .min(2 ** 14)
      .max(2 ** 20),
    r: z.number().int().min(8).max(32),
    p: z.number().int().min(1).max(4),
    salt: base64,
  })
  .refine((cost) => Number.isInteger(Math.log2(cost.N)) && memoryOf(cost) <= mostMemory)

/** What is kept of a passphrase: enough to tell whether one is right, nothing to find it by but guessing. */
export const passphraseRecord = z.object({
  scrypt: scryptRecord,
  /** A known text under the key: only the right passphrase opens it. */
  check: base64,
  /** SHA-256 of the above in hex: tells a damaged record from a wrong passphrase. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})

export type PassphraseRecord = z.infer<typeof passphraseRecord>
const cipher = 'aes-256-gcm'
const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
const saltBytes = 16
const checkText = Buffer.from('ome-chain-keys')

/** Seals under a passphrase: scrypt (RFC 7914), then AES-256-GCM with a nonce of its own each time. */
export class PassphraseSealer implements Sealer {
  private key: Buffer | undefined

  private constructor(
    key: Buffer,
    readonly record: PassphraseRecord,
  ) {
    this.key = key
  }

  static async create(passphrase: string, cost = usualCost): Promise<PassphraseSealer> {
    const salt = randomBytes(saltBytes)
    const key = await deriveKey(passphrase, salt, cost)
    const content = {
      scrypt: { ...cost, salt: salt.toString('base64') },
      check: encrypt(key, checkText).toString('base64'),
    }
    return new PassphraseSealer(key, { ...content, digest: digestOf(content) })
  }

  /** @param record one whose shape was checked by `passphraseRecord` */
  static async unlock(record: PassphraseRecord, passphrase: string): Promise<PassphraseSealer | 'wrong' | 'damaged'> {
    if (digestOf(record) !== record.digest) return 'damaged'
    const key = await deriveKey(passphrase, Buffer.from(record.scrypt.salt, 'base64'), record.scrypt)
    if (decrypt(key, Buffer.from(record.check, 'base64'))) return new PassphraseSealer(key, record)
    key.fill(0)
    return 'wrong'
  }

  seal(plain: Uint8Array): Promise<Uint8Array | 'refused'> {
    return Promise.resolve(this.key ? encrypt(this.key, plain) : 'refused')
  }

  open(sealed: Uint8Array): Promise<Uint8Array | 'refused' | 'damaged'> {
    return Promise.resolve(this.key ? (decrypt(this.key, sealed) ?? 'damaged') : 'refused')
  }

  /** Overwrites the key: from now on everything is refused. */
  forget(): void {
    this.key?.fill(0)
    this.key = undefined
  }
}

/**
 * The same letters give the same key, however the keyboard composes them. The passphrase itself is a text, as it came
 * from the window: nothing can overwrite it, so that it stays in memory until the garbage collector takes the place.
 */
function deriveKey(passphrase: string, salt: Buffer, cost: ScryptCost): Promise<Buffer> {
  const { N, r, p } = cost
  const secret = Buffer.from(passphrase.normalize('NFKC'))
  return new Promise((resolve, reject) => {
    scrypt(secret, salt, keyBytes, { N, r, p, maxmem: memoryOf(cost) + MiB * 16 }, (error, key) => {
      secret.fill(0)
      if (error) reject(error)
      else resolve(key)
    })
  })
}

const digestOf = ({ scrypt: { N, r, p, salt }, check }: Omit<PassphraseRecord, 'digest'>): string =>
  createHash('sha256')
    .update(JSON.stringify([N, r, p, salt, check]))
    .digest('hex')

/** Nonce, content, tag. */
function encrypt(key: Buffer, plain: Uint8Array): Buffer {
  const nonce = randomBytes(nonceBytes)
  const encryption = createCipheriv(cipher, key, nonce, { authTagLength: tagBytes })
  return Buffer.concat([nonce, encryption.update(plain), encryption.final(), encryption.getAuthTag()])
}

/** @returns undefined where the key is another one or the bytes were changed */
function decrypt(key: Buffer, sealed: Uint8Array): Buffer | undefined {
  if (sealed.length < nonceBytes + tagBytes) return undefined
  const decryption = createDecipheriv(cipher, key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
  decryption.setAuthTag(sealed.subarray(-tagBytes))
  const plain = decryption.update(sealed.subarray(nonceBytes, -tagBytes))
  try {
    decryption.final()
    return plain
  } catch {
    plain.fill(0)
    return undefined // the tag does not fit
  }
}
