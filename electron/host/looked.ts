import type { Stored } from '../projects/store.ts'
import type { Counterpart } from './counterpart.ts'
import type { Examined } from './examiner.ts'

/** A project as it is saved, with everything that follows from it. */
export interface Looked {
  readonly stored: Stored
  readonly examined: Examined
  readonly counterpart: Counterpart | null
  /** Milliseconds since 1970, by the minute, so that looking twice gives the same. */
  readonly now: number
}
