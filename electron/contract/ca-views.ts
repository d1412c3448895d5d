import type { ChainLink } from '../engine/examination.ts'
import type { FailureReport } from '../engine/failure-report.ts'

/** The systems on which the root can be trusted, each with its own file. */
export const trustPlaces = ['windows', 'macos', 'debian', 'redHat', 'firefox', 'nss'] as const
export type TrustPlaceName = (typeof trustPlaces)[number]

/** Why a certificate counts no longer. */
export const revocationReasonNames = [
  'superseded',
  'cessationOfOperation',
  'keyCompromise',
  'affiliationChanged',
  'unspecified',
] as const
export type RevocationReasonName = (typeof revocationReasonNames)[number]

/** What a form of a new CA begins with, and its limits. */
export const caLimits = { leastYears: 1, mostYears: 30, usualDays: 397, mostDays: 825, leastPassword: 8 } as const

/** A private CA in one line. Sentences are in the user's language. */
export interface CaCard {
  readonly id: string
  readonly name: string
  /** Days until the first of its own certificates ends; negative: since then. */
  readonly daysLeft: number
  readonly tone: 'good' | 'warning' | 'bad'
  /** Such as `expires in 40 days`. */
  readonly verdict: string
  /** What to do about it; null: nothing. */
  readonly next: string | null
  /** How many of its certificates hold now. */
  readonly holding: number
}

export interface CaList {
  readonly cas: readonly CaCard[]
  /** What could not be read. */
  readonly troubles: readonly FailureReport[]
}

/** One private CA with everything that its screen shows. */
export interface CaView extends CaCard {
  /** ISO 8601, UTC; null where it can't be read. */
  readonly createdAt: string | null
  readonly origin: 'made' | 'imported' | 'restored' | null
  /** Issuing CA first, root last; its entries come from no file. */
  readonly chain: readonly ChainLink[]
  /** Whether the keys are on this computer; `unknown`: the vault can't be read. */
  readonly keys: { readonly issuing: KeyPlaceName; readonly root: KeyPlaceName }
  /** Newest first. */
  readonly issued: readonly IssuedView[]
  readonly lastCrl: { readonly number: number; readonly at: string; readonly until: string } | null
  readonly trust: readonly TrustView[]
  readonly troubles: readonly FailureReport[]
}

export type KeyPlaceName = 'here' | 'missing' | 'unknown'

/** A line of the ledger. */
export interface IssuedView {
  /** Lower-case hex, as OpenSSL shows it. */
  readonly serial: string
  /** Safe to show. */
  readonly name: string
  /** Whom it is for, in the user's words; '': not said. */
  readonly holder: string
  /** All names and addresses in it. */
  readonly names: readonly string[]
  /** ISO 8601, UTC. */
  readonly issuedAt: string
  readonly notAfter: string
  readonly daysLeft: number
  readonly state: 'holds' | 'ends-soon' | 'ended' | 'revoked' | 'renewed'
  /** null where it is not revoked. */
  readonly revoked: { readonly at: string | null; readonly reason: string } | null
}

/** The root for one system. */
export interface TrustView {
  readonly place: TrustPlaceName
  readonly title: string
  /** In which folder or menu. */
  readonly how: string
  readonly commands: readonly string[]
}

export interface CaPlanProblem {
  readonly field: CaPlanFieldName
  readonly text: string
}

export type CaPlanFieldName =
  'name' | 'organization' | 'country' | 'rootName' | 'rootYears' | 'intermediateName' | 'intermediateYears'

/** A certificate as it would be signed. */
export interface RequestView {
  /** PEM, re-wrapped. */
  readonly csr: string
  /** Safe to show, as all names here. */
  readonly commonName: string
  /** RFC 4514. */
  readonly subject: string
  /** Such as `RSA 2048`. */
  readonly key: string
  /** Host names and addresses, with where each comes from. */
  readonly names: readonly { readonly value: string; readonly from: 'csr' | 'added' | 'common-name' }[]
  /** ISO 8601, UTC. */
  readonly notBefore: string
  readonly notAfter: string
  /** Where there are any, it is not signed. */
  readonly refusals: readonly FailureReport[]
  readonly warnings: readonly FailureReport[]
}

export interface Signed {
  readonly view: CaView
  /** In the order of the requests. */
  readonly serials: readonly string[]
}

/** What signing for a project would make, and for the other side with it. */
export interface Proposal {
  /** This project first. */
  readonly requests: readonly ProposedRequest[]
  /** Why the other side can't be signed in the same go; null: it can, or there is none. */
  readonly withoutOther: 'no-csr' | 'no-project' | null
  /** It takes the place of a certificate: by one of the CAs here, or in the project's chain. null: it is the first. */
  readonly renews: { readonly ends: string; readonly isSameIssuer: boolean } | null
}

export interface ProposedRequest extends RequestView {
  /** The project. */
  readonly id: string
  readonly name: string
  readonly isRehearsal: boolean
}
