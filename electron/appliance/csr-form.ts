import { isIP } from 'node:net'
import type { Csr } from '../pki/csr.ts'
import { Attribute } from '../pki/oids.ts'

/** OME's own fields of 'Generate Certificate Signing Request', in its order; REST names in `restBody`. */
export interface CsrForm {
  /** A host name: it becomes the common name (CN). */
  readonly distinguishedName: string
  readonly departmentName: string
  readonly businessName: string
  readonly locality: string
  readonly state: string
  readonly country: string
  readonly email: string
  readonly san: readonly string[]
}

export type CsrField = keyof CsrForm

export const csrFormProblemKinds = [
  'missing',
  'wildcard',
  'wholeName', // an X.500 name where the host name alone is asked for
  'notAHostName',
  'address', // an IP address for a host name
  'notTwoLetters',
  'notAnEmail',
  'tooLong',
  'beyondAscii',
  'tooManyNames',
  'nameWithBlank',
  'nameWithComma',
  'nameWithWildcard',
  'notAName',
  'nameTwice',
  'commonNameNotRepeated',
] as const
export type CsrFormProblemKind = (typeof csrFormProblemKinds)[number]

/** What OME would say to one field, or what we advise against. */
export interface CsrFormProblem {
  readonly field: CsrField
  readonly level: 'error' | 'warning'
  /** Key of its sentence under `csrForm.problems`. */
  readonly problem: CsrFormProblemKind
  readonly values: Readonly<Record<string, string | number>>
  /** Where OME answers it: `CGEN6002` with the property's name. */
  readonly answer: { readonly code: 'CGEN6002'; readonly args: readonly string[] } | null
  readonly evidence: 'documented' | 'inferred'
}

/** One difference between what the form asks for and what the CSR has. */
export interface CsrDifference {
  readonly field: CsrField
  readonly wanted: string
  readonly found: string
}

/** The properties of ApplicationService.GenerateCSR, as Dell's own clients send them (Ansible, Terraform). */
export const csrProperties: Readonly<Record<CsrField, string>> = {
  distinguishedName: 'DistinguishedName',
  departmentName: 'DepartmentName',
  businessName: 'BusinessName',
  locality: 'Locality',
  state: 'State',
  country: 'Country',
  email: 'Email',
  san: 'San',
}

type SubjectField = Exclude<CsrField, 'san'>

/** Upper bounds of X.520, which CAs and OpenSSL hold to. */
const longest: Readonly<Record<SubjectField, number>> = {
  distinguishedName: 64,
  departmentName: 64,
  businessName: 64,
  locality: 128,
  state: 128,
  country: 128,
  email: 255,
}
const subjectFields = Object.keys(longest) as readonly SubjectField[]

/** What OME takes in one request, by Dell's clients. */
const mostNames = 4

/**
 * What OME would say to the form, and what we advise against, in the order of the fields. That it refuses a wildcard is
 * documented (KB 000221202); the rest follows from what Dell's clients send and from what X.509 allows.
 * @param isComplete whether an empty field is one that was forgotten
 */
export function checkCsrForm(
  form: CsrForm,
  { isComplete }: { readonly isComplete: boolean },
): readonly CsrFormProblem[] {
  const trimmed = trimmedForm(form)
  return [...subjectFields.flatMap((field) => checkField(trimmed[field], field, isComplete)), ...checkNames(trimmed)]
}

/** Without blanks around, and without empty alternative names: what is typed by mistake says nothing. */
export const trimmedForm = (form: CsrForm): CsrForm => ({
  distinguishedName: form.distinguishedName.trim(),
  departmentName: form.departmentName.trim(),
  businessName: form.businessName.trim(),
  locality: form.locality.trim(),
  state: form.state.trim(),
  country: form.country.trim(),
  email: form.email.trim(),
  san: form.san.map((name) => name.trim()).filter((name) => name !== ''),
})

function checkField(value: string, field: SubjectField, isComplete: boolean): readonly CsrFormProblem[] {
  if (value === '') return isComplete ? [refused(field, 'missing')] : []
  if (value.includes('*')) return [wildcard(field)]
  const problem = shapes[field]?.(value)
  if (problem) return [problem]
  const limit = longest[field]
  if (value.length > limit) return [advised(field, 'tooLong', { limit, length: value.length })]
  return isAscii(value) ? [] : [advised(field, 'beyondAscii')]
}

const shapes: Partial<Readonly<Record<SubjectField, (value: string) => CsrFormProblem | undefined>>> = {
  distinguishedName(value) {
    if (value.includes('=')) return refused('distinguishedName', 'wholeName')
    if (isIP(value) !== 0) return advised('distinguishedName', 'address')
    return isHostName(value) ? undefined : refused('distinguishedName', 'notAHostName', { name: value })
  },
  country: (value) => (/^[a-z]{2}$/i.test(value) ? undefined : advised('country', 'notTwoLetters')),
  email: (value) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : refused('email', 'notAnEmail')),
}

