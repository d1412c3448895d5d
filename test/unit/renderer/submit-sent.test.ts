import { describe, expect, it } from 'vitest'
import type { ProjectView } from '../../../electron/contract/views.ts'
import { isForNewest, recordOf, type Sent, sentFirst, sentProblems } from '../../../renderer/steps/submit/sent.ts'

const now = new Date(2026, 10, 24, 9, 30)
const sent: Sent = {
  recipe: 'ad-cs',
  day: '2026-11-24',
  ca: 'Corp CA',
  reference: 'INC-1',
  contact: 'PKI team',
  template: 'OMEMutualTLS',
}
const view = (submission: object | null, newest = 'new') =>
  ({
    project: { submission, csrs: [{ sha256: 'old' }, { sha256: newest }] },
    recipes: [{ id: 'ad-cs' }, { id: 'generic' }],
  }) as unknown as ProjectView
const { day, ...noted } = { ...sent, csr: 'new', sentAt: new Date(2026, 10, 18, 23, 59).toISOString() }

describe('what the form shows first', () => {
  it('is today and the likeliest CA', () => {
    expect(sentFirst(view(null), now)).toEqual({
      recipe: 'ad-cs',
      day: '2026-11-24',
      ca: '',
      reference: '',
      contact: '',
      template: '',
    })
  })

  it('is what was recorded, its day by the user’s calendar', () => {
    expect(sentFirst(view(noted), now)).toEqual({ ...sent, day: '2026-11-18' })
  })

  it('is today again where another CSR counts since', () => {
    expect(sentFirst(view({ ...noted, csr: 'old' }), now)).toEqual({ ...sent, day })
  })
})

it.each([
  [null, false],
  [{ ...noted, csr: 'old' }, false],
  [noted, true],
])('knows whether the CSR that counts was sent', (submission, isIt) => {
  expect(isForNewest(view(submission).project)).toBe(isIt)
})

describe('a record', () => {
  it.each<[Partial<Sent>, readonly string[]]>([
    [{}, []],
    [{ day: '2026-11-23' }, []],
    [{ day: '2026-11-25' }, ['future']],
    [{ day: '' }, ['day']],
    [{ day: '', ca: ' ' }, ['day', 'ca']],
  ])('with %j lacks %j', (more, problems) => {
    expect(sentProblems({ ...sent, ...more }, now)).toEqual(problems)
  })

  it('of today has the hour, one of another day noon', () => {
    expect(recordOf(sent, now).sentAt).toBe(now.toISOString())
    expect(recordOf({ ...sent, day: '2026-11-18' }, now).sentAt).toBe(new Date(2026, 10, 18, 12).toISOString())
  })

  it('has no blanks around its words', () => {
    expect(recordOf({ ...sent, ca: ' Corp CA ', template: ' T ' }, now)).toMatchObject({ ca: 'Corp CA', template: 'T' })
  })
})
