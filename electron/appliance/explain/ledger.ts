import { causeOf } from './causes.ts'
import type { Explained, Explanations } from './explained.ts'
import type { Sighting } from './sighting.ts'

/** So many errors are listed one by one; nobody reads more, and a log of nothing else must not fill the memory. */
export const mostListed = 1000

interface Entry {
  readonly explained: Explained
  count: number
}

/** The errors met so far. Those beyond `mostListed` are counted with the last one that says the same. */
export class Ledger {
  private readonly entries: Entry[] = []
  private readonly lastAlike = new Map<string, Entry>()
  private unlisted = 0

  add({ code, args, timestamp }: Sighting, line: number): void {
    const cause = causeOf(code, args)
    const said = { code, args: args ?? [], ...cause }
    const key = [code, cause.cause, ...said.args].join('\n')
    const alike = this.lastAlike.get(key)
    if (this.entries.length < mostListed) {
      const entry = {
        explained: { line, ...said, ...(timestamp === undefined ? {} : { timestamp }), count: 1 },
        count: 1,
      }
      this.entries.push(entry)
      this.lastAlike.set(key, entry)
    } else if (alike) alike.count++
    else this.unlisted++
  }

  explanations(): Explanations {
    return { explained: this.entries.map(({ explained, count }) => ({ ...explained, count })), unlisted: this.unlisted }
  }
}
