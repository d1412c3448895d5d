import { csrsIn } from '../engine/csrs.ts'
import { fileFailureReport, unreadableReport } from '../engine/failure-report.ts'
import { limits } from '../files/limits.ts'
import { readFileBytes } from '../files/read-bytes.ts'
import { readStreamBytes } from '../files/read-stream.ts'
import type { Csr } from '../pki/csr.ts'
import type { ReadResult } from '../pki/found.ts'
import { read } from '../pki/read.ts'
import type { Context } from './context.ts'
import { CommandFailed, commandFailed } from './failure.ts'

/** Reads one file (`-`: standard input) as it is. @throws CommandFailed if there are no bytes to be had */
export async function readFile(path: string, context: Context, password?: string): Promise<ReadResult> {
  const bytes =
    path === '-' ? await readStreamBytes(context.stdin(), '-', limits.fileBytes) : readFileBytes(path, limits.fileBytes)
  if (!bytes.ok) throw new CommandFailed(fileFailureReport(bytes.failure, context.messages))
  return read(bytes.value, path, { password })
}

/** The one CSR in a file. @throws CommandFailed */
export async function readCsr(path: string, context: Context): Promise<Csr> {
  const result = await readFile(path, context)
  const csrs = csrsIn([result])
  const [csr] = csrs
  const [unreadable] = result.unreadable
  if (csrs.length > 1) throw commandFailed('several-csrs', context.messages, { file: path, count: csrs.length })
  if (csr) return csr
  if (unreadable && unreadable.reason !== 'no-certificate') {
    throw new CommandFailed(unreadableReport(unreadable, context.messages))
  }
  throw commandFailed('csr-missing', context.messages, { file: path })
}

export const readCsrIfGiven = async (path: string | undefined, context: Context): Promise<Csr | undefined> =>
  path === undefined ? undefined : readCsr(path, context)

/** The password in a file, without the line end behind it. @throws CommandFailed */
export function readPassword(path: string | undefined, context: Context): string | undefined {
  if (path === undefined) return undefined
  const bytes = readFileBytes(path, 64 * 1024)
  if (!bytes.ok) throw new CommandFailed(fileFailureReport(bytes.failure, context.messages))
  return bytes.value
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .replace(/\r?\n$/, '')
}

/** `--at`: an ISO 8601 date or time, UTC where it names no zone. Without it, now. @throws CommandFailed */
export function timeOf(text: string | undefined, context: Context): number {
  if (text === undefined) return context.now
  const isIso = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i.test(text)
  const hasZone = /(Z|[T ].*[+-]\d{2}:?\d{2})$/i.test(text) || !/[T ]/i.test(text)
  const time = isIso && isDay(text.slice(0, 10)) ? Date.parse(`${text.replace(' ', 'T')}${hasZone ? '' : 'Z'}`) : NaN
  if (Number.isNaN(time)) throw commandFailed('bad-time', context.messages, { text: text === '' ? '""' : text })
  return time
}

/** Date.parse takes the 31st of June for the 1st of July. */
function isDay(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}
