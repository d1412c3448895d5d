import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { errnoOf, readFailure, writeFailure } from './errno.ts'
import { done, failed, type FileResult } from './failure.ts'

/** Of what the app keeps for itself: nobody but its owner reads it. */
export const modes = { folder: 0o700, file: 0o600 } as const

/** What nobody names is left alone for this long: another copy of the app may be about to name it. */
const graceMs = 60 * 60 * 1000
export const temporaryName = /^\.ome-chain-[0-9a-f]+\.tmp$/

/** What a killed process left of a write. @throws what the file system raised */
export const removeTemporaries = (folder: string, now: number): Promise<void> =>
  removeOld(folder, (name) => temporaryName.test(name), now)

/** Removes files that have not been written to for an hour. @throws what the file system raised */
export async function removeOld(folder: string, isMeant: (name: string) => boolean, now: number): Promise<void> {
  for (const name of (await namesIn(folder)).filter(isMeant)) {
    const { mtimeMs } = await fs.stat(join(folder, name))
    if (now - mtimeMs > graceMs) await fs.rm(join(folder, name), { force: true })
  }
}

/** The names in a folder; none where there is no such folder. @throws what the file system raised */
export async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await fs.readdir(folder)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    throw error
  }
}

/** Makes one folder, in one that must be there, or finds it made. */
export async function makeFolder(path: string): Promise<FileResult<void>> {
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
