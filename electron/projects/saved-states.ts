import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { errnoOf, readFailure } from '../files/errno.ts'
import type { FileFailure } from '../files/failure.ts'
import { ignoreDisk } from '../files/ignore-disk.ts'
import { modes, readBytes, removeTemporaries } from '../files/kept.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { onDisk, refused, type StoreFailure, type StoreResult, type StoreTrouble, succeeded } from './failure.ts'
import type { Draft } from './history.ts'
import type { Migrations } from './migrations.ts'
import { projectSchema, schemaVersion } from './project.ts'
import { bytesOf, limits, parseState, serializeState, type State } from './state-file.ts'

/** The state with the highest number that can be read, and what stands around it. */
export interface Present {
  readonly state: State
  /** All states on the disk, ascending. */
  readonly revisions: readonly number[]
  /** The highest number that was ever taken, by a damaged state as well. */
  readonly top: number
  /** States above it that can't be read. */
  readonly troubles: readonly StoreTrouble[]
}

/** A state without the project in it. */
interface Entry extends Omit<State, 'project'> {
  readonly bytes: ReadonlySet<string>
}

interface Listing {
  readonly revisions: readonly number[]
  /** Damaged states that were put aside: name and number. */
  readonly aside: ReadonlyMap<string, number>
  readonly top: number
}

/** How many changes can be brought back. */
export const memory = 10
/** So many of the last numbers are never pruned: see `isInLine`. */
const unprunedNumbers = 32
const mostRelistings = 40
const relistMs = 50

const stateName = /^state-(\d{6,15})\.json$/
const asideName = /^state-(\d{6,15})\.json\.damaged-/
const nameOf = (revision: number): string => `state-${String(revision).padStart(6, '0')}.json`

/**
 * The saved states of one project: numbered files that are added, never rewritten. Taking the next number is what keeps
 * two copies of the app from overwriting each other, so that no lock is needed, and none is left behind.
 */
export class SavedStates {
  /** As the user knows the project, once a state was read. */
  name: string
  private readonly entries = new Map<number, Entry>()

  constructor(
    readonly id: string,
    readonly folder: string,
    private readonly now: () => number,
    private readonly steps: Migrations,
  ) {
    this.name = id
  }

  /** The present state. A damaged one above it is put aside under another name and told as a trouble. */
  async present(): Promise<StoreResult<Present>> {
    for (let again = 0; ; again++) {
      const listing = await this.list()
      if (!listing.ok) return listing
      const found = await this.newestOf(listing.value)
      if (found !== 'gone' || again === mostRelistings) return found === 'gone' ? this.notFound() : found
      await new Promise((resolve) => setTimeout(resolve, relistMs))
    }
  }

  async read(revision: number): Promise<StoreResult<State>> {
    const read = await this.readState(revision)
    if (read === 'gone') return refused('state-not-found', this.name, { file: nameOf(revision) })
    if ('damage' in read) return refused('state-damaged', this.name, { file: nameOf(revision), reason: read.damage })
    return read
  }

  async top(): Promise<StoreResult<number>> {
    const listing = await this.list()
    return listing.ok ? succeeded(listing.value.revisions.at(-1) ?? 0) : listing
  }

  /**
   * Saves under the next number.
   * @returns `taken` where somebody else saved in between: read anew, change that, try again
   */
  async add(top: number, draft: Draft): Promise<StoreResult<State> | 'taken'> {
    const { label, quiet } = draft
    const checked = projectSchema.safeParse(draft.project)
    if (!checked.success) return this.refuse('not-valid', checked.error.issues[0]?.path.join('.') ?? null)
    const revision = top + 1
    const savedAt = new Date(this.now()).toISOString()
    const project = checked.data
    const state = { revision, savedAt, label, quiet, history: draft.history(revision, savedAt), project }
    const bytes = serializeState(state)
    if (bytes.length > limits.stateBytes) return this.refuse('state-too-large', null, limits.stateBytes)
    const path = join(this.folder, nameOf(revision))
    const written = await writeAtomically(path, bytes, { overwrite: false, mode: modes.file })
    if (!written.ok) return written.failure.code === 'exists' ? 'taken' : this.failedOnDisk(written.failure)
    if (!(await this.isInLine(revision))) {
      await fs.rm(path, { force: true }).catch(ignoreDisk)
      return 'taken'
    }
    this.name = project.name
    return succeeded({ ...state, schema: schemaVersion })
  }

