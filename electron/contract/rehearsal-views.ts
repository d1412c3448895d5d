import type { Rehearsal, SideName } from '../engine/rehearsal/rehearsal.ts'

/** A rehearsal, and what its two sides are called. */
export interface RehearsalView extends Rehearsal {
  readonly names: Readonly<Record<SideName, string>>
}

export type { RehearsalRun, SideName } from '../engine/rehearsal/rehearsal.ts'
