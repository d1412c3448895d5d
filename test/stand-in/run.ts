import { pathToFileURL } from 'node:url'
import { app, appPackage, electronVersion } from './app.ts'
import { browser } from './browser.ts'
import { listenToTest } from './control.ts'
import { settings } from './settings.ts'

/** What Electron's main process has beyond Node's. */
function dressProcess(): Record<string, string | undefined> {
  const versions: Record<string, string | undefined> = { ...process.versions, electron: electronVersion }
  const members = { versions, type: 'browser', defaultApp: true }
  for (const [name, value] of Object.entries(members)) Object.defineProperty(process, name, { value })
  return versions
}

/** Evaluates the app's main module, then starts the browser: only then is the app ready, as in Electron. */
export async function run(): Promise<void> {
  const versions = dressProcess()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit())
  await import(pathToFileURL(appPackage.main).href)
  app.once('ready', () => {
    versions.chrome = browser.version()
    if (settings.mode === 'test') listenToTest()
  })
  await app.start()
}
