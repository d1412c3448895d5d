import { randomUUID } from 'node:crypto'

const minutes = 60_000

/** How long an id stands for its value after it was last used. */
export const lifetimeMs = 10 * minutes

/** Values that must not cross to the window, by ids that may: whoever has one can do with it what a route offers. */
export class ShortLived<Value> {
  private readonly kept = new Map<string, { readonly value: Value; until: number }>()

  /** @param now milliseconds, of a clock that only goes forward */
  constructor(private readonly now: () => number) {}

  put(value: Value): string {
    this.forgetOld()
    const id = randomUUID()
    this.kept.set(id, { value, until: this.now() + lifetimeMs })
    return id
  }

  /** undefined where it never was one, or is one no more. */
  get(id: string): Value | undefined {
    this.forgetOld()
    const entry = this.kept.get(id)
    if (entry) entry.until = this.now() + lifetimeMs
    return entry?.value
  }

  private forgetOld(): void {
    const now = this.now()
    for (const [id, { until }] of this.kept) if (until <= now) this.kept.delete(id)
  }
}
