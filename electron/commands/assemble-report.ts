import type { AssembledChain, PlacedLeftOver } from '../appliance/assemble.ts'
import type { Check } from '../appliance/check.ts'
import { type ChainEntry, type CheckReport, reportChain, reportCheck } from '../appliance/report.ts'
import type { Messages } from '../messages/messages.ts'
import type { Found, ReadResult } from '../pki/found.ts'
import type { Chain } from '../pki/path.ts'
import { type FailureReport, placeText, unreadableReport } from './failure.ts'

/** What an assembly came to. */
export interface Assembled {
  readonly results: readonly ReadResult[]
  readonly failures: readonly FailureReport[]
  readonly assembly: AssembledChain
  /** The verdict on the file as it was, or would be, written. */
  readonly check: Check
  readonly output: string
  readonly isWritten: boolean
}

/** What `assemble` did, as plain data in the user's language. */
export interface AssemblyReport {
  readonly output: string
  readonly written: boolean
  readonly check: CheckReport
  readonly missing: {
    readonly issuer: string
    readonly keyIdentifier: string | null
    readonly addresses: readonly string[]
  } | null
  readonly leftOver: readonly {
    readonly subject: string
    readonly reason: string
    readonly file: string
    readonly place: string
  }[]
  /** The other chains that the certificates would allow, best first. */
  readonly others: readonly (readonly ChainEntry[])[]
  readonly files: readonly FileReport[]
  readonly failures: readonly FailureReport[]
}

export interface FileReport {
  readonly file: string
  readonly form: ReadResult['form']
  readonly found: readonly { readonly kind: string; readonly subject: string | null; readonly place: string }[]
  readonly unreadable: readonly FailureReport[]
}

export function reportAssembly(assembled: Assembled, messages: Messages): AssemblyReport {
  const { assembly, results, failures, output, isWritten } = assembled
  return {
    output,
    written: isWritten,
    check: reportCheck(assembled.check, messages),
    missing: reportMissing(assembly.chain),
    leftOver: assembly.leftOver.map((leftOver) => reportLeftOver(leftOver, messages)),
    others: assembly.others.map((chain) => reportChain(chain)),
    files: results.map((result) => reportFile(result, messages)),
    failures,
  }
}

function reportMissing({ missing }: Chain): AssemblyReport['missing'] {
  if (!missing) return null
  const { issuer, keyIdentifier, addresses } = missing
  return { issuer: issuer.text, keyIdentifier: keyIdentifier ?? null, addresses }
}

function reportLeftOver(
  { certificate, reason, place }: PlacedLeftOver,
  messages: Messages,
): AssemblyReport['leftOver'][number] {
  return { subject: certificate.subject.text, reason, file: place.file, place: placeText(place, messages) }
}

const reportFile = ({ file, form, found, unreadable }: ReadResult, messages: Messages): FileReport => ({
  file,
  form,
  found: found.map((item) => ({
    kind: item.kind === 'private-key' && item.encrypted ? 'encrypted-private-key' : item.kind,
    subject: subjectOf(item),
    place: placeText(item.place, messages),
  })),
  unreadable: unreadable.map((each) => unreadableReport(each, messages)),
})

function subjectOf(item: Found): string | null {
  if (item.kind === 'certificate') return item.certificate.subject.text
  return item.kind === 'csr' ? item.csr.subject.text : null
}
