import { expect, test, vi } from 'vitest'
import type { CounterpartView, ProjectView } from '../../../electron/contract/views.ts'
import { sidesOf } from '../../../renderer/steps/pre-check/side.ts'

const other: CounterpartView = {
  kind: 'project',
  id: 'f3b1c2aa-0000-4000-8000-000000000001',
  name: 'OMENT-400',
  role: 'target',
  hasChain: true,
  isRehearsal: false,
  clockOffset: null,
}

/** As much of a view as it takes. */
function view(
  role: 'source' | 'target',
  counterpart: CounterpartView | null,
  clock: object | null = null,
): ProjectView {
  const project = { role, name: 'OMENT-310', csrs: [], csrOrigin: 'appliance', clock }
  return { project, counterpart } as unknown as ProjectView
}

const nowhere = () => undefined

test('the source stands first, whichever of the two is open', () => {
  const names = (given: ProjectView) => sidesOf(given, nowhere, nowhere).map(({ name }) => name)
  expect(names(view('source', other))).toEqual(['OMENT-310', 'OMENT-400'])
  expect(names(view('target', { ...other, role: 'source' }))).toEqual(['OMENT-400', 'OMENT-310'])
  expect(names(view('source', null))).toEqual(['OMENT-310'])
})

test('a rehearsal on the other side is one too', () => {
  const sides = sidesOf(view('source', { ...other, isRehearsal: true }), nowhere, nowhere)
  expect(sides.map(({ isRehearsal }) => isRehearsal)).toEqual([false, true])
})

test('a clock counts from when somebody looked at it', () => {
  const clock = { shown: '2026-11-24T16:06:00Z', at: '2026-11-24T16:10:00Z' }
  expect(sidesOf(view('source', null, clock), nowhere, nowhere)[0]?.clockOffset).toBe(-4 * 60_000)
})

test('a project can be opened, a file can’t', () => {
  const open = vi.fn()
  const [, project] = sidesOf(view('source', other), nowhere, open)
  project?.validate?.()
  project?.preCheck?.()
  expect(open.mock.calls).toEqual([
    [other.id, 'validate'],
    [other.id, 'pre-check'],
  ])
  const [, file] = sidesOf(view('source', { ...other, kind: 'file', id: null }), nowhere, open)
  expect(file).toMatchObject({ validate: null, preCheck: null })
})
