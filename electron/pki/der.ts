/**
 * DER (X.690) as X.509 uses it: low tag numbers, definite lengths. BER (indefinite lengths, strings in pieces), as some
 * tools write PKCS#7 and PKCS#12, is brought into this form by `toDer` first.
 */

export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  objectIdentifier: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const

/** The identifier octet of a context-specific tag `[number]`, primitive or constructed. */
export const contextTag = (number: number, constructed: boolean): number => 0x80 | (constructed ? 0x20 : 0) | number

export type DerReason =
  | 'truncated' // the data end before the element does
  | 'length' // a length that is malformed, or too long for any file that we read
  | 'unexpected' // another element than the one the format asks for
  | 'value' // an element whose content is not what its type allows
  | 'trailing' // more data than the format allows
  | 'too-deep' // nested or split up more than any real file is

/** Why bytes are not the DER they should be, and where: `offset` counts from the start of the bytes that were read. */
export class DerError extends Error {
  override readonly name = 'DerError'
  constructor(
    readonly reason: DerReason,
    readonly offset: number,
  ) {
    super(`${reason} at byte ${offset}`)
  }
}

/** One element of the encoding: `bytes[start, end)` is all of it, `bytes[contentStart, end)` its content. */
export interface DerElement {
  readonly bytes: Uint8Array
  readonly tag: number
  readonly start: number
  readonly contentStart: number
  readonly end: number
}

export const contentOf = (element: DerElement): Uint8Array => element.bytes.subarray(element.contentStart, element.end)
export const encodingOf = (element: DerElement): Uint8Array => element.bytes.subarray(element.start, element.end)

/**
 * Reads the element that begins at `offset` and ends at `limit` at the latest.
 * @throws DerError
 */
export function readElement(bytes: Uint8Array, offset = 0, limit = bytes.length): DerElement {
  const tag = bytes[offset]
  const first = bytes[offset + 1]
  if (tag === undefined || first === undefined || offset + 2 > limit) throw new DerError('truncated', offset)
  if ((tag & 0x1f) === 0x1f) throw new DerError('unexpected', offset)
  let contentStart = offset + 2
  let length = first
  if (first >= 0x80) {
    const octets = first & 0x7f
    if (octets === 0 || octets > 4) throw new DerError('length', offset + 1)
    if (contentStart + octets > limit) throw new DerError('truncated', offset)
    length = 0
    for (let i = 0; i < octets; i++) length = length * 256 + (bytes[contentStart + i] ?? 0)
    contentStart += octets
  }
  const end = contentStart + length
  if (end > limit) throw new DerError('truncated', offset)
  return { bytes, tag, start: offset, contentStart, end }
}

/** Reads one element after another out of a content. */
export class DerReader {
  constructor(
    readonly bytes: Uint8Array,
    private offset = 0,
    private readonly limit = bytes.length,
  ) {}

  /** Over the content of an element. */
  static inside(element: DerElement): DerReader {
    return new DerReader(element.bytes, element.contentStart, element.end)
  }

  get done(): boolean {
    return this.offset >= this.limit
  }

  get position(): number {
    return this.offset
  }

  next(): DerElement {
    const element = readElement(this.bytes, this.offset, this.limit)
    this.offset = element.end
    return element
  }

  /** The next element, which must have this tag. @throws DerError */
  expect(tag: number): DerElement {
    const start = this.offset
    const element = this.next()
    if (element.tag !== tag) throw new DerError('unexpected', start)
    return element
  }

  /** The next element if it has this tag; otherwise nothing is consumed. */
  optional(tag: number): DerElement | undefined {
    return !this.done && this.bytes[this.offset] === tag ? this.next() : undefined
  }

  /** A reader over the content of the next element, which must have this tag. @throws DerError */
  enter(tag: number): DerReader {
    return DerReader.inside(this.expect(tag))
  }

  /** @throws DerError if anything is left */
  finish(): void {
    if (!this.done) throw new DerError('trailing', this.offset)
  }

  *[Symbol.iterator](): Generator<DerElement> {
    while (!this.done) yield this.next()
  }
}

/** Longer than this no object identifier is, even one that holds a UUID (X.667) and more. */
const maxObjectIdentifier = 64

