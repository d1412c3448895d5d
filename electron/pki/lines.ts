const lineFeed = 0x0a
const carriageReturn = 0x0d

/** Line numbers (1-based) of offsets in a text, where LF, CR and CRLF each end a line. Asked in rising order, one pass. */
export class LineCounter {
  private offset = 0
  private line = 1

  constructor(private readonly text: string) {}

  /** The line of `offset`, which must not lie before one asked for earlier. */
  lineAt(offset: number): number {
    for (; this.offset < offset; this.offset++) {
      const code = this.text.charCodeAt(this.offset)
      const endsLine =
        code === lineFeed || (code === carriageReturn && this.text.charCodeAt(this.offset + 1) !== lineFeed)
      if (endsLine) this.line++
    }
    return this.line
  }
}
