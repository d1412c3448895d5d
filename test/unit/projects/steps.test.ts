import { describe, expect, it } from 'vitest'
import { languages, loadMessages } from '../../../electron/messages/messages.ts'
import { basisOf, changesBetween, preCheckBasis, sidesChanged } from '../../../electron/projects/basis.ts'
import { judgedAt, momentOf } from '../../../electron/projects/moment.ts'
import type { CsrRecord, Exported, PreCheck, Project, Seen } from '../../../electron/projects/project.ts'
import {
  type Counterpart,
  deriveSteps,
  firstExpiry,
  nextStep,
  type StepId,
  stepReasons,
  stepSummary,
  stepTitle,
  stepWhy,
} from '../../../electron/projects/steps.ts'
import en from '../../../resources/messages/en.json' with { type: 'json' }
import { csrDer, request } from '../commands/material.ts'
import { iso, now, projectWith, seenWith, sha256, verdictWith } from './sample.ts'

const csr: CsrRecord = {
  sha256: sha256(csrDer),
  pem: request,
  origin: 'appliance',
  from: 'oment-310.csr',
  at: iso('2026-11-18'),
}
const newerCsr: CsrRecord = { ...csr, sha256: '1'.repeat(64), pem: 'none', at: iso('2026-11-20') }
const made: CsrRecord = { ...csr, origin: 'workstation', from: null }
const submission = {
  csr: csr.sha256,
  recipe: 'adcs',
  ca: 'Corp AD CS',
  reference: '',
  contact: '',
  template: '',
  sentAt: iso('2026-11-19'),
}

const chainDigest = 'a'.repeat(64)
const other = 'f'.repeat(64)
const basisAt = (project: Project, upload = chainDigest, at = now): string => basisOf(project, upload, at)
/** What is seen of a project with a good chain. */
const seenOf = (project: Project, parts: Partial<Seen> = {}): Seen => seenWith({ basis: basisAt(project), ...parts })
const counterpart: Counterpart = { name: 'OMENT-400', seen: seenWith({ basis: other }) }

const withCsr = projectWith({ csrs: [csr] })
const verdictOn = (project: Project, parts: Parameters<typeof verdictWith>[0] = {}) =>
  verdictWith({ basis: basisAt(project), ...parts })
const preCheckOn = (project: Project, parts: Partial<PreCheck> = {}): PreCheck => ({
  at: iso('2026-11-20'),
  compatible: true,
  counterpart: 'OMENT-400',
  basis: preCheckBasis(basisAt(project), other),
  ...parts,
})
const exportOf = (project: Project, parts: Partial<Exported> = {}): Exported => ({
  at: iso('2026-11-21'),
  file: 'oment-310-chain.pem',
  sha256: chainDigest,
  leaf: other,
  certificates: 3,
  basis: basisAt(project),
  ...parts,
})
const validated: Project = { ...withCsr, verdicts: [verdictOn(withCsr)] }

type Row = readonly [StepId, string, string, Project, Seen | null, Counterpart | null, string, string | null]

