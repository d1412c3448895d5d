import type { Note } from './base64.ts'
import { limits } from './found.ts'
import { Refusal } from './refusal.ts'

/** One BEGIN or END with its dashes. */
export interface Marker {
  readonly isBegin: boolean
  /** Upper case, single blanks. */
  readonly label: string
  /** Between the dashes, as it stands there. */
  readonly words: string
  /** Of the first dash, and after the last. */
  readonly start: number
  readonly end: number
  /** Before and after the words. */
  readonly dashes: readonly [string, string]
}

/** No file has more that holds no more certificates than we read. */
const maxMarkers = 10_000

/** Word processors make one long dash of two short ones. */
const dashes = '-\u2010-\u2015\u2212'
const isDash = new RegExp(`[${dashes}]`)
/** All is bounded but the last dashes, and those no other match can begin with: linear for any text. */
const pattern = new RegExp(`(BEGIN|END)[ \\t\\u00a0]{1,3}([A-Z0-9][A-Z0-9 \\t\\u00a0.#/_]{0,39}?)([${dashes}]+)`, 'gi')
const nextMarker = /(?:BEGIN|END)[ \t\u00a0]/iy
const fiveDashes = '-----'

/**
 * Every BEGIN and END in a text, however it is written, in its order.
 * @throws Refusal
 */
export function* findMarkers(text: string): Generator<Marker> {
  let count = 0
  let certificates = 0
  let previousEnd = 0
  for (const match of text.matchAll(pattern)) {
    const marker = toMarker(text, match, previousEnd)
    if (!marker) continue
    if (marker.isBegin && marker.label === 'CERTIFICATE') certificates++
    if (++count > maxMarkers) {
      throw new Refusal(certificates > limits.certificates ? 'too-many-certificates' : 'too-complex')
    }
    previousEnd = marker.end
    yield marker
  }
}

function toMarker(text: string, match: RegExpExecArray, previousEnd: number): Marker | undefined {
  const [whole, keyword = '', rawLabel = '', trailing = ''] = match
  const before = dashesBefore(text, match.index, previousEnd)
  const after = trailing.slice(0, ownDashes(text, match.index + whole.length, trailing.length))
  if (!isArmourDash(before) || !isArmourDash(after)) return undefined
  return {
    isBegin: keyword.toUpperCase() === 'BEGIN',
    label: rawLabel.toUpperCase().replace(/\s+/g, ' ').trim(),
    words: whole.slice(0, whole.length - trailing.length),
    start: match.index - before.length,
    end: match.index + whole.length - trailing.length + after.length,
    dashes: [before, after],
  }
}

function dashesBefore(text: string, offset: number, limit: number): string {
  let start = offset
  while (start > limit && isDash.test(text.charAt(start - 1))) start--
  return text.slice(start, offset)
}

/** Of dashes that another marker follows, half are its own. */
function ownDashes(text: string, end: number, count: number): number {
  nextMarker.lastIndex = end
  return count > 1 && nextMarker.test(text) ? Math.ceil(count / 2) : count
}

const isArmourDash = (run: string): boolean => run.length > 1 || (run !== '' && run !== '-')

/** What is peculiar about the words and dashes of a marker. */
export function noteMarker({ words, label, dashes, start, isBegin }: Marker, note: Note): void {
  if (dashes.some((run) => run !== fiveDashes)) note('odd-dashes', start)
  if (/[a-z]/.test(words)) note('lower-case-armour', start)
  if (words.includes('\u00a0')) note('odd-blank', start)
  if (words.toUpperCase() !== `${isBegin ? 'BEGIN' : 'END'} ${label}`) note('wrong-label', start)
}
