import type { ProjectView } from '../../../electron/contract/views.ts'

type Reason = 'sent' | 'certified' | 'otherOrigin'

/** Why the present CSR is not to be replaced without a question, the gravest reason; null: nothing hangs on it. */
export function replacementReason({ project, examination }: ProjectView, origin: CsrOrigin): Reason | null {
  const present = project.csrs.at(-1)
  if (!present) return null
  if (examination.chain.some(({ matchesCsr }) => matchesCsr === true)) return 'certified'
  if (project.submission?.csr === present.sha256) return 'sent'
  return present.origin === origin ? null : 'otherOrigin'
}

type CsrOrigin = ProjectView['project']['csrOrigin']

/** Titles of the later steps in which something was done that a new CSR makes void. */
export const stepsToRepeat = ({ steps }: ProjectView): readonly string[] =>
  steps.filter(({ id, state }) => id !== 'csr' && (state === 'done' || state === 'problem')).map(({ title }) => title)
