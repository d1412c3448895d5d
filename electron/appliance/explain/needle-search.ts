/** A place where one of the needles begins; `needle` is its position in the list. */
export interface Match {
  readonly at: number
  readonly needle: number
}

const capitalA = 0x41
const capitalZ = 0x5a
const caseBit = 0x20

const lower = (byte: number): number => (byte >= capitalA && byte <= capitalZ ? byte | caseBit : byte)

/**
 * Looks for many words in one pass, whatever their case (Wu and Manber, "A Fast Algorithm for Multi-Pattern Searching",
 * 1994, with blocks of two bytes): a table says for each two bytes how far one may skip. On log text this is several
 * times faster than `Buffer.indexOf` once a word.
 */
export class NeedleSearch {
  private readonly needles: readonly Buffer[]
  /** All that the table knows of a needle are its first bytes, as many as the shortest has. */
  private readonly width: number
  private readonly skips: Uint8Array
  private readonly byLastPair = new Map<number, number[]>()

  /** @param needles ASCII, of 2 to 255 characters */
  constructor(needles: readonly string[]) {
    this.needles = needles.map((needle) => Buffer.from(needle.toLowerCase(), 'latin1'))
    this.width = Math.min(...this.needles.map(({ length }) => length))
    this.skips = new Uint8Array(0x10000).fill(this.width - 1)
    for (const [index, needle] of this.needles.entries()) this.enter(needle, index)
  }

  private enter(needle: Buffer, index: number): void {
    for (let end = 1; end < this.width; end++) {
      const skip = this.width - 1 - end
      for (const pair of pairsAt(needle, end)) {
        this.skips[pair] = Math.min(this.skips[pair] ?? 0, skip)
        if (skip === 0) this.byLastPair.set(pair, [...(this.byLastPair.get(pair) ?? []), index])
      }
    }
  }

  /** All that begin in `[from, until)`, in order; what follows `until` is looked at as far as a needle reaches. */
  find(bytes: Uint8Array, from: number, until: number): Match[] {
    const matches: Match[] = []
    const { skips, width } = this
    const end = Math.min(bytes.length, until + width - 1)
    for (let last = from + width - 1; last < end;) {
      const pair = (bytes[last - 1] ?? 0) | ((bytes[last] ?? 0) << 8)
      const skip = skips[pair] ?? 0
      if (skip === 0) this.compare(bytes, last - width + 1, pair, matches)
      last += skip || 1
    }
    return matches
  }

  private compare(bytes: Uint8Array, at: number, pair: number, matches: Match[]): void {
    for (const needle of this.byLastPair.get(pair) ?? []) {
      if (this.needles[needle]?.every((byte, i) => lower(bytes[at + i] ?? 0) === byte)) matches.push({ at, needle })
    }
  }
}

/** The two bytes that end at a place of a needle, in any case, as one number. */
function pairsAt(needle: Buffer, end: number): Set<number> {
  const pairs = new Set<number>()
  for (const first of casesOf(needle[end - 1] ?? 0))
    for (const second of casesOf(needle[end] ?? 0)) pairs.add(first | (second << 8))
  return pairs
}

const casesOf = (byte: number): readonly number[] => [byte, ...Buffer.from(String.fromCharCode(byte).toUpperCase())]
