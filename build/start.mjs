// `npm start`: builds what is missing or older than its sources, then runs the demonstration.
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const root = join(import.meta.dirname, '..')
const entry = join(root, 'dist/demo.js')
const sources = ['electron', 'resources', 'build', 'package.json'].map((path) => join(root, path))

/** When the newest file or folder under a path was changed. A folder changes when a file in it goes. */
function newest(path) {
  const stats = statSync(path)
  const inside = stats.isDirectory() ? readdirSync(path).map((name) => newest(join(path, name))) : []
  return Math.max(stats.mtimeMs, ...inside)
}

const isBuilt = existsSync(entry) && sources.every((path) => newest(path) <= statSync(entry).mtimeMs)
if (!isBuilt) {
  if (!existsSync(join(root, 'node_modules/vite'))) {
    console.error('The packages are not installed yet. Run `npm ci` first.')
    process.exit(2)
  }
  const { build } = await import('vite')
  await build({ root, configFile: join(root, 'build/vite.command.config.ts'), logLevel: 'warn' })
}
await import(pathToFileURL(entry).href)
