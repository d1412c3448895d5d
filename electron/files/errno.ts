import type { FileFailure, FileFailureCode } from './failure.ts'

type Table = Readonly<Record<string, FileFailureCode>>

const whenReading: Table = {
  ENOENT: 'not-found',
  ENOTDIR: 'not-found',
  ENAMETOOLONG: 'not-found',
  ERR_INVALID_ARG_VALUE: 'not-found', // a name with a NUL in it: Node refuses it before the system does
  EISDIR: 'is-folder',
  EACCES: 'no-permission',
  EPERM: 'no-permission',
  ELOOP: 'link-loop',
  ENXIO: 'not-a-file', // a socket
  EBUSY: 'busy',
}

const whenWriting: Table = {
  ENOENT: 'folder-missing',
  ENOTDIR: 'folder-missing',
  EISDIR: 'is-folder',
  EACCES: 'no-permission-to-write',
  EPERM: 'no-permission-to-write',
  EROFS: 'no-permission-to-write',
  ENOSPC: 'disk-full',
  EDQUOT: 'disk-full',
  EFBIG: 'disk-full', // a limit on file sizes (ulimit -f, FAT): there is no room either
  EEXIST: 'exists',
  ELOOP: 'link-loop',
  EBUSY: 'busy',
}

/** The system's code of an error thrown by `node:fs`; undefined where it is none of those, that is, a bug. */
export function errnoOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return undefined
  return 'syscall' in error || error.code in whenReading ? error.code : undefined
}

function failureOf(error: unknown, file: string, table: Table, otherwise: FileFailureCode): FileFailure {
  const errno = errnoOf(error)
  if (errno === undefined) throw error
  return { code: table[errno] ?? otherwise, file, errno }
}

/**
 * What broke off the reading of an archive: the disk, or the archive itself.
 * @throws the error itself where it is a bug of ours
 */
export function archiveFailure(error: unknown, file: string, damaged: FileFailureCode): FileFailure {
  if (errnoOf(error) !== undefined) return readFailure(error, file)
  if (!(error instanceof Error) || error instanceof TypeError || error instanceof ReferenceError) throw error
  return { code: damaged, file }
}

/** @throws the error itself where the file system did not raise it */
export const readFailure = (error: unknown, file: string): FileFailure =>
  failureOf(error, file, whenReading, 'read-failed')

/** @throws the error itself where the file system did not raise it */
export const writeFailure = (error: unknown, file: string): FileFailure =>
  failureOf(error, file, whenWriting, 'write-failed')
