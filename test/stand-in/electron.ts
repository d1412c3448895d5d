import { app } from './app.ts'
import { StandInBrowserWindow } from './browser-window.ts'
import { clipboard } from './clipboard.ts'
import { dialog } from './dialog.ts'
import { ipcMain } from './ipc-main.ts'
import { StandInMenu, StandInMenuItem } from './menu.ts'
import { nativeTheme } from './native-theme.ts'
import { offer, refuse } from './offer.ts'
import { powerMonitor } from './power-monitor.ts'
import { protocol } from './protocol.ts'
import { safeStorage } from './safe-storage.ts'
import { screen } from './screen.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'

/** What `electron` is in the stand-in: for main, which imports it, and for a test that reaches into main. */
export { app, clipboard, dialog, ipcMain, nativeTheme, powerMonitor, protocol, safeStorage, screen, session, shell }
export { StandInBrowserWindow as BrowserWindow, StandInMenu as Menu, StandInMenuItem as MenuItem }

export const autoUpdater = refuse('autoUpdater')
export const BaseWindow = refuse('BaseWindow')
export const BrowserView = refuse('BrowserView')
export const ClipboardItem = refuse('ClipboardItem')
export const contentTracing = refuse('contentTracing')
export const crashReporter = refuse('crashReporter')
export const desktopCapturer = refuse('desktopCapturer')
export const globalShortcut = refuse('globalShortcut')
export const MessageChannelMain = refuse('MessageChannelMain')
export const nativeImage = refuse('nativeImage')
export const net = refuse('net')
export const netLog = refuse('netLog')
export const Notification = refuse('Notification')
export const powerSaveBlocker = refuse('powerSaveBlocker')
export const systemPreferences = refuse('systemPreferences')
export const TouchBar = refuse('TouchBar')
export const Tray = refuse('Tray')
export const utilityProcess = refuse('utilityProcess')
export const View = refuse('View')
export const webContents = refuse('webContents')
export const WebContentsView = refuse('WebContentsView')
export const webFrameMain = refuse('webFrameMain')

/** Electron is CommonJS: its default export is all of it. */
export default offer('electron', {
  app,
  BrowserWindow: StandInBrowserWindow,
  clipboard,
  dialog,
  ipcMain,
  Menu: StandInMenu,
  MenuItem: StandInMenuItem,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
})
