import { causeOf } from './causes.ts'
import type { Explained, Explanations } from './explained.ts'
import type { Sighting } from './sighting.ts'

/**
 * So many errors that say the same are listed one by one, and so many in all: nobody reads more, and a log of nothing
 * else must neither fill the memory nor hide the one error that differs.
 */
const mostAlike = 100
const mostListed = 1000

interface Entry {
  readonly explained: Explained
  count: number
}

/** The errors met so far. Those that are not listed are counted with the last one that says the same. */
export class Ledger {
  private readonly entries: Entry[] = []
  private readonly alike = new Map<string, Entry[]>()
  private unlisted = 0
  /** How many errors were added. */
  size = 0

  add({ code, args, timestamp }: Sighting, line: number): void {
    this.size++
    const said = { code, args: args ?? [], ...causeOf(code, args) }
    const key = [code, said.cause, ...said.args].join('\n')
    const alike = this.alike.get(key) ?? []
    const last = alike.at(-1)
    if (alike.length < mostAlike && this.entries.length < mostListed) {
      const explained = { line, ...said, ...(timestamp === undefined ? {} : { timestamp }), count: 1 }
      const entry = { explained, count: 1 }
      this.entries.push(entry)
      this.alike.set(key, [...alike, entry])
    } else if (last) last.count++
    else this.unlisted++
  }

  /** Errors of which nothing is known but that they are there. */
  addUnseen(count: number): void {
    this.unlisted += count
  }

  explanations(): Explanations {
    return { explained: this.entries.map(({ explained, count }) => ({ ...explained, count })), unlisted: this.unlisted }
  }
}
