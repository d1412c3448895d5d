import { defineConfig } from 'vitest/config'

/**
 * The tables of the engine alone: each mutant runs those that reach it. Left out is what starts other programs, what reads
 * files made to cost time, and the properties, which run everything a hundred times.
 */
export default defineConfig({
  test: {
    include: ['test/unit/{pki,appliance}/**/*.test.ts', 'test/unit/{cases,compare-cases}.test.ts'],
    exclude: ['test/unit/pki/{read-judges,read-hostile}.test.ts', 'test/unit/**/*.property.test.ts'],
    testTimeout: 60_000,
  },
})
