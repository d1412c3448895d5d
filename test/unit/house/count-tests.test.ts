import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const script = join(import.meta.dirname, '../../../build/count-tests.mjs')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'count-tests-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const passed = { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] }
const failed = {
  status: 'failed',
  assertionResults: [{ status: 'failed' }, { status: 'passed' }, { status: 'pending' }],
}
const notLoaded = { status: 'failed', assertionResults: [] }

function count(...reports: (string | undefined)[]) {
  const files = reports.map((report, index) => {
    const file = join(folder, `${index}.json`)
    if (report !== undefined) writeFileSync(file, report)
    return file
  })
  const { status, stdout } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' })
  return { status, stdout }
}

const stats = { expected: 3, unexpected: 0, flaky: 0, skipped: 0 }

/** A report of Playwright's. */
const e2e = (changed: Partial<typeof stats> = {}, errors: unknown[] = []): string =>
  JSON.stringify({ suites: [], stats: { ...stats, ...changed }, errors })

const report = (...testResults: unknown[]): string => JSON.stringify({ testResults })

describe('count-tests', () => {
  it.each([
    ['all that passed', [report(passed)], 0, '2 passed, 0 failed\n'],
    ['what failed', [report(passed, failed)], 1, '3 passed, 1 failed\n'],
    ['a file that could not be loaded', [report(passed, notLoaded)], 1, '2 passed, 1 failed\n'],
    ['several reports together', [report(passed), report(passed, failed)], 1, '5 passed, 1 failed\n'],
    ['no test at all as a failure', [report()], 1, '0 passed, 0 failed\n'],
    ['a report of Playwright', [report(passed), e2e()], 0, '5 passed, 0 failed\n'],
    [
      'what failed in Playwright, also at a first try alone',
      [e2e({ unexpected: 2, flaky: 1 })],
      1,
      '3 passed, 3 failed\n',
    ],
    ['what Playwright could not begin', [e2e({}, [{ message: 'no browser' }])], 1, '3 passed, 1 failed\n'],
    ['what was skipped as nothing', [e2e({ skipped: 4 })], 0, '3 passed, 0 failed\n'],
    ['one empty report among others as a failure', [report(passed), e2e({ expected: 0 })], 1, '2 passed, 0 failed\n'],
    ['a skipped test alone as no test', [e2e({ expected: 0, skipped: 1 })], 1, '0 passed, 0 failed\n'],
    ['nothing where a report is missing', [report(passed), undefined], 1, ''],
    ['nothing where a report is damaged', ['{'], 1, ''],
    ['nothing where a report is of another kind', ['{}'], 1, ''],
  ])('counts %s', (_, reports, status, stdout) => {
    expect(count(...reports)).toEqual({ status, stdout })
  })
})
