import type { ProjectView } from '../../../electron/contract/views.ts'

export type Form = ProjectView['project']['csrForm']
export type FormField = keyof Form
export type FormProblem = ProjectView['formProblems'][number]

/** OME's fields but the alternative names, in OME's order. */
export const textFields = [
  'distinguishedName',
  'departmentName',
  'businessName',
  'locality',
  'state',
  'country',
  'email',
] as const satisfies readonly FormField[]

export const fieldId = (field: FormField): string => `csr-${field}`
export const nameId = (index: number): string => `csr-san-${index}`

/** At least one row, so that there is always one to type into. */
export const nameRows = (form: Form): readonly string[] => (form.san.length > 0 ? form.san : [''])

export const filledNames = (form: Form): readonly string[] =>
  form.san.map((name) => name.trim()).filter((name) => name !== '')

/** Whether somebody fills it in: the host name stands there from the beginning. */
export const isBegun = (form: Form): boolean =>
  textFields.some((field) => field !== 'distinguishedName' && form[field].trim() !== '')

/** The form's value as it is typed into OME: several names with commas and no blanks between them. */
export const valueIn = (form: Form, field: FormField): string =>
  field === 'san' ? filledNames(form).join(',') : form[field].trim()

/** Names that the project's own data offer and the form does not have yet. */
export function suggestedNames(form: Form, { hostName, address }: ProjectView['project']): readonly string[] {
  const present = new Set(filledNames(form).map((name) => name.toLowerCase()))
  const offered = [form.distinguishedName.trim(), hostName.trim(), address.trim()]
  const isOffered = (name: string) => name !== '' && !/[*=\s,]/.test(name) && !present.has(name.toLowerCase())
  return [...new Map(offered.filter(isOffered).map((name) => [name.toLowerCase(), name])).values()]
}

/** The form with another name in the first row that is empty, or in a new one. */
export function withName(form: Form, name: string): Form {
  const empty = form.san.findIndex((each) => each.trim() === '')
  return { ...form, san: empty === -1 ? [...form.san, name] : form.san.with(empty, name) }
}

/** The form with one field as the CSR has it. */
export function asInCsr(form: Form, field: FormField, found: string, { alternativeNames }: CsrNames): Form {
  return field === 'san' ? { ...form, san: [...alternativeNames] } : { ...form, [field]: found }
}

type CsrNames = Pick<NonNullable<ProjectView['csr']>, 'alternativeNames'>
