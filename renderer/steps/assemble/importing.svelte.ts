import type { Imported } from '../../../electron/contract/views.ts'
import { announce } from '../../parts/announcer.svelte.ts'
import type { Source } from '../../parts/source.ts'
import { Tasks } from '../../state/tasks.svelte.ts'
import { t } from '../../state/texts.svelte.ts'
import type { Wizard } from '../../state/wizard.svelte.ts'

/** What importing gave, without the project itself. */
export type Outcome = Omit<Imported, 'view'>

/** Files of one source that open with a password only. */
export interface Locked {
  readonly source: Source
  readonly files: readonly string[]
  /** A password was given already, and it did not fit. */
  readonly wasTried: boolean
}

/** Bringing files into one project, one source after another. It goes on while another step is open. */
export class Importing {
  readonly tasks = new Tasks()
  /** Of all that was given since nothing was under way. */
  outcome = $state.raw<Outcome | null>(null)
  /** What still wants a password, in the order in which it came. */
  locked = $state.raw<readonly Locked[]>([])
  private waiting = 0
  private queue: Promise<void> = Promise.resolve()

  constructor(private readonly wizard: Wizard) {}

  add(source: Source, password: string | null = null): Promise<void> {
    if (this.waiting === 0) this.outcome = null
    this.waiting += 1
    this.queue = this.queue.then(async () => {
      await this.import(source, password)
      this.waiting -= 1
    })
    return this.queue
  }

  /** Tries a password on what is locked first. */
  unlock(password: string): void {
    const [first, ...others] = this.locked
    this.locked = others
    if (first) void this.add(first.source, password)
  }

  /** What was told is read; what is locked stays so. */
  dismiss(): void {
    this.outcome = null
    this.locked = []
  }

  private async import(source: Source, password: string | null): Promise<void> {
    const { wizard } = this
    await wizard.flush()
    const answer = await this.tasks.run('certificates.import', { id: wizard.id, source, password })
    if (!answer) return
    wizard.take(answer.view)
    const wasTried = password !== null
    // At a second try, with the password, what was read at the first is there already.
    this.outcome = together(this.outcome, { ...answer, duplicates: wasTried ? [] : answer.duplicates })
    if (answer.locked.length > 0) this.locked = [{ source, files: answer.locked, wasTried }, ...this.locked]
    announce(t('window.assemble.outcome.found', countIn(this.outcome)))
  }
}

function together(one: Outcome | null, other: Outcome): Outcome {
  return {
    files: [...(one?.files ?? []), ...other.files],
    failures: [...(one?.failures ?? []), ...other.failures],
    locked: [...(one?.locked ?? []), ...other.locked],
    duplicates: [...(one?.duplicates ?? []), ...other.duplicates],
  }
}

/** How many certificates were found, in how many files. */
export const countIn = ({ files }: Outcome): { readonly certificates: number; readonly files: number } => ({
  certificates: files.flatMap(({ found }) => found.filter(({ kind }) => kind === 'certificate')).length,
  files: files.length,
})

const importings = new WeakMap<Wizard, Importing>()

/** The one of this project: leaving the step and coming back shows how far it is. */
export function importingOf(wizard: Wizard): Importing {
  const importing = importings.get(wizard) ?? new Importing(wizard)
  importings.set(wizard, importing)
  return importing
}
