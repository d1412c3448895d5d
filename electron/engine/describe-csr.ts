import { csrRules } from '../appliance/catalogue.ts'
import { judge } from '../appliance/check.ts'
import { differences } from '../appliance/csr-form.ts'
import { reportCsr } from '../appliance/report.ts'
import { visibleText } from '../pki/name.ts'
import { verifySignature } from '../pki/signature.ts'
import { writeCsrPem } from '../pki/write-pem.ts'
import type { CsrView, DescribeCsrInput } from './csr-view.ts'
import { csrFrom } from './csrs.ts'
import { csrDetails } from './details.ts'
import type { JobContext } from './job.ts'

/** A CSR decoded, its texts made safe to show, judged, and held against the form that it was made from. @throws RuleCrashed */
export async function describeCsr({ csr: pem, file, form }: DescribeCsrInput, context: JobContext): Promise<CsrView> {
  const { messages } = context
  const csr = await csrFrom(pem)
  const isSigned = verifySignature(csr, csr.publicKey) === 'valid'
  const findings = csrRules.flatMap((rule) => judge(rule, { csr }))
  const report = reportCsr(csr, file, isSigned, findings, messages)
  return {
    ...report,
    commonName: report.commonName === null ? null : visibleText(report.commonName),
    alternativeNames: report.alternativeNames.map(visibleText),
    pem: writeCsrPem(csr),
    details: csrDetails(csr, messages),
    differences: form ? differences(form, csr).map((each) => ({ ...each, found: visibleText(each.found) })) : [],
  }
}