const good = seenOf(withCsr)
const rows: readonly Row[] = [
  ['csr', 'todo', 'none', projectWith(), null, null, 'Not there yet', null],
  ['csr', 'todo', 'noneHere', projectWith({ csrOrigin: 'workstation' }), null, null, 'Not made yet', null],
  ['csr', 'done', 'imported', withCsr, null, null, 'Imported 18 Nov · RSA 2048', null],
  ['csr', 'done', 'imported', { ...withCsr, csrs: [csr, newerCsr] }, null, null, 'Imported 20 Nov', null],
  ['csr', 'done', 'made', { ...withCsr, csrs: [made] }, null, null, 'Made here 18 Nov · RSA 2048', null],

  [
    'submit',
    'locked',
    'needsCsr',
    projectWith(),
    null,
    null,
    'After the CSR',
    'There is nothing to send yet: the CSR comes from the first step, Generate CSR.',
  ],
  ['submit', 'todo', 'notSent', withCsr, null, null, 'Not sent yet', null],
  ['submit', 'todo', 'notSent', withCsr, seenOf(withCsr, { matchesCsr: false }), null, 'Not sent yet', null],
  ['submit', 'done', 'sent', { ...withCsr, submission }, null, null, 'Sent to Corp AD CS, 19 Nov', null],
  ['submit', 'done', 'sent', { ...withCsr, submission: { ...submission, ca: '' } }, null, null, 'Sent 19 Nov', null],
  ['submit', 'done', 'answered', withCsr, good, null, 'The certificate is here', null],
  [
    'submit',
    'done',
    'answered',
    { ...withCsr, csrs: [csr, newerCsr], submission },
    good,
    null,
    'The certificate is here',
    null,
  ],
  [
    'submit',
    'stale',
    'newCsr',
    { ...withCsr, csrs: [csr, newerCsr], submission },
    null,
    null,
    'Sent was an older CSR',
    'Generate CSR has a CSR of 20 Nov that came after this one was sent on 19 Nov. Only the newest counts on the appliance: send that one.',
  ],

  ['assemble', 'todo', 'empty', withCsr, null, null, 'Nothing from the CA yet', null],
  ['assemble', 'todo', 'empty', withCsr, seenWith({ outcome: 'empty' }), null, 'Nothing from the CA yet', null],
  [
    'assemble',
    'problem',
    'noCertificate',
    withCsr,
    seenWith({ outcome: 'no-certificate' }),
    null,
    'No certificate in the files',
    null,
  ],
  [
    'assemble',
    'problem',
    'noLeaf',
    withCsr,
    seenWith({ outcome: 'no-leaf' }),
    null,
    'No certificate of the appliance',
    null,
  ],
  [
    'assemble',
    'problem',
    'severalLeaves',
    withCsr,
    seenWith({ outcome: 'several-leaves' }),
    null,
    'Several could be the appliance’s own',
    null,
  ],
  ['assemble', 'problem', 'missing', withCsr, seenWith({ missing: 'CN=CA-Root' }), null, 'One issuer is missing', null],
  ['assemble', 'problem', 'tangled', withCsr, seenWith({ tangled: true }), null, 'Too tangled to follow', null],
  [
    'assemble',
    'problem',
    'otherKey',
    withCsr,
    seenWith({ matchesCsr: false }),
    null,
    'For another key than the CSR’s',
    null,
  ],
  [
    'assemble',
    'stale',
    'newCsr',
    { ...withCsr, csrs: [csr, newerCsr] },
    seenWith({ matchesCsr: false }),
    null,
    'For an older CSR',
    'The certificate here is not for the CSR of 20 Nov, which Generate CSR has now: add the one that the CA issues for it.',
  ],
  ['assemble', 'done', 'complete', withCsr, good, null, '3 certificates, in order', null],
  [
    'assemble',
    'done',
    'complete',
    projectWith(),
    seenWith({ matchesCsr: null, certificates: 1 }),
    null,
    '1 certificate',
    null,
  ],

  [
    'validate',
    'locked',
    'needsChain',
    withCsr,
    null,
    null,
    'After the chain',
    'There is nothing to check yet: the chain is put together in the third step, Assemble chain.',
  ],
  ['validate', 'todo', 'never', withCsr, good, null, 'Not checked yet', null],
  ['validate', 'done', 'ready', validated, good, null, 'Ready', null],
  ['validate', 'done', 'rehearsed', { ...validated, csrs: [made] }, good, null, 'All rules hold, as a rehearsal', null],
  [
    'validate',
    'problem',
    'notReady',
    { ...withCsr, verdicts: [verdictOn(withCsr, { ready: false, errors: 2 })] },
    seenOf(withCsr, { ready: false, errors: 2 }),
    null,
    '2 things to mend',
    null,
  ],
  // A verdict from elsewhere may say what it likes.
  [
    'validate',
    'problem',
    'notReady',
    validated,
    seenOf(withCsr, { ready: false, errors: 1 }),
    null,
    '1 thing to mend',
    null,
  ],
  ['validate', 'problem', 'notReady', validated, seenOf(withCsr, { ready: false, errors: 0 }), null, 'Not ready', null],
  [
    'validate',
    'stale',
    'csrChanged',
    { ...validated, csrs: [csr, newerCsr] },
    good,
    null,
    'The CSR changed: check again',
    'Generate CSR has another CSR now than for the verdict of 19 Nov: check again.',
  ],
  [
    'validate',
    'stale',
    'chainChanged',
    validated,
    seenOf(withCsr, { basis: basisAt(withCsr, other) }),
    null,
    'The chain changed: check again',
    'Assemble chain has another chain now than for the verdict of 19 Nov: check again.',
  ],
  [
    'validate',
    'stale',
    'momentChanged',
    { ...validated, moment: { kind: 'date', at: iso('2026-12-01') } },
    good,
    null,
    'Another moment: check again',
    'The moment to judge at is another one now than for the verdict of 19 Nov: check again.',
  ],
  [
    'validate',
    'stale',
    'momentChanged',
    { ...withCsr, verdicts: [verdictOn(withCsr, { basis: basisAt(withCsr, chainDigest, now - 5 * 86_400_000) })] },
    good,
    null,
    'Another day: check again',
    'The verdict of 19 Nov was not for today: check again.',
  ],
  [
    'validate',
    'stale',
    'clockChanged',
    { ...validated, clock: { shown: iso('2026-11-24'), at: iso('2026-11-23') } },
    good,
    null,
    'The clock changed: check again',
    'What Pre-check knows of the appliance’s clock changed after the verdict of 19 Nov: check again.',
  ],
  [
    'validate',
    'stale',
    'hostChanged',
    { ...validated, hostName: 'other.corp.example' },
    good,
    null,
    'Another host name: check again',
    'The appliance’s host name is another one now than for the verdict of 19 Nov: check again.',
  ],

  [
    'pre-check',
    'locked',
    'needsChain',
    withCsr,
    null,
    counterpart,
    'After the chain',
    'There is nothing to compare yet: the chain is put together in the third step, Assemble chain.',
  ],
  ['pre-check', 'todo', 'noCounterpart', withCsr, good, null, 'Choose the other appliance', null],
  [
    'pre-check',
    'locked',
    'needsCounterpartChain',
    withCsr,
    good,
    { name: 'OMENT-400', seen: null },
    'Needs OMENT-400’s chain',
    'OMENT-400 has no chain to compare with yet: it is put together there, in Assemble chain.',
  ],
  [
    'pre-check',
    'locked',
    'needsCounterpartChain',
    withCsr,
    good,
    { name: 'OMENT-400', seen: seenWith({ outcome: 'empty' }) },
    'Needs OMENT-400’s chain',
    'OMENT-400 has no chain to compare with yet: it is put together there, in Assemble chain.',
  ],
  ['pre-check', 'todo', 'never', withCsr, good, counterpart, 'Not compared with OMENT-400 yet', null],
  [
    'pre-check',
    'done',
    'compatible',
    { ...withCsr, preChecks: [preCheckOn(withCsr)] },
    good,
    counterpart,
    'Compatible with OMENT-400',
    null,
  ],
  [
    'pre-check',
    'problem',
    'incompatible',
    { ...withCsr, preChecks: [preCheckOn(withCsr, { compatible: false })] },
    good,
    counterpart,
    'Not compatible with OMENT-400',
    null,
  ],
  [
    'pre-check',
    'stale',
    'otherCounterpart',
    {
      ...withCsr,
      preChecks: [
        preCheckOn(withCsr, { counterpart: 'OMENT-LAB', basis: preCheckBasis(basisAt(withCsr), chainDigest) }),
      ],
    },
    good,
    counterpart,
    'Another appliance: compare again',
    'The pre-check of 20 Nov was with OMENT-LAB, and OMENT-400 was chosen since: compare again.',
  ],
  // The other side has only got another name.
  [
    'pre-check',
    'done',
    'compatible',
    { ...withCsr, preChecks: [preCheckOn(withCsr, { counterpart: 'OMENT-LAB' })] },
    good,
    counterpart,
    'Compatible with OMENT-400',
    null,
  ],
  [
    'pre-check',
    'stale',
    'ownChanged',
    { ...withCsr, preChecks: [preCheckOn(withCsr)] },
    seenOf(withCsr, { basis: basisAt(withCsr, other) }),
    counterpart,
    'Changed here: compare again',
    'The chain here, or what it is judged by (CSR, moment, clock, host name), changed after the pre-check of 20 Nov: compare again.',
  ],
  [
    'pre-check',
    'stale',
    'counterpartChanged',
    { ...withCsr, preChecks: [preCheckOn(withCsr)] },
    good,
    { name: 'OMENT-400', seen: seenWith({ basis: chainDigest }) },
    'OMENT-400 changed: compare again',
    'On OMENT-400’s side the chain, or what it is judged by, changed after the pre-check of 20 Nov: compare again.',
  ],

  [
    'export',
    'locked',
    'rehearsal',
    { ...withCsr, csrs: [made] },
    good,
    null,
    'A rehearsal: not for upload',
    'Generate CSR made key and CSR on this computer. OME takes a certificate for its own CSR only, and would answer `Invalid CSR key.`',
  ],
  [
    'export',
    'locked',
    'needsChain',
    withCsr,
    null,
    null,
    'Needs a chain',
    'There is nothing to export yet: the chain is put together in the third step, Assemble chain.',
  ],
  [
    'export',
    'locked',
    'needsReadyChain',
    withCsr,
    seenOf(withCsr, { ready: false, errors: 2 }),
    null,
    'Needs a chain that is ready',
    'The appliance would refuse this chain: the fourth step, Validate, says which 2 things to mend.',
  ],
  ['export', 'todo', 'notExported', validated, good, null, 'Ready to export', null],
  ['export', 'done', 'exported', { ...withCsr, exports: [exportOf(withCsr)] }, good, null, 'Exported 21 Nov', null],
  [
    'export',
    'done',
    'uploaded',
    { ...withCsr, exports: [exportOf(withCsr)], uploadedAt: iso('2026-11-22') },
    good,
    null,
    'Uploaded 22 Nov',
    null,
  ],
  // The file is what it was, though days went by and the host got another name.
  [
    'export',
    'done',
    'exported',
    {
      ...withCsr,
      hostName: 'x',
      exports: [exportOf(withCsr, { basis: basisAt(withCsr, chainDigest, now - 5 * 86_400_000) })],
    },
    good,
    null,
    'Exported 21 Nov',
    null,
  ],
  [
    'export',
    'stale',
    'csrChanged',
    { ...withCsr, csrs: [csr, newerCsr], exports: [exportOf(withCsr)] },
    good,
    null,
    'The CSR changed: export again',
    'Generate CSR has another CSR now than when oment-310-chain.pem was exported on 21 Nov: export again.',
  ],
  [
    'export',
    'stale',
    'chainChanged',
    { ...withCsr, exports: [exportOf(withCsr)] },
    seenOf(withCsr, { basis: basisAt(withCsr, other) }),
    null,
    'The chain changed: export again',
    'Assemble chain has another chain now than when oment-310-chain.pem was exported on 21 Nov: export again.',
  ],
  [
    'export',
    'stale',
    'uploadedChanged',
    { ...withCsr, exports: [exportOf(withCsr)], uploadedAt: iso('2026-11-22') },
    seenOf(withCsr, { basis: basisAt(withCsr, other) }),
    null,
    'Changed since the upload',
    'The appliance has the chain that was uploaded on 22 Nov, and Assemble chain has another one since: export and upload that.',
  ],
]

