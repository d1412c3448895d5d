import { caFailureReport } from '../ca/private/failure.ts'
import type { CaState, IssuedCertificate } from '../ca/private/private-ca.ts'
import { type ChainEntry, isoTime } from '../appliance/report.ts'
import type { FailureReport } from '../engine/failure-report.ts'
import type { Messages } from '../messages/messages.ts'
import type { Certificate } from '../pki/certificate.ts'

const dayMs = 24 * 60 * 60 * 1000

/** A private CA as plain data in the user's language: what `init`, `list`, `renew`, `revoke` and `restore` give. */
export interface CaReport {
  readonly dir: string
  readonly name: string
  /** ISO 8601, UTC; null where the record of it is damaged. */
  readonly createdAt: string | null
  /** The CA's own certificates, issuing CA first, root last. */
  readonly chain: readonly (ChainEntry & { readonly daysLeft: number })[]
  /** Whether the key that signs is in the folder. */
  readonly canSign: boolean
  /** Newest first. */
  readonly issued: readonly IssuedReport[]
  /** The last revocation list. */
  readonly crl: { readonly number: number; readonly thisUpdate: string; readonly nextUpdate: string } | null
  /** What of it can't be read. */
  readonly troubles: readonly FailureReport[]
}

export interface IssuedReport {
  /** Lower-case hex. */
  readonly serial: string
  readonly host: string
  /** RFC 4514. */
  readonly subject: string
  readonly names: readonly string[]
  /** Fingerprint, lower-case hex. */
  readonly sha256: string
  /** ISO 8601, UTC, as all times. */
  readonly issuedAt: string
  readonly notBefore: string
  readonly notAfter: string
  /** Whole days; below 0 once it has expired. */
  readonly daysLeft: number
  /** `at` is null where the record of it is damaged. */
  readonly revoked: { readonly at: string | null; readonly reason: string } | null
}

export function reportCa(state: CaState, dir: string, now: number, messages: Messages): CaReport {
  return {
    dir,
    name: state.name,
    createdAt: state.createdAt,
    chain: state.chain.map((certificate, position) => ({
      ...entryOf(certificate, position, state.chain.length),
      daysLeft: daysLeft(certificate, now),
    })),
    canSign: state.keys.issuing === 'here',
    issued: state.issued.map((issued) => reportIssued(issued, now)),
    crl: state.lastCrl,
    troubles: state.troubles.map((trouble) => caFailureReport(trouble, messages)),
  }
}

function entryOf(certificate: Certificate, position: number, count: number): ChainEntry {
  return {
    position,
    role: position === count - 1 ? 'root' : 'intermediate',
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    commonName: certificate.subject.commonName ?? null,
    sha256: certificate.sha256,
    notBefore: isoTime(certificate.notBefore),
    notAfter: isoTime(certificate.notAfter),
  }
}

export const reportIssued = (issued: IssuedCertificate, now: number): IssuedReport => ({
  serial: issued.serial,
  host: hostOf(issued),
  subject: issued.certificate.subject.text,
  names: issued.names.map(({ value }) => value),
  sha256: issued.certificate.sha256,
  issuedAt: issued.issuedAt,
  notBefore: isoTime(issued.certificate.notBefore),
  notAfter: isoTime(issued.certificate.notAfter),
  daysLeft: daysLeft(issued.certificate, now),
  revoked: issued.revoked,
})

export const hostOf = ({ certificate: { subject } }: Pick<IssuedCertificate, 'certificate'>): string =>
  subject.commonName ?? subject.text

const daysLeft = ({ notAfter }: Certificate, now: number): number => Math.floor((notAfter - now) / dayMs)
