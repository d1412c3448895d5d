import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { errnoOf, readFailure } from './errno.ts'
import { done, failed, type FileResult } from './failure.ts'
import { isZip } from './kind.ts'
import { limits } from './limits.ts'

export interface ReadOptions {
  /** Another limit for what is a .zip by its first bytes. */
  readonly zipLimitBytes?: number
  /** How long an open pipe may give nothing before we give up. */
  readonly patienceMs?: number
}

const pauseMs = 5
const firstGuessForPipes = 64 * 1024

/** Without it, opening a named pipe that nobody writes to would block for ever. Files are read the same either way. */
const openFlags = constants.O_RDONLY | (process.platform === 'win32' ? 0 : constants.O_NONBLOCK)

/**
 * All bytes of one file. Synchronous, since that is several times faster for the many small files of a `--jsonl` run.
 * A file over the limit is refused by its size, unread; a pipe or device that never ends is cut off at the limit, and a
 * pipe without a writer is an empty file.
 */
export function readFileBytes(path: string, limitBytes: number, options: ReadOptions = {}): FileResult<Buffer> {
  try {
    const fd = openSync(path, openFlags)
    try {
      return readOpen(fd, path, limitBytes, options)
    } finally {
      closeSync(fd)
    }
  } catch (error) {
    return failed(readFailure(error, path))
  }
}

function readOpen(fd: number, path: string, limitBytes: number, options: ReadOptions): FileResult<Buffer> {
  const { zipLimitBytes = limitBytes, patienceMs = limits.pipeSilenceMs } = options
  const stat = fstatSync(fd)
  if (stat.isDirectory()) return failed({ code: 'is-folder', file: path })
  const limit = stat.size > limitBytes && startsAsZip(fd) ? zipLimitBytes : limitBytes
  if (stat.size > limit) return failed({ code: 'too-large', file: path, limit })
  return readToEnd(fd, path, stat.size, limit, patienceMs)
}

function startsAsZip(fd: number): boolean {
  const head = Buffer.alloc(4)
  readSync(fd, head, 0, head.length, 0)
  return isZip(head)
}

/** The size is a hint only: a file may grow meanwhile, and those under /proc have none. */
function readToEnd(fd: number, path: string, size: number, limit: number, patienceMs: number): FileResult<Buffer> {
  let buffer = Buffer.allocUnsafe(size > 0 ? size + 1 : firstGuessForPipes)
  let length = 0
  for (;;) {
    const count = readSome(fd, buffer, length, patienceMs)
    if (count === undefined) return failed({ code: 'timed-out', file: path })
    if (count === 0) return done(buffer.subarray(0, length))
    length += count
    if (length > limit) return failed({ code: 'too-large', file: path, limit })
    if (length === buffer.length) buffer = Buffer.concat([buffer, Buffer.allocUnsafe(length)])
  }
}

/** 0 at the end, undefined where an open pipe stayed silent for longer than the patience lasts. */
function readSome(fd: number, buffer: Buffer, offset: number, patienceMs: number): number | undefined {
  for (let waited = 0; waited <= patienceMs; waited += pauseMs) {
    try {
      return readSync(fd, buffer, offset, buffer.length - offset, null)
    } catch (error) {
      const errno = errnoOf(error)
      if (errno === 'EOF') return 0 // Windows says so of a pipe that was closed
      if (errno !== 'EAGAIN') throw error
      sleep(pauseMs)
    }
  }
  return undefined
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds)
}
