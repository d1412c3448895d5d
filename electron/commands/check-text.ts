import type { ChainEntry, CheckReport, FindingReport } from '../appliance/report.ts'
import type { Upload } from '../appliance/rule.ts'
import type { Context } from './context.ts'
import { headline } from './headline.ts'
import { table, wrap } from './layout.ts'
import type { Style } from './output.ts'
import { shownFile } from './shown-file.ts'

/** A check for people: the verdict, what OME would say, what to do, the chain. */
export function checkText(report: CheckReport, upload: Upload, context: Context): string {
  const parts = [verdictText(report, upload, context), ...findingTexts(report.findings, report.chain, context)]
  if (report.chain.length > 0) parts.push(chainText(report.chain, upload, context))
  if (report.verdict === 'not-ready')
    parts.push(wrap(context.messages.text('terminal.wayRound'), context.output.columns))
  return parts.join('\n\n')
}

function verdictText(report: CheckReport, upload: Upload, context: Context): string {
  const { messages } = context
  const isReady = report.verdict === 'ready'
  const unjudged = report.findings.some(({ rule, level }) => rule === 'csr-key-match' && level === 'note')
  const key = isReady ? (unjudged ? 'terminal.check.readyButCsr' : 'terminal.check.ready') : 'terminal.check.notReady'
  const word = messages.text(isReady ? 'terminal.words.ready' : 'terminal.words.notReady')
  const sentence = messages.text(key, { file: shownFile(report.file, messages), upload })
  return [headline(word, sentence, ['bold', isReady ? 'green' : 'red'], context), ...answerLines(report, context)].join(
    '\n',
  )
}

function answerLines(
  { verdict, answer }: CheckReport,
  { messages, output }: Pick<Context, 'messages' | 'output'>,
): string[] {
  if (verdict === 'ready') return []
  if (!answer) return [wrap(messages.text('terminal.check.noAnswer'), output.columns, '  ')]
  const values = { code: answer.code, message: answer.message, cause: answer.args, evidence: answer.evidence }
  return [wrap(messages.text('terminal.check.answer', values), output.columns, '  ')]
}

const levelStyles: Readonly<Record<FindingReport['level'], Style>> = { error: 'red', warning: 'yellow', note: 'dim' }

/** All findings, the worst first: what has to be done comes before what is only worth knowing. */
export function findingTexts(
  findings: readonly FindingReport[],
  chain: readonly ChainEntry[],
  context: Context,
): string[] {
  const ranked = [...findings].sort((a, b) => levels.indexOf(a.level) - levels.indexOf(b.level))
  return ranked.map((finding, i) => findingText(finding, i + 1, chain, context))
}

const levels: readonly FindingReport['level'][] = ['error', 'warning', 'note']

/** One finding: title, what is wrong, the remedy, and where it comes from. */
function findingText(finding: FindingReport, number: number, chain: readonly ChainEntry[], context: Context): string {
  const { messages, output } = context
  const { rule, level, evidence, certificate } = finding
  const name = certificate === null ? undefined : chain[certificate]?.commonName
  const values = { rule, evidence, position: certificate ?? -1, name: name ?? '' }
  const label = messages.text(`terminal.levels.${level}`)
  return [
    headline(label, finding.title, ['bold', levelStyles[level]], context, `${number}. `),
    wrap(finding.detail, output.columns, '   '),
    wrap(`→ ${finding.remedy}`, output.columns, '   '),
    output.paint(wrap(messages.text('terminal.origin', values), output.columns, '   '), 'dim'),
  ].join('\n')
}

/** The chain as a table, leaf first; where it breaks off, the missing issuer as a gap. */
export function chainText(chain: readonly ChainEntry[], upload: Upload, { messages, output }: Context): string {
  const heads = (['position', 'role', 'issuedTo', 'issuedBy', 'until'] as const).map((head) =>
    messages.text(`terminal.chain.${head}`),
  )
  const rows = chain.map(({ position, role, subject, issuer, commonName, notAfter }, i) => [
    String(position),
    messages.text(`terminal.roles.${role}`),
    commonName ?? subject,
    chain[i + 1]?.commonName ?? (role === 'root' ? (commonName ?? issuer) : issuer),
    notAfter.slice(0, 10),
  ])
  const last = chain.at(-1)
  if (upload === 'chain' && last && last.role !== 'root' && last.issuer !== last.subject) {
    rows.push(['?', messages.text('terminal.roles.missing'), last.issuer, '', ''])
  }
  return table([heads, ...rows], output.columns)
}
