import { describe, expect, it } from 'vitest'
import { commandOf } from '../../../renderer/shell/keys.ts'

/** A key as written in the list of shortcuts, `Ctrl+Shift+Z`. */
function pressed(text: string) {
  const parts = text.split('+')
  const key = parts.at(-1) ?? ''
  const has = (name: string) => parts.slice(0, -1).includes(name)
  return {
    key,
    code: /^\d$/.test(key) ? `Digit${key}` : key,
    ctrlKey: has('Ctrl'),
    metaKey: has('Cmd'),
    altKey: has('Alt'),
    shiftKey: has('Shift'),
  }
}

const undo = { kind: 'command', command: 'undo' }
const redo = { kind: 'command', command: 'redo' }

describe('a key', () => {
  it.each([
    ['Ctrl+1', { kind: 'step', step: 'csr' }],
    ['Ctrl+6', { kind: 'step', step: 'export' }],
    ['Ctrl+7', null],
    ['Ctrl+0', null],
    ['Ctrl+Alt+1', null],
    ['1', null],
    ['Alt+ArrowLeft', { kind: 'back' }],
    ['ArrowLeft', null],
    ['Shift+?', { kind: 'command', command: 'shortcuts' }],
    ['Ctrl+?', null],
    ['Ctrl+z', undo],
    ['Ctrl+Shift+Z', redo],
    ['Ctrl+y', redo],
    ['Cmd+z', null],
    ['z', null],
  ])('%s asks for what it should', (text, asked) => {
    expect(commandOf(pressed(text), false, false)).toEqual(asked)
  })

  it.each([
    ['Cmd+2', { kind: 'step', step: 'submit' }],
    ['Ctrl+2', null],
    ['Cmd+z', undo],
    ['Cmd+Shift+Z', redo],
    ['Cmd+y', null],
  ])('%s asks for what it should on a Mac', (text, asked) => {
    expect(commandOf(pressed(text), true, false)).toEqual(asked)
  })

  it.each([
    ['Ctrl+1', { kind: 'step', step: 'csr' }],
    ['Shift+?', null],
    ['Ctrl+z', null],
    ['Alt+ArrowLeft', null],
  ])('%s in a field is left to it, unless it means a step', (text, asked) => {
    expect(commandOf(pressed(text), false, true)).toEqual(asked)
  })
})
