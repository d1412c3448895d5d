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

const report = (...testResults: unknown[]): string => JSON.stringify({ testResults })

describe('count-tests', () => {
  it.each([
    ['all that passed', [report(passed)], 0, '2 passed, 0 failed\n'],
    ['what failed', [report(passed, failed)], 1, '3 passed, 1 failed\n'],
    ['a file that could not be loaded', [report(passed, notLoaded)], 1, '2 passed, 1 failed\n'],
    ['several reports together', [report(passed), report(passed, failed)], 1, '5 passed, 1 failed\n'],
    ['no test at all as a failure', [report()], 1, '0 passed, 0 failed\n'],
    ['nothing where a report is missing', [report(passed), undefined], 1, ''],
    ['nothing where a report is damaged', ['{'], 1, ''],
    ['nothing where a report is of another kind', ['{}'], 1, ''],
  ])('counts %s', (_, reports, status, stdout) => {
    expect(count(...reports)).toEqual({ status, stdout })
  })
})
