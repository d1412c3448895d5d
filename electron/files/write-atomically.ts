import { randomBytes } from 'node:crypto'
import { promises as fs, type Stats } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { errnoOf, writeFailure } from './errno.ts'
import { done, failed, type FileFailureCode, type FileResult } from './failure.ts'

export interface WriteOptions {
  /** Whether a file that stands there may be replaced. */
  readonly overwrite: boolean
  /** Permissions, less the umask. Where not given: 0644 for a new file, the present ones for one that is replaced. */
  readonly mode?: number
}

const usualMode = 0o644
const permissionBits = 0o777
const mostLinks = 40

/**
 * Writes all of it or nothing. The bytes go into a new file in the same folder, reach the disk, and only then take the
 * name; whatever fails, a file that stood there is untouched and the new one is removed. Without `overwrite` a file that
 * appears at the last moment is not replaced either. With it, a link is followed, and stays a link.
 */
export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  options: WriteOptions,
): Promise<FileResult<void>> {
  try {
    const present = await statOf(path)
    const obstacle = present && obstacleIn(present, options)
    if (obstacle) return failed({ code: obstacle, file: path })
    const target = options.overwrite ? await behindLinks(path) : path
    await viaTemporary(target, bytes, options, present)
    await syncFolder(dirname(target))
    return done(undefined)
  } catch (error) {
    return failed(writeFailure(error, path))
  }
}

async function statOf(path: string): Promise<Stats | undefined> {
  try {
    return await fs.stat(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw error
  }
}

function obstacleIn(present: Stats, { overwrite }: WriteOptions): FileFailureCode | undefined {
  if (present.isDirectory()) return 'is-folder'
  if (!present.isFile()) return 'not-a-file' // renaming onto /dev/null would replace it
  return overwrite ? undefined : 'exists'
}

/** Where a link ends, be there a file yet or not. */
async function behindLinks(path: string): Promise<string> {
  let target = path
  for (let hops = 0; hops < mostLinks && (await isLink(target)); hops++) {
    target = resolve(await fs.realpath(dirname(target)), await fs.readlink(target))
  }
  return target
}

async function isLink(path: string): Promise<boolean> {
  try {
    return (await fs.lstat(path)).isSymbolicLink()
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return false
    throw error
  }
}

async function viaTemporary(
  target: string,
  bytes: Uint8Array,
  options: WriteOptions,
  present: Stats | undefined,
): Promise<void> {
  const temporary = join(dirname(target), `.ome-chain-${randomBytes(8).toString('hex')}.tmp`)
  const handle = await fs.open(temporary, 'wx', options.mode ?? usualMode)
  try {
    try {
      if (present && options.mode === undefined) await handle.chmod(present.mode & permissionBits)
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await (options.overwrite ? fs.rename(temporary, target) : placeAsNew(temporary, target))
  } catch (error) {
    await removeQuietly(temporary)
    throw error
  }
}

/** A hard link fails where the name is taken, in one step. */
async function placeAsNew(temporary: string, target: string): Promise<void> {
  try {
    await fs.link(temporary, target)
  } catch (error) {
    if (errnoOf(error) === 'EEXIST') throw error
    return reserveAndRename(temporary, target)
  }
  await removeQuietly(temporary)
}

/** For file systems without hard links (FAT, some network shares): takes the name with an empty file first. */
async function reserveAndRename(temporary: string, target: string): Promise<void> {
  const reserved = await fs.open(target, 'wx')
  await reserved.close()
  try {
    await fs.rename(temporary, target)
  } catch (error) {
    await removeQuietly(target)
    throw error
  }
}

/** What goes wrong here must not hide the failure that led here: a leftover is the lesser evil. */
async function removeQuietly(path: string): Promise<void> {
  await fs.rm(path, { force: true }).catch(() => undefined)
}

/**
 * Brings the new name to the disk too. By now the file is in place: where a system can't do this to a folder (Windows,
 * some network shares), only a power cut within the next seconds could bring the old state back.
 */
export async function syncFolder(folder: string): Promise<void> {
  const sync = async (): Promise<void> => {
    const handle = await fs.open(folder, 'r')
    await handle.sync().finally(() => handle.close())
  }
  await sync().catch(() => undefined)
}
