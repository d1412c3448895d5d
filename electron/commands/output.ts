import type { Writable } from 'node:stream'
import picocolors from 'picocolors'

type Colours = ReturnType<typeof picocolors.createColors>
export type Style = 'bold' | 'dim' | 'red' | 'green' | 'yellow'

/**
 * All that the command prints goes through here. Results go to standard output, failures to standard error. Colours
 * appear on a terminal only, never with NO_COLOR (no-color.org) or --no-color, and carry no meaning of their own.
 */
export class Output {
  private readonly colours: Colours
  private pending = ''

  constructor(
    private readonly stdout: Writable & { readonly isTTY?: boolean; readonly columns?: number },
    private readonly stderr: Writable,
    allowColours: boolean,
  ) {
    this.colours = picocolors.createColors(allowColours && stdout.isTTY === true)
  }

  /** Width of a line: 80, or less where the terminal is narrower. Some terminals don't know theirs and say 0. */
  get columns(): number {
    const { columns = 0 } = this.stdout
    return columns > 0 ? Math.min(columns, 80) : 80
  }

  paint(text: string, ...styles: readonly Style[]): string {
    return styles.reduce((painted, style) => this.colours[style](painted), text)
  }

  line(text = ''): void {
    this.stdout.write(`${text}\n`)
  }

  json(value: unknown): void {
    this.line(jsonText(value, 2))
  }

  error(text: string): void {
    this.stderr.write(`${text}\n`)
  }

  /** A question, with the answer to be typed behind it. */
  ask(question: string): void {
    this.stderr.write(question)
  }

  /**
   * One value on a line of its own (JSON Lines). Lines go out together, at the latest when the command has nothing to do
   * but wait for input. Waits where the reader is slower, so that nothing piles up.
   */
  async jsonLine(value: unknown): Promise<void> {
    if (this.pending === '') setImmediate(() => void this.flush())
    this.pending += `${jsonText(value)}\n`
    if (this.pending.length >= 16_384) await this.flush()
  }

  async flush(): Promise<void> {
    const text = this.pending
    this.pending = ''
    if (text === '' || this.stdout.write(text)) return
    await new Promise((resolve) => this.stdout.once('drain', resolve))
  }
}

/** What JSON may hold as it is, and a terminal would obey. */
const disturbing = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu

/** JSON that is safe to show, too; it says the same. */
const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(disturbing, (character) =>
    Array.from(character.split(''), (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`).join(''),
  )
