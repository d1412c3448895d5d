import {
  type HandlerDetails,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  type PrintToPDFOptions,
  type WebContents,
  type WebFrameMain,
  type WindowOpenHandlerResponse,
} from 'electron'
import { EventEmitter } from 'node:events'
import { randomUUID } from 'node:crypto'
import { type CDPSession, type ConsoleMessage, type Page } from 'playwright-core'
import { acceleratorTable } from './accelerator-table.ts'
import { browser } from './browser.ts'
import { loadError, PreventableEvent } from './events.ts'
import { ipcMain } from './ipc-main.ts'
import { lifecycle } from './lifecycle.ts'
import { guard, offer } from './offer.ts'
import { pdfParameters } from './pdf.ts'
import { fromScheme, originOf, toScheme } from './scheme.ts'
import { defaultSession } from './session.ts'
import { type FromWindow, type PreloadOptions, type ToWindow } from './window-messages.ts'
import { pageScript, preloadScript } from './window-scripts.ts'
import { pack, unpack } from './wire.ts'

type Offered = Pick<
  WebContents,
  | 'id'
  | 'send'
  | 'isDestroyed'
  | 'getURL'
  | 'getTitle'
  | 'loadURL'
  | 'reload'
  | 'isLoading'
  | 'setZoomLevel'
  | 'getZoomLevel'
  | 'setZoomFactor'
  | 'getZoomFactor'
  | 'zoomLevel'
  | 'zoomFactor'
  | 'printToPDF'
  | 'undo'
  | 'redo'
  | 'setWindowOpenHandler'
  | 'isDevToolsOpened'
  | 'focus'
  | 'isFocused'
  | 'isCrashed'
  | 'getType'
> & { readonly session: object }

export interface Attached {
  readonly page: Page
  readonly cdp: CDPSession
}

/** What the window tells its contents, and learns from them. */
export interface ContentsOptions {
  readonly preload: string | undefined
  readonly additionalArguments: readonly string[]
  readonly isFocused: () => boolean
  /** Something of the page's size or zoom has changed. */
  readonly onZoom: () => void
  /** The page is gone though nobody here closed it. */
  readonly onGone: () => void
  readonly onAccelerator: (command: number) => void
}

/** The name that Electron gives the world of the preload. */
const isolatedWorld = 'Electron Isolated Context'

const tellWindow = 'function (name, method, value) { return globalThis[name][method](value) }'

/** Electron's own check at closing, without a question to the user: whether the page lets itself be unloaded. */
const askToUnload = `(() => {
  const event = document.createEvent('BeforeUnloadEvent')
  event.initEvent('beforeunload', false, true)
  window.dispatchEvent(event)
  return !event.defaultPrevented && event.returnValue === ''
})()`

const levels: Partial<Record<ReturnType<ConsoleMessage['type']>, string>> = {
  error: 'error',
  assert: 'error',
  warning: 'warning',
  debug: 'debug',
}

let lastId = 0

export class StandInWebContents extends EventEmitter implements Offered {
  readonly id = (lastId += 1)
  readonly session = defaultSession
  readonly mainFrame: WebFrameMain
  /** The page, once the browser has it. */
  readonly attached: Promise<Attached>
  readonly #options: ContentsOptions
  readonly #channel = `electron-${randomUUID()}`
  readonly #binding = `electron_${randomUUID().replaceAll('-', '')}`
  #isDestroyed = false
  #isLoading = false
  /** Of what main asked to be loaded: until it has ended, well or not. */
  #lastLoad: Promise<unknown> = Promise.resolve()
  #isCrashed = false
  #shown = ''
  #title = ''
  #zoomLevel = 0
  /** The address that main itself is loading: the page did not ask for it. */
  #loading: string | undefined
  #context: number | undefined
  #windowOpenHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined
  #inTurn: Promise<void> = Promise.resolve()

