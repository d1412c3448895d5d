import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { errnoOf, readFailure } from '../files/errno.ts'
import { done, failed, type FileResult } from '../files/failure.ts'
import { makeFolder, modes, readBytes, removeOld, temporaryName } from '../files/kept.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { limits } from './state-file.ts'

const digestName = /^[0-9a-f]{64}$/
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

/** The imported files of one project, as they came, each under its digest. */
export class ImportedBytes {
  constructor(private readonly folder: string) {}

  /**
   * Brings all of them to the disk. One that is there already is written anew, which heals a damaged one.
   * @throws Error for bytes that are not those of their digest: a bug
   */
  async write(files: ReadonlyMap<string, Uint8Array>): Promise<FileResult<void>> {
    const made = await makeFolder(this.folder)
    if (!made.ok) return made
    for (const [sha256, bytes] of files) {
      if (sha256Of(bytes) !== sha256) throw new Error(`these bytes are not those of ${sha256}`)
      const written = await writeAtomically(this.pathOf(sha256), bytes, { overwrite: true, mode: modes.file })
      if (!written.ok) return written
    }
    return done(undefined)
  }

  read(sha256: string): Promise<FileResult<Buffer>> {
    return readBytes(this.pathOf(sha256), limits.fileBytes)
  }

  /** Sum of their sizes in bytes; what is not there counts nothing. */
  async size(digests: Iterable<string>): Promise<FileResult<number>> {
    let size = 0
    for (const sha256 of digests) {
      try {
        size += (await fs.stat(this.pathOf(sha256))).size
      } catch (error) {
        if (errnoOf(error) !== 'ENOENT') return failed(readFailure(error, this.pathOf(sha256)))
      }
    }
    return done(size)
  }

  /** Removes what no state names, and what a killed process left behind. */
  async sweep(named: ReadonlySet<string>, now: number): Promise<void> {
    const isLeftOver = (name: string) => temporaryName.test(name) || (digestName.test(name) && !named.has(name))
    await removeOld(this.folder, isLeftOver, now)
  }

  private pathOf(sha256: string): string {
    return join(this.folder, sha256)
  }
}