const messages = await loadMessages('en')

describe('the step', () => {
  it.each(rows)('%s is %s: %s', (id, state, reason, project, seen, counterpart, summary, why) => {
    const step = deriveSteps(project, seen, counterpart, now).find((each) => each.id === id)
    expect(step).toMatchObject({ id, state, reason })
    expect(step && [stepSummary(step, messages), stepWhy(step, messages)]).toEqual([summary, why])
  })

  it('has a row for each reason, and each reason its texts', () => {
    for (const [id, reasons] of Object.entries(stepReasons)) {
      const own = rows.filter((row) => row[0] === id)
      expect(new Set(own.map((row) => row[2])), id).toEqual(new Set(reasons))
      const { title, why, ...summaries } = { why: {}, ...en.steps[id === 'pre-check' ? 'preCheck' : (id as 'csr')] }
      expect(title).not.toBe('')
      expect(new Set(Object.keys(summaries)), id).toEqual(new Set(reasons))
      const explained = own.filter(([, state]) => state === 'locked' || state === 'stale').map((row) => row[2])
      expect(new Set(Object.keys(why)), id).toEqual(new Set(explained))
    }
  })

  it.each(languages)('fits beside its number, in %s', async (language) => {
    const spoken = await loadMessages(language)
    for (const [id, , , project, seen, other] of rows) {
      const step = deriveSteps(project, seen, other, now).find((each) => each.id === id)
      expect(step && stepSummary(step, spoken).length, `${id} ${step?.reason}`).toBeLessThanOrEqual(42)
      expect(stepTitle(id, spoken).length).toBeLessThanOrEqual(24)
    }
  })
})

