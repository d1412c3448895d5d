import { type OnBeforeRequestListenerDetails } from 'electron'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext, type Page, type Request, type Route } from 'playwright-core'
import { commandLine } from './command-line.ts'
import { lifecycle } from './lifecycle.ts'
import { answerRequest } from './protocol.ts'
import { fromScheme, toScheme } from './scheme.ts'
import { workArea } from './screen.ts'
import { defaultSession } from './session.ts'
import { settings } from './settings.ts'

/** What the browser asks of the window that a page belongs to. */
export interface PageOwner {
  /** Whether main lets a frame go to an address that the page has asked for. */
  readonly mayNavigate: (url: string, isMainFrame: boolean) => boolean
  readonly requestDetails: () => Pick<OnBeforeRequestListenerDetails, 'webContentsId' | 'webContents'>
}

/** Without one, the system's: a test's is light. */
type ColorScheme = 'light' | 'dark' | undefined

const resourceTypes: Partial<Record<string, OnBeforeRequestListenerDetails['resourceType']>> = {
  stylesheet: 'stylesheet',
  script: 'script',
  image: 'image',
  font: 'font',
  xhr: 'xhr',
  fetch: 'xhr',
  ping: 'ping',
  cspreport: 'cspReport',
  media: 'media',
  websocket: 'webSocket',
}

/** A page for the window of `--app`, which wants an address. */
const blankApp = 'data:text/html,<meta name="color-scheme" content="light dark">'

const usableScreen =
  '({ x: screen.availLeft, y: screen.availTop, width: screen.availWidth, height: screen.availHeight })'

function switches(): string[] {
  const lang = commandLine.getSwitchValue('lang')
  return [
    '--remote-debugging-port=0',
    '--no-first-run',
    // Whatever is asked before the stand-in hears of it (by a popup, by the browser itself) reaches no network either.
    // As in Electron, a page may close its window.
    '--blink-settings=allowScriptsToCloseWindows=true',
    '--host-resolver-rules=MAP * ~NOTFOUND',
    '--disable-features=Translate,MediaRouter',
    ...(lang === '' ? [] : [`--lang=${lang}`]),
    // Root has no sandbox in Chromium. The app's own wish for one is checked in BrowserWindow.
    ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
    ...(settings.mode === 'start' ? [`--app=${blankApp}`] : []),
  ]
}

/** The browser that shows the windows: one process, one profile that lasts as long as the app. */
class Browser {
  readonly #owners = new Map<Page, PageOwner>()
  readonly #profile = mkdtempSync(join(tmpdir(), 'stand-in-profile-'))
  /** The page that is being opened for a window of main's; others are popups. */
  #opening: Promise<Page | undefined> = Promise.resolve(undefined)
  #started: Promise<BrowserContext> | undefined
  #scheme: ColorScheme
  #isClosing = false

  /** Starts the browser; it may be called early and again. */
  start(): Promise<BrowserContext> {
    this.#started ??= this.#launch()
    return this.#started
  }