  constructor(options: ContentsOptions) {
    super()
    this.#options = options
    this.mainFrame = this.#makeFrame()
    this.attached = this.#attach()
    acceleratorTable.on('changed', this.#sendAccelerators)
    lifecycle.emit('web-contents-created', this.#self)
  }

  /** What the browser still tells of a page that is gone is not passed on. */
  override emit(name: string, ...values: unknown[]): boolean {
    return !this.#isDestroyed && super.emit(name, ...values)
  }

  /** What main is handed: it has of WebContents what stands in the README, and throws for the rest. */
  get #self(): WebContents {
    return this as object as WebContents
  }

  #makeFrame(): WebFrameMain {
    const shown = (): string => this.#shown
    const members = {
      get url() {
        return toScheme(shown())
      },
      get origin() {
        return originOf(shown())
      },
      parent: null,
      frames: [],
      name: '',
      routingId: 1,
      processId: this.id,
      isDestroyed: () => this.#isDestroyed,
    } satisfies Partial<WebFrameMain>
    return offer('webContents.mainFrame', members) as object as WebFrameMain
  }

  async #attach(): Promise<Attached> {
    const page = await browser.open({
      mayNavigate: (url, isMainFrame) => this.#mayNavigate(url, isMainFrame),
      requestDetails: () => ({ webContentsId: this.id, webContents: this.#self }),
    })
    const cdp = await page.context().newCDPSession(page)
    this.#listen(page, cdp)
    for (const domain of ['Page.enable', 'Runtime.enable', 'DOM.enable'] as const) await cdp.send(domain)
    await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(this.#channel) })
    await this.#addPreload(cdp)
    return { page, cdp }
  }

  async #addPreload(cdp: CDPSession): Promise<void> {
    const { preload, additionalArguments } = this.#options
    if (preload === undefined) return
    await cdp.send('Runtime.addBinding', { name: this.#binding, executionContextName: isolatedWorld })
    const { platform, arch, versions } = process
    const options = {
      channel: this.#channel,
      binding: this.#binding,
      path: preload,
      accelerators: acceleratorTable.keys,
      process: {
        platform,
        arch,
        versions,
        type: 'renderer',
        sandboxed: true,
        contextIsolated: true,
        argv: [process.execPath, ...additionalArguments],
      },
    }
    const source = this.#readPreload(options)
    if (source !== undefined) {
      await cdp.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: isolatedWorld })
    }
  }

  #readPreload(options: PreloadOptions): string | undefined {
    try {
      return preloadScript(options)
    } catch (error) {
      this.#failPreload(error)
      return undefined
    }
  }

  #failPreload(error: unknown): void {
    process.stderr.write(`Unable to load preload script: ${this.#options.preload ?? ''}\n${String(error)}\n`)
    this.emit('preload-error', new PreventableEvent(), this.#options.preload, error)
  }

