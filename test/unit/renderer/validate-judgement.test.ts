import { describe, expect, it } from 'vitest'
import type { CheckReport, FindingReport } from '../../../electron/appliance/report.ts'
import { bySeverity, judgementOf, type Upload } from '../../../renderer/examination/judgement.ts'

const finding = (about: Partial<FindingReport>): FindingReport => ({
  rule: 'eku-server-client',
  level: 'error',
  stage: 'upload',
  evidence: 'documented',
  certificate: 0,
  answer: null,
  title: '',
  detail: '',
  remedy: '',
  ...about,
})

const answer: CheckReport['answer'] = { code: 'CGEN1008', args: [], message: '', evidence: 'documented' }

const report = (findings: readonly FindingReport[], given: CheckReport['answer'] = null): CheckReport => ({
  file: 'chain.pem',
  verdict: findings.some(({ level }) => level === 'error') ? 'not-ready' : 'ready',
  answer: given,
  chain: [],
  findings,
})

const ready = report([finding({ rule: 'host-name', level: 'warning' })])
const withoutCsr = report([finding({ rule: 'csr-key-match', level: 'note' })])
const refused = report([finding({})], answer)
const undocumented = report([finding({ rule: 'no-extra' })])
const expired = report([finding({ rule: 'validity-now', stage: 'connection' })])

describe('the verdict in one line', () => {
  const cases: readonly (readonly [string, CheckReport, Upload, boolean, string])[] = [
    ['takes what has warnings only', ready, 'chain', false, 'good ready'],
    ['does not promise what it could not judge', withoutCsr, 'chain', false, 'warning readyWithoutCsr'],
    ['tells a refusal with an answer', refused, 'chain', false, 'bad refused'],
    ['tells a refusal whose answer nobody documents', undocumented, 'chain', false, 'bad undocumented'],
    ['tells what only the connection check refuses', expired, 'chain', false, 'bad connection'],
    ['never calls the certificate alone good for a migration', ready, 'certificate', false, 'warning certificate'],
    ['tells where not even that would do', refused, 'certificate', false, 'bad certificateRefused'],
    ['never calls a rehearsal ready', ready, 'chain', true, 'warning rehearsal'],
    ['tells a rehearsal that shows a fault', refused, 'chain', true, 'bad rehearsalRefused'],
    ['says so of a rehearsal for the certificate alone too', ready, 'certificate', true, 'warning rehearsal'],
  ]
  it.each(cases)('%s', (_, given, upload, isRehearsal, expected) => {
    const { tone, key } = judgementOf(given, upload, isRehearsal)
    expect(`${tone} ${key}`).toBe(expected)
  })
})

it('puts what stops the migration first and keeps the order within one severity', () => {
  const levels = ['note', 'error', 'warning', 'error'] as const
  const shown = bySeverity(report(levels.map((level, index) => finding({ level, title: String(index) }))))
  expect(shown.map(({ level, title }) => `${level} ${title}`)).toEqual(['error 1', 'error 3', 'warning 2', 'note 0'])
})
