import { concernReport, type RequestExamination } from '../ca/private/request.ts'
import { isoTime } from '../appliance/report.ts'
import type { FailureReport } from '../engine/failure-report.ts'
import type { IssuedReport } from './ca-report.ts'
import type { Context } from './context.ts'
import { headline } from './headline.ts'
import { definitions, wrap } from './layout.ts'

/** What `ca sign` did, as plain data in the user's language. */
export interface SignedReport {
  readonly signed: readonly (IssuedReport & {
    /** The file of the CSR, and that of the chain, ready to upload. */
    readonly csr: string
    readonly file: string
    /** How many certificates the chain has. */
    readonly certificates: number
    readonly warnings: readonly FailureReport[]
  })[]
  /** Whether the appliances will authenticate each other; null where there is one alone. */
  readonly compatible: boolean | null
}

/** A CSR before it is signed: what the certificate would say, and what speaks for a second look. */
export function previewText(path: string, examination: RequestExamination, context: Context): string {
  const { messages, output } = context
  const { csr, subject, names, validity, warnings } = examination
  const rows = definitions(
    [
      [messages.text('terminal.ca.sign.subject'), subject],
      [messages.text('terminal.ca.sign.names'), names.map(({ value }) => value).join(', ')],
      [messages.text('terminal.ca.sign.key'), `${csr.publicKey.kind} ${csr.publicKey.bits ?? ''}`],
      [messages.text('terminal.csr.keyDigest'), csr.publicKey.sha256.slice(0, 32)],
      [messages.text('terminal.ca.sign.until'), isoTime(validity.notAfter).slice(0, 10)],
    ],
    output.columns,
  )
  const concerns = warnings.map((warning) => concernReport(warning, messages))
  return [output.paint(wrap(path, output.columns), 'bold'), rows, ...warningTexts(concerns, context)].join('\n')
}

/** What was signed and written, and whether it goes together. */
export function signedText({ signed, compatible }: SignedReport, context: Context): string {
  const { messages } = context
  const parts = signed.map((one) => writtenText(one, context))
  const files = signed.map(({ file }) => file)
  const [source = '', target = ''] = files
  const text =
    signed.length === 2
      ? messages.text('terminal.compare.compatible', { source, target })
      : messages.text('terminal.ca.sign.allCompatible', { files })
  if (compatible === true) {
    parts.push(headline(messages.text('terminal.words.compatible'), text, ['bold', 'green'], context))
  }
  if (compatible === false) {
    const refusal = messages.text('terminal.compare.incompatible', { source, target })
    parts.push(headline(messages.text('terminal.words.incompatible'), refusal, ['bold', 'red'], context))
  }
  return parts.join('\n\n')
}

function writtenText(one: SignedReport['signed'][number], context: Context): string {
  const { messages, output } = context
  const values = { file: one.file, count: one.certificates, sha256: one.sha256 }
  const word = messages.text('terminal.words.written')
  const rows = definitions(
    [
      [messages.text('terminal.ca.sign.subject'), one.subject],
      [messages.text('terminal.ca.sign.names'), one.names.join(', ')],
      [messages.text('terminal.ca.sign.serial'), one.serial],
      [messages.text('terminal.ca.sign.until'), one.notAfter.slice(0, 10)],
    ],
    output.columns,
  )
  return [
    headline(word, messages.text('terminal.assemble.written', values), ['bold', 'green'], context),
    rows,
    ...warningTexts(one.warnings, context),
  ].join('\n')
}

const warningTexts = (warnings: readonly FailureReport[], context: Context): readonly string[] =>
  warnings.map(({ detail, remedy }) =>
    headline(context.messages.text('terminal.levels.warning'), `${detail} ${remedy}`, ['bold', 'yellow'], context),
  )
