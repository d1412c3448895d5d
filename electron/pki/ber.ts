import { DerError, Tag } from './der.ts'

/** Deeper or more split up than this no CMS or PKCS#12 file is; a crafted one is refused before it costs time. */
const maxDepth = 48

/** How many elements may be looked at; one budget for all that a file holds. */
export class ElementBudget {
  private left = 400_000

  /** Whether there was one left. */
  spend(): boolean {
    return --this.left >= 0
  }
}

const constructed = 0x20
const splitOctetString = Tag.octetString | constructed

interface Rewritten {
  readonly der: Uint8Array
  /** Where the element ended in the source. */
  readonly end: number
  readonly changed: boolean
}

/**
 * Rewrites BER (indefinite lengths; OCTET STRINGs in pieces) as DER. Elements that need no change keep their very bytes,
 * so that what is signed stays signed. What follows the first element is dropped.
 * @throws DerError
 */
export function toDer(bytes: Uint8Array, budget = new ElementBudget()): Uint8Array {
  return new Rewriter(bytes, budget).element(0, bytes.length, 0).der
}

class Rewriter {
  constructor(
    private readonly bytes: Uint8Array,
    private readonly budget: ElementBudget,
  ) {}

  element(start: number, limit: number, depth: number): Rewritten {
    if (depth > maxDepth || !this.budget.spend()) throw new DerError('too-deep', start)
    const { tag, contentStart, end } = this.header(start, limit)
    if ((tag & constructed) === 0) {
      if (end === undefined) throw new DerError('length', start + 1)
      return { der: this.bytes.subarray(start, end), end, changed: false }
    }
    const children: Uint8Array[] = []
    let changed = end === undefined || tag === splitOctetString
    let offset = contentStart
    while (!this.isClosed(offset, end, limit)) {
      const child = this.element(offset, end ?? limit, depth + 1)
      children.push(tag === splitOctetString ? contentOfString(child.der, offset) : child.der)
      changed ||= child.changed
      offset = child.end
    }
    const next = end ?? offset + 2
    if (!changed) return { der: this.bytes.subarray(start, next), end: next, changed }
    return { der: encode(tag === splitOctetString ? Tag.octetString : tag, children), end: next, changed }
  }

  private isClosed(offset: number, end: number | undefined, limit: number): boolean {
    if (end !== undefined) return offset >= end
    if (offset + 2 > limit) throw new DerError('truncated', offset)
    return this.bytes[offset] === 0 && this.bytes[offset + 1] === 0
  }

  /** Like DER's header, but `end` is undefined where the length is indefinite. */
  private header(start: number, limit: number): { tag: number; contentStart: number; end: number | undefined } {
    const tag = this.bytes[start]
    const first = this.bytes[start + 1]
    if (tag === undefined || first === undefined || start + 2 > limit) throw new DerError('truncated', start)
    if ((tag & 0x1f) === 0x1f) throw new DerError('unexpected', start)
    if (first === 0x80) return { tag, contentStart: start + 2, end: undefined }
    const octets = first > 0x80 ? first & 0x7f : 0
    if (octets > 4) throw new DerError('length', start + 1)
    let length = octets === 0 ? first : 0
    for (let i = 0; i < octets; i++) length = length * 256 + (this.bytes[start + 2 + i] ?? 0)
    const contentStart = start + 2 + octets
    if (contentStart + length > limit) throw new DerError('truncated', start)
    return { tag, contentStart, end: contentStart + length }
  }
}

function contentOfString(der: Uint8Array, offset: number): Uint8Array {
  if (der[0] !== Tag.octetString) throw new DerError('unexpected', offset)
  const lengthOctet = der[1] ?? 0
  return der.subarray(2 + (lengthOctet > 0x80 ? lengthOctet & 0x7f : 0))
}

function encode(tag: number, contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, content) => sum + content.length, 0)
  const lengthOctets: number[] = []
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthOctets.unshift(rest % 256)
  const header = length < 0x80 ? [tag, length] : [tag, 0x80 | lengthOctets.length, ...lengthOctets]
  return Buffer.concat([Uint8Array.from(header), ...contents])
}
