// `node start.js APP ARGUMENT…`: runs the app (a folder with its package.json, or the file of its main module) as
// `electron APP ARGUMENT…` would.
import { resolve } from 'node:path'
import { resolveElectronTo } from './resolve-electron.ts'

const [program = '', , path, ...rest] = process.argv
if (path === undefined) {
  process.stderr.write('Usage: node start.js APP ARGUMENT…\n')
  process.exit(2)
}
process.argv = [program, resolve(path), ...rest]
resolveElectronTo(new URL('electron.js', import.meta.url).href)
// Only now: these read the arguments.
const { run } = await import('./run.ts')
await run()
