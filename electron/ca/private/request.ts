import { isIP } from 'node:net'
import { isHostName, plainName } from '../../appliance/csr-form.ts'
import type { FailureReport } from '../../engine/failure-report.ts'
import type { Messages } from '../../messages/messages.ts'
import type { Certificate } from '../../pki/certificate.ts'
import type { Csr } from '../../pki/csr.ts'
import { alternativeName, type AlternativeName } from '../../pki/alternative-name.ts'
import type { Validity } from '../../pki/issue.ts'
import { hasUnsafeCharacter, visibleText } from '../../pki/name.ts'
import { Extension } from '../../pki/oids.ts'
import { verifySignature } from '../../pki/signature.ts'

const hourMs = 60 * 60 * 1000
const dayMs = 24 * hourMs

/** How long a certificate holds: 13 months, as browsers take it; at most what Apple takes of a CA that was added by hand. */
export const days = { usual: 397, most: 825 } as const
/** More no appliance has, and a handshake carries them all. */
export const mostNames = 100
/** An appliance's clock may be this much behind. */
export const backdatedMs = hourMs

/** One certificate that is wanted. */
export interface SigningRequest {
  readonly csr: Csr
  /** Host names and addresses beside those in the CSR. */
  readonly addedNames: readonly string[]
  readonly days: number
  /** Whom it is for, in the user's words; goes into the ledger, not into the certificate. */
  readonly holder: string
}

/** Why a request is not signed. */
export const refusalCodes = [
  'signature-broken', // whoever made the CSR does not have the key, or it was changed on the way
  'signature-unsupported',
  'extensions-damaged',
  'key-not-rsa',
  'key-weak',
  'no-common-name',
  'wildcard',
  'unsafe-character',
  'bad-name', // neither a host name nor an address
  'too-many-names',
  'days-out-of-range',
  'ca-key', // the CSR is for the key of the CA itself
  'same-key', // two requests of one go have the same key
  'ca-ends', // the CA, or one above it, ends before tomorrow
  'ca-not-yet', // the CA is not valid yet: the clock is wrong
] as const
export type RefusalCode = (typeof refusalCodes)[number]

/** What the user should know before signing. */
export const warningCodes = [
  'other-kinds-dropped', // names in the SAN that a TLS server has no use for
  'address-as-host-name', // an address that the CSR has as a host name: no client would look for it there
  'ends-with-ca', // shorter than wanted
  'key-of-other-host', // the same key was signed for another name
  'signed-before', // and that certificate holds still
] as const
export type WarningCode = (typeof warningCodes)[number]

export interface Concern<Code extends RefusalCode | WarningCode = RefusalCode | WarningCode> {
  readonly code: Code
  /** The names, the date or the number that it is about; safe to show. */
  readonly values: Readonly<Record<string, string | number | Date | readonly string[]>>
}

/** A name that the certificate will have, and who asked for it. */
export interface PlannedName extends AlternativeName {
  readonly from: 'csr' | 'added' | 'common-name'
}

/** What a certificate would be, before it is signed. */
export interface RequestExamination {
  readonly csr: Csr
  /** RFC 4514, safe to show. */
  readonly subject: string
  readonly names: readonly PlannedName[]
  readonly validity: Validity
  readonly endsWithCa: boolean
  /** Where there are any, `sign` says no. */
  readonly refusals: readonly Concern<RefusalCode>[]
  readonly warnings: readonly Concern<WarningCode>[]
}

/** The CA as far as a request depends on it. */
export interface CaFacts {
  /** Issuing CA first, root last. */
  readonly chain: readonly Certificate[]
  /** What it issued and did not revoke. */
  readonly issued: readonly Certificate[]
}

