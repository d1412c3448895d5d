import type { z } from 'zod'
import type { FailureReport } from '../engine/failure-report.ts'
import type { Result, WindowEvent } from './bridge.ts'
import { type Output, type RouteName, routes, type Routes } from './routes.ts'

/** What a handler has of the call that it answers. */
export interface Call {
  /** Aborted when the window cancels; its reason is a `Cancelled`. */
  readonly signal: AbortSignal
  progress(done: number, total: number | null, text: string): void
}

export type Checked<Name extends RouteName> = z.output<Routes[Name]['input']>
export type Handler<Name extends RouteName> = (input: Checked<Name>, call: Call) => Output<Name> | Promise<Output<Name>>
/** One for each route: a forgotten or an extra one does not compile. */
export type Handlers = { readonly [Name in RouteName]: Handler<Name> }

/** Carries a failure to the dispatcher, which answers with it. */
export class CallFailed extends Error {
  override readonly name = 'CallFailed'
  constructor(readonly failure: FailureReport) {
    super(failure.code)
  }
}

export class Cancelled extends Error {
  override readonly name = 'Cancelled'
}

/** Why a call was not even tried, or came to no end. */
export type Refusal = 'wrong-sender' | 'unknown-route' | 'bad-input' | 'cancelled'

export interface DispatchSurroundings {
  refusal(code: Refusal): FailureReport
  /** Everything thrown that is no failure. */
  bug(error: unknown): FailureReport
  send(event: WindowEvent): void
}

/** A call as it came from outside: nothing of it is known to be right. */
export interface RawCall {
  /** It came from the main frame of our own window, showing our own page. */
  readonly isOurs: boolean
  readonly call: unknown
  readonly route: unknown
  readonly input: unknown
}

/** Answers every call with a Result, whatever comes in and whatever goes wrong. */
export class Dispatcher {
  private readonly running = new Map<number, AbortController>()
  private readonly answers = new Set<Promise<unknown>>()
  private lastCallAt = performance.now()

  constructor(
    private readonly handlers: Handlers,
    private readonly surroundings: DispatchSurroundings,
  ) {}

  async answer({ isOurs, call, route, input }: RawCall): Promise<Result<unknown>> {
    if (!isOurs) return this.refuse('wrong-sender')
    this.lastCallAt = performance.now()
    if (!isRoute(route)) return this.refuse('unknown-route')
    if (!isCallNumber(call) || this.running.has(call)) return this.refuse('bad-input')
    const parsed = routes[route].input.safeParse(input)
    if (!parsed.success) return this.refuse('bad-input')
    const answer = this.run(route, parsed.data, call)
    this.answers.add(answer)
    return answer.finally(() => this.answers.delete(answer))
  }

  cancel(call: unknown): void {
    if (isCallNumber(call)) this.running.get(call)?.abort(new Cancelled())
  }

  /** The page that asked has gone. */
  cancelAll(): void {
    for (const call of this.running.keys()) this.cancel(call)
  }

  /** Since the window last asked for anything. */
  get unusedSeconds(): number {
    return (performance.now() - this.lastCallAt) / 1000
  }

  /** Cancels what can be cancelled, and waits for the rest: what is being saved is saved. */
  async finish(): Promise<void> {
    this.cancelAll()
    await Promise.all(this.answers)
  }

  private async run<Name extends RouteName>(name: Name, input: Checked<Name>, call: number): Promise<Result<unknown>> {
    const controller = new AbortController()
    this.running.set(call, controller)
    const handler: Handler<Name> = this.handlers[name]
    try {
      const value = await handler(input, {
        signal: controller.signal,
        progress: (done, total, text) => this.surroundings.send({ kind: 'progress', call, done, total, text }),
      })
      return { ok: true, value }
    } catch (error) {
      return { ok: false, failure: this.failureOf(error) }
    } finally {
      this.running.delete(call)
    }
  }

  private failureOf(error: unknown): FailureReport {
    if (error instanceof CallFailed) return error.failure
    return error instanceof Cancelled ? this.surroundings.refusal('cancelled') : this.surroundings.bug(error)
  }

  private refuse(code: Refusal): Result<never> {
    return { ok: false, failure: this.surroundings.refusal(code) }
  }
}

const isRoute = (name: unknown): name is RouteName => typeof name === 'string' && Object.hasOwn(routes, name)
const isCallNumber = (call: unknown): call is number => Number.isSafeInteger(call)
