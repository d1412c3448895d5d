import type { CounterpartView } from '../contract/views.ts'
import type { Compared, CompareSide } from '../engine/compare.ts'
import { clockOffset, momentOf } from '../projects/moment.ts'
import { newestCsr, type Project, type Seen } from '../projects/project.ts'
import { seenOf } from '../projects/seen.ts'
import { isRehearsal } from '../projects/steps.ts'
import type { ProjectStore } from '../projects/store.ts'
import type { JobRunner } from './engine.ts'
import { addressOf, type Examined, type Examiner } from './examiner.ts'

/** The other side of a migration, and how the two stand to each other. */
export interface Counterpart {
  readonly view: CounterpartView
  readonly seen: Seen | null
  /** The address of the other appliance; null for a file, or where nobody said. */
  readonly address: string | null
  /** What it shows at the connection check; null: no chain yet. */
  readonly side: CompareSide | null
  /** null where one of the two has no chain yet. */
  readonly comparison: Compared | null
}

type Side = Omit<Counterpart, 'comparison'>

/** Finds what stands on the other side, and holds the two against each other. */
export class CounterpartFinder {
  constructor(
    private readonly store: ProjectStore,
    private readonly engine: JobRunner,
    private readonly examiner: Examiner,
  ) {}

  /** null where the project stands on its own, or its counterpart is gone. */
  async of(project: Project, examined: Examined, now: number): Promise<Counterpart | null> {
    const found = await this.sideOf(project, now)
    if (!found) return null
    const { side: other } = found
    const own = sideOf(project, examined)
    if (!own || !other) return { ...found, comparison: null }
    const sides = project.role === 'source' ? { source: own, target: other } : { source: other, target: own }
    return { ...found, comparison: await this.engine.run('compare', sides) }
  }

  private async sideOf(project: Project, now: number): Promise<Side | null> {
    const { counterpart } = project
    if (!counterpart) return null
    if (counterpart.kind === 'project') return this.projectSide(counterpart.id, project, now)
    const { name, sha256 } = counterpart
    const bytes = await this.store.readFile(project.id, sha256)
    return {
      view: {
        kind: 'file',
        id: null,
        name,
        role: oppositeOf(project),
        hasChain: bytes.ok,
        isRehearsal: false,
        clockOffset: null,
      },
      seen: seenOfFile(sha256),
      address: null,
      side: bytes.ok ? { name, content: bytes.value, csr: null, at: momentOf(project, now), host: null } : null,
    }
  }

  /** Judged at the moment that this project is judged at, each by its own clock. */
  private async projectSide(id: string, { moment, changeWindow }: Project, now: number): Promise<Side | null> {
    const loaded = await this.store.load(id)
    if (!loaded.ok) return null
    const { project } = loaded.value
    const examined = await this.examiner.examine({ ...project, moment, changeWindow }, now)
    const side = sideOf(project, examined)
    const { name, role } = project
    return {
      view: {
        kind: 'project',
        id,
        name,
        role,
        hasChain: side !== null,
        isRehearsal: isRehearsal(project),
        clockOffset: clockOffset(project),
      },
      seen: seenOf(project, examined.examination, now),
      address: addressOf(project),
      side,
    }
  }
}

/** Of a chain file that stands for the other appliance: it changes with its content, and nobody looked further. */
export const seenOfFile = (sha256: string): Seen => ({
  outcome: 'chain',
  certificates: 0,
  missing: null,
  tangled: false,
  matchesCsr: null,
  endsAt: null,
  ready: false,
  errors: 0,
  basis: sha256,
})

const oppositeOf = ({ role }: Project): Project['role'] => (role === 'source' ? 'target' : 'source')

/** What a project shows at the connection check; null: no chain yet. */
export const sideOf = (project: Project, { upload, at }: Examined): CompareSide | null =>
  upload === null
    ? null
    : { name: project.name, content: upload, csr: newestCsr(project)?.pem ?? null, at, host: addressOf(project) }
