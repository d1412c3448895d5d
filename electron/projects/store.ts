import { randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { errnoOf, readFailure, writeFailure } from '../files/errno.ts'
import { ignoreDisk } from '../files/ignore-disk.ts'
import { modes } from '../files/kept.ts'
import { syncFolder } from '../files/write-atomically.ts'
import { onDisk, refused, type StoreFailure, type StoreResult, type StoreTrouble, succeeded } from './failure.ts'
import { change, creation, type Draft, redoing, restoration, undoing } from './history.ts'
import { ImportedBytes, sha256Of } from './imported-bytes.ts'
import type { Label } from './label.ts'
import { type Migrations, migrations } from './migrations.ts'
import type { Project } from './project.ts'
import { type Present, SavedStates } from './saved-states.ts'
import { bytesOf, limits, type State } from './state-file.ts'

/** The present state of a project. */
export interface Stored {
  readonly project: Project
  readonly revision: number
  /** ISO 8601, UTC. */
  readonly savedAt: string
  readonly label: Label
  /** What Undo would take back, and Redo bring back; null where there is nothing. */
  readonly undoes: Label | null
  readonly redoes: Label | null
  /** Later states that were damaged and put aside. Told until the project is saved again, and with that saving. */
  readonly troubles: readonly StoreTrouble[]
}

/** A change that can be brought back. */
export interface SavedState {
  readonly revision: number
  readonly savedAt: string
  readonly label: Label
  /** What the project is now. */
  readonly isPresent: boolean
}

export interface Listed {
  readonly projects: readonly Stored[]
  readonly troubles: readonly StoreTrouble[]
}

export interface UpdateOptions {
  /** Bytes of files that the change adds, by their SHA-256. */
  readonly files?: ReadonlyMap<string, Uint8Array>
  /** Does not count as a change of the user's: it is neither undone nor listed. */
  readonly quiet?: boolean
}

export interface StoreOptions {
  readonly now?: () => number
  readonly steps?: Migrations
}

type DraftOf = (present: Present) => StoreResult<Draft | null> | Promise<StoreResult<Draft | null>>

const noFiles: ReadonlyMap<string, Uint8Array> = new Map()
const mostAttempts = 60
const longestPauseMs = 60
const atOnce = 16
const projectId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * All saved projects, one folder each: numbered states, of which the highest readable one is the present, and the
 * imported files. Several stores over one folder, in several processes, keep each other's work: each change is made to
 * the newest state, whoever saved that.
 */
export class ProjectStore {
  private readonly known = new Map<string, SavedStates>()
  private readonly last = new Map<string, Promise<unknown>>()
  private readonly now: () => number
  private readonly steps: Migrations

  /** @param folder made with the first project */
  constructor(
    private readonly folder: string,
    { now = Date.now, steps = migrations }: StoreOptions = {},
  ) {
    this.now = now
    this.steps = steps
  }

  /** All projects in no particular order, and what of them could not be read. */
  async list(): Promise<Listed> {
    const ids = await this.readIds()
    if (!ids.ok) return { projects: [], troubles: [{ id: null, ...ids.failure }] }
    const loaded = await inParallel(ids.value, async (id) => ({ id, result: await this.load(id) }))
    const projects: Stored[] = []
    const troubles: StoreTrouble[] = []
    for (const { id, result } of loaded) {
      if (result.ok) {
        projects.push(result.value)
        troubles.push(...result.value.troubles)
        // A folder without a state is no project yet: its creation was cut off, or is about to be done.
      } else if (result.failure.code !== 'project-not-found') troubles.push({ id, ...result.failure })
    }
    return { projects, troubles }
  }

  async load(id: string): Promise<StoreResult<Stored>> {
    const states = this.statesOf(id)
    if (!states) return refused('project-not-found', id)
    const present = await states.present()
    return present.ok ? succeeded(storedOf(present.value)) : present
  }

  /** Saves a new project. Its id must be new as well. */
  async create(project: Project, files = noFiles, label: Label = 'created'): Promise<StoreResult<Stored>> {
    const states = this.statesOf(project.id)
    if (!states) return refused('not-valid', project.name, { reason: 'id' })
    states.name = project.name
    const made = await this.makeProjectFolder(states)
    if (!made.ok) return made
    const created = await this.saveFirst(states, creation(project, label), files)
    if (!created.ok) await fs.rm(states.folder, { recursive: true, force: true }).catch(ignoreDisk)
    return created
  }

  /**
   * Changes the present state, whoever saved it. `change` may be called more than once, with newer states each time. A
   * change that gives back the very project it got is not saved.
   */
  update(
    id: string,
    label: Label,
    changed: (project: Project) => Project,
    { files = noFiles, quiet = false }: UpdateOptions = {},
  ): Promise<StoreResult<Stored>> {
    return this.save(
      id,
      ({ state }) => {
        const project = changed(state.project)
        if (project.id !== id) throw new Error('a project keeps its id')
        return succeeded(project === state.project ? null : change(state, label, quiet, project))
      },
      files,
    )
  }

  /** The last changes, newest first. */
  async states(id: string): Promise<StoreResult<readonly SavedState[]>> {
    const states = this.statesOf(id)
    if (!states) return refused('project-not-found', id)
    const present = await states.present()
    if (!present.ok) return present
    const { stands } = present.value.state.history
    const changes = await states.changes(present.value.state)
    return succeeded(
      changes.map(({ revision, savedAt, label }) => ({ revision, savedAt, label, isPresent: revision === stands })),
    )
  }

  /** Brings a former state back as a new one: what was there until now can be brought back likewise. */
  restore(id: string, revision: number): Promise<StoreResult<Stored>> {
    return this.save(id, async ({ state }) => {
      const former = await this.readState(id, revision)
      return former.ok ? succeeded(restoration(state, former.value)) : former
    })
  }

  /** Takes the last change back; again, the one before. The label of the change is `redoes` of what it gives. */
  undo(id: string): Promise<StoreResult<Stored>> {
    return this.save(id, async (present) => {
      const { undoes, project } = storedOf(present)
      const { undo } = present.state.history
      if (!undoes || !undo) return refused('nothing-to-undo', project.name)
      const former = await this.readState(id, undo.to)
      return former.ok ? succeeded(undoing(present.state, undo.label, former.value)) : former
    })
  }

  /** Takes an undoing back, as long as nothing was changed since. */
  redo(id: string): Promise<StoreResult<Stored>> {
    return this.save(id, async (present) => {
      const { redoes, project } = storedOf(present)
      const { redo } = present.state.history
      if (!redoes || !redo) return refused('nothing-to-redo', project.name)
      const undone = await this.readState(id, redo.to)
      return undone.ok ? succeeded(redoing(undone.value)) : undone
    })
  }

  async canUndo(id: string): Promise<boolean> {
    const stored = await this.load(id)
    return stored.ok && stored.value.undoes !== null
  }

  /** The bytes of an imported file; never others than were imported. */
  async readFile(id: string, sha256: string): Promise<StoreResult<Uint8Array>> {
    const states = this.statesOf(id)
    if (!states) return refused('project-not-found', id)
    const bytes = await bytesIn(states).read(sha256)
    if (bytes.ok && sha256Of(bytes.value) === sha256) return succeeded(bytes.value)
    const { name, file } = await this.namesOf(states, sha256)
    if (bytes.ok) return refused('file-damaged', name, { file })
    if (bytes.failure.code === 'not-found') return refused('file-missing', name, { file })
    return { ok: false, failure: { ...onDisk(bytes.failure, name, states.folder), file } }
  }

  /** All imported files of a project, by their SHA-256. */
  async readFiles(project: Project): Promise<StoreResult<ReadonlyMap<string, Uint8Array>>> {
    const files = new Map<string, Uint8Array>()
    for (const sha256 of bytesOf(project)) {
      const bytes = await this.readFile(project.id, sha256)
      if (!bytes.ok) return bytes
      files.set(sha256, bytes.value)
    }
    return succeeded(files)
  }

  /** A new project with the same work, but for what was done with the old one's chain. */
  async duplicate(id: string, name: string): Promise<StoreResult<Stored>> {
    const stored = await this.load(id)
    if (!stored.ok) return stored
    const { project } = stored.value
    const files = await this.readFiles(project)
    if (!files.ok) return files
    const copy: Project = {
      ...project,
      id: randomUUID(),
      name,
      createdAt: new Date(this.now()).toISOString(),
      counterpart: null,
      preChecks: [],
      exports: [],
      uploadedAt: null,
      archived: false,
    }
    // Without the counterpart that a chain file was for, its bytes are nobody's.
    const needed = bytesOf(copy)
    return this.create(copy, new Map([...files.value].filter(([sha256]) => needed.has(sha256))), 'duplicated')
  }

  /** Ids of all projects; none where their folder can't be read. */
  async ids(): Promise<ReadonlySet<string>> {
    const ids = await this.readIds()
    return new Set(ids.ok ? ids.value : [])
  }

  /** Where a project lies, for the bin of the operating system. @throws Error for what is no project's id: a bug */
  folderOf(id: string): string {
    const states = this.statesOf(id)
    if (!states) throw new Error(`${id} is no id of a project`)
    return states.folder
  }

  /** Number of the newest state, read or not: higher than the one at hand where another copy of the app saved. */
  async revisionOf(id: string): Promise<StoreResult<number>> {
    return (await this.statesOf(id)?.top()) ?? refused('project-not-found', id)
  }

  private async readIds(): Promise<StoreResult<readonly string[]>> {
    try {
      return succeeded((await fs.readdir(this.folder)).filter((name) => projectId.test(name)))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return succeeded([])
      return { ok: false, failure: onDisk(readFailure(error, this.folder), '', this.folder) }
    }
  }

  /** undefined for what is no project's id, so that it never becomes part of a path. */
  private statesOf(id: string): SavedStates | undefined {
    if (!projectId.test(id)) return undefined
    const states = this.known.get(id) ?? new SavedStates(id, join(this.folder, id), this.now, this.steps)
    this.known.set(id, states)
    return states
  }

  private readState(id: string, revision: number): Promise<StoreResult<State>> {
    return this.statesOf(id)?.read(revision) ?? Promise.resolve(refused('project-not-found', id))
  }

  private async makeProjectFolder({ folder, name }: SavedStates): Promise<StoreResult<void>> {
    try {
      await fs.mkdir(this.folder, { recursive: true, mode: modes.folder })
      await fs.mkdir(folder, { mode: modes.folder })
      await syncFolder(this.folder)
      return succeeded(undefined)
    } catch (error) {
      if (errnoOf(error) === 'EEXIST') return refused('project-exists', name)
      return { ok: false, failure: onDisk(writeFailure(error, folder), name, this.folder) }
    }
  }

  private async saveFirst(
    states: SavedStates,
    draft: Draft,
    files: ReadonlyMap<string, Uint8Array>,
  ): Promise<StoreResult<Stored>> {
    const kept = await keepBytes(states, draft.project, files)
    if (!kept.ok) return kept
    const state = await states.add(0, draft)
    if (state === 'taken') return refused('project-exists', states.name)
    return state.ok ? succeeded(storedOf(presentWith(state.value))) : state
  }

  /** One saving at a time for each project of this process; against others, the next number decides. */
  private save(id: string, draftOf: DraftOf, files = noFiles): Promise<StoreResult<Stored>> {
    const states = this.statesOf(id)
    if (!states) return Promise.resolve(refused('project-not-found', id))
    const saving = (this.last.get(id) ?? Promise.resolve()).then(() => saveTo(states, draftOf, files, this.now))
    const settled = saving.then(nothing, nothing)
    this.last.set(id, settled)
    return saving
  }

  private async namesOf(
    states: SavedStates,
    sha256: string,
  ): Promise<{ readonly name: string; readonly file: string }> {
    const present = await states.present()
    const project = present.ok ? present.value.state.project : undefined
    const file = project?.files.find((each) => each.sha256 === sha256)?.name
    return { name: states.name, file: file ?? counterpartFile(project, sha256) ?? sha256 }
  }
}

const nothing = (): void => undefined

const counterpartFile = (project: Project | undefined, sha256: string): string | undefined =>
  project?.counterpart?.kind === 'file' && project.counterpart.sha256 === sha256 ? project.counterpart.name : undefined

const bytesIn = ({ folder }: SavedStates): ImportedBytes => new ImportedBytes(join(folder, 'files'))

async function saveTo(
  states: SavedStates,
  draftOf: DraftOf,
  files: ReadonlyMap<string, Uint8Array>,
  now: () => number,
): Promise<StoreResult<Stored>> {
  for (let attempt = 0; attempt < mostAttempts; attempt++) {
    const present = await states.present()
    if (!present.ok) return present
    const draft = await draftOf(present.value)
    if (!draft.ok) return draft
    if (!draft.value) return succeeded(storedOf(present.value))
    const kept = await keepBytes(states, draft.value.project, files)
    if (!kept.ok) return kept
    const state = await states.add(present.value.top, draft.value)
    if (state === 'taken') {
      await pause(attempt)
      continue
    }
    if (!state.ok) return state
    await tidy(states, now())
    return succeeded(storedOf(presentWith(state.value, present.value)))
  }
  return refused('contended', states.name)
}

/** At random, so that two who collide don't collide again. */
const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(longestPauseMs, 4 * (attempt + 1))))

