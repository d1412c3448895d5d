import { type Call, CallFailed } from '../contract/dispatch.ts'
import type { JobInput, JobName, JobOutput } from '../engine/jobs.ts'
import type { Messages } from '../messages/messages.ts'
import { failureOf } from './failures.ts'
import { BrokenDown, Lane, type LaneOptions } from './lane.ts'

/** Jobs on what comes from outside: the user waits for these, and can cancel them. */
const guests: ReadonlySet<JobName> = new Set<JobName>([
  'gather',
  'gatherAuthority',
  'gatherCsr',
  'checkFiles',
  'explain',
  'makeCsr',
  'rehearse',
])

/** Does the jobs of the engine, wherever that is. */
export interface JobRunner {
  /** @throws CallFailed where it takes too long or too much memory, or breaks off; what the call was aborted with */
  run<Name extends JobName>(job: Name, input: JobInput<Name>, call?: Call): Promise<JobOutput<Name>>
}

/**
 * Does the jobs of the engine in workers: one for what comes from outside, however hostile, and one for what projects
 * already hold, so that the one never keeps the other waiting.
 */
export class Engine implements JobRunner {
  private readonly outside: Lane
  private readonly inside: Lane

  constructor(
    options: LaneOptions,
    private readonly messages: () => Messages,
  ) {
    this.outside = new Lane(options)
    this.inside = new Lane(options)
  }

  async run<Name extends JobName>(job: Name, input: JobInput<Name>, call?: Call): Promise<JobOutput<Name>> {
    const lane = guests.has(job) ? this.outside : this.inside
    const request = { job, input, language: this.messages().language } as Parameters<Lane['run']>[0]
    try {
      // The worker answers each job with what its type says: it runs the very function that has this type.
      return (await lane.run(request, call)) as JobOutput<Name>
    } catch (error) {
      throw error instanceof BrokenDown ? new CallFailed(failureOf(error.code, this.messages())) : error
    }
  }

  warmUp(): void {
    this.inside.warmUp()
  }

  async stop(): Promise<void> {
    await Promise.all([this.outside.stop(), this.inside.stop()])
  }
}