/** Judges one request, wholly: `sign` asks nothing else. */
export function examineRequest(request: SigningRequest, ca: CaFacts, now: number): RequestExamination {
  const { csr } = request
  const names = plannedNames(request)
  const { validity, endsWithCa, refusals: ofValidity } = plannedValidity(request, ca, now)
  return {
    csr,
    subject: csr.subject.text,
    names,
    validity,
    endsWithCa,
    refusals: [...keyRefusals(csr, ca), ...nameRefusals(request, names), ...ofValidity],
    warnings: [
      ...nameWarnings(csr),
      ...(endsWithCa ? [{ code: 'ends-with-ca' as const, values: { end: new Date(validity.notAfter) } }] : []),
      ...ledgerWarnings(csr, ca, now),
    ],
  }
}

/** The names of the CSR, then the added ones, then the common name, each once; regardless of case. */
function plannedNames({ csr, addedNames }: SigningRequest): readonly PlannedName[] {
  const fromCsr = (csr.extensions.subjectAltName ?? []).filter(({ kind }) => kind === 'dns' || kind === 'ip')
  const { commonName } = csr.subject
  const all: readonly PlannedName[] = [
    ...fromCsr.map(({ value }) => ({ ...alternativeName(value), from: 'csr' as const })),
    ...wantedNames(addedNames).map((value) => ({ ...alternativeName(value), from: 'added' as const })),
    ...(commonName?.trim() ? [{ ...alternativeName(commonName), from: 'common-name' as const }] : []),
  ]
  const first = new Map(all.toReversed().map((name) => [plainName(name.value), name]))
  return all.filter((name) => first.get(plainName(name.value)) === name)
}

const wantedNames = (names: readonly string[]): readonly string[] =>
  names.map((name) => name.trim()).filter((name) => name !== '')

function plannedValidity({ days: wanted }: SigningRequest, { chain }: CaFacts, now: number) {
  const begin = Math.max(...chain.map(({ notBefore }) => notBefore))
  const end = Math.min(...chain.map(({ notAfter }) => notAfter))
  const notBefore = wholeSecond(Math.max(now - backdatedMs, begin))
  // Both ends belong to the period (RFC 5280 §4.1.2.5).
  const asked = notBefore + wanted * dayMs - 1000
  const validity: Validity = { notBefore, notAfter: Math.min(asked, end) }
  const refusals: Concern<RefusalCode>[] = []
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > days.most) {
    refusals.push({ code: 'days-out-of-range', values: { days: wanted, most: days.most } })
  }
  if (now < begin) refusals.push({ code: 'ca-not-yet', values: { begin: new Date(begin) } })
  if (end < now + dayMs) refusals.push({ code: 'ca-ends', values: { end: new Date(end) } })
  return { validity, endsWithCa: asked > end, refusals }
}

export const wholeSecond = (time: number): number => Math.floor(time / 1000) * 1000

/**
 * An EC key is refused although a CA could sign it: the profile has key encipherment, which such a key can't do
 * (RFC 8813 §3), and OME makes RSA keys only.
 */
function keyRefusals(csr: Csr, { chain }: CaFacts): readonly Concern<RefusalCode>[] {
  const { publicKey } = csr
  const verdict = verifySignature(csr, publicKey)
  const refusals: Concern<RefusalCode>[] = []
  if (verdict === 'invalid') refusals.push({ code: 'signature-broken', values: {} })
  if (verdict === 'unsupported') {
    refusals.push({ code: 'signature-unsupported', values: { signature: csr.signatureAlgorithm.text } })
  }
  if (publicKey.kind !== 'RSA') {
    refusals.push({ code: 'key-not-rsa', values: { key: publicKey.curve?.name ?? publicKey.kind } })
  } else if ((publicKey.bits ?? 0) < leastBits || hasTrivialExponent(csr)) {
    refusals.push({ code: 'key-weak', values: { bits: publicKey.bits ?? 0, least: leastBits } })
  }
  if (chain.some((ca) => ca.publicKey.sha256 === publicKey.sha256)) refusals.push({ code: 'ca-key', values: {} })
  return refusals
}

const leastBits = 2048

/** With an exponent of 1 anybody can sign; an even one is none. */
function hasTrivialExponent({ publicKey }: Csr): boolean {
  const exponent = publicKey.keyObject?.asymmetricKeyDetails?.publicExponent
  return exponent !== undefined && (exponent < 3n || exponent % 2n === 0n)
}

