import { join } from 'node:path'
import { app, type BrowserWindow, session } from 'electron'
import type { Result } from '../contract/bridge.ts'
import { Dispatcher } from '../contract/dispatch.ts'
import type { Picked } from '../contract/views.ts'
import { Bugs } from './bugs.ts'
import { watchElsewhere } from './elsewhere.ts'
import { failureOf } from './failures.ts'
import { guard } from './guards.ts'
import { makeHandlers } from './handlers/handlers.ts'
import { serveBridge } from './ipc.ts'
import { openLink } from './links.ts'
import { lockVaultWhenAway } from './lock-vault.ts'
import { makeServices, monotonic } from './make-services.ts'
import { setMenu } from './menu.ts'
import { givenPaths, PickedFiles } from './picked.ts'
import { PdfPrinter } from './print-pdf.ts'
import { quitInOrder } from './quit.ts'
import { serveScheme } from './scheme.ts'
import type { Services } from './services.ts'
import { SettingsFile } from './settings.ts'
import { Speech } from './speech.ts'
import { followTheme } from './theme.ts'
import { reviveWindow, tellStrayBugs } from './troubles.ts'
import { WindowLink } from './window-link.ts'
import { bringForward, openWindow } from './window.ts'

/** The app while it runs: its one window, and what stands behind it. */
export class Host {
  private readonly bugs = new Bugs(Date.now)
  private readonly picked = new PickedFiles(monotonic)
  private readonly link = new WindowLink()
  private speech: Speech | undefined

  /** @param folder of the built app */
  constructor(private readonly folder: string) {
    tellStrayBugs(
      this.bugs,
      () => this.speech?.messages,
      () => this.link.window,
    )
  }

  /** Once the app is ready. */
  async open(): Promise<void> {
    guard(session.defaultSession)
    const printer = new PdfPrinter()
    serveScheme(join(this.folder, 'renderer'), (url) => printer.pageAt(url))
    const { folder, link, picked, bugs } = this
    const file = new SettingsFile(app.getPath('userData'), Date.now())
    const speech = (this.speech = await Speech.of(file.all.language))
    const settingsChanged = () => {
      this.setMenu(speech)
      link.send({ kind: 'settings', settings: services.settings.shown() })
    }
    const parts = { folder, file, speech, link, picked, bugs, printer, settingsChanged }
    const { services, engine, lockVault } = makeServices(parts)
    const dispatcher = this.serve(services)
    this.setMenu(speech)
    const window = this.openWindow(file, services, dispatcher)
    window.once('show', () => engine.warmUp())
    lockVaultWhenAway(
      lockVault,
      () => file.all.vaultIdleMinutes,
      () => dispatcher.unusedSeconds,
      () => link.send({ kind: 'vault-locked' }),
    )
    quitInOrder(async () => {
      await dispatcher.finish()
      await engine.stop()
    })
  }

  openFiles(paths: readonly string[]): void {
    this.link.send({ kind: 'files-opened', picked: this.picked.put(paths) })
  }

  bringForward(): void {
    if (this.link.window) bringForward(this.link.window)
  }

  private openWindow(
    file: SettingsFile,
    { messages, settings, projects }: Services,
    dispatcher: Dispatcher,
  ): BrowserWindow {
    const { link, bugs } = this
    const window = openWindow(join(this.folder, 'preload.cjs'), file)
    link.set(window)
    followTheme(window, () => link.send({ kind: 'settings', settings: settings.shown() }))
    watchElsewhere(window, projects, bugs, (event) => link.send(event))
    reviveWindow(window, messages, () => {
      link.pageIsGone()
      dispatcher.cancelAll()
    })
    // What is printed has a window of its own, which would keep the app alive, and nobody to save it for.
    window.once('closed', () => dispatcher.cancelAll())
    return window
  }

  private serve(services: Services): Dispatcher {
    const { messages } = services
    const dispatcher = new Dispatcher(
      makeHandlers(services, () => this.link.pageListens()),
      {
        refusal: (code) => failureOf(code, messages()),
        bug: (error) => {
          this.bugs.remember(error)
          return failureOf('bug', messages())
        },
        send: (event) => this.link.send(event),
      },
    )
    serveBridge(
      dispatcher,
      () => this.link.window,
      (isOurs, given) => this.takeDropped(isOurs, given, services),
    )
    return dispatcher
  }

  private takeDropped(isOurs: boolean, given: unknown, { messages }: Services): Result<Picked> {
    if (!isOurs) return { ok: false, failure: failureOf('wrong-sender', messages()) }
    const paths = givenPaths(given)
    if (!paths) return { ok: false, failure: failureOf('nothing-dropped', messages()) }
    return { ok: true, value: this.picked.put(paths) }
  }

  private setMenu(speech: Speech): void {
    setMenu(speech.messages, process.platform, {
      command: (command) => this.link.send({ kind: 'menu', command }),
      openLink: (link) => void openLink(link),
    })
  }
}
