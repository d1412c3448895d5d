import { t } from '../../state/texts.svelte.ts'
import type { Refusal } from './refusal.ts'

/** Why the chain is not written, in one sentence. */
export function refusalTitle(refusal: Refusal): string {
  if (refusal.kind === 'no-chain') return t('window.export.refused.noChain')
  if (refusal.kind === 'rehearsal') return t('window.export.refused.rehearsalTitle')
  return t(`window.export.refused.${refusal.stage === 'upload' ? 'title' : 'connection'}`)
}
