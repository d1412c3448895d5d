import { defineConfig } from 'vite'

/** The worker of main, as one CommonJS file: the plainest way for a thread to start out of an archive (asar). */
export default defineConfig({
  publicDir: false,
  json: { stringify: true },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: 'dist/app',
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: { worker: 'electron/worker.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
})
