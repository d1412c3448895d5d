import type { Tasks } from '../state/tasks.svelte.ts'

/** What needs a key waits here until the vault is open. */
export class KeyAccess {
  /** What the vault's dialog is to ask; null: nothing. */
  asked = $state<'new' | 'locked' | null>(null)
  private onward: () => Promise<unknown> = () => Promise.resolve()

  constructor(private readonly tasks: Tasks) {}

  /** @param makesKey where there is no vault yet, it is set up; without a key to put in there is no need for one */
  async use(onward: () => Promise<unknown>, makesKey = false): Promise<void> {
    const state = await this.tasks.run('vault.state', undefined)
    if (state === null) return
    this.onward = onward
    if (state === 'locked' || (state === 'new' && makesKey)) this.asked = state
    else await this.go()
  }

  /** The vault is open: does what waited. A key may lie under a passphrase although the system has a key store now. */
  async go(): Promise<void> {
    this.asked = null
    await this.onward()
    if (this.tasks.failure?.code !== 'locked') return
    this.tasks.dismiss()
    this.asked = 'locked'
  }

  close(): void {
    this.asked = null
  }
}
