import type { ChainEntry, CheckReport } from '../appliance/report.ts'
import type { FileReport, LeftOverReport, MissingReport } from './file-report.ts'

/** What to look at: everything that was collected for one appliance. */
export interface ExamineInput {
  /** Milliseconds since 1970, by the appliance's clock. */
  readonly at: number
  /** The address that the other appliance will use. */
  readonly host: string | null
  /** PEM of the newest CSR. */
  readonly csr: string | null
  readonly files: readonly NamedBytes[]
  /** The user's choices; null: the best. Fingerprints. */
  readonly leaf: string | null
  readonly chain: readonly string[] | null
  /** Id of the file that is to be uploaded as it came; null: the chain that is put together. */
  readonly upload: string | null
}

export interface NamedBytes {
  readonly id: string
  /** The name by which the user knows it. */
  readonly name: string
  readonly bytes: Uint8Array
}

/** All that there is to say about the certificates of one appliance, in the user's language. */
export interface Examination {
  readonly files: readonly ExaminedFile[]
  readonly outcome: 'empty' | 'no-certificate' | 'no-leaf' | 'several-leaves' | 'chain'
  /** Where several could be the appliance's own: one to choose. */
  readonly leaves: readonly CertificateSummary[]
  /** Leaf first; empty unless the outcome is `chain`. */
  readonly chain: readonly ChainLink[]
  /** Whose certificate would have to follow the last one, where the chain breaks off. */
  readonly missing: MissingReport | null
  /** The search ran out of its budget: where the chain ends, nobody knows. */
  readonly tangled: boolean
  /** Every chain that the certificates allow, best first, the present one too. */
  readonly candidates: readonly Candidate[]
  readonly leftOver: readonly (LeftOverReport & { readonly sha256: string; readonly pem: string })[]
  /** The chain that is put together here, as clean PEM. */
  readonly pem: string | null
  /** The verdict on what is to be uploaded; null where there is nothing to judge. */
  readonly judged: Judged | null
}

export interface ExaminedFile extends FileReport {
  readonly id: string
  /** It holds the appliance's own certificate, so that it could be uploaded as it is. */
  readonly couldBeUploaded: boolean
}

export interface CertificateSummary {
  readonly sha256: string
  readonly commonName: string
  readonly subject: string
  readonly issuer: string
  /** Serial number in hex. */
  readonly serial: string
  /** ISO 8601, UTC. */
  readonly notBefore: string
  readonly notAfter: string
  /** The file that brought it. */
  readonly file: string
  readonly pem: string
}

export interface ChainLink extends ChainEntry {
  readonly file: string
  readonly place: string
  /** Such as `RSA 2048`. */
  readonly key: string
  /** How its signature fits the key of the next one (of itself, for a root); null where that one is missing. */
  readonly signature: 'valid' | 'invalid' | 'unsupported' | null
  /** Whether its key is the CSR's; null where there is no CSR to hold it against, or for a CA. */
  readonly matchesCsr: boolean | null
  readonly pem: string
}

export interface Candidate {
  /** Fingerprints, leaf first: what to choose it by. */
  readonly sha256: readonly string[]
  readonly names: readonly string[]
  readonly isComplete: boolean
  readonly isPresent: boolean
  /** When its first certificate ends. ISO 8601, UTC. */
  readonly endsAt: string
}

/** What the appliance would say to one file, for both kinds of upload. */
export interface Judged {
  /** The file's name, or the name proposed for the chain. */
  readonly name: string
  readonly isAssembled: boolean
  readonly chain: CheckReport
  readonly certificate: CheckReport
  /** Ids of the rules that hold, for the upload as a chain. */
  readonly holds: readonly string[]
  /** Ids of the rules whose errors and warnings the chain put together here would not have: a click mends them. */
  readonly mendable: readonly string[]
  /** What was mended against the files as they came, as ids of rules; empty for a file as it came. */
  readonly mended: readonly string[]
  /** By rule: what to write to the CA so that it mends what only it can mend, in the user's language. */
  readonly caTexts: Readonly<Record<string, string>>
  /** Of the text that would be uploaded. */
  readonly sha256: string
  readonly certificates: readonly ChainLink[]
}