  /**
   * Deletes what can't be brought back any more, lowest number first. What goes wrong here costs room, no work: the next
   * saving tries again.
   * @returns digests of the imported bytes that the states left need; undefined where one of them can't be read
   */
  async prune(): Promise<ReadonlySet<string> | undefined> {
    const entries = await this.readEntries()
    if (!entries) return undefined
    const kept = keptOf(entries)
    for (const { revision } of entries.values()) {
      if (!kept.has(revision)) await fs.rm(join(this.folder, nameOf(revision)), { force: true })
    }
    await removeTemporaries(this.folder, this.now())
    return new Set([...kept].flatMap((revision) => [...(entries.get(revision)?.bytes ?? [])]))
  }

  /** The changes that can be brought back, newest first, with the one that the present state comes from. */
  async changes(present: State): Promise<readonly Entry[]> {
    const entries = await this.readEntries()
    return entries ? changesIn(entries, present.history.stands) : []
  }

  private async list(): Promise<StoreResult<Listing>> {
    try {
      const names = await fs.readdir(this.folder)
      const revisions = names.flatMap((name) => numberIn(name, stateName)).sort((a, b) => a - b)
      const aside = new Map(names.flatMap((name) => numberIn(name, asideName).map((number) => [name, number])))
      return succeeded({ revisions, aside, top: Math.max(0, ...revisions, ...aside.values()) })
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return this.notFound()
      return this.failedOnDisk(readFailure(error, this.folder))
    }
  }

  /** @returns `gone` where a state was pruned since the listing, or is about to get its content: list again */
  private async newestOf({ revisions, aside, top }: Listing): Promise<StoreResult<Present> | 'gone'> {
    const damaged = [...aside].map(([name, number]) => ({ name, number, reason: null as string | null }))
    for (const revision of revisions.toReversed()) {
      const read = await this.readState(revision)
      if (read === 'gone') return 'gone'
      if ('damage' in read) {
        const name = await this.putAside(revision)
        damaged.push({ name, number: revision, reason: read.damage })
        continue
      }
      if (!read.ok) return read
      this.name = read.value.project.name
      const above = damaged.filter(({ number }) => number > revision)
      const troubles = above.map(({ name, reason }) => this.trouble(name, reason))
      return succeeded({ state: read.value, revisions, top, troubles })
    }
    const [last] = damaged.sort((a, b) => b.number - a.number)
    return last ? refused('project-damaged', this.name, { file: last.name, reason: last.reason }) : this.notFound()
  }

  private trouble(file: string, reason: string | null): StoreTrouble {
    return { id: this.id, ...refused('state-damaged', this.name, { file, reason }).failure }
  }

  private async readState(revision: number): Promise<StoreResult<State> | { readonly damage: string } | 'gone'> {
    const path = join(this.folder, nameOf(revision))
    const bytes = await readBytes(path, limits.stateBytes)
    if (!bytes.ok) {
      if (bytes.failure.code === 'not-found') return 'gone'
      return bytes.failure.code === 'too-large' ? { damage: 'too-large' } : this.failedOnDisk(bytes.failure)
    }
    if (bytes.value.length === 0 && (await isFresh(path, this.now()))) return 'gone'
    const reading = parseState(bytes.value, this.id, revision, this.steps)
    if (reading.kind === 'newer') {
      return refused('newer-version', reading.name ?? this.name, { file: nameOf(revision) })
    }
    if (reading.kind === 'damaged') return { damage: reading.reason }
    this.remember(reading.state)
    return succeeded(reading.state)
  }

  /** Never overwrites: the new name holds the time. Where it can't be renamed, it stays, and is passed over again. */
  private async putAside(revision: number): Promise<string> {
    const name = nameOf(revision)
    const aside = `${name}.damaged-${new Date(this.now()).toISOString().replace(/[:.]/g, '-')}`
    try {
      await fs.rename(join(this.folder, name), join(this.folder, aside))
      return aside
    } catch (error) {
      ignoreDisk(error)
      return name
    }
  }

