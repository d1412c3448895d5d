import type { UnreadableReason } from './found.ts'

/** A whole file that is not read on, as opposed to a part that can't be. Caught in `read`, which reports it. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  constructor(readonly reason: UnreadableReason) {
    super(reason)
  }
}
