import { isDeepStrictEqual } from 'node:util'
import type { Call } from '../contract/dispatch.ts'
import type { ProjectView } from '../contract/views.ts'
import type { Messages } from '../messages/messages.ts'
import type { StoreResult } from '../projects/failure.ts'
import type { Label } from '../projects/label.ts'
import type { Project } from '../projects/project.ts'
import { seenOf } from '../projects/seen.ts'
import type { ProjectStore, Stored, UpdateOptions } from '../projects/store.ts'
import { CounterpartFinder } from './counterpart.ts'
import type { JobRunner } from './engine.ts'
import { Examiner } from './examiner.ts'
import type { Looked } from './looked.ts'
import { orFailed } from './store-results.ts'
import { composeView, type Other } from './view.ts'

export interface ProjectsOptions {
  readonly store: ProjectStore
  readonly engine: JobRunner
  readonly messages: () => Messages
  readonly now: () => number
}

const minuteMs = 60_000

/** Projects, looked at: each change is saved first, and then shown with all that it entails. */
export class Projects {
  private readonly examiner: Examiner
  private readonly counterparts: CounterpartFinder
  /** What the window can offer as a counterpart; kept as projects pass by. */
  private readonly known = new Map<string, Other & { readonly archived: boolean }>()
  /** The newest revision of each project that this app has shown. */
  private readonly shown = new Map<string, number>()
  private shownLast: string | null = null
  /** Of all projects, when the list was looked at last. */
  private ids: ReadonlySet<string> = new Set()

  constructor(private readonly options: ProjectsOptions) {
    const { store, engine, messages } = options
    this.examiner = new Examiner(store, engine, messages)
    this.counterparts = new CounterpartFinder(store, engine, this.examiner)
  }

  async load(id: string): Promise<Stored> {
    return this.take(await this.options.store.load(id))
  }

  /** All that are there, for the home screen. */
  async list() {
    const listed = await this.options.store.list()
    this.known.clear()
    for (const stored of listed.projects) this.know(stored.project)
    this.ids = new Set([...this.known.keys(), ...listed.troubles.flatMap(({ id }) => id ?? [])])
    return listed
  }

  async view(id: string, call?: Call): Promise<ProjectView> {
    return this.viewOf(await this.load(id), call)
  }

  /** Saves a change, and shows what it leads to. @throws CallFailed */
  async change(
    id: string,
    label: Label,
    change: (project: Project) => Project,
    { call, ...options }: UpdateOptions & { readonly call?: Call } = {},
  ): Promise<ProjectView> {
    return this.viewOf(this.take(await this.options.store.update(id, label, change, options)), call)
  }

  /** Shows what a call of the store gave. @throws CallFailed */
  async show(result: StoreResult<Stored>, call?: Call): Promise<ProjectView> {
    return this.viewOf(this.take(result), call)
  }

  /** A project with its examination and its counterpart. What the home screen shows of it is kept. */
  async look(id: string, call?: Call): Promise<Looked> {
    return this.lookAt(await this.load(id), call)
  }

  forget(id: string): void {
    this.known.delete(id)
    this.shown.delete(id)
    if (this.shownLast === id) this.shownLast = null
  }

  /** What another copy of the app did since this was asked last: to the project shown last, and to the list of all. */
  async changedElsewhere(): Promise<{ readonly project: string | null; readonly list: boolean }> {
    const id = this.shownLast
    const revision = id === null ? undefined : await this.options.store.revisionOf(id)
    const isNewer = revision?.ok === true && id !== null && revision.value > (this.shown.get(id) ?? 0)
    if (isNewer) this.shown.set(id, revision.value) // told once
    const ids = await this.options.store.ids()
    const isKnown = (each: string) => this.known.has(each) || this.ids.has(each)
    const list =
      [...ids].some((each) => !isKnown(each)) || [...this.ids].some((each) => !ids.has(each) && this.known.has(each))
    this.ids = ids
    return { project: isNewer ? id : null, list }
  }

  private async viewOf(stored: Stored, call?: Call): Promise<ProjectView> {
    this.shownLast = stored.project.id
    const looked = await this.lookAt(stored, call)
    const { engine, messages } = this.options
    return composeView(looked, { engine, messages: messages(), others: this.othersThan(stored.project.id) })
  }

  private async lookAt(stored: Stored, call?: Call): Promise<Looked> {
    const now = Math.floor(this.options.now() / minuteMs) * minuteMs
    const examined = await this.examiner.examine(stored.project, now, call)
    const seen = seenOf(stored.project, examined.examination, now)
    const kept = isDeepStrictEqual(seen, stored.project.seen) ? stored : await this.keepSeen(stored, seen)
    return { stored: kept, examined, counterpart: await this.counterparts.of(kept.project, examined, now), now }
  }

  private async keepSeen({ project, ...stored }: Stored, seen: Project['seen']): Promise<Stored> {
    const kept = await this.options.store.update(project.id, 'seen', (present) => ({ ...present, seen }), {
      quiet: true,
    })
    // Where it can't be kept, the work is there all the same: it is looked at anew next time.
    return kept.ok ? this.take(kept) : { ...stored, project: { ...project, seen } }
  }

  private take(result: StoreResult<Stored>): Stored {
    const stored = orFailed(result, this.options.messages())
    this.know(stored.project)
    this.shown.set(stored.project.id, Math.max(stored.revision, this.shown.get(stored.project.id) ?? 0))
    return stored
  }

  private know({ id, name, role, archived }: Project): void {
    this.known.set(id, { id, name, role, archived })
  }

  private othersThan(id: string): readonly Other[] {
    return [...this.known.values()]
      .filter((other) => other.id !== id && !other.archived)
      .map(({ id: other, name, role }) => ({ id: other, name, role }))
  }
}
