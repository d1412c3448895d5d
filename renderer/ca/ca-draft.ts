import type { CaPlanFieldName, CaPlanProblem } from '../../electron/contract/ca-views.ts'
import type { Input } from '../../electron/contract/routes.ts'
import { t } from '../state/texts.svelte.ts'
import { yearsOf } from './years.ts'

type Plan = Input<'ca.create'>

/** The form of a new CA, as it is typed. */
export interface CaDraft {
  /** '': as the issuing CA is called. */
  readonly name: string
  readonly organization: string
  readonly country: string
  readonly levels: Plan['levels']
  readonly bits: Plan['bits']
  readonly rootName: string
  readonly rootYears: string
  readonly intermediateName: string
  readonly intermediateYears: string
}

export const keySizes = [3072, 2048, 4096] as const

/** What suits a migration, so that there is nothing that has to be filled in. */
export const usualDraft = (): CaDraft => ({
  name: '',
  organization: '',
  country: '',
  levels: 2,
  bits: 3072,
  rootName: t('window.ca.create.rootDefault'),
  rootYears: '10',
  intermediateName: t('window.ca.create.intermediateDefault'),
  intermediateYears: '5',
})

export const planOf = (draft: CaDraft): Plan => ({
  name: draft.name.trim() || (draft.levels === 2 ? draft.intermediateName : draft.rootName),
  levels: draft.levels,
  bits: draft.bits,
  organization: draft.organization,
  country: draft.country,
  root: { commonName: draft.rootName, years: yearsOf(draft.rootYears) },
  intermediate: { commonName: draft.intermediateName, years: yearsOf(draft.intermediateYears) },
})

export const fieldIdOf = (field: CaPlanFieldName): string => `ca-${field}`

/** Fields that are folded away until one looks for them. */
const folded: ReadonlySet<CaPlanFieldName> = new Set(['name', 'country', 'rootYears', 'intermediateYears'])
export const isFolded = ({ field }: CaPlanProblem): boolean => folded.has(field)

/** A name that was not given is that of a certificate, where the problem is told already. */
export const toldOnce = (problems: readonly CaPlanProblem[], { name }: CaDraft): readonly CaPlanProblem[] =>
  problems.filter(({ field }) => field !== 'name' || name.trim() !== '')
