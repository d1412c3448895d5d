import { describe, expect, it } from 'vitest'
import { connectionMessage } from '../../electron/appliance/answers.ts'
import { type Check, check } from '../../electron/appliance/check.ts'
import { compare } from '../../electron/appliance/compare.ts'
import { read } from '../../electron/pki/read.ts'
import { loadComparisonCases, type Side } from '../fixtures/cases.ts'
import { csrIn } from '../fixtures/csr.ts'

describe('every pair of fixtures gets its whole comparison', () => {
  it.each(loadComparisonCases().map((one) => [one.id, one] as const))('%s', async (_, one) => {
    const comparison = compare(await checkOf(one.source, one.at), await checkOf(one.target, one.at))
    expect({
      verdict: comparison.verdict,
      answer: comparison.answer?.message ?? null,
      matches: comparison.pairs.map(({ match }) => match),
      findings: comparison.findings.map(({ rule, level }) => `${rule} ${level}`),
    }).toEqual({
      verdict: one.expect.verdict,
      answer: one.expect.isRefused ? connectionMessage : null,
      matches: one.expect.matches,
      findings: one.expect.findings,
    })
  })
})

async function checkOf({ bytes, file, csr }: Side, at: number): Promise<Check> {
  return check({ read: await read(bytes, file), csr: await csrIn(csr), upload: 'chain', at })
}
