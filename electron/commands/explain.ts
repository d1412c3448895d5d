import { explainLog, type ExplanationReport, type LogExplained, reportExplained } from '../engine/explain.ts'
import { fileFailureReport } from '../engine/failure-report.ts'
import type { Messages } from '../messages/messages.ts'
import type { Context, ExitCode } from './context.ts'
import { CommandFailed } from './failure.ts'
import { wrap } from './layout.ts'
import { shownFile } from './shown-file.ts'

/** `ome-chain explain [FILE|-]`: what OME's errors in a message, an answer or a log mean. */
export async function runExplain(
  path: string,
  options: { readonly json?: boolean },
  context: Context,
): Promise<ExitCode> {
  const { output, messages } = context
  if (path === '-' && context.stdin().isTTY) output.error(messages.text('terminal.explain.paste'))
  const { logs, failure } = await explainLog(path === '-' ? { name: path, stream: context.stdin() } : path)
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

/** Which log of a bundle is said only where there is one. */
const reportLog = (log: LogExplained, path: string, messages: Messages): readonly ExplanationReport[] =>
  log.explained.map((one) => ({ ...(log.file !== path && { file: log.file }), ...reportExplained(one, messages) }))

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
