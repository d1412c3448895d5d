import { type BrowserWindow, type BrowserWindowConstructorOptions, type Rectangle, type WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { isAbsolute } from 'node:path'
import { acceleratorTable } from './accelerator-table.ts'
import { PreventableEvent } from './events.ts'
import { lifecycle, type OpenWindow } from './lifecycle.ts'
import { guard } from './offer.ts'
import { workArea } from './screen.ts'
import { settings } from './settings.ts'
import { StandInWebContents } from './web-contents.ts'
import { applyShape, readShape, type WindowState } from './window-shape.ts'

type Offered = Pick<
  BrowserWindow,
  | 'id'
  | 'loadURL'
  | 'reload'
  | 'show'
  | 'showInactive'
  | 'hide'
  | 'focus'
  | 'blur'
  | 'isFocused'
  | 'isVisible'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'minimize'
  | 'restore'
  | 'isMinimized'
  | 'maximize'
  | 'unmaximize'
  | 'isMaximized'
  | 'isFullScreen'
  | 'setFullScreen'
  | 'isNormal'
  | 'getBounds'
  | 'getNormalBounds'
  | 'setBounds'
  | 'getSize'
  | 'setSize'
  | 'getContentSize'
  | 'setContentSize'
  | 'getMinimumSize'
  | 'setMinimumSize'
  | 'getPosition'
  | 'setPosition'
  | 'center'
  | 'getTitle'
  | 'setTitle'
  | 'title'
  | 'setBackgroundColor'
  | 'getBackgroundColor'
  | 'setProgressBar'
  | 'setMenuBarVisibility'
  | 'setAutoHideMenuBar'
  | 'setDocumentEdited'
  | 'setRepresentedFilename'
  | 'flashFrame'
  | 'getParentWindow'
>

type Options = BrowserWindowConstructorOptions

/** Options that the stand-in knows, with or without an effect. */
const knownOptions = new Set<keyof Options>([
  'width',
  'height',
  'x',
  'y',
  'minWidth',
  'minHeight',
  'center',
  'show',
  'backgroundColor',
  'title',
  'icon',
  'autoHideMenuBar',
  'useContentSize',
  'webPreferences',
  'darkTheme',
])

const knownPreferences = new Set<keyof NonNullable<Options['webPreferences']>>([
  'preload',
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'nodeIntegrationInSubFrames',
  'webSecurity',
  'webviewTag',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'navigateOnDragDrop',
  'spellcheck',
  'devTools',
  'additionalArguments',
  'backgroundThrottling',
  'safeDialogs',
  'autoplayPolicy',
  'defaultEncoding',
  'disableBlinkFeatures',
  'enableWebSQL',
  'images',
  'javascript',
  'plugins',
  'v8CacheOptions',
])

function mustKnow(given: object, known: ReadonlySet<string>, what: string): void {
  const unknown = Object.keys(given).find((key) => !known.has(key))
  if (unknown !== undefined) throw new Error(`${what}.${unknown} is not in the stand-in for Electron.`)
}

function mustBeIsolated(preferences: NonNullable<Options['webPreferences']>): void {
  const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag, preload } = preferences
  const isIsolated = sandbox === true && contextIsolation === true && nodeIntegration === false
  if (!isIsolated || webSecurity === false || webviewTag === true) {
    throw new Error(
      'The stand-in opens isolated windows only: sandbox and contextIsolation true, nodeIntegration false, nothing loosened.',
    )
  }
  if (preload !== undefined && !isAbsolute(preload)) throw new Error('preload script must have absolute path')
}

const windows = new Set<StandInBrowserWindow>()
let focused: StandInBrowserWindow | undefined
let lastId = 0

function takeFocus(window: StandInBrowserWindow): void {
  focused = window
}

/** What Electron throws at whoever uses a window that is gone. */
function destroyed(): TypeError {
  return new TypeError('Object has been destroyed')
}

/** What a window has until it is destroyed. */
interface Data {
  readonly contents: StandInWebContents
  normal: Rectangle
  state: WindowState
  beforeMinimizing: WindowState
  minimum: readonly [number, number]
  title: string
  background: string
  isVisible: boolean
}

export class StandInBrowserWindow extends EventEmitter implements Offered, OpenWindow {
  readonly id = (lastId += 1)
  #data: Data | undefined
  #isClosing = false
  #watch: NodeJS.Timeout | undefined

  constructor(options: Options = {}) {
    lifecycle.mustBeReady('create BrowserWindow')
    const preferences = options.webPreferences ?? {}
    mustKnow(options, knownOptions, 'the options of BrowserWindow')
    mustKnow(preferences, knownPreferences, 'webPreferences')
    mustBeIsolated(preferences)
    super()
    this.#data = this.#open(options)
    windows.add(this)
    this.#listen()
    this.#shape()
    lifecycle.opened(this)
    if (options.show !== false) this.show()
    if (settings.mode === 'start') this.#watch = setInterval(() => void this.#readShape(), 500)
  }

