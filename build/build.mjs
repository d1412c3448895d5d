// `node build/build.mjs [FOLDER]`: everything that runs, into dist/ or another folder; one Vite configuration a bundle.
import { readdirSync, rmSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build, loadConfigFromFile } from 'vite'

const root = join(import.meta.dirname, '..')
const dist = join(root, 'dist')

const configFiles = readdirSync(import.meta.dirname)
  .filter((name) => /^vite\.[\w-]+\.config\.ts$/.test(name))
  .map((name) => join(import.meta.dirname, name))

/** Into `folder` what its configuration puts into dist/. */
async function bundle(configFile, folder) {
  const { config } = await loadConfigFromFile({ command: 'build', mode: 'production' }, configFile)
  const ownRoot = resolve(root, config.root ?? '.')
  const outDir = join(folder, relative(dist, resolve(ownRoot, config.build.outDir)))
  // Which plugin took how long is no news while several builds share the processor.
  const rolldownOptions = { checks: { bundlerTimings: false } }
  await build({ root: ownRoot, configFile, logLevel: 'warn', build: { outDir, emptyOutDir: false, rolldownOptions } })
}

/** All bundles at once, for use. What was in the folder goes first: nothing stale is packed. */
export async function buildAll(folder = dist) {
  process.env.NODE_ENV = 'production' // else Svelte would build in its checks for developers where tests start this
  rmSync(folder, { recursive: true, force: true })
  await Promise.all(configFiles.map((configFile) => bundle(configFile, folder)))
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await buildAll(resolve(process.argv[2] ?? dist))
