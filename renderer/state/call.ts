import type { Result, WindowEvent } from '../../electron/contract/bridge.ts'
import type { Input, Output, RouteName } from '../../electron/contract/routes.ts'

export interface Progress {
  readonly done: number
  /** null: nobody knows how much is left. */
  readonly total: number | null
  readonly text: string
}

export interface CallOptions {
  readonly onProgress?: (progress: Progress) => void
  /** Aborting it cancels the call, which then answers with the failure `cancelled`. */
  readonly signal?: AbortSignal
}

let calls = 0
const listeners = new Map<number, (progress: Progress) => void>()

window.wizard.listen((event: WindowEvent) => {
  if (event.kind === 'progress') listeners.get(event.call)?.(event)
})

/** Asks main for something. Main answers always: what goes wrong is a failure with a sentence for the user. */
export async function call<Name extends RouteName>(
  name: Name,
  input: Input<Name>,
  { onProgress, signal }: CallOptions = {},
): Promise<Result<Output<Name>>> {
  const id = ++calls
  const cancel = () => window.wizard.cancel(id)
  if (onProgress) listeners.set(id, onProgress)
  signal?.addEventListener('abort', cancel, { once: true })
  try {
    // Main answers each route with what its type says: `Handlers` there holds it to that.
    return (await window.wizard.call(id, name, input)) as Result<Output<Name>>
  } finally {
    listeners.delete(id)
    signal?.removeEventListener('abort', cancel)
  }
}
