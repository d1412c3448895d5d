import { type Accelerator } from './window-messages.ts'

const isMac = process.platform === 'darwin'

const modifiers: Partial<Record<string, 'ctrl' | 'alt' | 'meta' | 'shift'>> = {
  command: 'meta',
  cmd: 'meta',
  control: 'ctrl',
  ctrl: 'ctrl',
  commandorcontrol: isMac ? 'meta' : 'ctrl',
  cmdorctrl: isMac ? 'meta' : 'ctrl',
  alt: 'alt',
  option: 'alt',
  altgr: 'alt',
  shift: 'shift',
  super: 'meta',
  meta: 'meta',
}

/** Keys that a page calls otherwise. */
const keys: Partial<Record<string, string>> = {
  plus: '+',
  space: ' ',
  up: 'arrowup',
  down: 'arrowdown',
  left: 'arrowleft',
  right: 'arrowright',
  return: 'enter',
  esc: 'escape',
}

/** The key on a keyboard that is not Latin: what it would be on one that is. */
function codeOf(key: string): string {
  if (/^[a-z]$/.test(key)) return `key${key}`
  return /^\d$/.test(key) ? `digit${key}` : ''
}

/** An accelerator of a menu item (`CmdOrCtrl+Shift+H`) as the window looks for it. Throws for a modifier unknown. */
export function parseAccelerator(text: string, command: number): Accelerator {
  const parts = text.toLowerCase().replace(/\+\+$/, '+plus').split('+')
  const name = parts.at(-1) ?? ''
  const held = new Set(
    parts.slice(0, -1).map((part) => {
      const modifier = modifiers[part]
      if (!modifier) throw new TypeError(`conversion failure from ${text}`)
      return modifier
    }),
  )
  const key = keys[name] ?? name
  // Where a character needs Shift depends on the keyboard: '+' does on most.
  const shift = /^[^a-z0-9\s]$/.test(key) && !held.has('shift') ? 'any' : held.has('shift')
  return {
    command,
    key,
    code: codeOf(key),
    ctrl: held.has('ctrl'),
    alt: held.has('alt'),
    meta: held.has('meta'),
    shift,
  }
}
