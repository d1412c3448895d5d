import type { MenuCommand, WindowEvent } from '../../electron/contract/bridge.ts'
import type { Input } from '../../electron/contract/routes.ts'
import type { Home, ProjectView, Settings, Start, StepId } from '../../electron/contract/views.ts'
import { announce } from '../parts/announcer.svelte.ts'
import { hand } from '../parts/receivers.ts'
import { isProjectFile, pickedSource, type Source } from '../parts/source.ts'
import { Tasks } from './tasks.svelte.ts'
import { moment, speak, t } from './texts.svelte.ts'
import { Wizard } from './wizard.svelte.ts'

export type Screen =
  | { readonly name: 'home' }
  | { readonly name: 'project'; readonly wizard: Wizard }
  /** `given`: what was dropped or opened already. */
  | { readonly name: 'check'; readonly given: Source | null }
  | { readonly name: 'explain' }
  /** `id`: which one to open; null: the first. `isCreating`: with the form of a new one. */
  | { readonly name: 'ca'; readonly id: string | null; readonly isCreating: boolean }

export type DialogName = 'new' | 'details' | 'history' | 'settings' | 'shortcuts' | 'unsaved' | 'unlock'

/** Something that went well and is worth a line. */
export interface Note {
  readonly text: string
  /** What can be shown in its folder. */
  readonly shown: string | null
  /** The vault was locked, and can be opened again. */
  readonly canUnlock?: boolean
}

/** What can be done with a project from home as well as from its own screen. */
export interface Named {
  readonly id: string
  readonly name: string
}

const shownFor = 4000
/** Where a browser keeps its own history of what was typed. */
const textFields = 'input, textarea'

/** The whole window: which screen is open, the settings, and what main tells unasked. */
export class App {
  facts = $state.raw<Start | null>(null)
  settings = $state.raw<Settings | null>(null)
  home = $state.raw<Home>({ cards: [], cas: [], troubles: [] })
  screen = $state.raw<Screen>({ name: 'home' })
  /** The project that is open, also where another screen lies over it. */
  wizard = $state.raw<Wizard | null>(null)
  dialog = $state<DialogName | null>(null)
  note = $state.raw<Note | null>(null)
  /** Why nothing happened, for a moment. */
  hint = $state<string | null>(null)
  private hintTimer: ReturnType<typeof setTimeout> | undefined
  /** What concerns the whole window; each screen has its own besides. */
  readonly tasks = new Tasks()
  /** Where it was to go when unsaved edits were in the way. */
  private held: (() => unknown) | null = null

  /** Asks main how things stand; the texts come with it. */
  async start(): Promise<void> {
    window.wizard.listen((event) => void this.hear(event))
    const start = await this.tasks.run('app.start', undefined)
    await speak(start?.settings.spoken ?? 'en')
    if (!start) return
    this.settings = start.settings
    this.home = start.home
    this.facts = start
  }

  goHome(): Promise<void> {
    return this.leave(async () => {
      this.wizard = null
      this.show({ name: 'home' })
      await this.listHome()
    })
  }

  /** To where one came from: the open project, else home. */
  async back(): Promise<void> {
    if (this.screen.name !== 'project' && this.wizard) this.show({ name: 'project', wizard: this.wizard })
    else if (this.screen.name !== 'home') await this.goHome()
  }

  /** @param step to begin with; where the work goes on, if left out */
  openProject(id: string, step?: StepId): Promise<void> {
    return this.leave(async () => {
      this.open(await this.tasks.run('project.open', { id }), step)
    })
  }

  /** Opens what was created elsewhere on the screen. */
  enter(view: ProjectView): Promise<void> {
    return this.leave(() => this.open(view))
  }

  /** Opens what was just created, as the other side of a migration where there is one. */
  openCreated(view: ProjectView, counterpart: string | null): Promise<void> {
    return this.leave(async () => {
      this.open(view)
      if (counterpart === null) return
      const paired = await this.tasks.run('project.pair', { id: view.project.id, counterpart })
      if (paired) this.wizard?.take(paired)
    })
  }

  async checkFile(given: Source | null = null): Promise<void> {
    await this.wizard?.flush()
    this.show({ name: 'check', given })
  }

  async explainError(): Promise<void> {
    await this.wizard?.flush()
    this.show({ name: 'explain' })
  }

  async openCa(id: string | null = null, isCreating = false): Promise<void> {
    await this.wizard?.flush()
    this.show({ name: 'ca', id, isCreating })
  }

