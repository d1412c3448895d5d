import { app } from 'electron'
import { Host } from './host.ts'
import { claimInstance } from './instance.ts'
import { registerScheme } from './scheme.ts'

/** @param folder where the built main, preload, worker and page stand */
export function startHost(folder: string): void {
  registerScheme()
  app.enableSandbox()
  const host = new Host(folder)
  const isFirst = claimInstance({
    filesOpened: (paths) => host.openFiles(paths),
    startedAgain: () => host.bringForward(),
  })
  if (isFirst) void app.whenReady().then(() => host.open())
  else app.quit()
}
