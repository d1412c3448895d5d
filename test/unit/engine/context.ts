import { type JobContext } from '../../../electron/engine/job.ts'
import { Readings } from '../../../electron/engine/readings.ts'
import { loadMessages } from '../../../electron/messages/messages.ts'

const messages = (await loadMessages('en')).forWindow()

export interface Told {
  readonly done: number
  readonly total: number | null
  readonly text: string
}

/** What a job gets in a worker, and what it told of its progress. */
export function jobContext(): JobContext & { readonly told: readonly Told[] } {
  const told: Told[] = []
  return {
    messages,
    signatures: new Map(),
    readings: new Readings(),
    progress: (done, total, text) => told.push({ done, total, text }),
    told,
  }
}
