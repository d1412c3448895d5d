import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { errnoOf, readFailure, writeFailure } from '../files/errno.ts'
import { modes, readBytes } from '../files/kept.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { type KeyFile, parseKeyFile, serializeKeyFile } from './key-file.ts'
import type { Sealer } from './sealer.ts'
import { denied, deniedByDisk, given, type VaultResult } from './vault-failure.ts'

const keyName = /^([0-9a-f]{64})\.key$/
export const mostKeyFileBytes = 1024 * 1024
const digestBytes = 32

/** Keys that one sealer protects: a file each, named by the owner of the key. */
export class KeyFolder {
  constructor(
    readonly path: string,
    private readonly sealedBy: KeyFile['sealedBy'],
  ) {}

  fileOf(owner: string): string {
    return join(this.path, `${owner}.key`)
  }

  /** Whose keys are here. */
  async owners(): Promise<VaultResult<readonly string[]>> {
    try {
      return given((await fs.readdir(this.path)).flatMap((name) => keyName.exec(name)?.[1] ?? []))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return given([])
      return deniedByDisk(readFailure(error, this.path))
    }
  }

  /** Seals the key together with its owner, so that a file under another's name does not pass for it. */
  async write(owner: string, pkcs8: Uint8Array, createdAt: string, sealer: Sealer): Promise<VaultResult<void>> {
    const made = await this.make()
    if (!made.ok) return made
    const plain = Buffer.concat([Buffer.from(owner, 'hex'), pkcs8])
    const sealed = await sealer.seal(plain).finally(() => plain.fill(0))
    if (sealed === 'refused') return denied(this.sealedBy === 'os' ? 'sealed-by-os' : 'locked')
    const file = { owner, createdAt, sealedBy: this.sealedBy, sealed: Buffer.from(sealed).toString('base64') }
    const options = { overwrite: false, mode: modes.file }
    const written = await writeAtomically(this.fileOf(owner), serializeKeyFile(file), options)
    if (written.ok) return written
    return written.failure.code === 'exists' ? denied('key-exists', this.fileOf(owner)) : deniedByDisk(written.failure)
  }

  /** What is known of a key without opening it. */
  async look(owner: string): Promise<VaultResult<KeyFile>> {
    const path = this.fileOf(owner)
    const bytes = await readBytes(path, mostKeyFileBytes)
    if (!bytes.ok) {
      if (bytes.failure.code === 'not-found') return denied('key-not-found')
      return bytes.failure.code === 'too-large' ? denied('key-damaged', path) : deniedByDisk(bytes.failure)
    }
    const file = parseKeyFile(bytes.value)
    if (file === 'newer') return denied('newer-version', path)
    const isRight = file !== 'damaged' && file.owner === owner && file.sealedBy === this.sealedBy
    return isRight ? given(file) : denied('key-damaged', path)
  }

  /** The PKCS#8 as it was put in. Whoever gets it overwrites it after use. */
  async read(owner: string, sealer: Sealer): Promise<VaultResult<Uint8Array>> {
    const file = await this.look(owner)
    if (!file.ok) return file
    const plain = await sealer.open(Buffer.from(file.value.sealed, 'base64'))
    if (plain === 'refused') return denied(this.sealedBy === 'os' ? 'sealed-by-os' : 'locked')
    if (plain === 'damaged') return denied('key-damaged', this.fileOf(owner))
    const isItsOwn = Buffer.from(plain.subarray(0, digestBytes)).toString('hex') === owner
    const pkcs8 = Uint8Array.from(plain.subarray(digestBytes))
    plain.fill(0)
    return isItsOwn ? given(pkcs8) : denied('key-damaged', this.fileOf(owner))
  }

  async remove(owner: string): Promise<VaultResult<void>> {
    try {
      await fs.rm(this.fileOf(owner), { force: true })
      return given(undefined)
    } catch (error) {
      return deniedByDisk(writeFailure(error, this.fileOf(owner)))
    }
  }

  private async make(): Promise<VaultResult<void>> {
    try {
      await fs.mkdir(this.path, { recursive: true, mode: modes.folder })
      return given(undefined)
    } catch (error) {
      return deniedByDisk(writeFailure(error, this.path))
    }
  }
}