describe('the steps', () => {
  const done: Project = {
    ...validated,
    submission,
    preChecks: [preCheckOn(withCsr)],
    exports: [exportOf(withCsr)],
  }
  const statesOf = (project: Project, seen: Seen) =>
    deriveSteps(project, seen, counterpart, now).map(({ state }) => state)

  it('come in their order, all done on the way', () => {
    expect(deriveSteps(done, good, counterpart, now).map(({ id }) => id)).toEqual(Object.keys(stepReasons))
    expect(statesOf(done, good)).toEqual(['done', 'done', 'done', 'done', 'done', 'done'])
  })

  it('are all to be done again from a new CSR on', () => {
    const project = { ...done, csrs: [csr, newerCsr] }
    const seen = seenOf(project, { matchesCsr: false })
    expect(statesOf(project, seen)).toEqual(['done', 'stale', 'stale', 'stale', 'stale', 'stale'])
  })

  it('after the chain are to be done again when it changes', () => {
    const seen = seenOf(done, { basis: basisAt(done, other) })
    expect(statesOf(done, seen)).toEqual(['done', 'done', 'done', 'stale', 'stale', 'stale'])
  })

  it.each<[string, Partial<Project>, Seen | null, string]>([
    ['nothing', { csrs: [] }, null, 'csr'],
    ['a CSR', { submission: null, verdicts: [], preChecks: [], exports: [] }, null, 'submit'],
    ['an answer awaited', { verdicts: [], preChecks: [], exports: [] }, null, 'assemble'],
    ['a chain', { verdicts: [] }, good, 'validate'],
    ['a verdict', { preChecks: [] }, good, 'pre-check'],
    ['a pre-check', { exports: [] }, good, 'export'],
    ['everything', {}, good, 'export'],
    ['a new CSR', { csrs: [csr, newerCsr] }, good, 'validate'],
  ])('go on, with %s, with one of them', (_, parts, seen, id) => {
    expect(nextStep(deriveSteps({ ...done, ...parts }, seen, counterpart, now)).id).toBe(id)
  })

  it('wait where only the other side is missing', () => {
    const project = { ...done, preChecks: [] }
    expect(nextStep(deriveSteps(project, good, { name: 'x', seen: null }, now)).id).toBe('pre-check')
  })
})

