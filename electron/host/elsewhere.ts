import type { BrowserWindow } from 'electron'
import type { WindowEvent } from '../contract/bridge.ts'
import type { Bugs } from './bugs.ts'
import type { Projects } from './projects.ts'

const everyMs = 4000

/** Tells the window what another copy of the app has saved: when it comes to the front, and every few seconds. */
export function watchElsewhere(
  window: BrowserWindow,
  projects: Projects,
  bugs: Bugs,
  send: (event: WindowEvent) => void,
): void {
  const look = async (): Promise<void> => {
    const { project, list } = await projects.changedElsewhere()
    if (project !== null) send({ kind: 'project-changed', id: project })
    if (list) send({ kind: 'projects-changed' })
  }
  const watch = () => void look().catch((error: unknown) => bugs.remember(error))
  window.on('focus', watch)
  const timer = setInterval(watch, everyMs)
  window.on('closed', () => clearInterval(timer))
}
