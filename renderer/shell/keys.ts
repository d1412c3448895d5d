import type { MenuCommand } from '../../electron/contract/bridge.ts'
import { type StepId, stepIds } from '../../electron/contract/views.ts'

export type KeyCommand =
  | { readonly kind: 'command'; readonly command: MenuCommand }
  | { readonly kind: 'step'; readonly step: StepId }
  | { readonly kind: 'back' }

type Key = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>

const menu = (command: MenuCommand): KeyCommand => ({ kind: 'command', command })

/**
 * What a key asks of the window; the keys of the menu come from main. In a field the keys that edit text stay the field's.
 */
export function commandOf(event: Key, isMac: boolean, isInField: boolean): KeyCommand | null {
  const isControl = isMac ? event.metaKey && !event.ctrlKey : event.ctrlKey && !event.metaKey
  const step = stepIds[Number(/^Digit([1-6])$/.exec(event.code)?.[1]) - 1]
  if (isControl && !event.altKey && !event.shiftKey && step) return { kind: 'step', step }
  if (isInField) return null
  if (event.altKey && !event.ctrlKey && !event.metaKey && event.key === 'ArrowLeft') return { kind: 'back' }
  if (!event.ctrlKey && !event.metaKey && !event.altKey && event.key === '?') return menu('shortcuts')
  return isControl && !event.altKey ? undoCommand(event, isMac) : null
}

/** As each platform has it: Ctrl+Y as well where it is no Mac. */
function undoCommand({ key, shiftKey }: Key, isMac: boolean): KeyCommand | null {
  const letter = key.toLowerCase()
  if (letter === 'z') return menu(shiftKey ? 'redo' : 'undo')
  return letter === 'y' && !shiftKey && !isMac ? menu('redo') : null
}
