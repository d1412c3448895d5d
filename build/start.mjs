// `npm start [FILE…]`: builds what is missing or older than its sources, then opens the app: in Electron, else in an
// installed browser that stands in for it, else, without a display, as the demonstration in the terminal.
import { spawn } from 'node:child_process'
import { basename, join } from 'node:path'
import { canInstallBrowser, findBrowser, installBrowser, installCommand } from './browser.mjs'
import { findElectron, installElectron } from './electron.mjs'
import { buildWhatIsStale } from './stale.mjs'

const root = join(import.meta.dirname, '..')
const files = process.argv.slice(2)
const hasDisplay = process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY)

/** Runs a program in place of this one. */
function runInstead(program, values, env) {
  const child = spawn(program, values, { stdio: 'inherit', env: { ...process.env, ...env } })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code) => (process.exitCode = code ?? 1))
}

/** Chromium refuses its sandbox to root. */
const forRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []

function browserOrInstalled() {
  const found = findBrowser()
  if (found !== undefined || !canInstallBrowser()) return found
  console.log('The window needs Electron or a browser, and there is none: installing Chromium with apt-get.')
  return installBrowser()
}

function openWindow() {
  const electron = findElectron() ?? installElectron()
  if (electron !== undefined) {
    runInstead(electron, [...forRoot, root, ...files])
    return
  }
  const browser = browserOrInstalled()
  if (browser === undefined) {
    console.error('The window needs Electron, Chromium, Chrome or Edge, and none is installed. This installs one:')
    console.error(`  ${installCommand()}`)
    process.exitCode = 1
    return
  }
  console.log(`Electron is not installed: the same app opens in a window of ${basename(browser)} instead.`)
  runInstead(process.execPath, [join(root, 'dist/stand-in/start.js'), root, ...files], { STAND_IN_BROWSER: browser })
}

if (hasDisplay) {
  await buildWhatIsStale()
  openWindow()
} else {
  console.log('There is no display (neither DISPLAY nor WAYLAND_DISPLAY is set): here is the demonstration instead.')
  await import('./demo.mjs')
}
