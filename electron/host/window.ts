import { BrowserWindow, screen } from 'electron'
import { startPage } from './page.ts'
import type { SettingsFile } from './settings.ts'
import { ground } from './theme.ts'
import { placeOf, smallest } from './window-place.ts'

/** Opens the window; it shows itself once the page has painted. @param preload path of the built preload */
export function openWindow(preload: string, settings: SettingsFile): BrowserWindow {
  const state = settings.all.window
  const window = new BrowserWindow({
    ...placeOf(
      state,
      screen.getAllDisplays().map(({ workArea }) => workArea),
    ),
    minWidth: smallest.width,
    minHeight: smallest.height,
    show: false,
    title: 'OME Chain Wizard',
    backgroundColor: ground(),
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: false,
    },
  })
  window.once('ready-to-show', () => {
    if (state?.isMaximized === true) window.maximize()
    window.show()
  })
  window.on('close', () =>
    settings.change({ window: { ...window.getNormalBounds(), isMaximized: window.isMaximized() } }),
  )
  void window.loadURL(startPage)
  return window
}

/** Brings the window to the front. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
