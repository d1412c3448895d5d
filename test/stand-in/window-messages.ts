/** What crosses between main and the preload's world. `values`, `value` and `error` of `preload-error` are packed. */
export type FromWindow =
  | { readonly kind: 'started' }
  | { readonly kind: 'send'; readonly channel: string; readonly values: string }
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly values: string }
  | { readonly kind: 'preload-error'; readonly error: string }
  | { readonly kind: 'accelerator'; readonly command: number }

export type ToWindow =
  | { readonly kind: 'send'; readonly channel: string; readonly values: string }
  | { readonly kind: 'answer'; readonly id: number; readonly value: string }
  | { readonly kind: 'failed'; readonly id: number; readonly channel: string; readonly error: string }

/** A menu item's keys as the window looks for them; `command` is the item's `commandId`. */
export interface Accelerator {
  readonly command: number
  readonly key: string
  readonly code: string
  readonly ctrl: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly shift: boolean | 'any'
}

export interface PreloadOptions {
  /** The name of the bridge between the worlds. */
  readonly channel: string
  /** The name of the function that reaches main. */
  readonly binding: string
  readonly path: string
  readonly accelerators: readonly Accelerator[]
  /** What a sandboxed preload sees of `process`. */
  readonly process: object
}

/** A dialog that the window shows for a person where the system has no program for it. */
export interface BoxOptions {
  readonly title: string
  readonly text: string
  readonly buttons: readonly string[]
  readonly defaultId: number
  readonly cancelId: number
  /** What a field for paths begins with, one a line; without it there is no field. */
  readonly input?: string
  readonly checkbox?: string
  readonly isChecked?: boolean
}

export interface BoxAnswer {
  readonly button: number
  readonly text: string
  readonly isChecked: boolean
}
