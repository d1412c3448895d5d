import type { Wizard } from '../../state/wizard.svelte.ts'
import { type Sent, sentFirst } from './sent.ts'

/** What is typed here and not recorded yet: it outlives a look at another step, but not another CSR. */
class SentDraft {
  private typed = $state.raw<{ readonly csr: string | undefined; readonly sent: Sent } | null>(null)

  constructor(private readonly wizard: Wizard) {}

  get sent(): Sent {
    return this.typed && this.typed.csr === this.newest ? this.typed.sent : sentFirst(this.wizard.view, new Date())
  }

  edit(edited: Partial<Sent>): void {
    this.typed = { csr: this.newest, sent: { ...this.sent, ...edited } }
  }

  /** Back to what is recorded. */
  discard(): void {
    this.typed = null
  }

  private get newest(): string | undefined {
    return this.wizard.view.project.csrs.at(-1)?.sha256
  }
}

const drafts = new WeakMap<Wizard, SentDraft>()

export function sentDraft(wizard: Wizard): SentDraft {
  const draft = drafts.get(wizard) ?? new SentDraft(wizard)
  drafts.set(wizard, draft)
  return draft
}
