import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { type Call, Cancelled } from '../../../electron/contract/dispatch.ts'
import { type BrokenDown, JobBug, Lane } from '../../../electron/host/lane.ts'

const script = join(import.meta.dirname, 'odd-worker.mjs')
const lanes: Lane[] = []

function laneOf(timeLimitMs = 60_000): Lane {
  const lane = new Lane({ script, timeLimitMs, memoryMb: 32 })
  lanes.push(lane)
  return lane
}
afterEach(async () => {
  await Promise.all(lanes.splice(0).map((lane) => lane.stop()))
})

type Job = Parameters<Lane['run']>[0]
/** A job for the odd worker, which knows none of the engine's. */
const job = (doing: string, value?: unknown): Job =>
  ({ job: 'gather', language: 'en', input: { do: doing, value } }) as object as Job

const quiet: Call = { signal: new AbortController().signal, progress: () => undefined }

describe('a lane', () => {
  it('does one job after another', async () => {
    const lane = laneOf()
    const answers = [1, 2, 3].map((value) => lane.run(job('answer', value), undefined))
    expect(await Promise.all(answers)).toEqual([1, 2, 3])
  })

  it('tells how far a job is', async () => {
    const told: unknown[] = []
    const call: Call = { ...quiet, progress: (...progress) => told.push(progress) }
    expect(await laneOf().run(job('progress'), call)).toBe('done')
    expect(told).toEqual([[1, null, 'a']])
  })

  it('throws what is a bug in a job', async () => {
    await expect(laneOf().run(job('bug'), undefined)).rejects.toThrow(new JobBug('TypeError: x'))
  })

  it.each<[string, string, BrokenDown['code']]>([
    ['throws outside of a job', 'crash', 'engine-crashed'],
    ['ends', 'exit', 'engine-crashed'],
    ['runs out of memory', 'eat', 'engine-memory'],
    ['takes too long', 'hang', 'engine-slow'],
  ])('goes on with a new worker where the first %s', async (_, doing, code) => {
    const lane = laneOf(2500)
    const [broken, next] = [lane.run(job(doing), undefined), lane.run(job('answer', 'next'), undefined)]
    await expect(broken).rejects.toMatchObject({ name: 'BrokenDown', code })
    expect(await next).toBe('next')
  })

  it('stops a job that is cancelled, however busy it is, and goes on with the next', async () => {
    const lane = laneOf()
    const controller = new AbortController()
    const busy = lane.run(job('hang'), { ...quiet, signal: controller.signal })
    const next = lane.run(job('answer', 'next'), quiet)
    setTimeout(() => controller.abort(), 50)
    await expect(busy).rejects.toBeInstanceOf(Cancelled)
    expect(await next).toBe('next')
  })

  it('leaves out a job that is cancelled while it waits', async () => {
    const lane = laneOf()
    const controller = new AbortController()
    const first = lane.run(job('answer', 'first'), quiet)
    const waiting = lane.run(job('answer', 'waiting'), { ...quiet, signal: controller.signal })
    controller.abort()
    await expect(waiting).rejects.toBeInstanceOf(Cancelled)
    expect(await first).toBe('first')
  })

  it('never begins a job that was cancelled before', async () => {
    const signal = AbortSignal.abort(new Cancelled())
    await expect(laneOf().run(job('answer'), { ...quiet, signal })).rejects.toBeInstanceOf(Cancelled)
  })
})
