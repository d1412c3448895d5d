import { join } from 'node:path'
import { app, session } from 'electron'
import type { Result } from '../contract/bridge.ts'
import { Dispatcher } from '../contract/dispatch.ts'
import type { Picked } from '../contract/views.ts'
import { ProjectStore } from '../projects/store.ts'
import { appSettings } from './app-settings.ts'
import { Bugs } from './bugs.ts'
import { Engine } from './engine.ts'
import { failureOf } from './failures.ts'
import { guard } from './guards.ts'
import { makeHandlers } from './handlers/handlers.ts'
import { serveBridge } from './ipc.ts'
import { openLink } from './links.ts'
import { setMenu } from './menu.ts'
import { givenPaths, PickedFiles } from './picked.ts'
import { Projects } from './projects.ts'
import { serveScheme } from './scheme.ts'
import type { Services } from './services.ts'
import { SettingsFile } from './settings.ts'
import { ShortLived } from './short-lived.ts'
import { Speech } from './speech.ts'
import { systemDesk } from './system-desk.ts'
import { followTheme } from './theme.ts'
import { WindowLink } from './window-link.ts'
import { bringForward, openWindow } from './window.ts'

/** The app while it runs: its one window, and what stands behind it. */
export class Host {
  private readonly bugs = new Bugs(Date.now)
  private readonly picked = new PickedFiles(monotonic)
  private readonly link = new WindowLink()

  /** @param folder of the built app */
  constructor(private readonly folder: string) {}

  /** Once the app is ready. */
  async open(): Promise<void> {
    guard(session.defaultSession)
    serveScheme(join(this.folder, 'renderer'))
    const file = new SettingsFile(app.getPath('userData'), Date.now())
    const speech = await Speech.of(file.all.language)
    const settings = appSettings(file, speech, () => {
      this.setMenu(speech)
      this.link.send({ kind: 'settings', settings: settings.shown() })
    })
    const messages = () => speech.messages
    const engine = new Engine({ script: join(this.folder, 'worker.js'), timeLimitMs: 60_000, memoryMb: 1024 }, messages)
    const store = new ProjectStore(join(app.getPath('userData'), 'projects'))
    const services: Services = {
      about: { version: app.getVersion(), platform: process.platform, parts: versions() },
      now: Date.now,
      messages,
      settings,
      desk: systemDesk(() => this.link.window, file, speech),
      picked: this.picked,
      saved: new ShortLived(monotonic),
      bugs: this.bugs,
      engine,
      store,
      projects: new Projects({ store, engine, messages, now: Date.now }),
      keys,
    }
    this.serve(services)
    this.setMenu(speech)
    const window = openWindow(join(this.folder, 'preload.cjs'), file)
    this.link.set(window)
    followTheme(window, () => this.link.send({ kind: 'settings', settings: settings.shown() }))
    app.on('window-all-closed', () => app.quit())
  }

  openFiles(paths: readonly string[]): void {
    this.link.send({ kind: 'files-opened', picked: this.picked.put(paths) })
  }

  bringForward(): void {
    if (this.link.window) bringForward(this.link.window)
  }

  private serve(services: Services): void {
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
      (isOurs, given): Result<Picked> => {
        if (!isOurs) return { ok: false, failure: failureOf('wrong-sender', messages()) }
        const paths = givenPaths(given)
        if (!paths) return { ok: false, failure: failureOf('nothing-dropped', messages()) }
        return { ok: true, value: this.picked.put(paths) }
      },
    )
  }

  private setMenu(speech: Speech): void {
    setMenu(speech.messages, process.platform, {
      command: (command) => this.link.send({ kind: 'menu', command }),
      openLink: (link) => void openLink(link),
    })
  }
}

const keys = {
  state: () => Promise.resolve('os' as const),
  unlock: () => Promise.resolve(),
  keep: () => Promise.reject(new Error('no vault yet')),
}

/** Milliseconds of a clock that nobody sets. */
const monotonic = (): number => performance.now()

const versions = (): string => {
  const { electron, chrome, node } = process.versions
  return `Electron ${electron}, Chromium ${chrome}, Node ${node}`
}
