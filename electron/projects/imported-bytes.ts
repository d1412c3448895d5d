import { createHash } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { errnoOf, readFailure, writeFailure } from '../files/errno.ts'
import { done, failed, type FileResult } from '../files/failure.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { limits } from './state-file.ts'

export const modes = { folder: 0o700, file: 0o600 } as const

/** What nobody names is left alone for this long: another copy of the app may be about to name it. */
const graceMs = 60 * 60 * 1000
const digestName = /^[0-9a-f]{64}$/
const temporaryName = /^\.ome-chain-[0-9a-f]+\.tmp$/

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

export const removeTemporaries = (folder: string, now: number): Promise<void> =>
  removeOld(folder, (name) => temporaryName.test(name), now)

/** @throws what the file system raised */
async function removeOld(folder: string, isMeant: (name: string) => boolean, now: number): Promise<void> {
  for (const name of (await namesIn(folder)).filter(isMeant)) {
    const { mtimeMs } = await fs.stat(join(folder, name))
    if (now - mtimeMs > graceMs) await fs.rm(join(folder, name), { force: true })
  }
}

/** The names in a folder; none where there is no such folder. @throws what the file system raised */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await fs.readdir(folder)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}

/** Makes one folder, in one that must be there, or finds it made. */
async function makeFolder(path: string): Promise<FileResult<void>> {
  try {
    await fs.mkdir(path, { mode: modes.folder })
  } catch (error) {
    if (errnoOf(error) !== 'EEXIST') return failed(writeFailure(error, path))
  }
  return done(undefined)
}

/** All bytes of a file of ours, without holding up the window meanwhile. */
export async function readBytes(path: string, limit: number): Promise<FileResult<Buffer>> {
  try {
    // A pipe would be waited for at its opening.
    if (!(await fs.stat(path)).isFile()) return failed({ code: 'not-a-file', file: path })
    const handle = await fs.open(path, 'r')
    try {
      const { size } = await handle.stat()
      return size > limit ? failed({ code: 'too-large', file: path, limit }) : done(await handle.readFile())
    } finally {
      await handle.close()
    }
  } catch (error) {
    return failed(readFailure(error, path))
  }
}
