import { describe, expect, it } from 'vitest'
import type { ProjectView } from '../../../electron/contract/views.ts'
import { csrState, isUsable } from '../../../renderer/steps/csr/csr-state.ts'
import { replacementReason, stepsToRepeat } from '../../../renderer/steps/csr/replacement.ts'

type Csr = Parameters<typeof csrState>[0]
type Origin = ProjectView['project']['csrOrigin']

const csr = (more: { valid?: boolean; level?: 'error' | 'warning'; differences?: number } = {}) =>
  ({
    signature: { algorithm: 'RSA with SHA-256', valid: more.valid ?? true },
    findings: more.level ? [{ level: more.level }] : [],
    differences: Array.from({ length: more.differences ?? 0 }, () => ({ field: 'state', wanted: 'a', found: 'b' })),
  }) as unknown as Csr

describe('a CSR', () => {
  it.each([
    ['good', csr()],
    ['good', csr({ level: 'warning' })],
    ['differs', csr({ differences: 2 })],
    ['refused', csr({ level: 'error', differences: 2 })],
    ['unsigned', csr({ valid: false, level: 'error' })],
  ])('is %s', (state, value) => {
    expect(csrState(value)).toBe(state)
  })
})

const view = (more: {
  csr?: Csr | null
  origins?: readonly Origin[]
  sent?: string
  matches?: readonly (boolean | null)[]
  states?: readonly string[]
}) =>
  ({
    csr: more.csr ?? null,
    project: {
      csrs: (more.origins ?? []).map((origin, index) => ({ sha256: `csr ${index}`, origin })),
      submission: more.sent === undefined ? null : { csr: more.sent },
    },
    examination: { chain: (more.matches ?? []).map((matchesCsr) => ({ matchesCsr })) },
    steps: (more.states ?? []).map((state, index) => ({
      id: index === 0 ? 'csr' : 'submit',
      title: `step ${index}`,
      state,
    })),
  }) as unknown as ProjectView

describe('the step can go on', () => {
  it.each<[string, ProjectView, Origin, boolean]>([
    ['without a CSR', view({}), 'appliance', false],
    ['with a good one', view({ csr: csr(), origins: ['appliance'] }), 'appliance', true],
    ['with one that differs', view({ csr: csr({ differences: 1 }), origins: ['appliance'] }), 'appliance', true],
    ['with a refused one', view({ csr: csr({ level: 'error' }), origins: ['appliance'] }), 'appliance', false],
    ['with a damaged one', view({ csr: csr({ valid: false }), origins: ['appliance'] }), 'appliance', false],
    ['with one of a rehearsal instead', view({ csr: csr(), origins: ['workstation'] }), 'appliance', false],
    ['with the rehearsal’s own', view({ csr: csr(), origins: ['workstation'] }), 'workstation', true],
  ])('%s', (_, value, origin, isIt) => {
    expect(isUsable(value, origin)).toBe(isIt)
  })
})

describe('a CSR is replaced', () => {
  const one = { origins: ['appliance'] } as const
  it.each<[string, ProjectView, Origin, ReturnType<typeof replacementReason>]>([
    ['without a question where there is none', view({}), 'appliance', null],
    ['without a question where nothing hangs on it', view(one), 'appliance', null],
    ['with one where it was sent', view({ ...one, sent: 'csr 0' }), 'appliance', 'sent'],
    ['without one where another was sent', view({ ...one, sent: 'csr 9' }), 'appliance', null],
    ['with one where it has a certificate', view({ ...one, matches: [true, null] }), 'appliance', 'certified'],
    ['without one where the certificate is another’s', view({ ...one, matches: [false] }), 'appliance', null],
    ['with one where a rehearsal takes its place', view(one), 'workstation', 'otherOrigin'],
  ])('%s', (_, value, origin, reason) => {
    expect(replacementReason(value, origin)).toBe(reason)
  })

  it('and names the later steps in which something was done', () => {
    const steps = stepsToRepeat(view({ states: ['done', 'done', 'problem', 'stale', 'todo', 'locked'] }))
    expect(steps).toEqual(['step 1', 'step 2'])
  })
})
