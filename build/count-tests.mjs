// `node build/count-tests.mjs REPORT.json…`: one line, `N passed, N failed`, out of what the runners reported. A report
// that is missing, can't be read or holds no test is a failure, and then nothing is counted.
import { readFileSync } from 'node:fs'

/** A file of tests that could not even be loaded has no test to count: it counts as one that failed. */
function count({ testResults }) {
  const counts = { passed: 0, failed: 0 }
  for (const { status, assertionResults } of testResults) {
    const failed = assertionResults.filter((test) => test.status === 'failed').length
    counts.passed += assertionResults.filter((test) => test.status === 'passed').length
    counts.failed += failed === 0 && status === 'failed' ? 1 : failed
  }
  return counts
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
process.exitCode = passed > 0 && failed === 0 ? 0 : 1
