import type { PlacedLeftOver } from '../appliance/assemble.ts'
import type { Messages } from '../messages/messages.ts'
import type { Found, ReadResult } from '../pki/found.ts'
import type { LeftOverReason } from '../pki/left-over.ts'
import type { Chain } from '../pki/path.ts'
import { type FailureReport, placeText, unreadableReport } from './failure-report.ts'

/** What one file was found to hold, as plain data in the user's language. */
export interface FileReport {
  readonly file: string
  readonly form: ReadResult['form']
  readonly found: readonly FoundReport[]
  readonly unreadable: readonly FailureReport[]
}

export interface FoundReport {
  readonly kind: Found['kind'] | 'encrypted-private-key'
  readonly subject: string | null
  readonly place: string
}

/** Whose certificate would have to follow the last one of a chain, and where it can be had. */
export interface MissingReport {
  readonly issuer: string
  readonly keyIdentifier: string | null
  readonly addresses: readonly string[]
}

/** A certificate that stays out of the chain, why, and where it came from. */
export interface LeftOverReport {
  readonly subject: string
  readonly reason: LeftOverReason
  readonly file: string
  readonly place: string
}

export const reportFile = ({ file, form, found, unreadable }: ReadResult, messages: Messages): FileReport => ({
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

export function reportMissing({ missing }: Chain): MissingReport | null {
  if (!missing) return null
  const { issuer, keyIdentifier, addresses } = missing
  return { issuer: issuer.text, keyIdentifier: keyIdentifier ?? null, addresses }
}

export const reportLeftOver = ({ certificate, reason, place }: PlacedLeftOver, messages: Messages): LeftOverReport => ({
  subject: certificate.subject.text,
  reason,
  file: place.file,
  place: placeText(place, messages),
})
