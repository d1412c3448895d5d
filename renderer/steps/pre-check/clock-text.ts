import { t } from '../../state/texts.svelte.ts'
import { clockOffset } from './clock-offset.ts'
import type { SideView } from './side.ts'

/** How one appliance's clock goes, in words. */
export function clockText({ clockOffset: offset, isOwn, preCheck }: SideView): string {
  if (offset === null) return t(`window.preCheck.clock.${isOwn || preCheck ? 'notLooked' : 'file'}`)
  const found = clockOffset(offset)
  if (found.kind === 'right') return t('window.preCheck.clock.right')
  const { direction, unit, count } = found
  return t('window.preCheck.clock.off', { direction, unit, count })
}

export const isOff = (offset: number): boolean => clockOffset(offset).kind === 'off'
