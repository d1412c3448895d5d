import { defineConfig } from 'vite'

/** The command and the demonstration: one bundle each for Node, rarely used parts in chunks that load when needed. */
export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: 'dist',
    emptyOutDir: true,
    minify: true,
    rolldownOptions: {
      input: { cli: 'electron/cli.ts', demo: 'electron/demo.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
