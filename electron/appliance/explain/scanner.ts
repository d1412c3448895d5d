import type { Explanations } from './explained.ts'
import { Ledger } from './ledger.ts'
import { NeedleSearch, type Match } from './needle-search.ts'
import { needles, type Needle } from './needles.ts'
import { countNewlines } from './newlines.ts'
import { sightingAt, type Hit, type Sighting } from './sighting.ts'
import { reach } from './span.ts'
import { Utf8Bytes } from './utf8-bytes.ts'

/** Text is looked through in pieces of this size, however it arrives. */
const bufferBytes = 256 * 1024
/** How much has to be there behind the beginning of a needle, and before it, to tell whether it fits. */
const needleReach = 256
const wordReach = 32
/** More hits than these no error has. */
const mostHits = 8
/**
 * No log has as many errors of these kinds. In what is crafted of nothing else, those that follow are counted and not
 * looked at, so that it takes seconds, not minutes.
 */
const mostJudged = 20_000
/** How soon behind an error's data a sentence on the same line is still about that error. */
const afterword = 600

const search = new NeedleSearch(needles.map(({ text }) => text))

/**
 * Finds OME's errors in a text of any length: a sentence from the console, the body of a REST answer, Ansible's output,
 * a whole log. Fed with bytes in pieces of any size; what comes out does not depend on where they were cut. Keeps the
 * last 256 KiB and a list of errors, never the text.
 */
export class Scanner {
  private readonly utf8 = new Utf8Bytes()
  private readonly ledger = new Ledger()
  private readonly buffer = Buffer.allocUnsafeSlow(bufferBytes)
  private length = 0
  // All places count from the beginning of the buffer.
  private searched = 0
  private counted = 0
  private floor = 0
  private pending: Hit[] = []
  private line = 1
  private previous: Sighting | undefined

  push(chunk: Uint8Array): void {
    this.append(this.utf8.push(chunk))
  }

  /** To be called once, when all is pushed. */
  finish(): Explanations {
    this.append(this.utf8.finish())
    this.searchUntil(this.length)
    this.judgeUntil(this.length)
    return this.ledger.explanations()
  }

  private append(bytes: Uint8Array): void {
    for (let taken = 0; taken < bytes.length;) {
      const part = bytes.subarray(taken, taken + bufferBytes - this.length)
      this.buffer.set(part, this.length)
      this.length += part.length
      taken += part.length
      if (this.length === bufferBytes) this.turnOver()
    }
  }

  private turnOver(): void {
    this.searchUntil(this.length - needleReach)
    this.judgeUntil(this.searched - reach)
    this.forgetBefore((this.pending[0]?.at ?? this.searched) - reach)
  }

  private searchUntil(until: number): void {
    const matches = search.find(this.buffer.subarray(0, this.length), this.searched, until)
    this.searched = until
    if (this.ledger.size >= mostJudged) {
      this.countUnseen(matches)
      return
    }
    for (const { at, needle: index } of matches) {
      const needle = needles[index]
      if (needle && this.fits(at, needle)) this.pending.push({ at, needle })
    }
  }

  private countUnseen(matches: readonly Match[]): void {
    const kinds = [
      ...this.pending.map(({ needle }) => needle.kind),
      ...matches.map(({ needle }) => needles[needle]?.kind),
    ]
    this.ledger.addUnseen(kinds.filter((kind) => kind === 'code').length)
    this.pending = []
  }

  private fits(at: number, { text, before, after }: Needle): boolean {
    if (before && !before.test(this.text(at - wordReach, at))) return false
    return !after || after.test(this.text(at + text.length, at + needleReach))
  }

  private judgeUntil(until: number): void {
    let next = 0
    for (let hit = this.pending[next]; hit && hit.at < until; hit = this.pending[next]) {
      if (hit.at >= this.floor) this.judge(hit, this.pending.slice(next + 1, next + mostHits))
      next++
    }
    this.pending = this.pending.slice(next)
  }

  private judge(first: Hit, others: readonly Hit[]): void {
    const start = Math.max(0, first.at - reach)
    const text = this.text(start, first.at + reach)
    const hits = others.filter(({ at }) => at < first.at + reach).map((hit) => movedBy(hit, -start))
    const found = sightingAt(text, [movedBy(first, -start), ...hits], this.floor - start)
    this.floor = found.end + start
    if (found.code) this.enter({ ...movedBy(found, start), end: this.floor })
  }

  private enter(sighting: Sighting): void {
    if (this.isAfterword(sighting)) return
    this.count(sighting.at)
    this.ledger.add(sighting, this.line)
    this.previous = sighting
  }

  /** Whether a sentence only says again what the data before it on the same line said. */
  private isAfterword({ code, at, isData }: Sighting): boolean {
    const { previous } = this
    if (isData || !previous?.isData || previous.code !== code || at - previous.end > afterword) return false
    return !this.text(previous.end, at).includes('\n')
  }

  private count(until: number): void {
    if (until <= this.counted) return
    this.line += countNewlines(this.buffer, this.counted, until)
    this.counted = until
  }

  private forgetBefore(place: number): void {
    this.count(place)
    this.buffer.copyWithin(0, place, this.length)
    this.length -= place
    this.searched -= place
    this.counted -= place
    this.floor -= place
    this.pending = this.pending.map((hit) => movedBy(hit, -place))
    this.previous &&= { ...movedBy(this.previous, -place), end: this.previous.end - place }
  }

  /** One byte a character, so that places in the text are places in the buffer. */
  private text(from: number, to: number): string {
    return this.buffer.toString('latin1', Math.max(0, from), Math.min(to, this.length))
  }
}

const movedBy = <Placed extends { readonly at: number }>(placed: Placed, by: number): Placed => ({
  ...placed,
  at: placed.at + by,
})

/** The errors in a text that is at hand as a whole. */
export function explainText(text: string | Uint8Array): Explanations {
  const scanner = new Scanner()
  scanner.push(typeof text === 'string' ? Buffer.from(text) : text)
  return scanner.finish()
}
