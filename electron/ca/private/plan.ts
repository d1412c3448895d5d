import type { Messages } from '../../messages/messages.ts'
import { hasUnsafeCharacter } from '../../pki/name.ts'
import type { KeySize } from '../../pki/issue.ts'

/** What a new CA is to be. */
export interface CaPlan {
  /** As the user will know it; need not be in any certificate. */
  readonly name: string
  /** 1: a root that signs the appliances' certificates itself; 2: an intermediate below a root does. */
  readonly levels: 1 | 2
  readonly bits: KeySize
  /** '': left out. */
  readonly organization: string
  /** Two letters, or '': left out. */
  readonly country: string
  readonly root: CaPlanLevel
  /** Means nothing where there is one level. */
  readonly intermediate: CaPlanLevel
}

export interface CaPlanLevel {
  readonly commonName: string
  readonly years: number
}

export const usualPlan = { levels: 2, bits: 3072, rootYears: 10, intermediateYears: 5 } as const
export const mostYears = 30

export const planFields = [
  'name',
  'organization',
  'country',
  'rootName',
  'rootYears',
  'intermediateName',
  'intermediateYears',
] as const
export type PlanField = (typeof planFields)[number]

export const planProblemKinds = [
  'missing',
  'tooLong',
  'wildcard',
  'unsafeCharacter', // a control character, or one that turns the direction of the line
  'notTwoLetters',
  'yearsOutOfRange',
  'beyondRoot', // the intermediate would outlive the root
  'sameName', // the intermediate under the root's name: it would look like a root
] as const
export type PlanProblemKind = (typeof planProblemKinds)[number]

export interface PlanProblem {
  readonly field: PlanField
  /** Key of its sentence under `ca.plan`. */
  readonly problem: PlanProblemKind
  readonly limit: number
}

/** Upper bounds of X.520, which OpenSSL and most CAs hold to. */
export const longestName = 64

/** Everything that keeps a CA from being made, in the order of the fields. */
export function checkPlan(plan: CaPlan): readonly PlanProblem[] {
  const { name, levels, organization, country, root, intermediate } = plan
  const shared = [
    ...checkText('name', name, true),
    ...checkText('organization', organization, false),
    ...(/^(?:[A-Za-z]{2})?$/.test(country.trim()) ? [] : [problem('country', 'notTwoLetters', 2)]),
    ...checkText('rootName', root.commonName, true),
    ...checkYears('rootYears', root.years),
  ]
  if (levels === 1) return shared
  return [
    ...shared,
    ...checkText('intermediateName', intermediate.commonName, true),
    ...(isSameName(root.commonName, intermediate.commonName) ? [problem('intermediateName', 'sameName')] : []),
    ...checkYears('intermediateYears', intermediate.years),
    ...(intermediate.years > root.years ? [problem('intermediateYears', 'beyondRoot', root.years)] : []),
  ]
}

const problem = (field: PlanField, kind: PlanProblemKind, limit = 0): PlanProblem => ({ field, problem: kind, limit })

function checkText(field: PlanField, value: string, isNeeded: boolean): readonly PlanProblem[] {
  const text = value.trim()
  if (text === '') return isNeeded ? [problem(field, 'missing')] : []
  if (hasUnsafeCharacter(text)) return [problem(field, 'unsafeCharacter')]
  if (text.includes('*')) return [problem(field, 'wildcard')]
  return Array.from(text).length > longestName ? [problem(field, 'tooLong', longestName)] : []
}

const checkYears = (field: PlanField, years: number): readonly PlanProblem[] =>
  isYears(years) ? [] : [problem(field, 'yearsOutOfRange', mostYears)]

export const isYears = (years: number): boolean => Number.isInteger(years) && years >= 1 && years <= mostYears

const isSameName = (a: string, b: string): boolean =>
  b.trim() !== '' && a.trim().toLowerCase() === b.trim().toLowerCase()

/** One problem in a sentence. */
export const planProblemText = ({ problem: kind, limit, field }: PlanProblem, messages: Messages): string =>
  messages.find(['ca', 'plan', kind], { limit, field: messages.find(['ca', 'planFields', field]) })
