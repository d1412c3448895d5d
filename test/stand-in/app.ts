import { type App, type CommandLine, type WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { type Server } from 'node:net'
import { browser } from './browser.ts'
import { commandLine } from './command-line.ts'
import { PreventableEvent } from './events.ts'
import { lifecycle } from './lifecycle.ts'
import { guard } from './offer.ts'
import { type AppPackage, Paths, readAppPackage } from './paths.ts'
import { lockInstance } from './single-instance.ts'

type Offered = Pick<
  App,
  | 'whenReady'
  | 'isReady'
  | 'quit'
  | 'exit'
  | 'focus'
  | 'getPath'
  | 'setPath'
  | 'setAppLogsPath'
  | 'getAppPath'
  | 'getVersion'
  | 'getName'
  | 'setName'
  | 'name'
  | 'getLocale'
  | 'getSystemLocale'
  | 'getPreferredSystemLanguages'
  | 'isPackaged'
  | 'requestSingleInstanceLock'
  | 'hasSingleInstanceLock'
  | 'releaseSingleInstanceLock'
  | 'enableSandbox'
  | 'setAppUserModelId'
  | 'setAboutPanelOptions'
  | 'showAboutPanel'
  | 'addRecentDocument'
  | 'clearRecentDocuments'
  | 'isAccessibilitySupportEnabled'
  | 'disableHardwareAcceleration'
>

function systemLanguages(): string[] {
  const { LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = process.env
  const list = [LANGUAGE, LC_ALL, LC_MESSAGES, LANG].find((value) => value !== undefined && value !== '') ?? 'en_US'
  return list.split(':').map((language) => {
    const [name = ''] = language.split('.')
    return name === 'C' || name === 'POSIX' ? 'en-US' : name.replace('_', '-')
  })
}

class StandInApp extends EventEmitter implements Offered {
  readonly isPackaged = false
  readonly commandLine = commandLine as object as CommandLine
  readonly #package: AppPackage
  readonly #paths: Paths
  #resolveReady: () => void = () => undefined
  readonly #ready = new Promise<void>((resolve) => (this.#resolveReady = resolve))
  #name: string
  #lock: Server | undefined
  #isQuitting = false
  #isExiting = false

  constructor(appPackage: AppPackage) {
    super()
    this.#package = appPackage
    this.#name = appPackage.name
    this.#paths = new Paths(appPackage)
    lifecycle.on('window-closed', (left) => left === 0 && this.#lastWindowClosed())
    lifecycle.on('close-prevented', () => (this.#isQuitting = false))
    lifecycle.on('browser-gone', () => this.exit(0))
    lifecycle.on('web-contents-created', (contents: WebContents) =>
      this.emit('web-contents-created', new PreventableEvent(), contents),
    )
    lifecycle.on('window-created', (window) => this.emit('browser-window-created', new PreventableEvent(), window))
  }

  /** The main module has been evaluated: the browser starts, and the app is ready. */
  async start(): Promise<void> {
    if (this.#isQuitting || this.#isExiting) return
    this.emit('will-finish-launching')
    await browser.start()
    lifecycle.isReady = true
    this.#resolveReady()
    this.emit('ready', new PreventableEvent(), {})
  }

  whenReady(): Promise<void> {
    return this.#ready
  }

  isReady(): boolean {
    return lifecycle.isReady
  }

  quit(): void {
    if (this.#isQuitting) return
    const event = new PreventableEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.#isQuitting = true
    if (lifecycle.windows.size === 0) this.#quitNow()
    else for (const window of [...lifecycle.windows]) window.close()
  }

  exit(exitCode = 0): void {
    this.#isExiting = true
    for (const window of [...lifecycle.windows]) window.destroy()
    void this.#shutDown(exitCode)
  }

  #quitNow(): void {
    const event = new PreventableEvent()
    this.emit('will-quit', event)
    if (event.defaultPrevented) this.#isQuitting = false
    else void this.#shutDown(0)
  }

  async #shutDown(exitCode: number): Promise<void> {
    if (this.#isShuttingDown) return
    this.#isShuttingDown = true
    this.emit('quit', new PreventableEvent(), exitCode)
    this.#lock?.close()
    await browser.close()
    process.exit(exitCode)
  }
  #isShuttingDown = false

  #lastWindowClosed(): void {
    if (this.#isExiting) return
    if (this.#isQuitting) this.#quitNow()
    else if (!this.emit('window-all-closed')) this.quit()
  }

  focus(): void {
    const [first] = lifecycle.windows
    first?.focus()
  }

  getPath(name: Parameters<App['getPath']>[0]): string {
    return this.#paths.get(name)
  }

  setPath(name: string, path: string): void {
    this.#paths.set(name, path)
  }

  setAppLogsPath(path = this.getPath('logs')): void {
    this.setPath('logs', path)
  }

  getAppPath(): string {
    return this.#package.path
  }

  getVersion(): string {
    return this.#package.version
  }

  get name(): string {
    return this.#name
  }

  set name(name: string) {
    this.#name = name
  }

  getName(): string {
    return this.#name
  }

  setName(name: string): void {
    this.#name = name
  }

  getLocale(): string {
    if (!lifecycle.isReady) return ''
    const lang = commandLine.getSwitchValue('lang')
    return lang === '' ? (systemLanguages()[0] ?? 'en-US') : lang
  }

  getSystemLocale(): string {
    lifecycle.mustBeReady('call app.getSystemLocale()')
    return systemLanguages()[0] ?? 'en-US'
  }

  getPreferredSystemLanguages(): string[] {
    return systemLanguages()
  }

  requestSingleInstanceLock(additionalData?: Record<string, unknown>): boolean {
    if (this.#lock) return true
    const message = { argv: process.argv, cwd: process.cwd(), additionalData }
    this.#lock = lockInstance(
      this.getPath('userData'),
      message,
      ({ argv, cwd, additionalData: data }) =>
        void this.whenReady().then(() => this.emit('second-instance', new PreventableEvent(), argv, cwd, data)),
    )
    if (this.#lock) void browser.start()
    return this.#lock !== undefined
  }

  hasSingleInstanceLock(): boolean {
    return this.#lock !== undefined
  }

  releaseSingleInstanceLock(): void {
    this.#lock?.close()
    this.#lock = undefined
  }

  isAccessibilitySupportEnabled(): boolean {
    return false
  }

  /** These change what only the operating system shows: they can be called, and nothing is seen. */
  readonly enableSandbox: Offered['enableSandbox'] = () => {
    if (lifecycle.isReady) throw new Error('app.enableSandbox() can only be called before app is ready')
  }
  readonly disableHardwareAcceleration: Offered['disableHardwareAcceleration'] = () => {
    if (lifecycle.isReady) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
  }
  readonly setAppUserModelId: Offered['setAppUserModelId'] = () => undefined
  readonly setAboutPanelOptions: Offered['setAboutPanelOptions'] = () => undefined
  readonly showAboutPanel: Offered['showAboutPanel'] = () => undefined
  readonly addRecentDocument: Offered['addRecentDocument'] = () => undefined
  readonly clearRecentDocuments: Offered['clearRecentDocuments'] = () => undefined
}

guard(StandInApp, 'app')

export const electronVersion = '45.4.1'

/** What the stand-in was started with: `process.argv` is then as Electron has it. */
export const appPackage = readAppPackage(process.argv[1] ?? '', electronVersion)

export const app = new StandInApp(appPackage)