  static getAllWindows(): BrowserWindow[] {
    return [...windows] as object[] as BrowserWindow[]
  }

  static getFocusedWindow(): BrowserWindow | null {
    return (focused as object as BrowserWindow | undefined) ?? null
  }

  static fromId(id: number): BrowserWindow | null {
    return StandInBrowserWindow.getAllWindows().find((window) => window.id === id) ?? null
  }

  static fromWebContents(contents: WebContents): BrowserWindow | null {
    return StandInBrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }

  #open(options: Options): Data {
    const { width = 800, height = 600, minWidth = 0, minHeight = 0 } = options
    const contents = new StandInWebContents({
      preload: options.webPreferences?.preload,
      additionalArguments: options.webPreferences?.additionalArguments ?? [],
      isFocused: () => focused === this,
      onZoom: () => this.#shape(),
      onGone: () => this.#closedByUser(),
      onAccelerator: (command) => acceleratorTable.emit('pressed', command, this),
    })
    const x = options.x ?? Math.round((workArea.width - width) / 2)
    const y = options.y ?? Math.round((workArea.height - height) / 2)
    return {
      contents,
      normal: { x, y, width: Math.max(width, minWidth), height: Math.max(height, minHeight) },
      state: 'normal',
      beforeMinimizing: 'normal',
      minimum: [minWidth, minHeight],
      title: options.title ?? 'Electron',
      background: options.backgroundColor ?? '#FFFFFF',
      isVisible: false,
    }
  }

  #listen(): void {
    const { contents } = this.#alive
    contents.once('did-finish-load', () => this.emit('ready-to-show'))
    contents.on('did-finish-load', () => contents.zoomLevel !== 0 && this.#shape())
    contents.on('page-title-updated', (_event: PreventableEvent, title: string, isExplicit: boolean) => {
      const event = new PreventableEvent()
      this.emit('page-title-updated', event, title, isExplicit)
      if (!event.defaultPrevented && this.#data) this.#data.title = title
    })
  }

  get #alive(): Data {
    if (!this.#data) throw destroyed()
    return this.#data
  }

  #mustLive(): void {
    if (!this.#data) throw destroyed()
  }

  get webContents(): WebContents {
    return this.#alive.contents as object as WebContents
  }

  /** Hands the shape that main wants to the browser. */
  #shape(): void {
    if (!this.#data) return
    const { contents, normal, state } = this.#data
    void contents.attached
      .then((attached) => applyShape(attached, { bounds: normal, state }, contents.zoomFactor))
      .catch((error: unknown) => {
        if (!contents.isDestroyed()) throw error
      })
  }

  /** Takes over what the user has done with the window in the browser. */
  async #readShape(): Promise<void> {
    const contents = this.#alive.contents
    const shape = await contents.attached.then(readShape).catch(() => undefined)
    if (!shape || !this.#data) return
    if (shape.state !== this.#data.state) this.#enter(shape.state, false)
    if (shape.state === 'normal') this.#moveTo(shape.bounds, false)
  }

  #enter(state: WindowState, isOurs = true): void {
    const data = this.#alive
    const before = data.state
    if (before === state) return
    if (state === 'minimized') data.beforeMinimizing = before
    data.state = state
    if (isOurs) this.#shape()
    if (before === 'fullscreen') this.emit('leave-full-screen')
    if (before === 'maximized' && state === 'normal') this.emit('unmaximize')
    if (before === 'minimized') this.emit('restore')
    if (state === 'fullscreen') this.emit('enter-full-screen')
    if (state === 'maximized' && before !== 'minimized') this.emit('maximize')
    if (state === 'minimized') this.emit('minimize')
    this.emit('resize')
  }

  #moveTo(bounds: Rectangle, isOurs = true): void {
    const data = this.#alive
    const { x, y, width, height } = data.normal
    data.normal = bounds
    if (isOurs) this.#shape()
    if (width !== bounds.width || height !== bounds.height) this.emit('resize')
    if (x !== bounds.x || y !== bounds.y) this.emit('move')
  }

  loadURL(url: string): Promise<void> {
    return this.#alive.contents.loadURL(url)
  }

  reload(): void {
    this.#alive.contents.reload()
  }

  show(): void {
    this.showInactive()
    this.focus()
  }

  showInactive(): void {
    const data = this.#alive
    if (data.isVisible) return
    data.isVisible = true
    this.emit('show')
  }

  hide(): void {
    const data = this.#alive
    if (!data.isVisible) return
    data.isVisible = false
    this.blur()
    this.emit('hide')
  }

  focus(): void {
    if (!this.#alive.isVisible || focused === this) return
    focused?.blur()
    takeFocus(this)
    this.#alive.contents.focus()
    this.emit('focus')
  }

  blur(): void {
    if (focused !== this) return
    focused = undefined
    this.emit('blur')
  }

  isFocused(): boolean {
    this.#mustLive()
    return focused === this
  }

  isVisible(): boolean {
    return this.#alive.isVisible
  }

  close(): void {
    const { contents } = this.#alive
    if (this.#isClosing) return
    const event = new PreventableEvent()
    this.emit('close', event)
    if (event.defaultPrevented) lifecycle.emit('close-prevented')
    else void this.#unload(contents)
  }

  async #unload(contents: StandInWebContents): Promise<void> {
    this.#isClosing = true
    const mayUnload = await contents.mayUnload().catch(() => true)
    this.#isClosing = false
    if (mayUnload) this.destroy()
    else lifecycle.emit('close-prevented')
  }

  /** The user has closed the window in the browser: main hears of it, too late to prevent it. */
  #closedByUser(): void {
    if (!this.#data) return
    this.emit('close', new PreventableEvent())
    this.destroy()
  }

  destroy(): void {
    if (!this.#data) return
    clearInterval(this.#watch)
    const { contents } = this.#data
    if (focused === this) focused = undefined
    windows.delete(this)
    contents.destroy()
    this.#data = undefined
    this.emit('closed')
    lifecycle.closed(this)
  }

  isDestroyed(): boolean {
    return this.#data === undefined
  }

  minimize(): void {
    this.#enter('minimized')
  }

  restore(): void {
    const data = this.#alive
    if (data.state === 'minimized') this.#enter(data.beforeMinimizing)
    else if (data.state === 'maximized') this.#enter('normal')
  }

  isMinimized(): boolean {
    return this.#alive.state === 'minimized'
  }

  maximize(): void {
    this.showInactive()
    this.#enter('maximized')
  }

  unmaximize(): void {
    if (this.isMaximized()) this.#enter('normal')
  }

  isMaximized(): boolean {
    return this.#alive.state === 'maximized'
  }

  isFullScreen(): boolean {
    return this.#alive.state === 'fullscreen'
  }

  setFullScreen(flag: boolean): void {
    if (flag !== this.isFullScreen()) this.#enter(flag ? 'fullscreen' : 'normal')
  }

  isNormal(): boolean {
    return this.#alive.state === 'normal'
  }

  getBounds(): Rectangle {
    const { state, normal } = this.#alive
    return { ...(state === 'maximized' || state === 'fullscreen' ? workArea : normal) }
  }

  getNormalBounds(): Rectangle {
    return { ...this.#alive.normal }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const { normal, minimum } = this.#alive
    const wanted = { ...normal, ...bounds }
    const width = Math.max(wanted.width, minimum[0])
    const height = Math.max(wanted.height, minimum[1])
    this.#moveTo({ ...wanted, width, height })
  }

  getSize(): number[] {
    const { width, height } = this.getBounds()
    return [width, height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getContentSize(): number[] {
    return this.getSize()
  }

  setContentSize(width: number, height: number): void {
    this.setSize(width, height)
  }

  getMinimumSize(): number[] {
    return [...this.#alive.minimum]
  }

  setMinimumSize(width: number, height: number): void {
    this.#alive.minimum = [width, height]
  }

  getPosition(): number[] {
    const { x, y } = this.getBounds()
    return [x, y]
  }

  setPosition(x: number, y: number): void {
    this.setBounds({ x, y })
  }

  center(): void {
    const { width, height } = this.#alive.normal
    this.setPosition(Math.round((workArea.width - width) / 2), Math.round((workArea.height - height) / 2))
  }

  get title(): string {
    return this.#alive.title
  }

  set title(title: string) {
    this.#alive.title = title
  }

  getTitle(): string {
    return this.title
  }

  setTitle(title: string): void {
    this.title = title
  }

  getBackgroundColor(): string {
    return this.#alive.background
  }

  setBackgroundColor(color: string): void {
    this.#alive.background = color
  }

  getParentWindow(): null {
    return null
  }

  /** These change what no browser window has: they can be called, and nothing is seen. */
  readonly setProgressBar: Offered['setProgressBar'] = () => this.#mustLive()
  readonly setMenuBarVisibility: Offered['setMenuBarVisibility'] = () => this.#mustLive()
  readonly setAutoHideMenuBar: Offered['setAutoHideMenuBar'] = () => this.#mustLive()
  readonly setDocumentEdited: Offered['setDocumentEdited'] = () => this.#mustLive()
  readonly setRepresentedFilename: Offered['setRepresentedFilename'] = () => this.#mustLive()
  readonly flashFrame: Offered['flashFrame'] = () => this.#mustLive()
}

guard(StandInBrowserWindow, 'BrowserWindow')
