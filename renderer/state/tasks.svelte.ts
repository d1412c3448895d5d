import { untrack } from 'svelte'
import type { Result } from '../../electron/contract/bridge.ts'
import type { Input, Output, RouteName } from '../../electron/contract/routes.ts'
import type { FailureReport } from '../../electron/contract/shown.ts'
import { call, type Progress } from './call.ts'

/** After so many milliseconds it is shown that something is under way. */
const patience = 500

/** What is under way, and what went wrong last: one for each screen. */
export class Tasks {
  /** Shown only where it takes longer than half a second. */
  progress = $state.raw<Progress | null>(null)
  failure = $state.raw<FailureReport | null>(null)
  private running = $state(0)
  private stoppers: readonly AbortController[] = []

  /** The answer, or null: then `failure` says why, unless the user cancelled. */
  run<Name extends RouteName>(name: Name, input: Input<Name>): Promise<Output<Name> | null> {
    // Whoever asks from an effect does not depend on what is under way.
    return untrack(() => this.perform(name, input))
  }

  /** Not derived: a task may outlive the screen that it was made on, and what is derived there would stand still. */
  get isBusy(): boolean {
    return this.running > 0
  }

  cancel(): void {
    for (const stopper of this.stoppers) stopper.abort()
  }

  dismiss(): void {
    this.failure = null
  }

  private async perform<Name extends RouteName>(name: Name, input: Input<Name>): Promise<Output<Name> | null> {
    const stopper = new AbortController()
    this.stoppers = [...this.stoppers, stopper]
    this.failure = null
    this.running += 1
    const late = setTimeout(() => (this.progress ??= { done: 0, total: null, text: '' }), patience)
    const started = performance.now()
    try {
      const result = await call(name, plain(input), {
        signal: stopper.signal,
        onProgress: (progress) => {
          if (performance.now() - started >= patience) this.progress = progress
        },
      })
      return this.take(result)
    } finally {
      clearTimeout(late)
      this.stoppers = this.stoppers.filter((each) => each !== stopper)
      this.running -= 1
      if (this.running === 0) this.progress = null
    }
  }

  private take<T>(result: Result<T>): T | null {
    if (result.ok) return result.value
    if (result.failure.code !== 'cancelled') this.failure = result.failure
    return null
  }
}

/** What crosses to main has to be plain: the proxy of a state is not. */
function plain<T>(input: T): T {
  const copy: unknown = $state.snapshot(input)
  return copy as T
}
