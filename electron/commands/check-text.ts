import type { CheckReport, FindingReport } from '../appliance/report.ts'
import type { Upload } from '../appliance/rule.ts'
import { visibleText } from '../pki/name.ts'
import type { Context } from './context.ts'
import { table, wrap } from './layout.ts'
import type { Style } from './output.ts'

/** A check for people: the verdict, what OME would say, what to do, the chain. */
export function checkText(report: CheckReport, upload: Upload, context: Context): string {
  const parts = [
    verdictText(report, upload, context),
    ...report.findings.map((f, i) => findingText(f, i + 1, report, context)),
  ]
  if (report.chain.length > 0) parts.push(chainText(report, context))
  if (report.verdict === 'not-ready')
    parts.push(wrap(context.messages.text('terminal.wayRound'), context.output.columns))
  return parts.join('\n\n')
}

function verdictText(report: CheckReport, upload: Upload, { messages, output }: Context): string {
  const isReady = report.verdict === 'ready'
  const unjudged = report.findings.some(({ rule, level }) => rule === 'csr-key-match' && level === 'note')
  const key = isReady ? (unjudged ? 'terminal.check.readyButCsr' : 'terminal.check.ready') : 'terminal.check.notReady'
  const word = messages.text(isReady ? 'terminal.words.ready' : 'terminal.words.notReady')
  const sentence = wrap(`${word}: ${messages.text(key, { file: report.file, upload })}`, output.columns)
  const painted = sentence.replace(word, output.paint(word, 'bold', isReady ? 'green' : 'red'))
  return [painted, ...answerLines(report, { messages, output })].join('\n')
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

/** One finding: title, what is wrong, the remedy, and where it comes from. */
export function findingText(
  finding: FindingReport,
  number: number,
  report: Pick<CheckReport, 'chain'>,
  { messages, output }: Context,
): string {
  const { rule, level, evidence, certificate } = finding
  const name = certificate === null ? undefined : report.chain[certificate]?.commonName
  const values = { rule, evidence, position: certificate ?? -1, name: name ?? '' }
  const label = messages.text(`terminal.levels.${level}`)
  const title = wrap(`${number}. ${label}: ${finding.title}`, output.columns)
  return [
    title.replace(label, output.paint(label, 'bold', levelStyles[level])),
    wrap(finding.detail, output.columns, '   '),
    wrap(`→ ${finding.remedy}`, output.columns, '   '),
    output.paint(wrap(messages.text('terminal.origin', values), output.columns, '   '), 'dim'),
  ].join('\n')
}

/** The chain as a table, leaf first. */
export function chainText({ chain }: Pick<CheckReport, 'chain'>, { messages, output }: Context): string {
  const heads = (['position', 'role', 'issuedTo', 'issuedBy', 'until'] as const).map((head) =>
    messages.text(`terminal.chain.${head}`),
  )
  const rows = chain.map(({ position, role, subject, issuer, commonName, notAfter }, i) => [
    String(position),
    messages.text(`terminal.roles.${role}`),
    visibleText(commonName ?? subject),
    visibleText(chain[i + 1]?.commonName ?? (role === 'root' ? (commonName ?? issuer) : issuer)),
    notAfter.slice(0, 10),
  ])
  return table([heads, ...rows], output.columns)
}
