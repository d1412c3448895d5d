import { type Note, scanBase64 } from './base64.ts'
import type { Quirk, QuirkKind } from './found.ts'
import { LineCounter } from './lines.ts'
import { findMarkers, type Marker, noteMarker } from './pem-markers.ts'

/** What stands between a BEGIN and its END. */
export interface Armour {
  /** Upper case, single blanks. */
  readonly label: string
  /** Of the BEGIN, 1-based. */
  readonly line: number
  /** Decoded; where the Base64 breaks off, as far as it goes. */
  readonly content: Uint8Array
  readonly hasEnd: boolean
  /** RFC 1421 headers say that the content is encrypted. */
  readonly isEncrypted: boolean
  /** The line of the first character that is no Base64. */
  readonly badLine: number | undefined
}

export interface PemText {
  readonly armours: readonly Armour[]
  /** In the order of the lines. */
  readonly quirks: readonly Quirk[]
}

/**
 * Finds every armour in a text, whatever stands around it, in one pass, and notes what is peculiar: RFC 7468 §2, and what
 * mail, editors and web forms make of it.
 * @throws Refusal
 */
export function splitPem(text: string): PemText {
  return new Splitter(text).split()
}

const anyBreak = /[\r\n]/
const anyText = /\S/
const dashedLine = /^-----/m
/** A Base64 as short as this is no certificate, but the words between two armours that a sentence mentions may be. */
const shortBase64 = /^[A-Za-z0-9+/]{24,}={0,2}$/
const maxProse = 64

interface UnplacedArmour extends Omit<Armour, 'line' | 'badLine'> {
  readonly start: number
  readonly badAt: number | undefined
}

class Splitter {
  private readonly armours: UnplacedArmour[] = []
  private readonly firstAt = new Map<QuirkKind, number>()
  /** Where the text begins that is in no armour, and whether it follows an END. */
  private textStart = 0
  private followsEnd = false

  constructor(private readonly text: string) {}

  private readonly note: Note = (kind, offset) => {
    const known = this.firstAt.get(kind)
    if (known === undefined || offset < known) this.firstAt.set(kind, offset)
  }

  split(): PemText {
    let open: Marker | undefined
    for (const marker of findMarkers(this.text)) {
      if (marker.isBegin) {
        if (open) this.takeUnclosed(open, marker.start)
        open = marker
      } else {
        if (open) this.takeClosed(open, marker)
        else this.takeStray(marker)
        open = undefined
      }
    }
    if (open) this.takeUnclosed(open, this.text.length)
    if (this.armours.length > 0) this.noteTail()
    return { armours: this.placedArmours(), quirks: this.placedQuirks() }
  }

  private takeClosed(begin: Marker, end: Marker): void {
    const body = this.text.slice(begin.end, end.start)
    if (isProse(body)) return
    this.noteTextBefore(begin)
    noteMarker(begin, this.note)
    noteMarker(end, this.note)
    if (begin.label !== end.label) this.note('label-mismatch', end.start)
    this.push(begin, body, true)
    this.textStart = end.end
    this.followsEnd = true
  }

  /** A BEGIN without END: what Base64 follows it may still be a whole certificate. */
  private takeUnclosed(begin: Marker, limit: number): void {
    const body = this.text.slice(begin.end, limit)
    const restOfLine = body.split(anyBreak, 1).join('').trim()
    if (restOfLine !== '' && !restOfLine.startsWith('\\') && !shortBase64.test(restOfLine.slice(0, maxProse))) return
    this.noteTextBefore(begin)
    noteMarker(begin, this.note)
    this.note('missing-end', begin.start)
    this.push(begin, body, false)
    this.textStart = limit
    this.followsEnd = false
  }

  /** An END without BEGIN, unless a sentence mentions it. */
  private takeStray(end: Marker): void {
    const { label, start } = end
    if (start > 0 && !anyBreak.test(this.text.charAt(start - 1))) return
    this.armours.push({ label, start, content: new Uint8Array(), hasEnd: true, isEncrypted: false, badAt: undefined })
  }

  private push({ label, start, end }: Marker, body: string, hasEnd: boolean): void {
    const headersEnd = endOfHeaders(body)
    if (headersEnd > 0 && !label.includes('PRIVATE KEY')) this.note('headers', end)
    const bodyStart = end + headersEnd
    const { content, badAt } = scanBase64(body.slice(headersEnd), (kind, offset) => {
      // Without an END, what follows is no body to speak of.
      if (hasEnd) this.note(kind, bodyStart + offset)
    })
    this.armours.push({
      label,
      start,
      content,
      hasEnd,
      isEncrypted: encryptedHeader.test(body.slice(0, maxEncryptedHeader)),
      badAt: badAt === undefined ? undefined : bodyStart + badAt,
    })
  }