  /**
   * Whether the state that was just added follows on the one it was made from. Its number could have been another's and
   * pruned since, had we slept long enough; but the last numbers are never pruned, so that among them a free number is
   * one that nobody had.
   */
  private async isInLine(revision: number): Promise<boolean> {
    const listing = await this.list()
    return !listing.ok || listing.value.top - revision < unprunedNumbers
  }

  /** All states that are there; undefined where one can't be read, which then is no time to delete anything. */
  private async readEntries(): Promise<ReadonlyMap<number, Entry> | undefined> {
    const listing = await this.list()
    if (!listing.ok) return undefined
    const { revisions } = listing.value
    for (const known of this.entries.keys()) if (!revisions.includes(known)) this.entries.delete(known)
    for (const revision of revisions) {
      if (this.entries.has(revision)) continue
      const read = await this.readState(revision)
      if (read === 'gone') continue
      if ('damage' in read) await this.putAside(revision)
      else if (!read.ok) return undefined
    }
    return new Map([...this.entries].sort(([a], [b]) => a - b))
  }

  private remember(state: State): void {
    const { project, ...entry } = state
    this.entries.set(state.revision, { ...entry, bytes: bytesOf(project) })
  }

  private readonly notFound = () => refused('project-not-found', this.name)

  private refuse(
    code: 'not-valid' | 'state-too-large',
    reason: string | null,
    limit?: number,
  ): { readonly ok: false; readonly failure: StoreFailure } {
    return refused(code, this.name, { reason, ...(limit === undefined ? {} : { limit }) })
  }

  private failedOnDisk(failure: FileFailure): { readonly ok: false; readonly failure: StoreFailure } {
    return { ok: false, failure: onDisk(failure, this.name, this.folder) }
  }
}

function numberIn(name: string, pattern: RegExp): readonly number[] {
  const digits = pattern.exec(name)?.[1]
  return digits === undefined ? [] : [Number(digits)]
}

/** On a disk without hard links a name is taken by an empty file, an instant before the content comes. */
async function isFresh(path: string, now: number): Promise<boolean> {
  const stat = await fs.stat(path).catch(() => undefined)
  return stat === undefined || now - stat.mtimeMs < mostRelistings * relistMs
}

type Entries = ReadonlyMap<number, Entry>

/** The last changes, newest first, and the one that is in force though it may be older. */
function changesIn(entries: Entries, inForce: number): readonly Entry[] {
  const all = [...entries.values()].toReversed()
  const continued = new Set(all.map(({ history }) => history.continues))
  const changes = all.filter(({ revision, quiet }) => !quiet && !continued.has(revision))
  const others = changes.filter(({ revision }) => revision !== inForce).slice(0, memory)
  return changes.filter((each) => each.revision === inForce || others.includes(each))
}

/** Numbers of the states that some way back or forth still leads to. */
function keptOf(entries: Entries): ReadonlySet<number> {
  const all = [...entries.values()]
  const present = all.at(-1)
  if (!present) return new Set()
  const isRecent = ({ revision }: Entry) => revision > present.revision - unprunedNumbers
  const undone = [present, ...way(present, 'redo', entries)]
  const lastOfOlderSchema = all.findLast(({ schema }) => schema < schemaVersion)
  const kept = [
    ...all.filter(isRecent),
    ...changesIn(entries, present.history.stands),
    ...undone,
    ...undone.flatMap((each) => way(each, 'undo', entries)),
    ...(lastOfOlderSchema ? [lastOfOlderSchema] : []), // an older app can go on from it
  ]
  return new Set(kept.map(({ revision }) => revision))
}

/** The states that repeated undoing or redoing leads to. */
function way(from: Entry, direction: 'undo' | 'redo', entries: Entries): readonly Entry[] {
  const found: Entry[] = []
  for (let at: Entry | undefined = from; at && found.length < memory;) {
    const to: number | undefined = at.history[direction]?.to
    at = to === undefined ? undefined : entries.get(to)
    if (at) found.push(at)
  }
  return found
}
