import type { Input } from '../../../electron/contract/routes.ts'
import type { ProjectView } from '../../../electron/contract/views.ts'

export type Submission = NonNullable<ProjectView['project']['submission']>

/** What is typed to note that a CSR was sent. */
export interface Sent {
  readonly recipe: string
  /** Calendar day of the user, such as 2026-11-24. */
  readonly day: string
  readonly ca: string
  readonly reference: string
  readonly contact: string
  readonly template: string
}

export type SentProblem = 'day' | 'future' | 'ca'

/** What the form shows first: what was noted before, else today. */
export function sentFirst({ project, recipes }: ProjectView, now: Date): Sent {
  const { submission } = project
  if (!submission) {
    const [recipe] = recipes
    return { recipe: recipe?.id ?? '', day: dayOf(now), ca: '', reference: '', contact: '', template: '' }
  }
  const { recipe, ca, reference, contact, template, sentAt } = submission
  const isStale = !isForNewest(project)
  return { recipe, ca, reference, contact, template, day: isStale ? dayOf(now) : dayOf(new Date(sentAt)) }
}

/** Whether what was sent is the CSR that counts. */
export const isForNewest = ({ submission, csrs }: ProjectView['project']): boolean =>
  submission !== null && submission.csr === csrs.at(-1)?.sha256

export function sentProblems({ day, ca }: Sent, now: Date): readonly SentProblem[] {
  const time = noon(day)
  const problems: SentProblem[] = []
  if (Number.isNaN(time.getTime())) problems.push('day')
  else if (day > dayOf(now)) problems.push('future')
  if (ca.trim() === '') problems.push('ca')
  return problems
}

/** As the route takes it. Of a day other than today the hour is not known: noon falls on it in every time zone near. */
export function recordOf(sent: Sent, now: Date): Omit<Input<'submission.record'>, 'id'> {
  const { recipe, day, ca, reference, contact, template } = sent
  const time = day === dayOf(now) ? now : noon(day)
  return {
    recipe,
    ca: ca.trim(),
    reference: reference.trim(),
    contact: contact.trim(),
    template: template.trim(),
    sentAt: time.toISOString(),
  }
}

const noon = (day: string): Date => new Date(`${day}T12:00`)

/** By the user's own clock and time zone. */
function dayOf(time: Date): string {
  const two = (part: number) => String(part).padStart(2, '0')
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
}
