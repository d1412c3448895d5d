import { writeCsrPem } from '../pki/write-pem.ts'
import { csrsIn } from './csrs.ts'
import { type FailureReport, unreadableReport } from './failure-report.ts'
import type { GatherInput } from './gathered.ts'
import type { JobContext } from './job.ts'
import { readSources, type Sources } from './sources.ts'

/** The one CSR in what was given, or why there is none to take. */
export type GatheredCsr =
  | {
      readonly ok: true
      /** PEM, re-wrapped. */
      readonly csr: string
      /** SHA-256 over the request. */
      readonly sha256: string
      /** The name of the file that brought it. */
      readonly from: string
    }
  | { readonly ok: false; readonly failure: FailureReport }

/** Takes a CSR out of files or a paste in any form: PEM, DER, the one-line JSON answer of OME's REST interface. */
export async function gatherCsr(input: GatherInput, context: JobContext): Promise<GatheredCsr> {
  const read = await readSources(input, context)
  const csrs = csrsIn(read.sources.map(({ result }) => result))
  const [csr, second] = csrs
  if (!csr || second) return { ok: false, failure: whyNone(read, csrs.length, context) }
  const from = read.sources.find(({ result }) => csrsIn([result]).length > 0)?.name ?? ''
  return { ok: true, csr: writeCsrPem(csr), sha256: csr.sha256, from }
}

function whyNone({ sources, failures }: Sources, count: number, { messages }: JobContext): FailureReport {
  const names = sources.map(({ name }) => name)
  const [unreadable] = sources.flatMap(({ result }) => result.unreadable)
  const [failure] = failures
  if (count === 0 && failure) return failure
  if (count === 0 && unreadable && unreadable.reason !== 'no-certificate') return unreadableReport(unreadable, messages)
  const code =
    count > 1 ? 'several-csrs' : sources.some(({ result }) => hasCertificate(result)) ? 'not-a-csr' : 'no-csr'
  return {
    file: names.length === 1 ? (names[0] ?? null) : null,
    code,
    detail: messages.find(['engine', 'failures', code, 'detail'], { files: names, count }),
    remedy: messages.find(['engine', 'failures', code, 'remedy']),
  }
}

const hasCertificate = ({ found }: Sources['sources'][number]['result']): boolean =>
  found.some(({ kind }) => kind === 'certificate')
