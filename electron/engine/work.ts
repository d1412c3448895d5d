import { RuleCrashed } from '../appliance/check.ts'
import { type Language, loadMessages, type Messages } from '../messages/messages.ts'
import type { JobContext } from './job.ts'
import { type JobInput, type JobName, jobs } from './jobs.ts'
import { Readings } from './readings.ts'

/** What a worker is asked: one job, and in which language to answer. */
export type WorkRequest = {
  [Name in JobName]: {
    /** The asker's own number. */
    readonly id: number
    readonly job: Name
    readonly language: Language
    readonly input: JobInput<Name>
  }
}[JobName]

/** What a worker says: how far it is any number of times, then the outcome. */
export type WorkReply = { readonly id: number } & (
  { readonly progress: Progress } | { readonly ok: true; readonly value: unknown } | { readonly bug: Bug }
)

export interface Progress {
  readonly done: number
  /** null: nobody knows how much is left. */
  readonly total: number | null
  readonly text: string
}

/** Something that we did not expect, in words that survive the way between threads. */
export interface Bug {
  readonly name: string
  readonly message: string
  /** The rule that crashed. */
  readonly rule?: string
}

export type Send = (reply: WorkReply, transfer?: readonly ArrayBuffer[]) => void

/** More often nobody could read it. */
const progressEveryMs = 50
/** Each is some 200 bytes; more than that no session needs. */
const mostSignatures = 50_000

/** Does jobs one after another or side by side, and remembers what was read and verified. */
export class Workbench {
  private readonly signatures: JobContext['signatures'] = new Map()
  private readonly readings = new Readings()
  private readonly languages = new Map<Language, Messages>()

  /** Never throws: a bug is a reply too. */
  async work(request: WorkRequest, send: Send): Promise<void> {
    const { id, job, language, input } = request
    try {
      const context = { ...(await this.contextIn(language)), progress: throttled((progress) => send({ id, progress })) }
      const run: (input: never, context: JobContext) => Promise<unknown> = jobs[job]
      const value = await run(input as never, context)
      send({ id, ok: true, value }, buffersIn(value))
    } catch (error) {
      send({ id, bug: bugOf(error) })
    }
  }

  private async contextIn(language: Language): Promise<Omit<JobContext, 'progress'>> {
    const messages = this.languages.get(language) ?? (await loadMessages(language)).forWindow()
    this.languages.set(language, messages)
    if (this.signatures.size > mostSignatures) this.signatures.clear()
    return { messages, signatures: this.signatures, readings: this.readings }
  }
}

function throttled(send: (progress: Progress) => void): JobContext['progress'] {
  let next = 0
  return (done, total, text) => {
    const now = performance.now()
    if (now < next) return
    next = now + progressEveryMs
    send({ done, total, text })
  }
}

function bugOf(error: unknown): Bug {
  if (!(error instanceof Error)) return { name: 'unknown', message: String(error) }
  const { name, message, cause } = error
  const whole = cause instanceof Error ? `${message}: ${cause.message}` : message
  return { name, message: whole, ...(error instanceof RuleCrashed && { rule: error.rule }) }
}

/** Bytes that a value owns alone: they are handed over, not copied. */
function buffersIn(value: unknown): readonly ArrayBuffer[] {
  if (value instanceof Uint8Array) {
    const { buffer } = value
    return buffer instanceof ArrayBuffer && value.byteLength === buffer.byteLength ? [buffer] : []
  }
  if (typeof value !== 'object' || value === null) return []
  return Object.values(value).flatMap(buffersIn)
}
