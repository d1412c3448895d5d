import type { MenuCommand, WindowEvent } from '../../electron/contract/bridge.ts'
import type { Input } from '../../electron/contract/routes.ts'
import type { Home, Picked, ProjectView, Settings, Start, StepId } from '../../electron/contract/views.ts'
import { hand } from '../parts/receivers.ts'
import type { Source } from '../parts/source.ts'
import { Tasks } from './tasks.svelte.ts'
import { speak } from './texts.svelte.ts'
import { Wizard } from './wizard.svelte.ts'

export type Screen =
  | { readonly name: 'home' }
  | { readonly name: 'project'; readonly wizard: Wizard }
  /** `given`: what was dropped or opened already. */
  | { readonly name: 'check'; readonly given: Source | null }
  | { readonly name: 'explain' }

export type DialogName = 'new' | 'details' | 'history' | 'settings' | 'shortcuts' | 'unsaved'

/** The whole window: which screen is open, the settings, and what main tells unasked. */
export class App {
  private started = $state.raw<Start | null>(null)
  private present = $state.raw<Screen>({ name: 'home' })
  settings = $state.raw<Settings | null>(null)
  home = $state.raw<Home>({ cards: [], troubles: [] })
  dialog = $state<DialogName | null>(null)
  readonly tasks = new Tasks()

  /** Asks main how things stand; the texts come with it. */
  async start(): Promise<void> {
    window.wizard.listen((event) => void this.hear(event))
    const start = await this.tasks.run('app.start', undefined)
    await speak(start?.settings.spoken ?? 'en')
    if (!start) return
    this.settings = start.settings
    this.home = start.home
    this.started = start
  }

  get facts(): Start | null {
    return this.started
  }

  get screen(): Screen {
    return this.present
  }

  /** The project that is open, also where another screen lies over it. */
  wizard = $state.raw<Wizard | null>(null)

  async goHome(): Promise<void> {
    if (!(await this.leave())) return
    this.wizard = null
    this.present = { name: 'home' }
    await this.listHome()
  }

  /** To where one came from: the open project, else home. */
  async back(): Promise<void> {
    if (this.present.name !== 'project' && this.wizard) this.show({ name: 'project', wizard: this.wizard })
    else await this.goHome()
  }

  /** At a step, or where its work goes on. */
  async openProject(id: string, step?: StepId): Promise<void> {
    if (!(await this.leave())) return
    this.enter(await this.tasks.run('project.open', { id }), step)
  }

  /** The pre-check of a project, from home. */
  async openPreCheck(id: string): Promise<void> {
    await this.openProject(id, 'pre-check')
  }

  /** Opens what `project.create`, `project.load` or `project.duplicate` answered. */
  enter(view: ProjectView | null, step?: StepId): void {
    if (!view) return
    this.wizard = new Wizard(view, step)
    this.show({ name: 'project', wizard: this.wizard })
  }

  async checkFile(given: Source | null = null): Promise<void> {
    if (await this.leave()) this.show({ name: 'check', given })
  }

  async explainError(): Promise<void> {
    if (await this.leave()) this.show({ name: 'explain' })
  }

  /** One portable file, by the system's dialog. */
  async chooseProjectFile(): Promise<void> {
    const picked = await this.tasks.run('files.choose', { what: 'project' })
    if (picked) await this.loadProject(picked)
  }

  async loadProject({ id }: Picked): Promise<void> {
    if (await this.leave()) this.enter(await this.tasks.run('project.load', { id }))
  }

  async showExample(): Promise<void> {
    const home = await this.tasks.run('home.example', undefined)
    if (home) this.home = home
  }

  async listHome(): Promise<void> {
    const home = await this.tasks.run('home.list', undefined)
    if (home) this.home = home
  }

  async change(settings: Input<'app.settings'>): Promise<void> {
    const answer = await this.tasks.run('app.settings', settings)
    if (answer) await this.follow(answer)
  }

  /** Files from outside: to the screen that takes files, else checked on their own. */
  async take(picked: Picked): Promise<void> {
    const source: Source = { kind: 'picked', id: picked.id }
    if (picked.names.some((name) => name.toLowerCase().endsWith('.omechain'))) await this.loadProject(picked)
    else if (!hand(source)) await this.checkFile(source)
  }

  /** The window is to be closed with edits that are not saved: they are saved first, and it asks where that fails. */
  async close(): Promise<void> {
    if (await this.leave()) window.close()
  }

  /** Closes it with what could not be saved. */
  closeUnsaved(): void {
    this.wizard?.discard()
    window.close()
  }

  private show(screen: Screen): void {
    this.dialog = null
    this.tasks.dismiss()
    this.present = screen
  }

  /** Whether nothing unsaved would be left behind. */
  private async leave(): Promise<boolean> {
    const isSaved = (await this.wizard?.flush()) ?? true
    if (!isSaved) this.dialog = 'unsaved'
    return isSaved
  }

  private async hear(event: WindowEvent): Promise<void> {
    if (event.kind === 'menu') await this.obey(event.command)
    else if (event.kind === 'settings') await this.follow(event.settings)
    else if (event.kind === 'projects-changed') await this.listHome()
    else if (event.kind === 'files-opened') await this.take(event.picked)
    else if (event.kind === 'project-changed' && event.id === this.wizard?.id) await this.wizard.reload()
  }

  /** Main's own sentences are in the language too, so that all that is shown is asked for anew. */
  private async follow(settings: Settings): Promise<void> {
    const isOther = settings.spoken !== this.settings?.spoken
    if (isOther) await speak(settings.spoken)
    this.settings = settings
    if (!isOther) return
    await this.wizard?.reload()
    await this.listHome()
  }

  private async obey(command: MenuCommand): Promise<void> {
    switch (command) {
      case 'new-project':
        this.dialog = 'new'
        return
      case 'home':
        return this.goHome()
      case 'open-project':
        return this.chooseProjectFile()
      case 'check-file':
        return this.checkFile()
      case 'explain-error':
        return this.explainError()
      case 'undo':
      case 'redo':
        await this.wizard?.change(`project.${command}`, {})
        return
      case 'previous-step':
        return this.wizard?.goBy(-1)
      case 'next-step':
        return this.wizard?.goBy(1)
      case 'settings':
      case 'about':
        this.dialog = 'settings'
        return
      case 'shortcuts':
        this.dialog = 'shortcuts'
    }
  }
}
