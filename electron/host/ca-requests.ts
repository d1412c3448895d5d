import { isoTime } from '../appliance/report.ts'
import { concernReport, type RequestExamination, type SigningRequest } from '../ca/private/request.ts'
import type { RequestView } from '../contract/ca-views.ts'
import type { Checked } from '../contract/dispatch.ts'
import { keyText } from '../engine/chain-links.ts'
import { csrFrom } from '../engine/csrs.ts'
import type { Messages } from '../messages/messages.ts'
import { visibleText } from '../pki/name.ts'
import { writeCsrPem } from '../pki/write-pem.ts'

/** What the window asks to be signed. */
export const requestsOf = (given: Checked<'ca.examine'>['requests']): Promise<readonly SigningRequest[]> =>
  Promise.all(given.map(async ({ csr, ...request }) => ({ ...request, csr: await csrFrom(csr) })))

/** A certificate as it would be signed, in words. */
export const requestView = (
  { csr, subject, names, validity, refusals, warnings }: RequestExamination,
  messages: Messages,
): RequestView => ({
  csr: writeCsrPem(csr),
  commonName: visibleText(csr.subject.commonName ?? ''),
  subject,
  key: keyText(csr.publicKey),
  names: names.map(({ value, from }) => ({ value: visibleText(value), from })),
  notBefore: isoTime(validity.notBefore),
  notAfter: isoTime(validity.notAfter),
  refusals: refusals.map((refusal) => concernReport(refusal, messages)),
  warnings: warnings.map((warning) => concernReport(warning, messages)),
})
