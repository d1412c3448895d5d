import { app } from 'electron'

/** Whatever hangs is left behind then. */
const patienceMs = 5000

/** Ends the app with its window, on macOS too, once what was under way is saved. */
export function quitInOrder(finish: () => Promise<void>): void {
  let isFinished = false
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', (event) => {
    if (isFinished) return
    event.preventDefault()
    const patience = new Promise<void>((resolve) => setTimeout(resolve, patienceMs).unref())
    void Promise.race([finish(), patience]).finally(() => {
      isFinished = true
      app.quit()
    })
  })
}
