import type { Answer, FindingReport } from '../../../electron/contract/shown.ts'
import type { ProjectView } from '../../../electron/contract/views.ts'
import { bySeverity } from '../../examination/judgement.ts'
import { isRehearsed } from '../../examination/rehearsal.ts'

/** Why the chain can't be written for an upload. */
export type Refusal =
  | { readonly kind: 'no-chain' }
  /** Its key was made on this computer. */
  | { readonly kind: 'rehearsal' }
  | {
      readonly kind: 'not-ready'
      /** Where the appliance would refuse it first. */
      readonly stage: 'upload' | 'connection'
      /** The most severe first. */
      readonly errors: readonly FindingReport[]
      readonly answer: Answer | null
    }

/** null: it can be written. */
export function refusalOf({ project, examination: { judged } }: ProjectView): Refusal | null {
  if (!judged) return { kind: 'no-chain' }
  if (isRehearsed(project)) return { kind: 'rehearsal' }
  if (judged.chain.verdict === 'ready') return null
  const errors = bySeverity(judged.chain).filter(({ level }) => level === 'error')
  const stage = errors.some((error) => error.stage === 'upload') ? 'upload' : 'connection'
  return { kind: 'not-ready', stage, errors, answer: judged.chain.answer }
}