/** The console says DistinguishedName of the whole name; which property it says of another field is not documented. */
const wildcard = (field: SubjectField): CsrFormProblem => ({
  ...refused(field, 'wildcard'),
  answer: { code: 'CGEN6002', args: [csrProperties.distinguishedName] },
  evidence: field === 'distinguishedName' ? 'documented' : 'inferred',
})

function checkNames({ san: names, distinguishedName: commonName }: CsrForm): readonly CsrFormProblem[] {
  const problems = names.flatMap((name, index) => checkName(name, names.slice(0, index)))
  if (names.length > mostNames)
    problems.unshift(refused('san', 'tooManyNames', { count: names.length, most: mostNames }))
  const isRepeated = names.some((name) => sameName(name, commonName))
  if (isHostName(commonName) && !isRepeated)
    problems.push(advised('san', 'commonNameNotRepeated', { name: commonName }))
  return problems
}

function checkName(name: string, before: readonly string[]): CsrFormProblem[] {
  if (/\s/.test(name)) return [refused('san', 'nameWithBlank', { name })]
  if (name.includes(',')) return [refused('san', 'nameWithComma', { name })]
  // Whether OME looks for it here is not documented; that it supports no such certificate is.
  if (name.includes('*')) return [{ ...refused('san', 'nameWithWildcard', { name }), answer: null }]
  if (isIP(name) === 0 && !isHostName(name)) return [refused('san', 'notAName', { name })]
  return before.some((other) => sameName(other, name)) ? [advised('san', 'nameTwice', { name })] : []
}

type ProblemValues = CsrFormProblem['values']

/** What OME most likely answers with the property's name: its clients show that for other values. */
const refused = (field: CsrField, problem: CsrFormProblemKind, values: ProblemValues = {}): CsrFormProblem => ({
  field,
  level: 'error',
  problem,
  values,
  answer: { code: 'CGEN6002', args: [csrProperties[field]] },
  evidence: 'inferred',
})

const advised = (field: CsrField, problem: CsrFormProblemKind, values: ProblemValues = {}): CsrFormProblem => ({
  field,
  level: 'warning',
  problem,
  values,
  answer: null,
  evidence: 'inferred',
})

/** Letters, digits and hyphens between dots (RFC 1123 §2.1). */
export const isHostName = (text: string): boolean =>
  text.length <= 253 && text.split('.').every((label) => /^(?!-)[a-z0-9-]{1,63}(?<!-)$/i.test(label))

const isAscii = (text: string): boolean => /^[\x20-\x7e]*$/.test(text)

const sameName = (a: string, b: string): boolean => plainName(a) === plainName(b)

/** By which host names are the same regardless of case, and IPv6 addresses however they are written. */
export const plainName = (name: string): string =>
  isIP(name) === 6 ? new URL(`http://[${name.replace(/%.*/, '')}]`).hostname.slice(1, -1) : name.toLowerCase()

/** Body of POST /api/ApplicationService/Actions/ApplicationService.GenerateCSR, as Dell's clients send it. */
export function restBody(form: CsrForm): string {
  const trimmed = trimmedForm(form)
  const values = subjectFields.map((field) => [csrProperties[field], trimmed[field]])
  return JSON.stringify({ ...Object.fromEntries(values), [csrProperties.san]: trimmed.san.join(',') }, null, 2)
}

const attributes: Readonly<Record<SubjectField, string>> = {
  distinguishedName: Attribute.commonName,
  departmentName: Attribute.organizationalUnit,
  businessName: Attribute.organization,
  locality: Attribute.locality,
  state: Attribute.state,
  country: Attribute.country,
  email: Attribute.emailAddress,
}

/** In what the CSR differs from the form. A field that was left empty asks for nothing; the alternative names are a set. */
export function differences(form: CsrForm, csr: Csr): readonly CsrDifference[] {
  const trimmed = trimmedForm(form)
  const fields = subjectFields.flatMap((field) => {
    const wanted = trimmed[field]
    const found = csr.subject.attributes(attributes[field]).join(', ')
    const isSame = wanted === found || (field === 'distinguishedName' && sameName(wanted, found))
    return wanted === '' || isSame ? [] : [{ field, wanted, found }]
  })
  const { san: wanted } = trimmed
  const found = (csr.extensions.subjectAltName ?? []).map(({ value }) => value)
  const isSame = asSet(wanted) === asSet(found)
  return isSame ? fields : [...fields, { field: 'san', wanted: wanted.join(', '), found: found.join(', ') }]
}

const asSet = (names: readonly string[]): string => [...new Set(names.map(plainName))].sort().join()
