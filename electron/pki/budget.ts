/**
 * What one path search may spend. The figures are those that rustls/webpki settled on (its `Budget`): no honest set of
 * certificates comes near them, and a crafted one costs well under a second.
 */
export interface BudgetLimits {
  readonly signatureChecks: number
  readonly buildCalls: number
  readonly nameComparisons: number
}

export const defaultBudget: BudgetLimits = { signatureChecks: 100, buildCalls: 200_000, nameComparisons: 250_000 }

/** The search stops, as opposed to: this candidate does not fit. Caught in `findChains`, which reports it as tangled. */
export class BudgetExhausted extends Error {
  override readonly name = 'BudgetExhausted'
  constructor(readonly spent: keyof BudgetLimits) {
    super(`no ${spent} left`)
  }
}

export class Budget {
  private readonly left: Record<keyof BudgetLimits, number>

  constructor(limits: BudgetLimits = defaultBudget) {
    this.left = { ...limits }
  }

  /** @throws BudgetExhausted */
  spend(kind: keyof BudgetLimits): void {
    if (this.left[kind] === 0) throw new BudgetExhausted(kind)
    this.left[kind]--
  }
}
