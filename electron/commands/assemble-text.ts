import type { FileReport } from '../engine/file-report.ts'
import type { AssemblyReport } from './assemble-report.ts'
import { chainText, findingTexts } from './check-text.ts'
import type { Context } from './context.ts'
import { headline } from './headline.ts'
import { wrap } from './layout.ts'

/** An assembly for people: what was written or why not, the chain, what is missing, what stays out. */
export function assemblyText(report: AssemblyReport, isExplained: boolean, context: Context): string {
  const { chain, findings, verdict } = report.check
  const parts = [
    outcomeText(report, context),
    chainText(chain, 'chain', context),
    ...findingTexts(findings, chain, context),
  ]
  parts.push(...keyWarnings(report, context), ...unreadableTexts(report, context))
  if (report.leftOver.length > 0) parts.push(leftOverText(report, isExplained, context))
  if (isExplained) parts.push(othersText(report, context), filesText(report, context))
  if (verdict === 'not-ready') parts.push(line('terminal.wayRound', {}, context))
  return parts.join('\n\n')
}

type LineKey = Parameters<Context['messages']['text']>[0]
type LineValues = Parameters<Context['messages']['text']>[1]

const line = (key: LineKey, values: LineValues, { messages, output }: Context, indent = ''): string =>
  wrap(messages.text(key, values), output.columns, indent)

function outcomeText({ output, written, check }: AssemblyReport, context: Context): string {
  const isReady = check.verdict === 'ready'
  const word = context.messages.text(written ? 'terminal.words.written' : 'terminal.words.notWritten')
  const key = !written
    ? 'terminal.assemble.refused'
    : isReady
      ? 'terminal.assemble.written'
      : 'terminal.assemble.partial'
  const values = { file: output, count: check.chain.length, sha256: check.chain[0]?.sha256 ?? '' }
  return headline(word, context.messages.text(key, values), ['bold', written && isReady ? 'green' : 'red'], context)
}

/** A private key beside the certificates is for nobody to send around. */
const keyWarnings = ({ files }: AssemblyReport, context: Context): string[] =>
  files
    .filter(({ found }) => found.some(({ kind }) => kind.endsWith('private-key')))
    .map(({ file }) => line('terminal.assemble.privateKey', { file }, context))

const unreadableTexts = ({ files, failures }: AssemblyReport, { output }: Context): string[] =>
  [...failures, ...files.flatMap(({ unreadable }) => unreadable)].map(({ detail, remedy }) =>
    wrap(`${detail} ${remedy}`, output.columns),
  )

function leftOverText({ leftOver }: AssemblyReport, isExplained: boolean, context: Context): string {
  const heading = line(
    'terminal.assemble.leftOver',
    { count: leftOver.length, isExplained: String(isExplained) },
    context,
  )
  if (!isExplained) return heading
  const each = leftOver.map((extra) => line('terminal.assemble.leftOverEach', { ...extra }, context, '  '))
  return [heading, ...each].join('\n')
}

function othersText({ others }: AssemblyReport, context: Context): string {
  const chains = others.map((chain) => chain.map(({ commonName, subject }) => commonName ?? subject).join(' ← '))
  const heading = line('terminal.assemble.others', { count: others.length }, context)
  return [heading, ...chains.map((chain) => wrap(chain, context.output.columns, '  '))].join('\n')
}

function filesText({ files }: AssemblyReport, context: Context): string {
  return [
    line('terminal.assemble.files', { count: files.length }, context),
    ...files.map((f) => fileText(f, context)),
  ].join('\n')
}

function fileText({ file, form, found }: FileReport, context: Context): string {
  const heading = line('terminal.assemble.file', { file, form, count: found.length }, context, '  ')
  const items = found.map(({ kind, subject, place }) =>
    line('terminal.assemble.item', { kind, subject: subject ?? '', place }, context, '    '),
  )
  return [heading, ...items].join('\n')
}
