import { hash } from 'node:crypto'
import type { DigestName } from './oids.ts'

/** What a key is derived for: the `ID` of RFC 7292 B.3. */
export const KeyUse = { encryption: 1, initialisationVector: 2, mac: 3 } as const

/** `undefined` is no password at all, which PKCS#12 tells from an empty one. */
export type Password = string | undefined

export interface KeyDerivation {
  readonly password: Password
  readonly salt: Uint8Array
  readonly iterations: number
  readonly digest: DigestName
}

/** PKCS#12's own way from a password to a key (RFC 7292 B.2), which node:crypto lacks. */
export function derivePkcs12Key(
  { password, salt, iterations, digest }: KeyDerivation,
  use: number,
  length: number,
): Buffer {
  const blockLength = digest === 'sha384' || digest === 'sha512' ? 128 : 64
  const diversifier = Buffer.alloc(blockLength, use)
  const input = Buffer.concat([fill(salt, blockLength), fill(passwordBytes(password), blockLength)])
  const key: Buffer[] = []
  for (let have = 0; have < length; have += key.at(-1)?.length ?? length) {
    let block = hash(digest, Buffer.concat([diversifier, input]), 'buffer')
    for (let round = 1; round < iterations; round++) block = hash(digest, block, 'buffer')
    key.push(block)
    addToBlocks(input, fill(block, blockLength).subarray(0, blockLength))
  }
  return Buffer.concat(key).subarray(0, length)
}

/** UTF-16, big end first, with a zero at the end (RFC 7292 B.1). */
const passwordBytes = (password: Password): Buffer =>
  password === undefined ? Buffer.alloc(0) : Buffer.from(`${password}\0`, 'utf16le').swap16()

/** Repeated until it fills whole blocks. */
const fill = (bytes: Uint8Array, blockLength: number): Buffer =>
  bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(Math.ceil(bytes.length / blockLength) * blockLength, bytes)

/** Adds `addend` + 1 to each block, as to a number of that many octets. */
function addToBlocks(blocks: Buffer, addend: Buffer): void {
  for (let start = 0; start < blocks.length; start += addend.length) {
    let carry = 1
    for (let i = addend.length - 1; i >= 0; i--) {
      carry += (blocks[start + i] ?? 0) + (addend[i] ?? 0)
      blocks[start + i] = carry & 0xff
      carry >>= 8
    }
  }
}
