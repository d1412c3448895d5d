import { build, defineConfig, type Plugin } from 'vite'

/** `./module.ts?script`: the module and all it imports as the text of one script that sets `started`. */
function asScript(): Plugin {
  const suffix = '?script'
  return {
    name: 'as-script',
    async load(id) {
      if (!id.endsWith(suffix)) return null
      const output = await build({
        configFile: false,
        publicDir: false,
        logLevel: 'warn',
        build: {
          write: false,
          target: 'chrome120',
          lib: { entry: id.slice(0, -suffix.length), formats: ['iife'], name: 'started' },
        },
      })
      const [first] = [output].flat()
      if (!first || !('output' in first)) throw new Error(`Nothing was built of ${id}`)
      return `export default ${JSON.stringify(first.output[0].code)}`
    },
  }
}

/** The stand-in for Electron: what starts an app with it, and what the app then imports as `electron`. */
export default defineConfig({
  publicDir: false,
  plugins: [asScript()],
  ssr: { noExternal: ['devalue'], external: ['playwright-core'] },
  build: {
    ssr: true,
    target: 'node20.19',
    outDir: 'dist/stand-in',
    emptyOutDir: false,
    rolldownOptions: {
      input: { start: 'test/stand-in/start.ts', electron: 'test/stand-in/electron.ts' },
      output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
    },
  },
})
