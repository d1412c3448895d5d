import type { Certificate } from '../pki/certificate.ts'
import { connectionMessage } from './answers.ts'
import { pairRules } from './catalogue.ts'
import { type Check, type Finding, judge } from './check.ts'
import type { Evidence, PairFacts } from './rule.ts'
import { matches } from './rules/same-issuers.ts'

/** One row of the KB's table: the certificates at the same depth, leaf = 0. */
export interface Pair {
  readonly depth: number
  readonly source: Certificate | null
  readonly target: Certificate | null
  readonly match: boolean
}

/** The verdict on the connection check between two appliances. */
export interface Comparison {
  readonly verdict: 'compatible' | 'incompatible'
  /** What the connection check would say once both chains are uploaded; null where nothing speaks against it. */
  readonly answer: { readonly message: string; readonly evidence: Evidence } | null
  readonly pairs: readonly Pair[]
  /** What is wrong with the pair; what is wrong with either chain stands in its own check. */
  readonly findings: readonly Finding[]
  readonly source: Check
  readonly target: Check
}

/** Judges whether two appliances that show these chains will authenticate each other. @throws RuleCrashed */
export function compare(source: Check, target: Check): Comparison {
  const pair = chainsOf(source, target)
  const findings = pair ? pairRules.flatMap((rule) => judge<PairFacts>(rule, pair)) : []
  const connection = [...findings, ...source.findings, ...target.findings].filter(
    ({ stage, level }) => stage === 'connection' && level === 'error',
  )
  const isCompatible = connection.length === 0 && source.verdict === 'ready' && target.verdict === 'ready'
  return {
    verdict: isCompatible ? 'compatible' : 'incompatible',
    answer: connection.length > 0 ? { message: connectionMessage, evidence: strongest(connection) } : null,
    pairs: pairsOf(source, target),
    findings,
    source,
    target,
  }
}

function chainsOf(source: Check, target: Check): PairFacts | undefined {
  const [a, b] = [source.facts.path?.chain, target.facts.path?.chain]
  return a && b && { source: a, target: b }
}

const strongest = (findings: readonly Finding[]): Evidence =>
  findings.some(({ evidence }) => evidence === 'documented') ? 'documented' : 'inferred'

function pairsOf(source: Check, target: Check): readonly Pair[] {
  const [a, b] = [source, target].map(({ facts }) => facts.path?.chain.certificates ?? [])
  return Array.from({ length: Math.max(a?.length ?? 0, b?.length ?? 0) }, (_, depth) => {
    const [left, right] = [a?.[depth] ?? null, b?.[depth] ?? null]
    return { depth, source: left, target: right, match: left !== null && right !== null && matches(left, right, depth) }
  })
}
