import type { CheckReport, ComparisonReport, Issued } from '../appliance/report.ts'
import { findingTexts } from './check-text.ts'
import type { Context } from './context.ts'
import { headline } from './headline.ts'
import { table, wrap } from './layout.ts'

/** A comparison for people: the verdict, what OME would say, the KB's table, what to do. */
export function comparisonText(report: ComparisonReport, context: Context): string {
  const { messages, output } = context
  const parts = [verdictText(report, context), pairsText(report, context)]
  parts.push(...findingTexts(report.findings, report.source.chain, context))
  for (const side of ['source', 'target'] as const) {
    const text = sideText(report[side], side, context)
    if (text) parts.push(text)
  }
  if (report.verdict === 'incompatible') parts.push(wrap(messages.text('terminal.wayRound'), output.columns))
  return parts.join('\n\n')
}

function verdictText({ verdict, answer, source, target }: ComparisonReport, context: Context): string {
  const { messages, output } = context
  const isCompatible = verdict === 'compatible'
  const word = messages.text(isCompatible ? 'terminal.words.compatible' : 'terminal.words.incompatible')
  const key = isCompatible ? 'terminal.compare.compatible' : 'terminal.compare.incompatible'
  const values = { source: source.file, target: target.file }
  const styles = ['bold', isCompatible ? 'green' : 'red'] as const
  const painted = headline(word, messages.text(key, values), styles, context)
  if (!answer) return painted
  const { message, evidence } = answer
  return `${painted}\n${wrap(messages.text('terminal.compare.answer', { message, evidence }), output.columns, '  ')}`
}

/** The KB's own table: issued to and issued by on either side, position by position. */
function pairsText({ pairs }: ComparisonReport, { messages, output }: Context): string {
  const [to, by] = [messages.text('terminal.chain.issuedTo'), messages.text('terminal.chain.issuedBy')]
  const cells = (side: Issued | null) => [side?.issuedTo ?? '–', side?.issuedBy ?? '–']
  const rows = pairs.map(({ source, target, match }) => [...cells(source), match ? '<->' : 'X', ...cells(target)])
  const [source, target] = [messages.text('terminal.compare.source'), messages.text('terminal.compare.target')]
  return table([[source, '', '', target, ''], [to, by, '', to, by], ...rows], output.columns)
}

/** What is wrong with one side by itself; notes apart, they stop nothing. */
function sideText(report: CheckReport, side: 'source' | 'target', context: Context): string | undefined {
  const findings = report.findings.filter(({ level }) => level !== 'note')
  if (findings.length === 0) return undefined
  const title = context.messages.text('terminal.compare.side', { side, file: report.file, verdict: report.verdict })
  return [wrap(title, context.output.columns), ...findingTexts(findings, report.chain, context)].join('\n')
}