describe('what a verdict depends on', () => {
  const basis = basisAt(withCsr)

  it.each<[string, Partial<Project>, readonly string[]]>([
    ['nothing', { name: 'x', notes: 'x', seen: good }, []],
    ['a name written otherwise', { hostName: ' OMENT-310.corp.example' }, []],
    ['another CSR', { csrs: [newerCsr] }, ['csr']],
    ['no CSR', { csrs: [] }, ['csr']],
    ['a date', { moment: { kind: 'date', at: iso('2026-11-24') } }, ['moment']],
    ['a change window that is not set', { moment: { kind: 'change-window' } }, []],
    ['a change window', { moment: { kind: 'change-window' }, changeWindow: iso('2026-11-28') }, ['moment']],
    ['a clock that is right', { clock: { shown: iso('2026-11-24'), at: iso('2026-11-24') } }, []],
    ['a clock that is not', { clock: { shown: iso('2026-11-25'), at: iso('2026-11-24') } }, ['clock']],
    ['several', { csrs: [], hostName: 'x' }, ['csr', 'host']],
  ])('changes with %s', (_, parts, changes) => {
    const changed = basisAt({ ...withCsr, ...parts })
    expect(changed).toMatch(/^[0-9a-f]{64}$/)
    expect(changesBetween(basis, changed)).toEqual(changes)
  })

  it('changes with the chain, and with the day that is judged at', () => {
    expect(changesBetween(basis, basisAt(withCsr, other))).toEqual(['chain'])
    expect(changesBetween(basis, basisAt(withCsr, chainDigest, now + 3_600_000))).toEqual([])
    expect(changesBetween(basis, basisAt(withCsr, chainDigest, now + 86_400_000))).toEqual(['moment'])
  })

  it('are both sides of a pre-check', () => {
    const both = preCheckBasis(basis, other)
    expect(both).toMatch(/^[0-9a-f]{64}$/)
    expect(sidesChanged(both, both)).toEqual({ own: false, counterpart: false })
    expect(sidesChanged(both, preCheckBasis(other, other))).toEqual({ own: true, counterpart: false })
    expect(sidesChanged(both, preCheckBasis(basis, basis))).toEqual({ own: false, counterpart: true })
  })
})

it('judges by the appliance’s own clock', () => {
  const clock = { shown: '2026-11-24T13:30:00Z', at: '2026-11-24T12:00:00Z' }
  const project = projectWith({ clock, moment: { kind: 'date', at: iso('2026-12-01') } })
  expect(judgedAt(project, now)).toBe(Date.parse('2026-12-01T13:30:00Z'))
  expect(momentOf(project, now)).toBe(Date.parse('2026-12-01T12:00:00Z'))
  expect(judgedAt(projectWith(), now)).toBe(now)
})

it.each([
  [null, null],
  [seenWith({ endsAt: null }), null],
  [seenWith({ endsAt: iso('2026-11-26') }), 2],
  [seenWith({ endsAt: '2026-11-24T13:00:00Z' }), 0],
  [seenWith({ endsAt: '2026-11-24T11:00:00Z' }), -1],
])('counts the days until the first certificate ends', (seen, days) => {
  expect(firstExpiry(seen, now)?.days ?? null).toBe(days)
})
