import { csrRules } from '../appliance/catalogue.ts'
import { judge } from '../appliance/check.ts'
import { type CsrReport, reportCsr } from '../appliance/report.ts'
import { verifySignature } from '../pki/signature.ts'
import { findingTexts } from './check-text.ts'
import type { Context, ExitCode } from './context.ts'
import { definitions } from './layout.ts'
import { readCsr } from './sources.ts'

/** `ome-chain csr show FILE`: what a certificate request asks for, and whether OME would have made it. */
export async function runCsrShow(
  path: string,
  options: { readonly json?: boolean },
  context: Context,
): Promise<ExitCode> {
  const csr = await readCsr(path, context)
  const findings = csrRules.flatMap((rule) => judge(rule, { csr }))
  const isSigned = verifySignature(csr, csr.publicKey) === 'valid'
  const report = reportCsr(csr, path, isSigned, findings, context.messages)
  if (options.json) context.output.json(report)
  else context.output.line(csrText(report, context))
  return findings.some(({ level }) => level === 'error') || !isSigned ? 1 : 0
}

function csrText(report: CsrReport, context: Context): string {
  const { messages, output } = context
  const { key, signature } = report
  const bits = key.bits === null ? '' : ` ${key.bits}`
  const rows: [string, string][] = [
    [messages.text('terminal.csr.subject'), report.subject],
    [messages.text('terminal.csr.names'), report.alternativeNames.join(', ') || '–'],
    [messages.text('terminal.csr.key'), `${key.kind}${bits}`],
    [messages.text('terminal.csr.keyDigest'), key.sha256.slice(0, 32)],
    [
      messages.text('terminal.csr.signature'),
      messages.text('terminal.csr.signed', { ...signature, valid: String(signature.valid) }),
    ],
  ]
  return [definitions(rows, output.columns), ...findingTexts(report.findings, [], context)].join('\n\n')
}
