// Whether the bundles in dist/ are older than what they are made of, and making them anew.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
const sources = ['electron', 'renderer', 'resources', 'build', 'test/stand-in', 'package.json', 'package-lock.json']
const bundles = ['cli.js', 'demo.js', 'app/main.js', 'app/preload.cjs', 'app/renderer/index.html', 'stand-in/start.js']

/** When the newest file or folder under a path was changed. A folder changes when a file in it goes. */
function newest(path) {
  const stats = statSync(path)
  const inside = stats.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : []
  return Math.max(stats.mtimeMs, ...inside)
}

function isBuilt() {
  const files = bundles.map((name) => join(root, 'dist', name))
  if (!files.every((file) => existsSync(file))) return false
  const oldest = Math.min(...files.map((file) => statSync(file).mtimeMs))
  return sources.every((path) => newest(join(root, path)) <= oldest)
}

/** Builds all where anything is missing or older than its sources. */
export async function buildWhatIsStale() {
  if (isBuilt()) return
  if (!existsSync(join(root, 'node_modules/vite'))) {
    console.error('The packages are not installed yet. Run `npm ci` first.')
    process.exit(2)
  }
  const { buildAll } = await import('./build.mjs')
  await buildAll()
}
