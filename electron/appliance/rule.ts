import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import type { ReadResult } from '../pki/found.ts'
import type { LeftOver } from '../pki/left-over.ts'
import type { Chain, PathResult } from '../pki/path.ts'
import type { Answer } from './answers.ts'

/** OME's upload dialog offers both; a migration needs the chain. */
export type Upload = 'chain' | 'certificate'
/** When the appliance looks at it: as the CSR is made, at the upload, at the connection check between two appliances. */
export type Stage = 'csr' | 'upload' | 'connection'
export type Level = 'error' | 'warning' | 'note'
/** Whether Dell documents it or we infer it. */
export type Evidence = 'documented' | 'inferred'

/** What a sentence quotes of this very certificate. Times are Dates, for the language to write. */
export type Value = string | number | Date | readonly string[]
export type Values = Readonly<Record<string, Value>>

/** One way to break a rule, and what follows from it. Its texts stand in the messages under rule and case. */
export interface RuleCase {
  readonly level: Level
  readonly evidence: Evidence
  /** What OME answers to this upload; null where no answer is documented or inferable. */
  readonly answer: Readonly<Record<Upload, Answer | null>>
  /** Where the rule is documented but the answer is not. */
  readonly answerEvidence?: Evidence
}

/** A case met: in which certificate (position in the chain, leaf = 0; null: the file, or one outside the chain). */
export interface Occurrence<Case extends string = string> {
  readonly case: Case
  readonly certificate: number | null
  readonly values: Values
}

/**
 * A rule of `catalogue.ts`.
 * @typeParam Subject what it judges: the facts of one file, of a CSR, or of a pair
 */
export interface Rule<Subject, Case extends string = string> {
  readonly id: string
  readonly stage: Stage
  /** Where the rule comes from. */
  readonly source: string
  readonly cases: Readonly<Record<Case, RuleCase>>
  /** Everything about the subject that breaks this rule. Pure. */
  judge(subject: Subject): readonly Occurrence<Case>[]
}

/** A rule about one file, and for which uploads it is judged. */
export interface FileRule<Case extends string = string> extends Rule<FileFacts, Case> {
  readonly uploads: readonly Upload[]
}

/** All that a rule may look at in a file as it would be uploaded. */
export interface FileFacts {
  readonly upload: Upload
  /** Milliseconds since 1970: the appliance's date and time. */
  readonly at: number
  /** The address at which the other appliance will reach this one, where it is known. */
  readonly host: string | undefined
  readonly csr: Csr | undefined
  readonly read: ReadResult
  /** Every certificate of the file in its order, duplicates too. */
  readonly pile: readonly Certificate[]
  /** undefined where the file holds no certificate that could be the appliance's own. */
  readonly path: FilePath | undefined
}

/** The chain that the file amounts to, put in order. For a single upload it is the leaf alone. */
export interface FilePath {
  readonly chain: Chain
  readonly leaf: Certificate
  readonly tangled: PathResult['tangled']
  readonly leftOver: readonly LeftOver[]
}

export interface CsrFacts {
  readonly csr: Csr
}

/** Both sides of a migration. */
export interface PairFacts {
  readonly source: Chain
  readonly target: Chain
}

/** Keeps the case names of a rule in its type. */
export const fileRule = <Case extends string>(rule: FileRule<Case>): FileRule<Case> => rule
export const csrRule = <Case extends string>(rule: Rule<CsrFacts, Case>): Rule<CsrFacts, Case> => rule
export const pairRule = <Case extends string>(rule: Rule<PairFacts, Case>): Rule<PairFacts, Case> => rule

/** The same answer to both kinds of upload. */
export const always = (answer: Answer | null): Readonly<Record<Upload, Answer | null>> => ({
  chain: answer,
  certificate: answer,
})

/** Of a chain that breaks off or has defects, too: the certificates that are there, leaf first. */
export const chainOf = ({ path }: FileFacts): readonly Certificate[] => path?.chain.certificates ?? []

/** Whether the last certificate of the chain is a root, so that its signature is its own. */
export const endsAtRoot = ({ path }: FileFacts): boolean =>
  path !== undefined && path.chain.missing === undefined && path.chain.certificates.length > 1
