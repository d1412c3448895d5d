import type { Examination } from '../engine/examination.ts'
import { basisOf } from './basis.ts'
import type { Project, Seen } from './project.ts'

const longestName = 4096

/**
 * What is kept of an examination for the steps and the home screen.
 * @param now milliseconds since 1970, of the examination
 */
export function seenOf(project: Project, examination: Examination, now: number): Seen {
  const { outcome, chain, leaves, missing, tangled, judged } = examination
  const ends = chain.map(({ notAfter }) => Date.parse(notAfter))
  return {
    outcome,
    certificates: chain.length || leaves.length,
    missing: missing?.issuer.slice(0, longestName) ?? null,
    tangled,
    matchesCsr: chain[0]?.matchesCsr ?? null,
    endsAt: ends.length > 0 ? new Date(Math.min(...ends)).toISOString() : null,
    ready: judged?.chain.verdict === 'ready',
    errors: judged?.chain.findings.filter(({ level }) => level === 'error').length ?? 0,
    basis: judged && basisOf(project, judged.sha256, now),
  }
}
