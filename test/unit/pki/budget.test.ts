import { describe, expect, it } from 'vitest'
import { Budget, BudgetExhausted, type BudgetLimits, defaultBudget } from '../../../electron/pki/budget.ts'

const kinds: readonly (keyof BudgetLimits)[] = ['signatureChecks', 'buildCalls', 'nameComparisons']

describe('a budget', () => {
  it.each(kinds)('lets as many %s be spent as it has, and not one more', (kind) => {
    const budget = new Budget({ signatureChecks: 9, buildCalls: 9, nameComparisons: 9, [kind]: 2 })
    budget.spend(kind)
    budget.spend(kind)
    expect(() => budget.spend(kind)).toThrow(new BudgetExhausted(kind))
    for (const other of kinds.filter((name) => name !== kind)) expect(() => budget.spend(other)).not.toThrow()
  })

  it('says what ran out', () => {
    const error = new BudgetExhausted('buildCalls')
    expect(error).toMatchObject({ name: 'BudgetExhausted', spent: 'buildCalls', message: 'no buildCalls left' })
  })

  it('does not spend the limits that others start from', () => {
    const limits = { signatureChecks: 1, buildCalls: 1, nameComparisons: 1 }
    for (let i = 0; i < 2; i++) new Budget(limits).spend('buildCalls')
    expect(limits.buildCalls).toBe(1)
  })

  it('has 100 signature checks, 200,000 build calls and 250,000 name comparisons by default', () => {
    expect(defaultBudget).toEqual({ signatureChecks: 100, buildCalls: 200_000, nameComparisons: 250_000 })
    const budget = new Budget()
    for (let i = 0; i < 100; i++) budget.spend('signatureChecks')
    expect(() => budget.spend('signatureChecks')).toThrow(BudgetExhausted)
  })
})
