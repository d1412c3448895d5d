import type { ProjectView, QuickCheck } from '../../electron/contract/views.ts'
import { announce } from '../parts/announcer.svelte.ts'
import type { Source } from '../parts/source.ts'
import { Tasks } from '../state/tasks.svelte.ts'
import { t } from '../state/texts.svelte.ts'

/** Files that are checked on their own: what was given, and what came of it. */
export class Checking {
  readonly tasks = new Tasks()
  source = $state.raw<Source | null>(null)
  csr = $state.raw<Source | null>(null)
  /** ISO 8601, UTC; null: now. */
  at = $state<string | null>(null)
  result = $state.raw<QuickCheck | null>(null)
  /** Whether a password was given that did not fit. */
  wasTried = $state(false)
  private password: string | null = null

  readonly locked: readonly string[] = $derived(this.result?.locked ?? [])

  /** Other files in place of those before. */
  async take(source: Source): Promise<void> {
    this.source = source
    this.result = null
    this.password = null
    this.wasTried = false
    await this.check()
  }

  async unlock(password: string): Promise<void> {
    this.password = password
    this.wasTried = true
    await this.check()
  }

  async holdAgainst(csr: Source): Promise<void> {
    this.csr = csr
    await this.check()
  }

  async judgeAt(at: string | null): Promise<void> {
    this.at = at
    await this.check()
  }

  /** Looks again; without any files there is nothing to look at. */
  async check(): Promise<void> {
    const { source, csr, at, password } = this
    if (!source) return
    const result = await this.tasks.run('files.check', { source, password, at, csr })
    if (!result || source !== this.source) return
    this.result = result
    announce(t('window.tools.check.done', { name: result.name }))
  }

  /** A project with these files and this CSR; null: `tasks.failure` says why not. */
  async makeProject(name: string, hostName: string): Promise<ProjectView | null> {
    const { source, csr, password, tasks } = this
    const short = (text: string) => text.slice(0, 255) // a certificate may say more than a project takes
    const about = {
      name: short(name),
      role: 'source',
      hostName: short(hostName),
      address: '',
      omeVersion: '',
    } as const
    const made = await tasks.run('project.create', about)
    if (!made || !source) return made
    const { id } = made.project
    const asked = csr ? await tasks.run('csr.import', { id, source: csr }) : made
    const imported = asked && (await tasks.run('certificates.import', { id, source, password }))
    return imported?.view ?? null
  }
}
