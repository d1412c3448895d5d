import { caLimits } from '../../electron/contract/ca-views.ts'
import { t } from '../state/texts.svelte.ts'

/** What was typed as a number; 0 where it is none, which main refuses too. */
export function numberOf(typed: string): number {
  const text = typed.trim()
  return /^\d{1,5}$/.test(text) ? Number(text) : 0
}

export const yearsOf = (typed: string): number => Math.min(numberOf(typed), 1000)

/** What is wrong with years that were typed. */
export function yearsProblem(typed: string): string | null {
  const { leastYears, mostYears } = caLimits
  const years = yearsOf(typed)
  return years >= leastYears && years <= mostYears
    ? null
    : t('window.ca.renew.outOfRange', { least: leastYears, most: mostYears })
}
