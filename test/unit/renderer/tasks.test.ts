import { beforeEach, describe, expect, it, vi } from 'vitest'
import { failure, FakeMain, gate } from './bridge.ts'

const main = new FakeMain()
main.install()
const { Tasks } = await import('../../../renderer/state/tasks.svelte.ts')

beforeEach(() => {
  vi.useFakeTimers()
})

describe('a task', () => {
  it('answers, and is busy meanwhile', async () => {
    const { opened, open } = gate<null>()
    main.answer('app.copy', () => opened)
    const tasks = new Tasks()
    const answer = tasks.run('app.copy', { text: 'x' })
    expect(tasks.isBusy).toBe(true)
    open(null)
    await answer
    expect(tasks.isBusy).toBe(false)
    expect(tasks.failure).toBeNull()
  })

  it('that fails says why, until the next one', async () => {
    const tasks = new Tasks()
    main.answer('app.copy', () => failure())
    expect(await tasks.run('app.copy', { text: 'x' })).toBeNull()
    expect(tasks.failure?.code).toBe('disk-full')
    main.answer('app.copy', () => null)
    await tasks.run('app.copy', { text: 'x' })
    expect(tasks.failure).toBeNull()
  })

  it('that was cancelled says nothing', async () => {
    const tasks = new Tasks()
    main.answer('app.copy', () => failure('cancelled'))
    expect(await tasks.run('app.copy', { text: 'x' })).toBeNull()
    expect(tasks.failure).toBeNull()
  })

  it('shows that it is under way after half a second only', async () => {
    const { opened, open } = gate<null>()
    main.answer('app.copy', () => opened)
    const tasks = new Tasks()
    const answer = tasks.run('app.copy', { text: 'x' })
    main.progress(1, 4)
    expect(tasks.progress).toBeNull()
    await vi.advanceTimersByTimeAsync(499)
    expect(tasks.progress).toBeNull()
    await vi.advanceTimersByTimeAsync(1)
    expect(tasks.progress).toEqual({ done: 0, total: null, text: '' })
    main.progress(2, 4)
    expect(tasks.progress).toMatchObject({ done: 2, total: 4, text: 'reading' })
    open(null)
    await answer
    expect(tasks.progress).toBeNull()
  })

  it('stays busy until the last of several is done', async () => {
    const first = gate<null>()
    const second = gate<null>()
    const tasks = new Tasks()
    main.answer('app.copy', () => first.opened)
    const one = tasks.run('app.copy', { text: '1' })
    main.answer('app.copy', () => second.opened)
    const two = tasks.run('app.copy', { text: '2' })
    second.open(null)
    await two
    expect(tasks.isBusy).toBe(true)
    first.open(null)
    await one
    expect(tasks.isBusy).toBe(false)
  })

  it('is cancelled in main', async () => {
    const { opened, open } = gate<unknown>()
    main.answer('app.copy', () => opened)
    const tasks = new Tasks()
    const answer = tasks.run('app.copy', { text: 'x' })
    tasks.cancel()
    expect(main.cancelled).toHaveLength(1)
    open(failure('cancelled'))
    expect(await answer).toBeNull()
  })
})
