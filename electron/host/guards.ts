import { app, type Session, type WebContents } from 'electron'
import { isOurPage } from './page.ts'

/** Refuses all by which a page could leave the window, open another, or reach a device, a file or the network. */
export function guard(session: Session): void {
  app.on('web-contents-created', (_, contents) => guardContents(contents))
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !isOurPage(url) }))
  // Else Chromium would fetch dictionaries from the network.
  session.setSpellCheckerEnabled(false)
}

function guardContents(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
}
