import type { CaCard, CaView, IssuedView, TrustPlaceName } from '../../electron/contract/ca-views.ts'
import type { FailureReport } from '../../electron/contract/shown.ts'
import { announce } from '../parts/announcer.svelte.ts'
import type { Source } from '../parts/source.ts'
import { Tasks } from '../state/tasks.svelte.ts'
import { t } from '../state/texts.svelte.ts'
import { KeyAccess } from './key-access.svelte.ts'

export type CaDialogName = 'import' | 'restore' | 'backup' | 'renew'

/** Something that went well. */
export interface CaNote {
  readonly text: string
  /** Id of what can be shown in its folder. */
  readonly shown: string | null
}

/** The screen of the private CAs: which one is open, and what is being done with it. */
export class CaSession {
  readonly tasks = new Tasks()
  readonly keys = new KeyAccess(this.tasks)
  /** null: not known yet. */
  cas = $state.raw<readonly CaCard[] | null>(null)
  troubles = $state.raw<readonly FailureReport[]>([])
  view = $state.raw<CaView | null>(null)
  mode = $state<'look' | 'create' | 'sign'>('look')
  dialog = $state<CaDialogName | null>(null)
  /** What was dropped, to be signed. */
  given = $state.raw<Source | null>(null)
  acted = $state.raw<{ readonly issued: IssuedView; readonly way: 'renew' | 'revoke' } | null>(null)
  note = $state.raw<CaNote | null>(null)
  /** It came just now, and the note says what comes next. */
  isNew = $state(false)

  /** @param id which one to open; the first one where it is not there */
  async load(id: string | null): Promise<void> {
    const list = await this.tasks.run('ca.list', undefined)
    if (!list) return
    this.cas = list.cas
    this.troubles = list.troubles
    const found = list.cas.find((ca) => ca.id === (id ?? this.view?.id)) ?? list.cas[0]
    this.view = found ? await this.tasks.run('ca.show', { id: found.id }) : null
  }

  async choose(id: string): Promise<void> {
    this.note = null
    this.isNew = false
    await this.load(id)
  }

  /** After something was done with it. */
  take(view: CaView): void {
    this.view = view
    this.mode = 'look'
    this.dialog = null
    this.acted = null
    this.cas = this.cas?.map((ca) => (ca.id === view.id ? view : ca)) ?? null
  }

  /** One that was not here before. @param isUnsaved there is no back-up of it yet */
  async takeNew(view: CaView, text: string, isUnsaved = true): Promise<void> {
    this.take(view)
    this.isNew = isUnsaved
    this.tell(text)
    await this.load(view.id)
  }

  /** What was signed is saved at once, if the user wants to. */
  async takeSigned(view: CaView, serial: string): Promise<void> {
    const issued = view.issued.find((each) => each.serial === serial)
    this.take(view)
    if (!issued) return
    this.isNew = false
    this.tell(t('window.ca.note.signed', { name: issued.name }))
    await this.saveChain(issued)
  }

  async saveChain({ serial, name }: IssuedView): Promise<void> {
    const { view } = this
    const saved = view && (await this.tasks.run('ca.saveChain', { id: view.id, serial }))
    if (saved) this.tell(t('window.ca.note.savedChain', { name, file: saved.file }), saved.shown)
  }

  async saveRoot(place: TrustPlaceName): Promise<void> {
    const { view } = this
    const saved = view && (await this.tasks.run('ca.saveRoot', { id: view.id, place }))
    if (saved) this.tell(t('window.ca.note.savedRoot', { file: saved.file }), saved.shown)
  }

  async saveCrl(): Promise<void> {
    const { view } = this
    if (!view) return
    await this.keys.use(async () => {
      const saved = await this.tasks.run('ca.saveCrl', { id: view.id })
      if (!saved) return
      this.tell(t('window.ca.note.savedCrl', { file: saved.file }), saved.shown)
      const present = await this.tasks.run('ca.show', { id: view.id })
      if (present) this.take(present)
    })
  }

  /** Main asks first. */
  async delete(): Promise<void> {
    const { view } = this
    if (!view || (await this.tasks.run('ca.delete', { id: view.id })) !== true) return
    this.view = null
    this.isNew = false
    await this.load(null)
    this.tell(t('window.ca.note.deleted', { name: view.name }))
  }

  tell(text: string, shown: string | null = null): void {
    this.note = { text, shown }
    announce(text)
  }
}
