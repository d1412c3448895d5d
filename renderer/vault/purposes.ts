import type { VaultKey } from '../../electron/contract/vault-views.ts'
import { t } from '../state/texts.svelte.ts'

/** What a key is for, in words: one for each that needs it. */
export function purposesOf({ owners }: VaultKey): readonly string[] {
  if (owners.length === 0) return [t('window.vault.keys.nobody')]
  return owners.map((owner) =>
    owner.kind === 'ca'
      ? t('window.vault.keys.ca', { name: owner.name })
      : t('window.vault.keys.rehearsal', { name: owner.name, role: t('window.app.role', { role: owner.role }) }),
  )
}
