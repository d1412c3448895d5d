import type { Explained, ExplainedCode } from '../appliance/explain/explained.ts'
import { Scanner } from '../appliance/explain/scanner.ts'
import type { FileFailure } from '../files/failure.ts'
import { type LogSource, openLog } from '../files/open-log.ts'
import type { Messages } from '../messages/messages.ts'

/** One error of OME's in words. */
export interface ExplanationReport {
  /** 1-based. */
  readonly line: number
  readonly code: ExplainedCode
  readonly args: readonly string[]
  readonly rules: readonly string[]
  readonly title: string
  readonly detail: string
  readonly remedy: string
}

/** The errors of one log. */
export interface LogExplained {
  readonly file: string
  readonly explained: readonly Explained[]
  /** Errors that came after so many that they were only counted. */
  readonly unlisted: number
}

/** One scanner a log: a bundle may hold several. What can't be read of it takes nothing away from the rest. */
export async function explainLog(
  source: LogSource,
): Promise<{ readonly logs: readonly LogExplained[]; readonly failure: FileFailure | undefined }> {
  const logs: { file: string; scanner: Scanner }[] = []
  let failure: FileFailure | undefined
  for await (const chunk of openLog(source)) {
    if (!chunk.ok) {
      failure ??= chunk.failure
      continue
    }
    const { name, bytes } = chunk.value
    if (logs.at(-1)?.file !== name) logs.push({ file: name, scanner: new Scanner() })
    logs.at(-1)?.scanner.push(bytes)
  }
  return { logs: logs.map(({ file, scanner }) => ({ file, ...scanner.finish() })), failure }
}

export function reportExplained({ line, code, args, rules, cause }: Explained, messages: Messages): ExplanationReport {
  const sentence = (part: 'title' | 'detail' | 'remedy') =>
    messages.find(['explain', cause, part], { argument: args[0] ?? '' })
  return {
    line,
    code,
    args,
    rules,
    title: sentence('title'),
    detail: sentence('detail'),
    remedy: sentence('remedy'),
  }
}