  private noteTextBefore(begin: Marker): void {
    const text = this.text.slice(this.textStart, begin.start)
    if (this.followsEnd && !anyBreak.test(text)) {
      this.note('glued-armours', begin.start)
      if (text !== '') this.note('quoted-armour', begin.start)
      return
    }
    const lineStart = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r')) + 1
    const prefix = text.slice(lineStart)
    if (prefix === '\ufeff') this.note('bom-before-begin', begin.start)
    else if (prefix !== '') this.note('quoted-armour', begin.start)
    if (text.charAt(lineStart - 1) === '\r') this.note('cr-only', begin.start)
    this.noteLines(text.slice(0, lineStart))
  }

  private noteTail(): void {
    const text = this.text.slice(this.textStart)
    if (!/[\r\n]$/.test(this.text)) this.note('no-final-newline', this.text.length)
    this.noteLines(text)
  }

  /** The lines between two armours, beginning with what follows an END in its line. */
  private noteLines(text: string): void {
    const lineBreak = /\r\n?|\n/.exec(text)
    const suffixEnd = this.followsEnd ? (lineBreak?.index ?? text.length) : 0
    if (this.followsEnd) this.noteSuffix(text, suffixEnd)
    const lines = text.slice(suffixEnd)
    const offset = this.textStart + suffixEnd
    const firstAt = this.followsEnd ? (lineBreak?.[0].length ?? 0) : 0
    if (lines.charAt(firstAt) === '0') this.note('zero-in-text', offset + firstAt)
    const textAt = lines.search(anyText)
    if (textAt >= 0) this.note('text-around', offset + textAt)
    const dashedAt = lines.search(dashedLine)
    if (dashedAt >= 0) this.note('dashes-in-text', offset + dashedAt)
    const markAt = lines.indexOf('\ufeff')
    if (markAt >= 0) this.note('bom-own-line', offset + markAt)
  }

  private noteSuffix(text: string, end: number): void {
    const suffix = text.slice(0, end)
    if (suffix !== '') this.note(/^[ \t]+$/.test(suffix) ? 'trailing-blanks' : 'quoted-armour', this.textStart)
    const lineEnd = text.startsWith('\r\r\n', end) ? end + 1 : end
    if (lineEnd > end) this.note('trailing-blanks', this.textStart + end)
    if (text.startsWith('\r\n', lineEnd)) this.note('crlf', this.textStart + lineEnd)
    else if (text.charAt(end) === '\r' && end + 1 < text.length) this.note('cr-only', this.textStart + end)
  }

  private placedArmours(): Armour[] {
    const counter = new LineCounter(this.text)
    return this.armours.map(({ start, badAt, ...armour }) => {
      const line = counter.lineAt(start)
      return { ...armour, line, badLine: badAt === undefined ? undefined : counter.lineAt(badAt) }
    })
  }

  private placedQuirks(): Quirk[] {
    const counter = new LineCounter(this.text)
    const inOrder = [...this.firstAt].sort(([, a], [, b]) => a - b)
    return inOrder.map(([kind, offset]) => ({ kind, line: counter.lineAt(offset) }))
  }
}

/** Whether two armours in one line are only spoken of, as in 'all from BEGIN CERTIFICATE to END CERTIFICATE'. */
const isProse = (body: string): boolean =>
  body.length < maxProse && !anyBreak.test(body) && !shortBase64.test(body.trim())

const restOfBegin = /[ \t]*(?:\r?\n|\r)/y
const firstHeader = /[>| \t]{0,8}[A-Za-z][A-Za-z0-9-]{0,40}:[^\r\n]*(?:\r?\n|\r)/y
const nextHeader = /(?:[>| \t]{0,8}[A-Za-z][A-Za-z0-9-]{0,40}:|[ \t])[^\r\n]*(?:\r?\n|\r)/y
const encryptedHeader = /Proc-Type:[ \t]*4[ \t]*,[ \t]*ENCRYPTED/i
const maxHeaders = 100
/** It is the first header (RFC 1421 §4.6.1.1). */
const maxEncryptedHeader = 100

/** Where the RFC 1421 headers of a body end, or 0 where it has none. */
function endOfHeaders(body: string): number {
  const start = endOf(restOfBegin, body, 0)
  let end = start === undefined ? undefined : endOf(firstHeader, body, start)
  if (end === undefined) return 0
  for (let count = 1; count < maxHeaders; count++) {
    const next = endOf(nextHeader, body, end)
    if (next === undefined) break
    end = next
  }
  return end
}

function endOf(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : undefined
}
