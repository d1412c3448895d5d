import { defineConfig } from 'vite'

/** All that a check runs through; what is missing here loads when it is needed. */
const checkModules =
  /electron\/(appliance\/(?!explain|assemble|compare)|pki\/(?!issue|rc2|pkcs12|cms|json)|messages\/|commands\/(program|command-line|completion|check|check-text|context|failure|layout|output|sources)\.ts)|engine\/failure-report\.ts|files\/(errno|failure|kind|limits|read-bytes|read-stream)\.ts|messages\/en\.json|node_modules\/(commander|intl-messageformat|@formatjs|picocolors|tinyqueue|fast-string)/

/** The command and the demonstration: one bundle each for Node, rarely used parts in chunks that load when needed. */
export default defineConfig({
  publicDir: false,
  json: { stringify: true },
  ssr: { noExternal: true },
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: 'dist',
    emptyOutDir: false,
    minify: true,
    rolldownOptions: {
      input: { cli: 'electron/cli.ts', demo: 'electron/demo.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'chunks/[name]-[hash].js',
        // Each file costs about a millisecond at the start, so that what `check` needs is one.
        codeSplitting: { groups: [{ name: 'check', test: checkModules }] },
      },
    },
  },
})