function nameRefusals(request: SigningRequest, names: readonly PlannedName[]): readonly Concern<RefusalCode>[] {
  const { subject, extensions } = request.csr
  // The common name usually stands among the SANs too; it is told once.
  const texts = [...new Set([...subject.rdns.flat().map(({ value }) => value), ...asked(request)])]
  const about = (code: RefusalCode, found: readonly string[]): readonly Concern<RefusalCode>[] =>
    found.length > 0 ? [{ code, values: { names: some(found), count: found.length } }] : []
  const isSafe = (text: string) => !text.includes('*') && !hasUnsafeCharacter(text)
  const bad = names.map(({ value }) => value).filter((value) => isSafe(value) && !isName(value))
  const count = asked(request).length
  return [
    ...(extensions.malformed.includes(Extension.subjectAltName)
      ? [{ code: 'extensions-damaged' as const, values: {} }]
      : []),
    ...(subject.commonName?.trim() ? [] : [{ code: 'no-common-name' as const, values: {} }]),
    ...about(
      'wildcard',
      texts.filter((text) => text.includes('*')),
    ),
    ...about('unsafe-character', texts.filter(hasUnsafeCharacter)),
    ...about('bad-name', bad),
    ...(count > mostNames ? [{ code: 'too-many-names' as const, values: { count, most: mostNames } }] : []),
  ]
}

/** Every name that is asked for, of whatever kind. */
const asked = ({ csr, addedNames }: SigningRequest): readonly string[] => [
  ...(csr.extensions.subjectAltName ?? []).map(({ value }) => value),
  ...wantedNames(addedNames),
]

/** An address with a zone (fe80::1%eth0) means something on one computer only. */
const isName = (text: string): boolean => (isIP(text) === 0 ? isHostName(text) : !text.includes('%'))

const shown = 3
/** A sentence has room for a few. */
const some = (names: readonly string[]): readonly string[] => {
  const few = names.slice(0, shown).map((name) => visibleText(name).slice(0, 100))
  return names.length > shown ? [...few, '…'] : few
}

function nameWarnings({ extensions }: Csr): readonly Concern<WarningCode>[] {
  const names = extensions.subjectAltName ?? []
  const dropped = names.filter(({ kind }) => kind !== 'dns' && kind !== 'ip')
  const misplaced = names.filter(({ kind, value }) => kind === 'dns' && isIP(value) !== 0)
  const about = (code: WarningCode, found: typeof names): readonly Concern<WarningCode>[] =>
    found.length > 0 ? [{ code, values: { names: some(found.map(({ value }) => value)) } }] : []
  return [...about('other-kinds-dropped', dropped), ...about('address-as-host-name', misplaced)]
}

function ledgerWarnings(csr: Csr, { issued }: CaFacts, now: number): readonly Concern<WarningCode>[] {
  const name = csr.subject.commonName ?? ''
  const sameKey = issued.filter(
    ({ publicKey, notAfter }) => publicKey.sha256 === csr.publicKey.sha256 && notAfter > now,
  )
  const others = sameKey.filter(({ subject }) => plainName(subject.commonName ?? '') !== plainName(name))
  const [last] = sameKey.filter((certificate) => !others.includes(certificate)).sort((a, b) => b.notAfter - a.notAfter)
  const warnings: Concern<WarningCode>[] = []
  if (others.length > 0) {
    warnings.push({
      code: 'key-of-other-host',
      values: { names: some(others.map(({ subject }) => subject.commonName ?? '')) },
    })
  }
  if (last) warnings.push({ code: 'signed-before', values: { end: new Date(last.notAfter) } })
  return warnings
}

/** A concern in sentences: what it is, and what to do about it. */
export const concernReport = ({ code, values }: Concern, messages: Messages): FailureReport => ({
  file: null,
  code,
  detail: messages.find(['ca', 'requests', code, 'detail'], values),
  remedy: messages.find(['ca', 'requests', code, 'remedy'], values),
})
