/**
 * `npm run mutation`: changes the engine in small ways and asks whether a test notices. Without Stryker's type checker: it
 * drops the mutants that don't compile (67 of 231 in der.ts), hardly moves the score (52 % against 54 % of what was
 * covered there) and takes twenty times as long.
 */
export default {
  mutate: ['electron/pki/**/*.ts', 'electron/appliance/**/*.ts'],
  testRunner: 'vitest',
  // `related` finds a part of the tests only: vitest loses its way in the instrumented copy.
  vitest: { configFile: 'build/vitest.mutation.config.ts', related: false },
  plugins: ['@stryker-mutator/vitest-runner'],
  coverageAnalysis: 'perTest',
  // What a module does once while it loads can't be told apart by test and would run them all for each mutant.
  ignoreStatic: true,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  tempDirName: '.stryker-tmp',
  concurrency: 2,
  reporters: ['clear-text', 'progress', 'json', 'html'],
  jsonReporter: { fileName: 'reports/mutation/mutation.json' },
  htmlReporter: { fileName: 'reports/mutation/mutation.html' },
  thresholds: { high: 90, low: 80, break: null },
}
