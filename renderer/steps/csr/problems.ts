import { fieldId, type Form, type FormProblem, nameId, nameRows } from './form.ts'

/** A problem at the field that it is shown at. */
export interface PlacedProblem {
  readonly id: string
  readonly problem: FormProblem
}

/** The same in words. */
export interface ShownProblem {
  readonly id: string
  readonly level: FormProblem['level']
  /** Of the field. */
  readonly name: string
  readonly text: string
  /** What OME answers; empty: it stands in the text already, or OME answers nothing. */
  readonly answer: string
}

/**
 * What is shown beside the fields. That one is still empty is no news while the form is being filled in.
 * @param isComplete whether the user takes the form for filled in
 */
export const placedProblems = (
  problems: readonly FormProblem[],
  form: Form,
  isComplete: boolean,
): readonly PlacedProblem[] =>
  problems
    .filter(({ problem }) => isComplete || problem !== 'missing')
    .map((problem) => ({ id: placeOf(problem, form), problem }))

/** A problem of one name stands at that name; one of all of them at their group. */
function placeOf({ field, problem, values }: FormProblem, form: Form): string {
  if (field !== 'san' || problem === 'commonNameNotRepeated') return fieldId(field)
  const isIt = (name: string) => name.trim() === values.name
  const rows = nameRows(form)
  const index = problem === 'nameTwice' ? rows.findLastIndex(isIt) : rows.findIndex(isIt)
  return index === -1 ? fieldId(field) : nameId(index)
}

/** What stands at one field in one tone, or null. */
export function textAt(problems: readonly ShownProblem[], id: string, level: FormProblem['level']): string | null {
  const here = problems.filter((problem) => problem.id === id && problem.level === level)
  const texts = here.flatMap(({ text, answer }) => (answer === '' ? [text] : [text, answer]))
  return texts.length > 0 ? texts.join(' ') : null
}
