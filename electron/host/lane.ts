import { Worker } from 'node:worker_threads'
import { type Call, Cancelled } from '../contract/dispatch.ts'
import type { WorkReply, WorkRequest } from '../engine/work.ts'

/** Why a job came to no end, though nobody cancelled it. */
export type Breakdown = 'engine-slow' | 'engine-memory' | 'engine-crashed'

export class BrokenDown extends Error {
  override readonly name = 'BrokenDown'
  constructor(
    readonly code: Breakdown,
    cause?: unknown,
  ) {
    super(code, { cause })
  }
}

/** A bug within a job: thrown there, in words here. */
export class JobBug extends Error {
  override readonly name = 'JobBug'
}

export interface LaneOptions {
  /** Path of the worker's script. */
  readonly script: string
  /** How long a job may take once it has begun. */
  readonly timeLimitMs: number
  /** How much a worker's heap may hold. */
  readonly memoryMb: number
}

type Unnumbered = WorkRequest extends infer Each ? (Each extends WorkRequest ? Omit<Each, 'id'> : never) : never

interface Task {
  readonly request: WorkRequest
  readonly call: Call | undefined
  readonly settle: (outcome: { readonly value: unknown } | { readonly error: Error }) => void
  timer?: NodeJS.Timeout
}

/**
 * One worker that does one job after another, so that it is always known which one to blame. Whatever can't be stopped
 * otherwise ends with its worker, and the next job gets a new one.
 */
export class Lane {
  private readonly waiting: Task[] = []
  private active: Task | undefined
  private worker: Worker | undefined
  private count = 0

  constructor(private readonly options: LaneOptions) {}

  /** @throws BrokenDown, JobBug, or what the call was aborted with */
  async run(job: Unnumbered, call: Call | undefined): Promise<unknown> {
    call?.signal.throwIfAborted()
    return new Promise((resolve, reject) => {
      const onAbort = () => this.drop(task)
      const task: Task = {
        request: { ...job, id: ++this.count },
        call,
        settle: (outcome) => {
          call?.signal.removeEventListener('abort', onAbort)
          if ('error' in outcome) reject(outcome.error)
          else resolve(outcome.value)
        },
      }
      call?.signal.addEventListener('abort', onAbort, { once: true })
      this.waiting.push(task)
      this.next()
    })
  }

  /** Starts the worker before the first job needs it. */
  warmUp(): void {
    this.worker ??= this.start()
  }

  async stop(): Promise<void> {
    await this.worker?.terminate()
  }

  private next(): void {
    if (this.active) return
    const task = this.waiting.shift()
    if (!task) return
    this.active = task
    task.timer = setTimeout(() => this.breakDown(new BrokenDown('engine-slow')), this.options.timeLimitMs)
    this.worker ??= this.start()
    this.worker.postMessage(task.request)
  }

  private start(): Worker {
    const worker = new Worker(this.options.script, {
      resourceLimits: { maxOldGenerationSizeMb: this.options.memoryMb },
    })
    worker.on('message', (reply: WorkReply) => this.receive(reply))
    worker.on('error', (error) => {
      if (worker === this.worker)
        this.breakDown(new BrokenDown(isOutOfMemory(error) ? 'engine-memory' : 'engine-crashed', error))
    })
    worker.on('exit', () => {
      if (worker === this.worker) this.breakDown(new BrokenDown('engine-crashed'))
    })
    return worker
  }

  private receive(reply: WorkReply): void {
    const task = this.active
    if (task?.request.id !== reply.id) return
    if ('progress' in reply) task.call?.progress(reply.progress.done, reply.progress.total, reply.progress.text)
    else if ('bug' in reply) this.finish({ error: new JobBug(`${reply.bug.name}: ${reply.bug.message}`) })
    else this.finish({ value: reply.value })
  }

  /** Ends the worker, and the job that it was at. */
  private breakDown(error: Error): void {
    void this.worker?.terminate()
    this.worker = undefined
    this.finish({ error })
  }

  private drop(task: Task): void {
    if (task === this.active) this.breakDown(new Cancelled())
    else {
      this.waiting.splice(this.waiting.indexOf(task), 1)
      task.settle({ error: new Cancelled() })
    }
  }

  private finish(outcome: Parameters<Task['settle']>[0]): void {
    const task = this.active
    this.active = undefined
    if (task) {
      clearTimeout(task.timer)
      task.settle(outcome)
    }
    this.next()
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
