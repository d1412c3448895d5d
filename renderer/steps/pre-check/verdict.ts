import type { CheckReport, ComparisonReport } from '../../../electron/contract/shown.ts'
import { judgementOf } from '../../examination/judgement.ts'

type SideRole = 'source' | 'target'

/** The verdict in one word, for its sentences in `window.preCheck.verdicts`, how it is painted, and whom it is about. */
export interface PairVerdict {
  readonly tone: 'good' | 'bad' | 'warning'
  readonly key: 'compatible' | 'unsure' | 'rehearsal' | 'issuers' | 'keys' | 'leaf' | 'side' | 'sides'
  readonly about: readonly SideRole[]
}

/** @param isRehearsal a key was made on this computer, so that no appliance takes its chain */
export function pairVerdict(comparison: ComparisonReport, isRehearsal: boolean): PairVerdict {
  if (comparison.verdict === 'incompatible') return { tone: 'bad', ...reasonOf(comparison) }
  if (breaks(comparison, 'distinct-leaves')) return { tone: 'warning', key: 'leaf', about: [] }
  if (isRehearsal) return { tone: 'warning', key: 'rehearsal', about: [] }
  const unsure = sidesWhere(comparison, (report) => judgementOf(report, 'chain', false).key === 'readyWithoutCsr')
  return unsure.length > 0
    ? { tone: 'warning', key: 'unsure', about: unsure }
    : { tone: 'good', key: 'compatible', about: [] }
}

function reasonOf(comparison: ComparisonReport): Pick<PairVerdict, 'key' | 'about'> {
  if (breaks(comparison, 'same-issuers')) return { key: 'issuers', about: [] }
  if (breaks(comparison, 'same-keys')) return { key: 'keys', about: [] }
  const about = sidesWhere(comparison, ({ verdict }) => verdict === 'not-ready')
  return { key: about.length === 2 ? 'sides' : 'side', about }
}

const breaks = ({ findings }: ComparisonReport, rule: string): boolean =>
  findings.some((finding) => finding.rule === rule && finding.level !== 'note')

const sidesWhere = (
  { source, target }: ComparisonReport,
  holds: (report: CheckReport) => boolean,
): readonly SideRole[] => [
  ...(holds(source) ? (['source'] as const) : []),
  ...(holds(target) ? (['target'] as const) : []),
]
