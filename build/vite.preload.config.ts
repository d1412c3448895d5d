import { defineConfig } from 'vite'

/** A sandboxed preload is one CommonJS file, which may require `electron` and hardly anything else. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    target: 'chrome156', // Electron 45's
    outDir: 'dist/app',
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: { preload: 'electron/preload.ts' },
      output: { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
    },
  },
})
