import { defineConfig } from 'vitest/config'

/** The tests of the engine alone, without those that start other programs: each mutant runs those that reach it. */
export default defineConfig({
  test: {
    include: ['test/unit/{pki,appliance}/**/*.test.ts', 'test/unit/{cases,compare-cases}.test.ts'],
    exclude: ['test/unit/pki/read-judges.test.ts'],
    testTimeout: 60_000,
  },
})