/** Dotted form of an OBJECT IDENTIFIER. @throws DerError */
export function objectIdentifier(element: DerElement): string {
  const { bytes, contentStart, end } = element
  const isSound = contentStart < end && end - contentStart <= maxObjectIdentifier && (bytes[end - 1] ?? 0) < 0x80
  if (!isSound) throw new DerError('value', element.start)
  let text = ''
  for (let start = contentStart, i = contentStart; i < end; i++) {
    if ((bytes[i] ?? 0) >= 0x80) continue
    const arc = arcValue(bytes, start, i)
    text += text === '' ? firstArcs(arc) : `.${arc}`
    start = i + 1
  }
  return text
}

/** Seven bits an octet; an arc that is a UUID (2.25) is more than a number can hold. */
function arcValue(bytes: Uint8Array, start: number, last: number): number | bigint {
  let arc = 0
  for (let i = start; i <= last; i++) arc = arc * 128 + ((bytes[i] ?? 0) & 0x7f)
  if (arc <= Number.MAX_SAFE_INTEGER) return arc
  return bytes.subarray(start, last + 1).reduce((value, octet) => value * 128n + BigInt(octet & 0x7f), 0n)
}

/** X.690 §8.19.4: the first two arcs share one number, and only the third top arc has more than 40 below it. */
function firstArcs(number: number | bigint): string {
  if (number < 80) return `${Math.floor(Number(number) / 40)}.${Number(number) % 40}`
  return `2.${BigInt(number) - 80n}`
}

/** @throws DerError */
export function booleanValue(element: DerElement): boolean {
  if (element.end - element.contentStart !== 1) throw new DerError('value', element.start)
  return element.bytes[element.contentStart] !== 0
}

/** A small non-negative INTEGER such as a version, a path length or an iteration count. @throws DerError */
export function smallInteger(element: DerElement): number {
  const content = contentOf(element)
  if (content.length === 0 || content.length > 5 || (content[0] ?? 0) >= 0x80)
    throw new DerError('value', element.start)
  return content.reduce((value, octet) => value * 256 + octet, 0)
}

/** The octets of a BIT STRING and how many bits at the end are unused. @throws DerError */
export function bitString(element: DerElement): { readonly octets: Uint8Array; readonly unusedBits: number } {
  const unusedBits = element.bytes[element.contentStart]
  const length = element.end - element.contentStart
  if (length === 0 || unusedBits === undefined || unusedBits > 7 || (length === 1 && unusedBits > 0)) {
    throw new DerError('value', element.start)
  }
  return { octets: element.bytes.subarray(element.contentStart + 1, element.end), unusedBits }
}

/** The octets of a BIT STRING that is one for form's sake, such as a signature. @throws DerError */
export function wholeOctets(element: DerElement): Uint8Array {
  const { octets, unusedBits } = bitString(element)
  if (unusedBits > 0) throw new DerError('value', element.start)
  return octets
}

/** Whether named bit `index` of a BIT STRING is set (bit 0 is the most significant one of the first octet). */
export function hasBit(octets: Uint8Array, index: number): boolean {
  return ((octets[index >> 3] ?? 0) & (0x80 >> (index & 7))) !== 0
}

const timePattern = /^(\d{2}|\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z$/

/** Milliseconds since 1970 of a UTCTime or GeneralizedTime as RFC 5280 §4.1.2.5 allows them. @throws DerError */
export function time(element: DerElement): number {
  const text = Buffer.from(contentOf(element)).toString('latin1')
  const match = timePattern.exec(text)
  const yearDigits = element.tag === Tag.utcTime ? 2 : element.tag === Tag.generalizedTime ? 4 : 0
  if (!match || match[1]?.length !== yearDigits) throw new DerError('value', element.start)
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  const date = new Date(0)
  date.setUTCFullYear(yearDigits === 4 ? year : year < 50 ? 2000 + year : 1900 + year, month - 1, day)
  date.setUTCHours(hour, minute, second)
  // A date such as 31 February rolls over: what comes out is not what went in.
  const isReal =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day &&
    date.getUTCHours() === hour &&
    date.getUTCSeconds() === second
  if (!isReal) throw new DerError('value', element.start)
  return date.getTime()
}
