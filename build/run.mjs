// `node build/run.mjs FILE.ts ARGUMENT…`: bundles one TypeScript file and runs it, as fast as the command itself runs.
import { basename, join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const [file, ...rest] = process.argv.slice(2)
if (!file) {
  console.error('Usage: node build/run.mjs FILE.ts ARGUMENT…')
  process.exit(2)
}
const name = basename(file, '.ts')
const outDir = join(import.meta.dirname, '../dist/run', name)
await build({
  configFile: false,
  publicDir: false,
  logLevel: 'warn',
  build: {
    ssr: resolve(file),
    target: 'node20.19',
    outDir,
    emptyOutDir: true,
    rolldownOptions: { output: { entryFileNames: '[name].mjs' } },
  },
})
const bundle = join(outDir, `${name}.mjs`)
process.argv = [process.argv[0], bundle, ...rest]
await import(pathToFileURL(bundle).href)
