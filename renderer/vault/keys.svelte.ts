import type { VaultKey, VaultView } from '../../electron/contract/vault-views.ts'
import { Tasks } from '../state/tasks.svelte.ts'

/** The private keys of this computer, as main told of them last. */
export class Keys {
  view = $state.raw<VaultView | null>(null)
  readonly tasks = new Tasks()

  async load(): Promise<void> {
    this.view = (await this.tasks.run('vault.keys', undefined)) ?? this.view
  }

  async lock(): Promise<void> {
    await this.tasks.run('vault.lock', undefined)
    await this.load()
  }

  /** The name of the folder in which the keys were set aside; null: kept. */
  async forget(): Promise<string | null> {
    const forgotten = await this.tasks.run('vault.forget', undefined)
    if (!forgotten) return null
    await this.load()
    return forgotten.folder
  }

  /** Whether it is gone. */
  async delete({ owner }: VaultKey): Promise<boolean> {
    const view = await this.tasks.run('vault.delete', { owner })
    if (view) this.view = view
    return view !== null
  }

  countOf(sealedBy: VaultKey['sealedBy']): number {
    return this.view?.keys.filter((key) => key.sealedBy === sealedBy).length ?? 0
  }
}
