import process from 'node:process'
import { StringDecoder } from 'node:string_decoder'
import type { Context } from './context.ts'

const enter = /[\r\n]/
const interrupt = '\u0003'
const endOfInput = '\u0004'
const backspace = /[\b\u007f]/

/** What is asked of whoever sits at the terminal: on standard error, so that the result stays alone on standard output. */
export class Dialogue {
  private readonly decoder = new StringDecoder('utf8')
  private chunks: AsyncIterator<Uint8Array> | undefined
  /** Typed ahead, and not taken yet. */
  private ahead = ''

  constructor(private readonly context: Context) {}

  /** Whether somebody is there. */
  get isPossible(): boolean {
    return this.context.stdin().isTTY === true
  }

  /** A line as the terminal hands it over, which shows what is typed. '' at the end of the input. */
  async line(question: string): Promise<string> {
    this.context.output.ask(question)
    let text = ''
    for (let typed = await this.next(); typed !== undefined && !enter.test(typed); typed = await this.next()) {
      text += typed
    }
    return text
  }

  /** A line that is not shown. '' at the end of the input. */
  async secret(question: string): Promise<string> {
    const { output, stdin } = this.context
    const terminal = stdin()
    output.ask(question)
    terminal.setRawMode?.(true)
    try {
      return await this.unseen()
    } finally {
      terminal.setRawMode?.(false)
      output.error('')
    }
  }

  /** Without echo the terminal also leaves to us what it does with Ctrl-C, Ctrl-D and the backspace. */
  private async unseen(): Promise<string> {
    const letters: string[] = []
    for (let typed = await this.next(); typed !== undefined && !enter.test(typed); typed = await this.next()) {
      if (typed === interrupt) return this.interrupted()
      if (typed === endOfInput) break
      if (backspace.test(typed)) letters.pop()
      else letters.push(typed)
    }
    return letters.join('')
  }

  private interrupted(): Promise<never> {
    this.context.stdin().setRawMode?.(false)
    process.kill(process.pid, 'SIGINT')
    return new Promise(() => undefined)
  }

  /** One character; undefined at the end of the input. */
  private async next(): Promise<string | undefined> {
    while (this.ahead === '') {
      this.chunks ??= this.context.stdin()[Symbol.asyncIterator]()
      const chunk = await this.chunks.next()
      if (chunk.done) return undefined
      this.ahead = this.decoder.write(Buffer.from(chunk.value))
    }
    const [first = ''] = this.ahead
    this.ahead = this.ahead.slice(first.length)
    return first
  }
}
