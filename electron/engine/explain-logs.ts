import { Readable } from 'node:stream'
import { explainLog, type ExplanationReport, type LogExplained, reportExplained } from './explain.ts'
import { type FailureReport, fileFailureReport } from './failure-report.ts'
import type { JobContext } from './job.ts'
import { shortener } from './sources.ts'

export interface ExplainInput {
  /** Logs and log bundles. */
  readonly paths: readonly string[]
  readonly texts: readonly { readonly name: string; readonly text: string }[]
}

export interface LogsExplained {
  readonly logs: readonly {
    readonly file: string
    readonly explanations: readonly Explanation[]
    /** Errors that came after so many that they were only counted. */
    readonly unlisted: number
  }[]
  readonly failures: readonly FailureReport[]
}

export interface Explanation extends ExplanationReport {
  /** How often it was met. */
  readonly count: number
  /** As it stands in the log; null where it has none. */
  readonly time: string | null
}

/** What OME's errors in logs, log bundles and pasted texts mean. */
export async function explain({ paths, texts }: ExplainInput, context: JobContext): Promise<LogsExplained> {
  const { messages, progress } = context
  const shorten = shortener(paths)
  const logs: LogExplained[] = []
  const failures: FailureReport[] = []
  const sources = [...texts.map(({ name, text }) => ({ name, stream: Readable.from([Buffer.from(text)]) })), ...paths]
  for (const [index, source] of sources.entries()) {
    const named = typeof source === 'string' ? shorten : (name: string) => name
    progress(index, sources.length, named(typeof source === 'string' ? source : source.name))
    const { logs: explained, failure } = await explainLog(source)
    logs.push(...explained.map((log) => ({ ...log, file: named(log.file) })))
    if (failure) failures.push(fileFailureReport({ ...failure, file: named(failure.file) }, messages))
  }
  return { logs: logs.map((log) => reportLog(log, context)), failures }
}

const reportLog = ({ file, explained, unlisted }: LogExplained, { messages }: JobContext) => ({
  file,
  unlisted,
  explanations: explained.map((one) => ({
    ...reportExplained(one, messages),
    count: one.count,
    time: one.timestamp ?? null,
  })),
})
