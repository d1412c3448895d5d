import { type MenuItemConstructorOptions } from 'electron'
import { app } from './app.ts'
import { type StandInBrowserWindow } from './browser-window.ts'

type Role = Exclude<MenuItemConstructorOptions['role'], undefined>

interface KnownRole {
  readonly label: string
  readonly accelerator?: string
  /** Nothing where the browser itself does it, at its own key. */
  readonly run?: (window: StandInBrowserWindow | undefined) => void
}

const isMac = process.platform === 'darwin'

function zoomBy(step: number): (window: StandInBrowserWindow | undefined) => void {
  return (window) => {
    if (window) window.webContents.zoomLevel += step
  }
}

/** Labels and keys as in Electron's `lib/browser/api/menu-item-roles.ts`. */
const roles: Partial<Record<Lowercase<Role>, KnownRole>> = {
  undo: { label: 'Undo' },
  redo: { label: 'Redo' },
  cut: { label: 'Cut' },
  copy: { label: 'Copy' },
  paste: { label: 'Paste' },
  pasteandmatchstyle: { label: 'Paste and Match Style' },
  delete: { label: 'Delete' },
  selectall: { label: 'Select All' },
  reload: { label: 'Reload', accelerator: 'CmdOrCtrl+R', run: (window) => window?.reload() },
  zoomin: { label: 'Zoom In', accelerator: 'CommandOrControl+Plus', run: zoomBy(0.5) },
  zoomout: { label: 'Zoom Out', accelerator: 'CommandOrControl+-', run: zoomBy(-0.5) },
  resetzoom: {
    label: 'Actual Size',
    accelerator: 'CommandOrControl+0',
    run: (window) => window?.webContents.setZoomLevel(0),
  },
  togglefullscreen: {
    label: 'Toggle Full Screen',
    accelerator: isMac ? 'Control+Command+F' : 'F11',
    run: (window) => window?.setFullScreen(!window.isFullScreen()),
  },
  minimize: { label: 'Minimize', accelerator: 'CommandOrControl+M', run: (window) => window?.minimize() },
  close: { label: 'Close Window', accelerator: 'CommandOrControl+W', run: (window) => window?.close() },
  quit: {
    label: process.platform === 'win32' ? 'Exit' : 'Quit',
    ...(process.platform !== 'win32' && { accelerator: 'CommandOrControl+Q' }),
    run: () => app.quit(),
  },
  about: { label: 'About' },
  hide: { label: 'Hide', run: (window) => window?.hide() },
  hideothers: { label: 'Hide Others' },
  unhide: { label: 'Show All' },
  zoom: { label: 'Zoom', run: (window) => window?.maximize() },
  front: { label: 'Bring All to Front' },
  help: { label: 'Help' },
  window: { label: 'Window' },
  appmenu: { label: 'App' },
  filemenu: { label: 'File' },
  editmenu: { label: 'Edit' },
  viewmenu: { label: 'View' },
  windowmenu: { label: 'Window' },
}

/** Electron takes a role in any case. Throws for one that is not in the stand-in. */
export function knownRole(role: Role): KnownRole {
  const known = roles[role.toLowerCase() as Lowercase<Role>]
  if (!known) throw new Error(`The role ${role} of a menu item is not in the stand-in for Electron.`)
  return known
}
