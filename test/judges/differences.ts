import { readFileSync } from 'node:fs'
import type { ExpectedFinding } from '../fixtures/cases.ts'
import type { Judge, Judgement } from './judge.ts'

/** Where a judge is known to say otherwise than we do, and why. */
export interface Differences {
  /** Judge → rule → why this judge can't see that rule. */
  readonly blindTo: Readonly<Record<Judge['name'], Readonly<Record<string, string>>>>
  readonly cases: readonly { readonly case: string; readonly judge: Judge['name']; readonly reason: string }[]
}

export const loadDifferences = (): Differences =>
  JSON.parse(readFileSync(new URL('differences.json', import.meta.url), 'utf8')) as Differences

/** The rules that path validation is about. */
const pathRules: ReadonlySet<string> = new Set([
  'chain-complete',
  'chain-order',
  'issued-to-by',
  'signature',
  'ca-constraints',
  'no-extra',
  'strong-crypto',
  'validity-now',
])

/** What a judge has to say if it agrees with our findings on a file. */
export function agreeing(findings: readonly ExpectedFinding[], judge: Judge['name'], known: Differences): Judgement {
  const isSeen = ({ rule, level }: ExpectedFinding) =>
    level === 'error' && pathRules.has(rule) && known.blindTo[judge][rule] === undefined
  return findings.some(isSeen) ? 'refused' : 'ok'
}
