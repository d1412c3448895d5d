import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { MenuCommand } from '../contract/bridge.ts'
import type { LinkName } from './links.ts'
import type { Dictionary, Messages } from '../messages/messages.ts'

export interface MenuActions {
  readonly command: (command: MenuCommand) => void
  readonly openLink: (link: LinkName) => void
}

type Item = MenuItemConstructorOptions
type Name = keyof Dictionary['host']['menu']

const line: Item = { type: 'separator' }

/** The system's menu in the language in force, with the places and shortcuts that each platform is used to. */
export function setMenu(messages: Messages, platform: NodeJS.Platform, actions: MenuActions): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(messages, platform, actions)))
}

function menuTemplate(messages: Messages, platform: NodeJS.Platform, { command, openLink }: MenuActions): Item[] {
  const isMac = platform === 'darwin'
  const text = (name: Name): string => messages.text(`host.menu.${name}`)
  const item = (name: Name, asked: MenuCommand, accelerator?: string): Item => ({
    id: asked,
    label: text(name),
    click: () => command(asked),
    ...(accelerator !== undefined && { accelerator }),
  })
  const role = (name: Name, wanted: Item['role'] & string): Item => ({ label: text(name), role: wanted })
  // The window itself hears these keys: what they take back depends on where the focus is.
  const heard = (entry: Item): Item => ({ ...entry, registerAccelerator: false })
  const settings = item('settings', 'settings', 'CmdOrCtrl+,')

  const appMenu: Item = {
    role: 'appMenu',
    label: text('app'),
    submenu: [
      item('about', 'about'),
      line,
      settings,
      line,
      role('hide', 'hide'),
      role('hideOthers', 'hideOthers'),
      role('unhide', 'unhide'),
      line,
      role('quit', 'quit'),
    ],
  }
  const file: Item = {
    label: text('file'),
    submenu: [
      item('newProject', 'new-project', 'CmdOrCtrl+N'),
      item('openProject', 'open-project', 'CmdOrCtrl+O'),
      item('home', 'home', 'CmdOrCtrl+Shift+H'),
      line,
      item('checkFile', 'check-file', 'CmdOrCtrl+Shift+C'),
      item('explainError', 'explain-error', 'CmdOrCtrl+Shift+E'),
      item('privateCa', 'private-ca'),
      ...(isMac ? [line, role('close', 'close')] : [line, settings, line, role('quit', 'quit')]),
    ],
  }
  const edit: Item = {
    label: text('edit'),
    submenu: [
      heard(item('undo', 'undo', 'CmdOrCtrl+Z')),
      heard(item('redo', 'redo', isMac ? 'Shift+Cmd+Z' : 'Ctrl+Y')),
      line,
      role('cut', 'cut'),
      role('copy', 'copy'),
      role('paste', 'paste'),
      role('selectAll', 'selectAll'),
    ],
  }
  const view: Item = {
    label: text('view'),
    submenu: [
      item('previousStep', 'previous-step', 'CmdOrCtrl+PageUp'),
      item('nextStep', 'next-step', 'CmdOrCtrl+PageDown'),
      line,
      role('resetZoom', 'resetZoom'),
      role('zoomIn', 'zoomIn'),
      role('zoomOut', 'zoomOut'),
      line,
      role('fullScreen', 'togglefullscreen'),
    ],
  }
  const windowMenu: Item = {
    role: 'windowMenu',
    label: text('window'),
    submenu: [role('minimize', 'minimize'), role('zoomWindow', 'zoom'), line, role('front', 'front')],
  }
  const help: Item = {
    role: 'help',
    label: text('help'),
    submenu: [
      item('shortcuts', 'shortcuts', isMac ? 'Cmd+/' : 'F1'),
      { label: text('guide'), click: () => openLink('guide') },
      { label: text('kbChain'), click: () => openLink('kb-chain') },
      { label: text('kbBackup'), click: () => openLink('kb-backup') },
      ...(isMac ? [] : [line, item('about', 'about')]),
    ],
  }
  return isMac ? [appMenu, file, edit, view, windowMenu, help] : [file, edit, view, help]
}
