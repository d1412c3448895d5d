// `node build/count-tests.mjs REPORT.json…`: one line, `N passed, N failed`, out of what Vitest and Playwright reported. A
// report that is missing or can't be read is a failure, and then nothing is counted; so is one that holds no test. What
// was skipped is named, and counts as nothing.
import { readFileSync } from 'node:fs'

/** A file of tests that could not even be loaded has no test to count: it counts as one that failed. */
function countVitest({ testResults }) {
  const counts = { passed: 0, failed: 0 }
  for (const { status, assertionResults } of testResults) {
    const failed = assertionResults.filter((test) => test.status === 'failed').length
    counts.passed += assertionResults.filter((test) => test.status === 'passed').length
    counts.failed += failed === 0 && status === 'failed' ? 1 : failed
  }
  return counts
}

/** A test that passed at its second try has failed; so has one that its runner could not begin. */
function countPlaywright({ stats, errors }) {
  const { expected, unexpected, flaky, skipped } = stats
  if (skipped > 0) console.error(`${skipped} skipped by Playwright`)
  return { passed: expected, failed: unexpected + flaky + errors.length }
}

function count(report) {
  return 'stats' in report ? countPlaywright(report) : countVitest(report)
}

const reports = process.argv.slice(2).map((file) => {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')))
  } catch (error) {
    console.error(`No test report can be read from ${file}: ${error.message}`)
    process.exit(1)
  }
})
const passed = reports.reduce((sum, report) => sum + report.passed, 0)
const failed = reports.reduce((sum, report) => sum + report.failed, 0)
console.log(`${passed} passed, ${failed} failed`)
const isEmpty = reports.length === 0 || reports.some((report) => report.passed + report.failed === 0)
process.exitCode = isEmpty || failed > 0 ? 1 : 0
