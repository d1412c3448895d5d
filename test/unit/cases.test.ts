import { describe, expect, it } from 'vitest'
import { type Check, check } from '../../electron/appliance/check.ts'
import { read } from '../../electron/pki/read.ts'
import { type Case, type Expectation, type ExpectedFinding, loadCases, withUniqueIds } from '../fixtures/cases.ts'
import { csrIn } from '../fixtures/csr.ts'

describe('every fixture gets its whole report', () => {
  it.each(loadCases().map((one) => [one.id, one] as const))('%s', async (_, one) => {
    expect(reported(await checkOf(one), one.expect)).toEqual(expected(one.expect))
  })
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
