import type { Explained, ExplainedCode } from '../appliance/explain/explained.ts'
import { Scanner } from '../appliance/explain/scanner.ts'
import type { FileFailure } from '../files/failure.ts'
import { openLog } from '../files/open-log.ts'
import type { Messages } from '../messages/messages.ts'
import type { Context, ExitCode } from './context.ts'
import { CommandFailed, fileFailureReport } from './failure.ts'
import { wrap } from './layout.ts'
import { shownFile } from './shown-file.ts'

export interface ExplanationReport {
  /** Which log of a bundle. */
  readonly file?: string
  readonly line: number
  readonly code: ExplainedCode
  readonly args: readonly string[]
  readonly rules: readonly string[]
  readonly title: string
  readonly detail: string
  readonly remedy: string
}

/** The errors of one log. */
interface LogExplained {
  readonly file: string
  readonly explained: readonly Explained[]
  readonly unlisted: number
}

/** `ome-chain explain [FILE|-]`: what OME's errors in a message, an answer or a log mean. */
export async function runExplain(
  path: string,
  options: { readonly json?: boolean },
  context: Context,
): Promise<ExitCode> {
  const { output, messages } = context
  if (path === '-' && context.stdin().isTTY) output.error(messages.text('terminal.explain.paste'))
  const { logs, failure } = await scan(path, context)
  const isExplained = logs.some(({ explained }) => explained.length > 0)
  if (options.json && (isExplained || !failure)) {
    output.json({ explanations: logs.flatMap((log) => reportLog(log, path, messages)) })
  } else if (isExplained) output.line(logs.map((log) => logText(log, context)).join('\n\n'))
  if (failure) throw new CommandFailed(fileFailureReport(failure, messages))
  if (!isExplained) {
    output.error(wrap(messages.text('terminal.explain.nothing', { file: shownFile(path, messages) }), output.columns))
    output.error(wrap(`→ ${messages.text('terminal.explain.nothingRemedy')}`, output.columns))
  }
  return isExplained ? 0 : 1
}

/** One scanner a log: a bundle may hold several. What can't be read of it takes nothing away from the rest. */
async function scan(
  path: string,
  context: Context,
): Promise<{ readonly logs: readonly LogExplained[]; readonly failure: FileFailure | undefined }> {
  const logs: { file: string; scanner: Scanner }[] = []
  let failure: FileFailure | undefined
  for await (const chunk of openLog(path === '-' ? { name: path, stream: context.stdin() } : path)) {
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

const reportLog = (log: LogExplained, path: string, messages: Messages): readonly ExplanationReport[] =>
  log.explained.map(({ line, code, args, rules, cause }) => {
    const sentence = (part: 'title' | 'detail' | 'remedy') =>
      messages.find(['explain', cause, part], { argument: args[0] ?? '' })
    return {
      ...(log.file !== path && { file: log.file }),
      line,
      code,
      args,
      rules,
      title: sentence('title'),
      detail: sentence('detail'),
      remedy: sentence('remedy'),
    }
  })

function logText(log: LogExplained, context: Context): string {
  const { output, messages } = context
  const reports = reportLog(log, log.file, messages)
  const parts = reports.map((one, i) => explanationText(one, log.file, log.explained[i]?.count ?? 1, context))
  if (log.unlisted > 0)
    parts.push(wrap(messages.text('terminal.explain.unlisted', { count: log.unlisted }), output.columns))
  return parts.join('\n\n')
}

function explanationText(one: ExplanationReport, log: string, count: number, { output, messages }: Context): string {
  const { line, code, args, rules } = one
  const file = shownFile(log, messages)
  return [
    output.paint(wrap(one.title, output.columns), 'bold'),
    wrap(one.detail, output.columns, '  '),
    wrap(`→ ${one.remedy}`, output.columns, '  '),
    output.paint(
      wrap(messages.text('terminal.explain.where', { file, line, code, args, count }), output.columns, '  '),
      'dim',
    ),
    output.paint(wrap(messages.text('terminal.explain.rules', { rules }), output.columns, '  '), 'dim'),
  ].join('\n')
}
