import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Project } from '../../../electron/contract/shown.ts'
import { failure, FakeMain, gate, projectId, view } from './bridge.ts'

const main = new FakeMain()
main.install()
const { Wizard } = await import('../../../renderer/state/wizard.svelte.ts')

/** Main saves an edit: it answers with the project as it is then. */
const saves = (): void => main.answer('project.edit', ({ edits }) => view(edits as Partial<Project>))
const saved = (): readonly unknown[] => main.inputs('project.edit')

beforeEach(() => {
  vi.useFakeTimers()
  main.asked.length = 0
  saves()
})

describe('where the work goes on', () => {
  it.each([
    ['csr', {}],
    ['assemble', { csr: 'done', submit: 'done' }],
    ['validate', { csr: 'done', submit: 'done', assemble: 'done', validate: 'stale' }],
  ] as const)('is the first step that is not done: %s', (step, states) => {
    expect(new Wizard(view({}, states)).step).toBe(step)
  })

  it('is the export once all is done', () => {
    const done = {
      csr: 'done',
      submit: 'done',
      assemble: 'done',
      validate: 'done',
      'pre-check': 'done',
      export: 'done',
    }
    expect(new Wizard(view({}, done as never)).step).toBe('export')
  })
})

describe('an edit', () => {
  it('is saved when the typing pauses, all at once', async () => {
    const wizard = new Wizard(view())
    wizard.edit({ name: 'OM' })
    await vi.advanceTimersByTimeAsync(399)
    wizard.edit({ name: 'OME', notes: 'x' })
    await vi.advanceTimersByTimeAsync(399)
    expect(saved()).toEqual([])
    expect(wizard.saved).toBe('saving')
    await vi.advanceTimersByTimeAsync(1)
    expect(saved()).toEqual([{ id: projectId, edits: { name: 'OME', notes: 'x' } }])
    expect(wizard.saved).toBe('saved')
    expect(wizard.view.project.name).toBe('OME')
  })

  it('is saved before another step opens', async () => {
    const wizard = new Wizard(view())
    wizard.edit({ notes: 'x' })
    await wizard.go('submit')
    expect(saved()).toHaveLength(1)
    expect(wizard.step).toBe('submit')
  })

  it('is saved before anything else changes the project', async () => {
    main.answer('validate.record', () => view())
    const wizard = new Wizard(view())
    wizard.edit({ notes: 'x' })
    expect(await wizard.change('validate.record', {})).toBe(true)
    expect(main.asked.map(({ route }) => route)).toEqual(['project.edit', 'validate.record'])
  })

  it('made while another is saved is saved after it', async () => {
    const { opened, open } = gate<unknown>()
    main.answer('project.edit', () => opened)
    const wizard = new Wizard(view())
    wizard.edit({ notes: 'a' })
    const first = wizard.flush()
    await vi.advanceTimersByTimeAsync(0)
    wizard.edit({ notes: 'ab' })
    const second = wizard.flush()
    await vi.advanceTimersByTimeAsync(0)
    expect(saved()).toHaveLength(1)
    saves()
    open(view({ notes: 'a' }))
    await first
    expect(await second).toBe(true)
    expect(saved()).toHaveLength(2)
    expect(wizard.view.project.notes).toBe('ab')
  })

  it('that can’t be saved is kept, and saved with the next one', async () => {
    main.answer('project.edit', () => failure())
    const wizard = new Wizard(view())
    wizard.edit({ name: 'A', notes: 'x' })
    expect(await wizard.flush()).toBe(false)
    expect(wizard.saved).toBe('failed')
    expect(wizard.saveFailure?.code).toBe('disk-full')
    saves()
    wizard.edit({ name: 'B' })
    expect(await wizard.flush()).toBe(true)
    expect(saved().at(-1)).toEqual({ id: projectId, edits: { name: 'B', notes: 'x' } })
    expect(wizard.saveFailure).toBeNull()
  })

  it('that can’t be saved can be given up', async () => {
    main.answer('project.edit', () => failure())
    const wizard = new Wizard(view())
    wizard.edit({ notes: 'x' })
    await wizard.flush()
    wizard.discard()
    expect(wizard.isSaved).toBe(true)
    expect(await wizard.flush()).toBe(true)
    expect(saved()).toHaveLength(1)
  })
})

describe('a step', () => {
  it('leads to the next and the former one, and stays at the ends', async () => {
    const wizard = new Wizard(view(), 'validate')
    await wizard.goBy(1)
    expect(wizard.step).toBe('pre-check')
    await wizard.goBy(-1)
    await wizard.goBy(-1)
    expect(wizard.step).toBe('assemble')
    await wizard.go('csr')
    await wizard.goBy(-1)
    expect(wizard.step).toBe('csr')
    await wizard.go('export')
    await wizard.goBy(1)
    expect(wizard.step).toBe('export')
  })
})

it('tells of a change that failed', async () => {
  main.answer('validate.record', () => failure('contended'))
  const wizard = new Wizard(view())
  expect(await wizard.change('validate.record', {})).toBe(false)
  expect(wizard.tasks.failure?.code).toBe('contended')
})