  async #launch(): Promise<BrowserContext> {
    const context = await chromium.launchPersistentContext(this.#profile, {
      executablePath: settings.browser,
      headless: settings.mode === 'test',
      args: switches(),
      ignoreDefaultArgs: ['--enable-automation'],
      viewport: null,
      colorScheme: null,
      chromiumSandbox: process.getuid?.() !== 0,
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
      ...(commandLine.hasSwitch('lang') && { locale: commandLine.getSwitchValue('lang') }),
    })
    if (settings.mode === 'start') Object.assign(workArea, await context.pages()[0]?.evaluate(usableScreen))
    this.#version = context.browser()?.version()
    await context.route('**/*', (route) => this.#route(route))
    context.on('page', (page) => void this.#closePopup(page).catch(() => undefined))
    context.on('close', () => !this.#isClosing && lifecycle.emit('browser-gone'))
    return context
  }

  /** The browser's version, once it has started. */
  version(): string | undefined {
    return this.#version
  }
  #version: string | undefined

  /** Where the browser listens for a test: `host:port`. */
  debuggingAddress(): string {
    const [port] = readFileSync(join(this.#profile, 'DevToolsActivePort'), 'utf8').split('\n')
    return `127.0.0.1:${port ?? ''}`
  }

  /** A page for a new window. The first is the one that the browser has opened by itself. */
  async open(owner: PageOwner): Promise<Page> {
    const context = await this.start()
    const claimed = this.#opening.then(() => this.#claimPage(context, owner))
    this.#opening = claimed
    const page = await claimed
    page.once('close', () => this.#owners.delete(page))
    await this.#emulateScheme(page)
    return page
  }

  async #claimPage(context: BrowserContext, owner: PageOwner): Promise<Page> {
    const page = context.pages().find((each) => !this.#owners.has(each)) ?? (await context.newPage())
    this.#owners.set(page, owner)
    return page
  }

  async setColorScheme(scheme: ColorScheme): Promise<void> {
    this.#scheme = scheme
    await Promise.all([...this.#owners.keys()].map((page) => this.#emulateScheme(page)))
  }

  #emulateScheme(page: Page): Promise<void> {
    return page.emulateMedia({ colorScheme: this.#scheme ?? (settings.mode === 'test' ? 'light' : null) })
  }

  async grant(permissions: readonly string[], url: string): Promise<void> {
    const context = await this.start()
    await context.grantPermissions([...permissions], { origin: new URL(fromScheme(url)).origin })
  }

  /**
   * Runs an expression in a world of its own beside the page of a window, as if the user had just clicked: for what the
   * browser does for us in a person's sight.
   */
  async runBeside(expression: string, page: Page | undefined = [...this.#owners.keys()][0]): Promise<unknown> {
    if (!page) throw new Error('The stand-in has no window to show this in.')
    const cdp = await page.context().newCDPSession(page)
    try {
      const { frameTree } = await cdp.send('Page.getFrameTree')
      const { executionContextId } = await cdp.send('Page.createIsolatedWorld', {
        frameId: frameTree.frame.id,
        worldName: 'stand-in',
      })
      const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
        expression,
        contextId: executionContextId,
        userGesture: true,
        awaitPromise: true,
        returnByValue: true,
      })
      if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      return result.value
    } finally {
      await cdp.detach().catch(() => undefined)
    }
  }

  /** Ends the browser, and takes its profile away. */
  async close(): Promise<void> {
    this.#isClosing = true
    const context = await this.#started?.catch(() => undefined)
    // The user may have closed it already.
    await context?.close().catch(() => undefined)
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 })
  }

  /** A window that the page has opened by itself goes at once. */
  async #closePopup(page: Page): Promise<void> {
    await this.#opening
    if (!this.#owners.has(page)) await page.close()
  }

  async #route(route: Route): Promise<void> {
    const request = route.request()
    const owner = this.#ownerOf(request)
    if (!owner) {
      // A popup: it is reported only once it has shown something, and goes then.
      await route.fulfill({ contentType: 'text/html', body: '' })
      return
    }
    if (!(await this.#isAllowed(request, owner))) {
      await route.abort(request.isNavigationRequest() ? 'aborted' : 'blockedbyclient')
      return
    }
    const answer = await answerRequest({
      shown: request.url(),
      method: request.method(),
      headers: await request.allHeaders(),
      body: request.postDataBuffer(),
    })
    await (answer ? route.fulfill(answer) : route.abort('failed'))
  }

  #ownerOf(request: Request): PageOwner | undefined {
    try {
      return this.#owners.get(request.frame().page())
    } catch {
      // The first request of a popup, whose page does not exist yet.
      return undefined
    }
  }

  async #isAllowed(request: Request, owner: PageOwner): Promise<boolean> {
    const isMainFrame = request.isNavigationRequest() && request.frame().parentFrame() === null
    const url = toScheme(request.url())
    if (request.isNavigationRequest() && !owner.mayNavigate(url, isMainFrame)) return false
    const frameType = isMainFrame ? 'mainFrame' : 'subFrame'
    return defaultSession.mayRequest({
      ...owner.requestDetails(),
      id: 0,
      url,
      method: request.method(),
      resourceType: request.isNavigationRequest() ? frameType : (resourceTypes[request.resourceType()] ?? 'other'),
      referrer: toScheme(request.headers().referer ?? ''),
      timestamp: Date.now(),
      uploadData: [],
    })
  }
}

export const browser = new Browser()
