import { basename, resolve, sep } from 'node:path'
import type { FileFailure } from '../files/failure.ts'
import { limits } from '../files/limits.ts'
import { readInputs } from '../files/read-inputs.ts'
import type { ReadResult } from '../pki/found.ts'
import { visibleText } from '../pki/name.ts'
import { read } from '../pki/read.ts'
import { type FailureReport, fileFailureReport } from './failure-report.ts'
import type { GatherInput } from './gathered.ts'
import type { JobContext } from './job.ts'

/** A file as it came, and what it holds. */
export interface Source {
  /** Without the path to it. */
  readonly name: string
  readonly bytes: Uint8Array
  readonly result: ReadResult
}

export interface Sources {
  readonly sources: readonly Source[]
  readonly failures: readonly FailureReport[]
}

/** Reads all that was given. What can't be read comes as a failure and takes nothing away from the rest. */
export async function readSources({ paths, texts, password }: GatherInput, context: JobContext): Promise<Sources> {
  const { messages, progress } = context
  const sources: Source[] = []
  const failures: FailureReport[] = []
  const fail = (failure: FileFailure) => failures.push(fileFailureReport(failure, messages))
  const take = async (name: string, bytes: Uint8Array) => {
    progress(sources.length + failures.length, null, name)
    sources.push({ name, bytes, result: await read(bytes, name, { password: password ?? undefined }) })
  }
  for (const { name, text } of texts) {
    const bytes = Buffer.from(text)
    if (bytes.length > limits.fileBytes) fail({ code: 'too-large', file: name, limit: limits.fileBytes })
    else await take(name, bytes)
  }
  const shorten = shortener(paths)
  for await (const input of readInputs(paths.map((path) => resolve(path)))) {
    if (input.ok) await take(shorten(input.value.name), input.value.bytes)
    else fail({ ...input.failure, file: shorten(input.failure.file) })
  }
  return { sources, failures }
}

/** Names files from the named file or folder on: `from the CA/root.cer`, with slashes on every system, safe to show. */
export function shortener(paths: readonly string[]): (name: string) => string {
  // Only the topmost folder ends in a separator.
  const roots = paths.map((path) => resolve(path)).map((root) => (root.endsWith(sep) ? root.slice(0, -1) : root))
  return (name) => {
    const root = roots.find((each) => name === each || name.startsWith(each + sep) || name.startsWith(`${each}/`))
    if (root === undefined) return visibleText(basename(name))
    const short = (basename(root) + name.slice(root.length)).replace(/^[/\\]/, '')
    return visibleText(sep === '/' ? short : short.replaceAll(sep, '/'))
  }
}

/** Whether it opens with another password only. */
export const isLocked = ({ result }: Source): boolean =>
  result.unreadable.some(({ reason }) => reason === 'password-needed' || reason === 'password-wrong')
