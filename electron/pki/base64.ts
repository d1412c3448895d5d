import type { QuirkKind } from './found.ts'

/** Told of each peculiarity and where it is met. */
export type Note = (kind: QuirkKind, offset: number) => void

export interface ScannedBase64 {
  readonly content: Uint8Array
  /** How many Base64 characters there were, padding apart. */
  readonly characters: number
  /** Where the first character stands that is no Base64 and no blank; what follows it was not read. */
  readonly badAt: number | undefined
}

/** Classes of characters, as they matter within an armour. */
const Class = {
  other: 0,
  plain: 1,
  urlSafe: 2,
  padding: 3,
  blank: 4,
  cr: 5,
  lf: 6,
  quote: 7,
  oddBlank: 8,
  escape: 9,
} as const

const classes = new Uint8Array(0x10000)
const classify = (characters: string, value: number): void => {
  for (const character of characters) classes[character.charCodeAt(0)] = value
}
classify('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/', Class.plain)
classify('-_', Class.urlSafe)
classify('=', Class.padding)
classify(' \t', Class.blank)
classify('\r', Class.cr)
classify('\n', Class.lf)
classify('>|', Class.quote)
classify('\\', Class.escape)
// What text processors and web pages leave between characters: neither Java nor OpenSSL skips them all.
classify('\0\v\f\u0085\u00a0\u00ad\u1680\u180e\u2028\u2029\u202f\u205f\u2060\u3000\ufeff', Class.oddBlank)
classify(
  '\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200c\u200d\u200e\u200f',
  Class.oddBlank,
)

const maxBackslashes = 4
const lineWidth = 64 // RFC 7468 §2
const plus = 0x2b
const slash = 0x2f
const hyphen = 0x2d
const lineFeed = 0x0a
const carriageReturn = 0x0d
const backslash = 0x5c

/** Decodes what stands between two armours, or a Base64 without any, and notes how it is laid out. One pass. */
export function scanBase64(text: string, note: Note): ScannedBase64 {
  return new Scanner(text, note).scan()
}

class Scanner {
  private readonly collected: Uint8Array
  private offset = 0
  private characters = 0
  private padding = 0
  /** Of the line that is being read: its number, its Base64 characters, where blanks stand, whether it is mail quoting. */
  private line = 0
  private width = 0
  private blankAt = -1
  private isQuoted = false
  /** Nothing but blanks and quoting since the line began, be it by a CR or an escaped break. */
  private isFresh = true
  /** Where a line ended that is shorter than the others: only the last one may be. */
  private shortAt = -1

  constructor(
    private readonly text: string,
    private readonly note: Note,
  ) {
    this.collected = new Uint8Array(text.length)
  }

  scan(): ScannedBase64 {
    let badAt: number | undefined
    for (; this.offset < this.text.length && badAt === undefined; this.offset++) {
      const offset = this.offset
      if (!this.take(this.text.charCodeAt(offset), offset)) badAt = offset
    }
    if (badAt === undefined) this.endBody()
    const base64 = Buffer.from(this.collected.buffer, 0, this.characters).toString('latin1')
    return { content: Buffer.from(base64, 'base64'), characters: this.characters, badAt }
  }

  /** Whether the character may stand here. */
  private take(code: number, offset: number): boolean {
    switch (classes[code]) {
      case Class.plain:
        return this.takeCharacter(code) && this.takeRun()
      case Class.urlSafe:
        this.note('url-safe', offset)
        return this.takeCharacter(code === hyphen ? plus : slash)
      case Class.padding:
        this.padding++
        this.width++
        return this.characters > 0
      case Class.blank:
        if (this.blankAt < 0) this.blankAt = offset
        return true
      case Class.cr:
        this.takeCarriageReturn(offset)
        return true
      case Class.lf:
        this.endLine(offset)
        return true
      case Class.quote:
        this.note('quoted-armour', offset)
        this.isQuoted = true
        return this.isFresh
      case Class.oddBlank:
        this.note('odd-blank', offset)
        return true
      case Class.escape:
        this.note('one-line', offset)
        return this.takeEscape()
      default:
        return false
    }
  }

  private takeCharacter(code: number): boolean {
    if (this.padding > 0) return false
    const isIndented = this.blankAt >= 0 && !(this.isQuoted && this.isFresh)
    if (isIndented) this.note('indented-body', this.blankAt)
    this.blankAt = -1
    this.isFresh = false
    this.width++
    this.collected[this.characters++] = code
    return true
  }

  /** What is plain Base64 after a character that is: most of any body, in a loop of its own. */
  private takeRun(): true {
    const { text, collected } = this
    const start = this.offset + 1
    let end = start
    for (; end < text.length; end++) {
      const code = text.charCodeAt(end)
      if (classes[code] !== Class.plain) break
      collected[this.characters + end - start] = code
    }
    this.offset = end - 1
    this.characters += end - start
    this.width += end - start
    return true
  }

  /** What a JSON string writes for a character, where one was pasted as it stood there, perhaps escaped twice. */
  private takeEscape(): boolean {
    const limit = this.offset + maxBackslashes
    while (this.offset < limit && this.text.charCodeAt(this.offset) === backslash) this.offset++
    switch (this.text.charAt(this.offset)) {
      case 'n':
      case 'r':
        this.isFresh = true
        return true
      case 't':
        return true
      case '/':
        return this.takeCharacter(slash)
      case 'u':
        return this.takeHexEscape()
      default:
        return false
    }
  }

  private takeHexEscape(): boolean {
    const code = parseInt(this.text.slice(this.offset + 1, this.offset + 5), 16)
    const isBase64 = classes[code] === Class.plain || classes[code] === Class.padding
    this.offset += 4
    return isBase64 && this.take(code, this.offset)
  }

  /**
   * A CR alone ends a line for Java, but is a blank to OpenSSL, which then misses the armour beside it; between Base64
   * characters it disturbs neither.
   */
  private takeCarriageReturn(offset: number): void {
    this.isFresh = true
    const next = this.text.charCodeAt(offset + 1)
    if (next === lineFeed) this.note('crlf', offset)
    else if (next === carriageReturn && this.text.charCodeAt(offset + 2) === lineFeed) this.blankAt = offset
    else if (this.line === 0 && this.width === 0) {
      this.note('cr-only', offset)
      this.line++
    } else this.note(offset === this.text.length - 1 ? 'cr-only' : 'long-lines', offset)
  }

  private endLine(offset: number): void {
    if (this.blankAt >= 0) this.note('trailing-blanks', this.blankAt)
    if (this.width > 0) this.endFullLine(offset)
    else if (this.line > 0) this.note(this.line === 1 ? 'blank-after-begin' : 'blank-in-body', offset)
    this.line++
    this.width = 0
    this.blankAt = -1
    this.isQuoted = false
    this.isFresh = true
  }

  private endFullLine(offset: number): void {
    if (this.line === 0) this.note('one-line', offset)
    if (this.shortAt >= 0) this.note('long-lines', this.shortAt)
    if (this.width > lineWidth) this.note('long-lines', offset)
    if (this.width < lineWidth) this.shortAt = offset
  }

  /** What stands in the line of the END, and whether all is padded. */
  private endBody(): void {
    const last = this.text.length - 1
    if (this.blankAt >= 0) this.note('quoted-armour', this.blankAt)
    if ((this.characters + this.padding) % 4 !== 0 || this.padding > 2) this.note('no-padding', this.text.length)
    if (this.width > 0 && this.text.charCodeAt(last) !== carriageReturn) this.note('one-line', last)
  }
}
