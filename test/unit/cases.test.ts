import { describe, expect, it } from 'vitest'
import { csrRules, fileRules } from '../../electron/appliance/catalogue.ts'
import { type Check, check, judge } from '../../electron/appliance/check.ts'
import { read } from '../../electron/pki/read.ts'
import {
  type Case,
  type Expectation,
  type ExpectedFinding,
  loadCases,
  request,
  withUniqueIds,
} from '../fixtures/cases.ts'
import { csrIn } from '../fixtures/csr.ts'

const cases = loadCases()

describe('every fixture gets its whole report', () => {
  it.each(cases.map((one) => [one.id, one] as const))('%s', async (_, one) => {
    expect(reported(await checkOf(one), one.expect)).toEqual(expected(one.expect))
  })
})

it('every rule about a file is broken by some case', () => {
  const broken = new Set(cases.flatMap((one) => one.expect.findings.map(({ rule }) => rule)))
  expect(fileRules.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([])
})

it.each([
  ['wildcard', ['csr-no-wildcard error -']],
  ['oment-310', []],
])('the CSR %s gives %j', async (name, findings) => {
  const csr = await csrIn(request(name))
  expect(csrRules.flatMap((rule) => judge(rule, { csr }).map(line))).toEqual(findings)
})

it('refuses two cases of one id', () => {
  expect(() => withUniqueIds([{ id: 'a' }, { id: 'b' }, { id: 'a' }])).toThrow('Two cases are called a')
})

async function checkOf({ bytes, file, csr, upload, at, host }: Case): Promise<Check> {
  return check({ read: await read(bytes, file), csr: csr && (await csrIn(csr)), upload, at, host })
}

const line = ({ rule, level, certificate }: ExpectedFinding): string => `${rule} ${level} ${certificate ?? '-'}`

const expected = ({ verdict, answer, findings, chain }: Expectation) => ({
  verdict,
  answer,
  findings: findings.map(line).sort(),
  chain,
})

function reported({ verdict, answer, findings, facts }: Check, { chain }: Expectation) {
  const certificates = facts.path?.chain.certificates ?? []
  return {
    verdict,
    answer: answer && { code: answer.code, args: answer.args },
    findings: findings.map(line).sort(),
    chain: chain && certificates.map(({ subject }) => subject.commonName),
  }
}
