import {
  type BaseWindow,
  type KeyboardEvent,
  type Menu,
  type MenuItem,
  type MenuItemConstructorOptions,
} from 'electron'
import { EventEmitter } from 'node:events'
import { acceleratorTable } from './accelerator-table.ts'
import { parseAccelerator } from './accelerator.ts'
import { StandInBrowserWindow } from './browser-window.ts'
import { knownRole } from './menu-roles.ts'
import { guard } from './offer.ts'

type OfferedMenu = Pick<Menu, 'getMenuItemById' | 'popup' | 'closePopup'>
type OfferedItem = Pick<
  MenuItem,
  'id' | 'label' | 'enabled' | 'visible' | 'checked' | 'type' | 'accelerator' | 'commandId' | 'registerAccelerator'
>

let lastCommand = 0
let applicationMenu: StandInMenu | null = null

export class StandInMenuItem implements OfferedItem {
  readonly commandId = (lastCommand += 1)
  readonly id: string
  readonly label: string
  readonly role: MenuItemConstructorOptions['role']
  readonly type: MenuItem['type']
  readonly accelerator: string | null
  readonly registerAccelerator: boolean
  readonly submenu: StandInMenu | undefined
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly #click: MenuItemConstructorOptions['click']
  readonly #run: ((window: StandInBrowserWindow | undefined) => void) | undefined

  constructor(options: MenuItemConstructorOptions) {
    const role = options.role === undefined ? undefined : knownRole(options.role)
    this.#click = options.click
    this.#run = role?.run
    this.id = options.id ?? ''
    this.role = options.role
    this.label = options.label ?? role?.label ?? ''
    this.submenu = Array.isArray(options.submenu) ? StandInMenu.buildFromTemplate(options.submenu) : undefined
    this.type = options.type ?? (this.submenu ? 'submenu' : 'normal')
    this.accelerator = options.accelerator ?? role?.accelerator ?? null
    this.registerAccelerator = options.registerAccelerator ?? true
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
  }

  /** A click on the item, or its key in a window. */
  click(event: KeyboardEvent = {}, window: object | null = StandInBrowserWindow.getFocusedWindow()): void {
    if (!this.enabled) return
    if (this.type === 'checkbox') this.checked = !this.checked
    if (this.type === 'radio') this.checked = true
    if (this.role !== undefined) this.#run?.((window as StandInBrowserWindow | null) ?? undefined)
    else this.#click?.(this as object as MenuItem, (window as BaseWindow | null) ?? undefined, event)
  }
}

export class StandInMenu extends EventEmitter implements OfferedMenu {
  readonly items: StandInMenuItem[] = []

  static buildFromTemplate(template: readonly (MenuItemConstructorOptions | MenuItem)[]): StandInMenu {
    const menu = new StandInMenu()
    for (const item of template) {
      menu.items.push(item instanceof StandInMenuItem ? item : new StandInMenuItem(item as MenuItemConstructorOptions))
    }
    return menu
  }

  static getApplicationMenu(): StandInMenu | null {
    return applicationMenu
  }

  static setApplicationMenu(menu: StandInMenu | null): void {
    applicationMenu = menu
    acceleratorTable.keys = (menu?.allItems() ?? []).flatMap((item) =>
      item.accelerator === null || !item.registerAccelerator
        ? []
        : [parseAccelerator(item.accelerator, item.commandId)],
    )
  }

  /** The items of this menu and of all below it. */
  allItems(): StandInMenuItem[] {
    return this.items.flatMap((item) => [item, ...(item.submenu?.allItems() ?? [])])
  }

  getMenuItemById(id: string): MenuItem | null {
    return (this.allItems().find((item) => item.id === id) as object as MenuItem | undefined) ?? null
  }

  /** There is no menu to be seen: a test clicks its items. */
  popup(): void {
    this.emit('menu-will-show', {})
  }

  closePopup(): void {
    this.emit('menu-will-close', {})
  }
}

acceleratorTable.on('pressed', (command, window) => {
  applicationMenu
    ?.allItems()
    .find((item) => item.commandId === command)
    ?.click({ triggeredByAccelerator: true }, window)
})

guard(StandInMenuItem, 'MenuItem')
guard(StandInMenu, 'Menu')
