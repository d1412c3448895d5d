import { describe, expect, it } from 'vitest'
import { check, type Finding } from '../../electron/appliance/check.ts'
import { read } from '../../electron/pki/read.ts'
import { type Case, loadCases } from '../fixtures/cases.ts'
import { csrIn } from '../fixtures/csr.ts'
import { agreeing, loadDifferences } from '../judges/differences.ts'
import { javaJudge } from '../judges/java.ts'
import type { Judge } from '../judges/judge.ts'
import { openSslJudge } from '../judges/openssl.ts'

const cases = loadCases()
const paths = cases.filter(({ upload, isClean }) => upload === 'chain' && isClean)
const files = cases.filter(({ isClean }) => !isClean)
const differences = loadDifferences()
/** Those that this machine has. */
const judges = [openSslJudge(), javaJudge()].filter((judge) => judge !== undefined)

const findingsOn = async ({ bytes, file, csr, upload, at, host }: Case) =>
  check({ read: await read(bytes, file), csr: csr && (await csrIn(csr)), upload, at, host }).findings

/** What the judge says of each case, and whether that is what our findings say. */
async function disagreements(judge: Judge): Promise<readonly string[]> {
  const judgements = judge.judgePaths(paths)
  const verdicts = await Promise.all(
    paths.map(async (one) => {
      const ours = agreeing(await findingsOn(one), judge.name, differences)
      return judgements.get(one.id) === ours ? [] : [one.id]
    }),
  )
  return verdicts.flat()
}

describe.each(judges.map((judge) => [judge.name, judge] as const))('%s', (name, judge) => {
  it('agrees on every path but the known ones, and disagrees on those', async () => {
    const known = differences.cases.filter((difference) => difference.judge === name)
    expect([...(await disagreements(judge))].sort()).toEqual(known.map((difference) => difference.case).sort())
  })
})

it('every known difference is about a case and says why', () => {
  const ids = new Set(paths.map(({ id }) => id))
  expect(differences.cases.filter((difference) => !ids.has(difference.case) || !difference.reason)).toEqual([])
})

describe.each(judges.length === 2 ? [judges] : [])('two judges', (...both) => {
  const counts = both.map((judge) => judge.countCertificates(files))

  it.each(files.map((one) => [one.id, one] as const))('%s is Base64 text if both read all of it', async (id, one) => {
    const { found } = await read(one.bytes, one.file)
    const certificates = found.filter(({ kind }) => kind === 'certificate').length
    const isReadByBoth = certificates > 0 && counts.every((count) => count.get(id) === certificates)
    expect((await findingsOn(one)).some(isEncodingError)).toBe(!isReadByBoth)
  })
})

const isEncodingError = ({ rule, level }: Finding) => rule === 'encoding-base64' && level === 'error'
