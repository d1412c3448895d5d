import type { Result } from '../../electron/contract/bridge.ts'
import type { Input, Output, RouteName } from '../../electron/contract/routes.ts'
import type { FailureReport } from '../../electron/engine/failure-report.ts'
import { call, type Progress } from './call.ts'

/** What is under way, and what went wrong last: one for each screen. */
export class Tasks {
  /** Shown only where it takes longer than half a second. */
  progress = $state.raw<Progress | null>(null)
  failure = $state.raw<FailureReport | null>(null)
  isBusy = $state(false)
  private stopper: AbortController | null = null

  /** The answer, or null: then `failure` says why, unless the user cancelled. */
  async run<Name extends RouteName>(name: Name, input: Input<Name>): Promise<Output<Name> | null> {
    const stopper = new AbortController()
    this.stopper = stopper
    this.failure = null
    this.isBusy = true
    const late = setTimeout(() => (this.progress ??= { done: 0, total: null, text: '' }), 500)
    const result = await call(name, input, {
      signal: stopper.signal,
      onProgress: (progress) => (this.progress = progress),
    })
    clearTimeout(late)
    this.isBusy = false
    this.progress = null
    return this.take(result)
  }

  cancel(): void {
    this.stopper?.abort()
  }

  dismiss(): void {
    this.failure = null
  }

  private take<T>(result: Result<T>): T | null {
    if (result.ok) return result.value
    if (result.failure.code !== 'cancelled') this.failure = result.failure
    return null
  }
}
