import { app } from 'electron'
import { Host } from './host.ts'
import { claimInstance } from './instance.ts'
import { registerScheme } from './scheme.ts'

/** As in electron-builder.yml. */
const appId = 'io.github.ome-chain-wizard'

/** @param folder where the built main, preload, worker and page stand */
export function startHost(folder: string): void {
  registerScheme()
  app.enableSandbox()
  // The installer's shortcut carries it: with another one, a pinned icon would stand beside the running app's.
  if (process.platform === 'win32') app.setAppUserModelId(appId)
  const host = new Host(folder)
  const isFirst = claimInstance({
    filesOpened: (paths) => host.openFiles(paths),
    startedAgain: () => host.bringForward(),
  })
  if (isFirst) void app.whenReady().then(() => host.open())
  else app.quit()
}