/** Brings imported bytes to the disk before the state that names them, within the limits. */
async function keepBytes(
  states: SavedStates,
  project: Project,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<StoreResult<void>> {
  if (files.size === 0) return succeeded(undefined)
  const store = bytesIn(states)
  const tooLarge = [...files].find(([, bytes]) => bytes.length > limits.fileBytes)
  if (tooLarge) {
    const file = project.files.find(({ sha256 }) => sha256 === tooLarge[0])?.name ?? tooLarge[0]
    return { ok: false, failure: tooLargeFile(file, states.name) }
  }
  const others = [...bytesOf(project)].filter((sha256) => !files.has(sha256))
  const present = await store.size(others)
  if (!present.ok) return { ok: false, failure: onDisk(present.failure, states.name, states.folder) }
  const added = [...files.values()].reduce((sum, { length }) => sum + length, 0)
  if (present.value + added > limits.projectBytes) {
    return refused('project-too-large', states.name, { limit: limits.projectBytes })
  }
  const written = await store.write(files)
  return written.ok ? written : { ok: false, failure: onDisk(written.failure, states.name, states.folder) }
}

const tooLargeFile = (file: string, project: string): StoreFailure => ({
  code: 'too-large',
  project,
  file,
  reason: null,
  limit: limits.fileBytes,
})

/** The work is saved by now, and stays so whatever happens here. */
async function tidy(states: SavedStates, now: number): Promise<void> {
  try {
    const named = await states.prune()
    if (named) await bytesIn(states).sweep(named, now)
  } catch (error) {
    ignoreDisk(error)
  }
}

const presentWith = (state: State, former?: Present): Present => ({
  state,
  revisions: [...(former?.revisions ?? []), state.revision],
  top: state.revision,
  troubles: former?.troubles ?? [],
})

function storedOf({ state, revisions, troubles }: Present): Stored {
  const { project, revision, savedAt, label, history } = state
  const leadsTo = (step: State['history']['undo']) => (step && revisions.includes(step.to) ? step.label : null)
  return { project, revision, savedAt, label, undoes: leadsTo(history.undo), redoes: leadsTo(history.redo), troubles }
}

/** Runs over all of them, a few at once, and keeps their order. */
async function inParallel<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = []
  const waiting = items.entries()
  const work = async (): Promise<void> => {
    for (const [index, item] of waiting) results[index] = await run(item)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}
