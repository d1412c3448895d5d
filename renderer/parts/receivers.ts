import type { Source } from './source.ts'

type Receiver = (source: Source) => void

/** The drop zones on the screen, the one that takes what is meant for no particular one last. */
const receivers: Receiver[] = []

/** Takes what is dropped, pasted or opened anywhere, until the returned function is called. */
export function receive(receiver: Receiver): () => void {
  receivers.unshift(receiver)
  return () => {
    const index = receivers.indexOf(receiver)
    if (index !== -1) receivers.splice(index, 1)
  }
}

/** Whether this one is meant where nobody in particular is. */
export const isMain = (receiver: Receiver): boolean => receivers.at(-1) === receiver

/** Hands over what came from outside, such as from the file manager. Whether somebody takes it. */
export function hand(source: Source): boolean {
  const receiver = receivers.at(-1)
  receiver?.(source)
  return receiver !== undefined
}
