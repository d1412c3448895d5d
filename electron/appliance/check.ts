import type { Csr } from '../pki/csr.ts'
import { ownDefects } from '../pki/defects.ts'
import { certificatesIn, type ReadResult } from '../pki/found.ts'
import type { SignatureMemo } from '../pki/issuers.ts'
import { findLeaves, newestLeaf } from '../pki/leaf.ts'
import { findLeftOver } from '../pki/left-over.ts'
import { findChains } from '../pki/path.ts'
import type { Answer } from './answers.ts'
import { fileRules } from './catalogue.ts'
import type { Evidence, FileFacts, FilePath, Level, Occurrence, Rule, Stage, Upload } from './rule.ts'

export interface CheckInput {
  readonly read: ReadResult
  readonly csr?: Csr | undefined
  readonly upload: Upload
  /** Milliseconds since 1970: the appliance's date and time. */
  readonly at: number
  readonly host?: string | undefined
  /** Shared by the checks of one run, so that the signatures of common CAs are verified once. */
  readonly signatures?: SignatureMemo | undefined
}

/** A broken rule (or a note) with all that follows from it; its sentences come from the messages. */
export interface Finding extends Occurrence {
  readonly rule: string
  readonly stage: Stage
  readonly level: Level
  readonly evidence: Evidence
  /** What OME answers because of this finding alone, or null. */
  readonly answer: (Answer & { readonly evidence: Evidence }) | null
}

/** The verdict on a file as it would be uploaded. */
export interface Check {
  readonly verdict: 'ready' | 'not-ready'
  /** The error that OME would show first. */
  readonly answer: Finding['answer']
  readonly findings: readonly Finding[]
  readonly facts: FileFacts
}

/** A rule that crashed. Never a verdict: the file may be anything. */
export class RuleCrashed extends Error {
  override readonly name = 'RuleCrashed'
  constructor(
    readonly rule: string,
    cause: unknown,
  ) {
    super(`the rule ${rule} crashed`, { cause })
  }
}

/** Judges a file as it would be uploaded. @throws RuleCrashed */
export function check(input: CheckInput): Check {
  const facts = factsOf(input)
  const findings = fileRules
    .filter(({ uploads }) => uploads.includes(facts.upload))
    .flatMap((rule) => judge<FileFacts>(rule, facts, facts.upload))
  const isReady = findings.every(({ level }) => level !== 'error')
  return { verdict: isReady ? 'ready' : 'not-ready', answer: firstAnswer(findings), findings, facts }
}

/** Runs one rule. @throws RuleCrashed */
export function judge<Subject>(rule: Rule<Subject>, subject: Subject, upload: Upload = 'chain'): readonly Finding[] {
  try {
    return rule.judge(subject).map((occurrence) => findingOf(rule, occurrence, upload))
  } catch (cause) {
    throw new RuleCrashed(rule.id, cause)
  }
}

function findingOf<Subject>(rule: Rule<Subject>, occurrence: Occurrence, upload: Upload): Finding {
  const ruleCase = rule.cases[occurrence.case]
  if (!ruleCase) throw new Error(`undeclared case ${occurrence.case}`)
  const { level, evidence, answerEvidence = evidence } = ruleCase
  const answer = ruleCase.answer[upload]
  const predicted = answer && { ...answer, evidence: answerEvidence }
  return { ...occurrence, rule: rule.id, stage: rule.stage, level, evidence, answer: predicted }
}

/** The findings stand in the order in which OME is thought to check; only where they agree is the answer documented. */
function firstAnswer(findings: readonly Finding[]): Finding['answer'] {
  const answers = findings.flatMap(({ level, answer }) => (level === 'error' && answer ? [answer] : []))
  const [first] = answers
  if (!first) return null
  return answers.every((answer) => isSameAnswer(answer, first)) ? first : { ...first, evidence: 'inferred' }
}

const isSameAnswer = (a: Answer, b: Answer): boolean => a.code === b.code && a.args.join('\n') === b.args.join('\n')

function factsOf({ read, csr, upload, at, host, signatures }: CheckInput): FileFacts {
  const pile = certificatesIn([read])
  const facts = { upload, at, host, csr, read, pile }
  return { ...facts, path: upload === 'chain' ? chainPath(facts, signatures) : leafPath(facts) }
}

type PathFacts = Pick<FileFacts, 'pile' | 'csr' | 'at'>

/** The appliance's own certificate: by the CSR's key, else the first one that can be a leaf. */
function leafOf({ pile, csr, at }: PathFacts) {
  const leaves = findLeaves(pile, csr?.publicKey)
  const [first] = leaves
  const sameKey = leaves.filter(({ publicKey }) => publicKey.sha256 === first?.publicKey.sha256)
  return newestLeaf(sameKey, at)
}

function chainPath(facts: PathFacts, signatures: SignatureMemo | undefined): FilePath | undefined {
  const leaf = leafOf(facts)
  if (!leaf) return undefined
  const { chains, tangled } = findChains(leaf, facts.pile, { at: facts.at, signatures })
  const [chain, ...others] = chains
  return chain && { chain, leaf, tangled, leftOver: findLeftOver(facts.pile, chain, others) }
}

/** A single upload is about the leaf alone; whatever certificate stands first is then taken for it. */
function leafPath(facts: PathFacts): FilePath | undefined {
  const leaf = leafOf(facts) ?? facts.pile[0]
  if (!leaf) return undefined
  const chain = { certificates: [leaf], missing: undefined, defects: ownDefects(leaf, 0, facts.at) }
  return { chain, leaf, tangled: undefined, leftOver: [] }
}
