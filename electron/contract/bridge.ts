import type { FailureReport } from '../engine/failure-report.ts'
import type { Picked, Settings } from './views.ts'

/** Every call is answered with one: a bug comes as a failure with the code `bug`, a cancelled call as `cancelled`. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: FailureReport }

/** What main tells the window unasked. */
export type WindowEvent =
  | {
      readonly kind: 'progress'
      readonly call: number
      readonly done: number
      /** null: nobody knows how much is left. */
      readonly total: number | null
      readonly text: string
    }
  /** Another copy of the app saved it. */
  | { readonly kind: 'project-changed'; readonly id: string }
  | { readonly kind: 'projects-changed' }
  /** From the file manager or the command line. */
  | { readonly kind: 'files-opened'; readonly picked: Picked }
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'vault-locked' }
  | { readonly kind: 'menu'; readonly command: MenuCommand }

/** What the system's menu asks of the window. */
export type MenuCommand =
  | 'new-project'
  | 'home'
  | 'open-project'
  | 'check-file'
  | 'explain-error'
  | 'private-ca'
  | 'undo'
  | 'redo'
  | 'previous-step'
  | 'next-step'
  | 'settings'
  | 'shortcuts'
  | 'about'

/** The whole of what the page can reach outside itself, as `window.wizard`. */
export interface Bridge {
  /** `call` is a number of the window's own, to know its progress by and to cancel it with. */
  call(call: number, route: string, input: unknown): Promise<Result<unknown>>
  cancel(call: number): void
  /** Files or folders of a drop or a file field; their paths go to main only. */
  dropped(files: readonly File[]): Promise<Result<Picked>>
  /** Returns how to stop listening. */
  listen(listener: (event: WindowEvent) => void): () => void
}

/** The names of what crosses between preload and main. */
export const channels = { call: 'call', cancel: 'cancel', dropped: 'dropped', event: 'event' } as const
