import { describe, expect, it } from 'vitest'
import { parseAccelerator } from '../../stand-in/accelerator.ts'

const isMac = process.platform === 'darwin'
const plain = { command: 7, code: '', ctrl: false, alt: false, meta: false, shift: false }
const main = { ctrl: !isMac, meta: isMac }

describe('parseAccelerator', () => {
  it.each([
    ['F1', { ...plain, key: 'f1' }],
    ['CmdOrCtrl+N', { ...plain, ...main, key: 'n', code: 'keyn' }],
    ['CommandOrControl+Shift+H', { ...plain, ...main, shift: true, key: 'h', code: 'keyh' }],
    ['Alt+Left', { ...plain, alt: true, key: 'arrowleft' }],
    ['Ctrl+0', { ...plain, ctrl: true, key: '0', code: 'digit0' }],
    ['Ctrl+PageDown', { ...plain, ctrl: true, key: 'pagedown' }],
    ['Ctrl+Plus', { ...plain, ctrl: true, shift: 'any', key: '+' }],
    ['Ctrl++', { ...plain, ctrl: true, shift: 'any', key: '+' }],
    ['Ctrl+,', { ...plain, ctrl: true, shift: 'any', key: ',' }],
  ])('reads %s', (text, expected) => {
    expect(parseAccelerator(text, 7)).toEqual(expected)
  })

  it('refuses a modifier that there is not', () => {
    expect(() => parseAccelerator('Hyper+N', 7)).toThrow(TypeError)
  })
})
