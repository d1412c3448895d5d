import { defineConfig } from 'vite'

/** Main: for the Node that Electron brings, and for the Node that runs the stand-in. */
export default defineConfig({
  publicDir: false,
  json: { stringify: true },
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: 'dist/app',
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: { main: 'electron/main.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