  /** One portable file, by the system's dialog. */
  async chooseProjectFile(): Promise<void> {
    const picked = await this.tasks.run('files.choose', { what: 'project' })
    if (picked) await this.loadProject(picked.id)
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

  /** What was dropped on home or opened from outside: a project opens, anything else is checked. */
  async take(source: Source): Promise<void> {
    if (source.kind === 'picked' && isProjectFile(source)) await this.loadProject(source.id)
    else await this.checkFile(source)
  }

  async duplicate({ id }: Named): Promise<void> {
    await this.wizard?.flush()
    const view = await this.tasks.run('project.duplicate', { id })
    if (!view) return
    await this.leave(() => {
      this.open(view)
      this.tell(t('window.app.note.duplicated'))
    })
  }

  async saveAsFile({ id }: Named): Promise<void> {
    await this.wizard?.flush()
    const saved = await this.tasks.run('project.save', { id })
    if (saved) this.tell(t('window.app.note.savedFile', { file: saved.file }), saved.shown)
  }

  /** Into the archive, or out of it. */
  async archive({ id, name }: Named, archived: boolean): Promise<void> {
    const view = await this.tasks.run('project.edit', { id, edits: { archived } })
    if (!view) return
    if (archived || this.screen.name === 'home') await this.goHome()
    else this.wizard?.take(view)
    this.tell(t(`window.app.note.${archived ? 'archived' : 'unarchived'}`, { name }))
  }

  /** Main asks first. */
  async delete({ id, name }: Named): Promise<void> {
    const isGone = await this.tasks.run('project.delete', { id })
    if (isGone !== true) return
    if (this.wizard?.id === id) this.wizard.discard()
    await this.goHome()
    this.tell(t('window.app.note.deleted', { name }))
  }

  /** Takes the last change of the open project back, or does it again. */
  async step(direction: 'undo' | 'redo'): Promise<void> {
    const { wizard } = this
    if (!wizard) return
    await wizard.flush()
    const what = wizard.view[direction]
    if (what === null) {
      this.explain(t(direction === 'undo' ? 'window.app.nothingToUndo' : 'window.app.nothingToRedo'))
      return
    }
    const view = await this.tasks.run(`project.${direction}`, { id: wizard.id })
    if (!view) return
    wizard.take(view)
    announce(t(direction === 'undo' ? 'window.app.undone' : 'window.app.redone', { what }))
  }

  async restore({ revision, savedAt }: { readonly revision: number; readonly savedAt: string }): Promise<void> {
    const { wizard } = this
    if (!wizard) return
    await wizard.flush()
    const view = await this.tasks.run('project.restore', { id: wizard.id, revision })
    if (!view) return
    wizard.take(view)
    this.dialog = null
    this.tell(t('window.app.note.restored', { at: moment(savedAt) }))
  }

  private explain(why: string): void {
    this.hint = why
    announce(why)
    clearTimeout(this.hintTimer)
    this.hintTimer = setTimeout(() => (this.hint = null), shownFor)
  }

  tell(text: string, shown: string | null = null): void {
    this.note = { text, shown }
    announce(text)
  }

  /** The vault was opened again from the note that it was locked. */
  hearUnlocked(): void {
    this.dialog = null
    this.tell(t('window.app.note.vaultOpen'))
  }

  /** The window is to be closed with edits that are not saved: they are saved first, and it asks where that fails. */
  async close(): Promise<void> {
    await this.leave(() => window.close())
  }

  /** Goes where it was to go, without the edits that could not be saved. */
  async leaveUnsaved(): Promise<void> {
    this.wizard?.discard()
    this.dialog = null
    await this.held?.()
  }

  /** Carries out what the system's menu or a key asks for. */
  async obey(command: MenuCommand): Promise<void> {
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
      case 'private-ca':
        return this.openCa()
      case 'undo':
      case 'redo':
        return this.step(command)
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

  private loadProject(id: string): Promise<void> {
    return this.leave(async () => {
      this.open(await this.tasks.run('project.load', { id }))
    })
  }

  /** null: there is nothing to open, and `tasks.failure` says why. */
  private open(view: ProjectView | null, step?: StepId): void {
    if (!view) return
    this.wizard = new Wizard(view, step)
    this.show({ name: 'project', wizard: this.wizard })
  }

  private show(screen: Screen): void {
    this.dialog = null
    this.note = null
    this.tasks.dismiss()
    this.screen = screen
  }

  /** Goes on once nothing unsaved would be left behind; where saving fails, it asks. */
  private async leave(onward: () => unknown): Promise<void> {
    const isSaved = (await this.wizard?.flush()) ?? true
    if (isSaved) {
      await onward()
      return
    }
    this.held = onward
    this.dialog = 'unsaved'
  }

  /** The menu does not know where the focus is: in a field, undo and redo are about what was typed there. */
  private async obeyMenu(command: MenuCommand): Promise<void> {
    const isOfField = (command === 'undo' || command === 'redo') && document.activeElement?.matches(textFields) === true
    if (isOfField) await this.tasks.run('app.edit', { command })
    else await this.obey(command)
  }

  private async hear(event: WindowEvent): Promise<void> {
    switch (event.kind) {
      case 'menu':
        return this.obeyMenu(event.command)
      case 'settings':
        return this.follow(event.settings)
      case 'projects-changed':
        return this.listHome()
      case 'files-opened':
        return this.receive(pickedSource(event.picked))
      case 'project-changed':
        return this.reload(event.id)
      case 'vault-locked':
        this.note = { text: t('window.app.note.vaultLocked'), shown: null, canUnlock: true }
        announce(this.note.text)
        return
      case 'progress':
    }
  }

  /** Files from the file manager: for the screen that takes files, where there is one. */
  private async receive(source: Source): Promise<void> {
    if (isProjectFile(source) || !hand(source)) await this.take(source)
  }

  private async reload(id: string): Promise<void> {
    if (this.wizard?.id !== id) return
    await this.wizard.reload()
    this.tell(t('window.app.note.reloaded'))
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
}
