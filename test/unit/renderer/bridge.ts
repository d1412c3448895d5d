import { vi } from 'vitest'
import type { Bridge, Result, WindowEvent } from '../../../electron/contract/bridge.ts'
import type { Input, RouteName } from '../../../electron/contract/routes.ts'
import type { FailureReport, Project } from '../../../electron/contract/shown.ts'
import { type ProjectView, type StepView, stepIds } from '../../../electron/contract/views.ts'

type Answer = (input: never) => unknown

/** A main that answers as a test says, and notes what it was asked. */
export class FakeMain {
  readonly asked: { readonly route: string; readonly input: unknown }[] = []
  readonly cancelled: number[] = []
  readonly close = vi.fn()
  private readonly answers = new Map<string, Answer>()
  private readonly listeners: ((event: WindowEvent) => void)[] = []
  private readonly running: number[] = []

  /** Takes the place of the preload. Before any module of the window is loaded. */
  install(): void {
    const wizard: Bridge = {
      call: (call, route, input) => this.call(call, route, input),
      cancel: (call) => this.cancelled.push(call),
      dropped: () => Promise.reject(new Error('nothing is dropped here')),
      listen: (listener) => {
        this.listeners.push(listener)
        return () => undefined
      },
    }
    vi.stubGlobal('window', { wizard, close: this.close })
    vi.stubGlobal('document', { documentElement: { lang: '' } })
  }

  /** Forgets what it was asked, and who listens. */
  reset(): void {
    this.asked.length = 0
    this.listeners.length = 0
    this.close.mockReset()
  }

  /** What a route answers from now on; a `FailureReport` made by `failure` is a failure. */
  answer<Name extends RouteName>(route: Name, answer: (input: Input<Name>) => unknown): void {
    this.answers.set(route, answer)
  }

  tell(event: WindowEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  /** Progress of the call that began last. */
  progress(done: number, total: number): void {
    this.tell({ kind: 'progress', call: this.running.at(-1) ?? 0, done, total, text: 'reading' })
  }

  inputs(route: RouteName): readonly unknown[] {
    return this.asked.filter((each) => each.route === route).map(({ input }) => input)
  }

  private async call(call: number, route: string, input: unknown): Promise<Result<unknown>> {
    this.asked.push({ route, input: structuredClone(input) })
    this.running.push(call)
    const answer = this.answers.get(route)
    if (!answer) throw new Error(`no answer for ${route}`)
    const value = await answer(input as never)
    return value instanceof Failed ? { ok: false, failure: value.failure } : { ok: true, value }
  }
}

class Failed {
  constructor(readonly failure: FailureReport) {}
}

export const failure = (code = 'disk-full'): Failed =>
  new Failed({ file: null, code, detail: `${code} happened.`, remedy: 'Make room.' })

/** What a test lets go on when it wants. */
export function gate<T>(): { readonly opened: Promise<T>; readonly open: (value: T) => void } {
  let open: (value: T) => void = () => undefined
  const opened = new Promise<T>((resolve) => (open = resolve))
  return { opened, open: (value) => open(value) }
}

export const projectId = '11111111-1111-4111-8111-111111111111'

/** As much of a project as the window's classes look at. */
export function view(more: Partial<Project> = {}, states: Partial<Record<StepView['id'], StepView['state']>> = {}) {
  const steps = stepIds.map((id) => ({ id, title: id, state: states[id] ?? 'todo', summary: '', why: null }))
  return {
    project: { id: projectId, name: 'OMENT-310', role: 'source', ...more },
    revision: 1,
    savedAt: '2026-11-24T10:00:00Z',
    steps,
    undo: null,
    redo: null,
    troubles: [],
  } as unknown as ProjectView
}
