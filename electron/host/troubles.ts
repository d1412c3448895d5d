import { app, type BrowserWindow, dialog } from 'electron'
import type { Messages } from '../messages/messages.ts'
import type { Bugs } from './bugs.ts'

const mostReloads = 3
const withinMs = 60_000

/** What Node would end the app for: a bug outside of any call. It is told in words; where no window is open, the app ends. */
export function tellStrayBugs(
  bugs: Bugs,
  messages: () => Messages | undefined,
  window: () => BrowserWindow | undefined,
) {
  const tell = (error: unknown): void => {
    bugs.remember(error)
    const [message, detail] = wordsOf(messages())
    const shown = window()
    if (shown) void dialog.showMessageBox(shown, { type: 'error', message, detail })
    else {
      dialog.showErrorBox(message, detail)
      app.exit(1)
    }
  }
  process.on('uncaughtException', tell)
  process.on('unhandledRejection', tell)
}

/** Before any language is loaded, there is English. */
const wordsOf = (messages: Messages | undefined): readonly [string, string] =>
  messages
    ? [messages.text('host.dialogs.bug'), messages.text('host.failures.bug.detail')]
    : ['OME Chain Wizard', 'The app came upon an error of its own and can’t start.']

/** A page that broke off is loaded anew: all that was done is saved. Again and again, the app ends. */
export function reviveWindow(window: BrowserWindow, messages: () => Messages, pageIsGone: () => void): void {
  let times: readonly number[] = []
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return
    pageIsGone()
    const now = performance.now()
    times = [...times.filter((time) => now - time < withinMs), now]
    if (times.length > mostReloads) {
      dialog.showErrorBox(messages().text('host.dialogs.windowGone'), messages().text('host.dialogs.windowGoneForGood'))
      app.exit(1)
      return
    }
    window.webContents.reload()
    const detail = messages().text('host.dialogs.windowGoneDetail')
    void dialog.showMessageBox(window, { type: 'error', message: messages().text('host.dialogs.windowGone'), detail })
  })
}