  #listen(page: Page, cdp: CDPSession): void {
    cdp.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name === this.#binding) this.#receive(JSON.parse(payload) as FromWindow & { url: string }, executionContextId)
    })
    cdp.on('Page.windowOpen', ({ url, windowName }) => this.#openWindow(toScheme(url), windowName))
    page.on('framenavigated', (frame) => {
      if (frame.parentFrame()) return
      this.#shown = frame.url()
      this.emit('did-navigate', new PreventableEvent(), this.getURL(), 200, 'OK')
    })
    page.on('domcontentloaded', () => this.emit('dom-ready', new PreventableEvent()))
    page.on('load', () => void this.#loaded(page))
    page.on('console', (message) => this.#passConsole(message))
    page.on('crash', () => {
      this.#isCrashed = true
      this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 1 })
    })
    page.on('close', () => !this.#isDestroyed && this.#options.onGone())
  }

  async #loaded(page: Page): Promise<void> {
    if (page.url() === 'about:blank') return
    this.#isLoading = false
    const title = await page.title().catch(() => '')
    if (title !== this.#title) this.emit('page-title-updated', new PreventableEvent(), (this.#title = title), true)
    this.emit('did-finish-load', new PreventableEvent())
    this.emit('did-stop-loading', new PreventableEvent())
  }

  #passConsole(message: ConsoleMessage): void {
    const { url, lineNumber } = message.location()
    const details = {
      level: levels[message.type()] ?? 'info',
      message: message.text(),
      lineNumber,
      sourceId: toScheme(url),
      frame: this.mainFrame,
    }
    this.emit('console-message', Object.assign(new PreventableEvent(), details))
  }

  #mayNavigate(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && url === this.#loading) return true
    const details = { url, isSameDocument: false, isMainFrame, frame: isMainFrame ? this.mainFrame : null }
    const event = Object.assign(new PreventableEvent(), details)
    this.emit('will-frame-navigate', event)
    if (isMainFrame && !event.defaultPrevented) this.emit('will-navigate', event, url, false, true, this.id, 1)
    return !event.defaultPrevented
  }

  #openWindow(url: string, frameName: string): void {
    if (!this.#windowOpenHandler) {
      throw new Error(`The page opens ${url}: the stand-in wants setWindowOpenHandler to deny it.`)
    }
    const { action } = this.#windowOpenHandler({
      url,
      frameName,
      features: '',
      disposition: 'new-window',
      referrer: { url: '', policy: 'strict-origin-when-cross-origin' },
    })
    if (action === 'allow') throw new Error('setWindowOpenHandler: the stand-in knows no action but deny.')
  }

  #receive(message: FromWindow & { url: string }, context: number): void {
    this.#shown = message.url
    switch (message.kind) {
      case 'started':
        this.#context = context
        this.#sendAccelerators()
        return
      case 'preload-error':
        this.#failPreload(unpack(message.error))
        return
      case 'accelerator':
        this.#options.onAccelerator(message.command)
        return
      case 'send':
      case 'invoke':
        // In the order of sending, also where a path had to be asked for.
        this.#inTurn = this.#inTurn.then(() => this.#carryOut(message, context))
    }
  }

  async #carryOut(message: Extract<FromWindow, { values: string }>, context: number): Promise<void> {
    const values = unpack(await this.#withPaths(message.values, context)) as unknown[]
    if (this.#isDestroyed) return
    const sender = { sender: this.#self, senderFrame: this.mainFrame, frameId: 1, processId: this.id, type: 'frame' }
    if (message.kind === 'send') {
      const event = { ...sender, ports: [], reply: this.send.bind(this) }
      ipcMain.receive(message.channel, offer('the event of ipcMain.on', event) as unknown as IpcMainEvent, values)
      return
    }
    const event = offer('the event of ipcMain.handle', sender) as unknown as IpcMainInvokeEvent
    void this.#answer(message.id, message.channel, event, values, context)
  }

  async #answer(
    id: number,
    channel: string,
    event: IpcMainInvokeEvent,
    values: readonly unknown[],
    context: number,
  ): Promise<void> {
    const answer = await ipcMain.answer(channel, event, values)
    if ('value' in answer) this.#tell('receive', { kind: 'answer', id, value: answer.value }, context)
    else this.#tell('receive', { kind: 'failed', id, channel, error: answer.error }, context)
  }

  /** Puts the real path where the preload was handed a token; a File that JavaScript has made has none: ''. */
  async #withPaths(text: string, context: number): Promise<string> {
    const tokens = new Set(text.match(new RegExp(`${this.#channel}-file-\\d+-`, 'g')))
    let replaced = text
    for (const token of tokens) {
      const path = JSON.stringify(await this.#pathOf(token, context)).slice(1, -1)
      replaced = replaced.replaceAll(token, () => path)
    }
    return replaced
  }

  async #pathOf(token: string, context: number): Promise<string> {
    const { cdp } = await this.attached
    const { result } = await cdp.send('Runtime.callFunctionOn', this.#call('fileOf', token, context))
    if (result.objectId === undefined) return ''
    const { path } = await cdp.send('DOM.getFileInfo', { objectId: result.objectId })
    return path
  }

  #call(method: string, value: unknown, executionContextId: number) {
    const values = [`${this.#binding}Main`, method, value].map((item) => ({ value: item }))
    return { executionContextId, functionDeclaration: tellWindow, arguments: values }
  }

  /** Reaches the window's side; what has been navigated away or closed meanwhile hears nothing. */
  #tell(method: string, value: unknown, context: number | undefined = this.#context): void {
    if (context === undefined || this.#isDestroyed) return
    void this.attached
      .then(({ cdp }) => cdp.send('Runtime.callFunctionOn', this.#call(method, value, context)))
      .catch(() => undefined)
  }

  readonly #sendAccelerators = (): void => this.#tell('setAccelerators', acceleratorTable.keys)

  #mustLive(): void {
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
  }

  send(channel: string, ...values: unknown[]): void {
    this.#mustLive()
    const message: ToWindow = { kind: 'send', channel, values: pack(values) }
    this.#tell('receive', message)
  }

  async loadURL(url: string): Promise<void> {
    this.#mustLive()
    const shown = fromScheme(url)
    if (shown === url && !url.startsWith('data:')) {
      throw new Error(`loadURL: ${url} is not of the app's own scheme, and the stand-in shows no other.`)
    }
    const loaded = this.#load(shown, async ({ page, cdp }) => {
      await browser.grant(await defaultSession.grantedTo(this.#self, shown), url)
      await page.goto(shown)
      // In Electron a page may close its window; the browser allows it where there is no way back.
      await cdp.send('Page.resetNavigationHistory')
    })
    this.#lastLoad = loaded.catch(() => undefined)
    await loaded
  }

  async #load(shown: string, go: (attached: Attached) => Promise<unknown>): Promise<void> {
    this.#loading = toScheme(shown)
    this.#isLoading = true
    try {
      await go(await this.attached)
    } catch (error) {
      if (this.#isDestroyed) return
      const failure = loadError('ERR_FAILED', -2, toScheme(shown))
      this.emit('did-fail-load', new PreventableEvent(), failure.message, String(error), toScheme(shown), true, 1, 1)
      throw new Error(failure.message, { cause: error })
    } finally {
      this.#loading = undefined
      this.#isLoading = false
    }
  }

  reload(): void {
    this.#mustLive()
    // What the load before does to the history at its end would lose a reload that has begun.
    void this.#lastLoad.then(() => this.#load(this.#shown, ({ page }) => page.reload())).catch(() => undefined)
  }

  /** By the page's own command, which the browser takes from the debugger as from a key. */
  #edit(command: 'undo' | 'redo'): void {
    this.#mustLive()
    const expression = `document.execCommand('${command}')`
    void this.attached.then(({ cdp }) => cdp.send('Runtime.evaluate', { expression })).catch(() => undefined)
  }

  /** Whether the page lets its window be closed. */
  async mayUnload(): Promise<boolean> {
    const { cdp } = await this.attached
    if (this.#isCrashed) return true
    const { result } = await cdp.send('Runtime.evaluate', { expression: askToUnload })
    return result.value === true
  }

  /** The page goes, without being asked. */
  destroy(): void {
    if (this.#isDestroyed) return
    this.emit('destroyed')
    this.#isDestroyed = true
    acceleratorTable.off('changed', this.#sendAccelerators)
    void this.attached.then(({ page }) => page.close()).catch(() => undefined)
  }

  async printToPDF(options: PrintToPDFOptions): Promise<Buffer> {
    this.#mustLive()
    const { cdp } = await this.attached
    const { data } = await cdp.send('Page.printToPDF', pdfParameters(options))
    return Buffer.from(data, 'base64')
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.#windowOpenHandler = handler
  }

  getURL(): string {
    this.#mustLive()
    return this.#shown === 'about:blank' ? '' : toScheme(this.#shown)
  }

  getTitle(): string {
    return this.#title
  }

  getType(): 'window' {
    return 'window'
  }

  isDestroyed(): boolean {
    return this.#isDestroyed
  }

  isLoading(): boolean {
    return this.#isLoading
  }

  isCrashed(): boolean {
    return this.#isCrashed
  }

  isFocused(): boolean {
    return this.#options.isFocused()
  }

  isDevToolsOpened(): boolean {
    return false
  }

  focus(): void {
    this.#mustLive()
    void this.attached.then(({ page }) => page.bringToFront()).catch(() => undefined)
  }

  get zoomLevel(): number {
    return this.#zoomLevel
  }

  set zoomLevel(level: number) {
    this.#mustLive()
    this.#zoomLevel = level
    this.#options.onZoom()
  }

  get zoomFactor(): number {
    return 1.2 ** this.#zoomLevel
  }

  set zoomFactor(factor: number) {
    if (!(factor > 0)) throw new Error("'zoomFactor' must be a double greater than 0.0")
    this.zoomLevel = Math.log(factor) / Math.log(1.2)
  }

  undo(): void {
    this.#edit('undo')
  }

  redo(): void {
    this.#edit('redo')
  }

  getZoomLevel(): number {
    return this.zoomLevel
  }

  setZoomLevel(level: number): void {
    this.zoomLevel = level
  }

  getZoomFactor(): number {
    return this.zoomFactor
  }

  setZoomFactor(factor: number): void {
    this.zoomFactor = factor
  }
}

guard(StandInWebContents, 'webContents')
