import type { Messages } from '../messages/messages.ts'
import type { SignatureMemo } from '../pki/issuers.ts'
import type { Readings } from './readings.ts'

/** What every job of a worker works with. */
export interface JobContext {
  readonly messages: Messages
  /** Shared by all jobs of a worker, so that a signature is verified once. */
  readonly signatures: SignatureMemo
  /** What was read before. */
  readonly readings: Readings
  /** @param total null: nobody knows how much is left */
  readonly progress: (done: number, total: number | null, text: string) => void
}
