import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vitest/config'

// `--mode fuzz` runs the property tests for much longer, each time from another seed.
export default defineConfig(({ mode }) => ({
  // The window's classes have runes.
  plugins: [svelte()],
  test: {
    include: ['test/unit/**/*.test.ts'],
    globalSetup: ['test/bundle.ts'],
    setupFiles: mode === 'fuzz' ? ['test/fuzz.ts'] : [],
    // Vitest would leave one processor idle, which is half of two.
    maxWorkers: '100%',
    testTimeout: mode === 'fuzz' ? 3_600_000 : 60_000,
    reporters: ['default', ['json', { outputFile: `reports/${mode === 'fuzz' ? 'fuzz' : 'unit'}.json` }]],
  },
}))
