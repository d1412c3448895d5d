import { type BrowserWindow, ipcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { channels, type Result } from '../contract/bridge.ts'
import type { Dispatcher } from '../contract/dispatch.ts'
import type { Picked } from '../contract/views.ts'
import { isOurPage } from './page.ts'

/** Takes what comes over the bridge, from our own page in our own window and from nobody else. */
export function serveBridge(
  dispatcher: Dispatcher,
  window: () => BrowserWindow | undefined,
  dropped: (isOurs: boolean, paths: unknown) => Result<Picked>,
): void {
  const isOurs = (event: IpcMainEvent | IpcMainInvokeEvent): boolean => isOurWindow(event, window())
  ipcMain.handle(channels.call, (event, call: unknown, route: unknown, input: unknown) =>
    dispatcher.answer({ isOurs: isOurs(event), call, route, input }),
  )
  ipcMain.on(channels.cancel, (event, call: unknown) => {
    if (isOurs(event)) dispatcher.cancel(call)
  })
  ipcMain.handle(channels.dropped, (event, paths: unknown) => dropped(isOurs(event), paths))
}

function isOurWindow({ sender, senderFrame }: IpcMainEvent | IpcMainInvokeEvent, window: BrowserWindow | undefined) {
  return (
    window?.isDestroyed() === false &&
    sender === window.webContents &&
    senderFrame !== null &&
    senderFrame.parent === null &&
    isOurPage(senderFrame.url)
  )
}
