import { expect, test } from 'vitest'
import type { FindingReport } from '../../../electron/appliance/report.ts'
import type { ProjectView } from '../../../electron/contract/views.ts'
import { refusalOf } from '../../../renderer/steps/export/refusal.ts'

type Errors = readonly Pick<FindingReport, 'level' | 'stage'>[]

/** As much of a view as it takes. */
function view(origin: 'appliance' | 'workstation', errors: Errors | null): ProjectView {
  const verdict = errors?.some(({ level }) => level === 'error') ? 'not-ready' : 'ready'
  const judged = errors && { chain: { verdict, answer: null, findings: errors } }
  return { project: { csrs: [{ origin }], csrOrigin: origin }, examination: { judged } } as unknown as ProjectView
}

const upload = { level: 'error', stage: 'upload' } as const
const connection = { level: 'error', stage: 'connection' } as const
const warning = { level: 'warning', stage: 'upload' } as const

test.each([
  ['nothing to write', view('appliance', null), { kind: 'no-chain' }],
  ['a rehearsal, however good', view('workstation', []), { kind: 'rehearsal' }],
  ['what the upload refuses', view('appliance', [connection, upload]), { kind: 'not-ready', stage: 'upload' }],
  [
    'what only the connection check refuses',
    view('appliance', [connection]),
    { kind: 'not-ready', stage: 'connection' },
  ],
])('refuses %s', (_, given, refusal) => {
  expect(refusalOf(given)).toMatchObject(refusal)
})

test('refuses nothing that is ready, with a warning or without', () => {
  expect(refusalOf(view('appliance', []))).toBeNull()
  expect(refusalOf(view('appliance', [warning]))).toBeNull()
})

test('tells the errors alone', () => {
  expect(refusalOf(view('appliance', [warning, upload]))).toMatchObject({ errors: [upload] })
})
