import type { CheckReport } from '../../electron/contract/shown.ts'

export type Upload = 'chain' | 'certificate'

/** The verdict in one word, for its sentence in `window.validate.verdicts`, and how it is painted. */
export interface Judgement {
  readonly tone: 'good' | 'bad' | 'warning'
  readonly key:
    | 'ready'
    | 'readyWithoutCsr'
    | 'refused'
    | 'undocumented'
    | 'connection'
    | 'certificate'
    | 'certificateRefused'
    | 'rehearsal'
    | 'rehearsalRefused'
}

/** @param isRehearsal its key was made on this computer, so that no appliance takes it */
export function judgementOf(report: CheckReport, upload: Upload, isRehearsal: boolean): Judgement {
  const isReady = report.verdict === 'ready'
  if (isRehearsal) return isReady ? { tone: 'warning', key: 'rehearsal' } : { tone: 'bad', key: 'rehearsalRefused' }
  if (upload === 'certificate') {
    return isReady ? { tone: 'warning', key: 'certificate' } : { tone: 'bad', key: 'certificateRefused' }
  }
  if (isReady) return isCsrJudged(report) ? { tone: 'good', key: 'ready' } : { tone: 'warning', key: 'readyWithoutCsr' }
  return { tone: 'bad', key: report.answer ? 'refused' : failsAtUpload(report) ? 'undocumented' : 'connection' }
}

/** Of this rule the only note is that there was no CSR to judge by. */
const isCsrJudged = ({ findings }: CheckReport): boolean =>
  !findings.some(({ rule, level }) => rule === 'csr-key-match' && level === 'note')

const failsAtUpload = ({ findings }: CheckReport): boolean =>
  findings.some(({ level, stage }) => level === 'error' && stage === 'upload')

const severity = { error: 0, warning: 1, note: 2 } as const

/** What stops the migration first. */
export const bySeverity = ({ findings }: CheckReport): CheckReport['findings'] =>
  findings.toSorted((one, other) => severity[one.level] - severity[other.level])
