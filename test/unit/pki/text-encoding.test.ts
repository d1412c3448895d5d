import { describe, expect, it } from 'vitest'
import { decodeText } from '../../../electron/pki/text-encoding.ts'

const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

describe('decodeText', () => {
  it.each([
    ['ASCII', Buffer.from('-----BEGIN'), '-----BEGIN', false],
    ['UTF-8', Buffer.from('é–\u00a0'), 'é–\u00a0', false],
    ['UTF-8 with a byte order mark, which stays', Buffer.from('\ufeffé'), '\ufeffé', false],
    ['Latin-1', Buffer.from('é\u00a0', 'latin1'), 'é\u00a0', false],
    ['nothing', Buffer.alloc(0), '', false],
    ['little-endian UTF-16', Buffer.from('\ufeffé-', 'utf16le'), 'é-', true],
    ['big-endian UTF-16', utf16be('\ufeffé-'), 'é-', true],
    ['little-endian UTF-16 without mark', Buffer.from('-----é', 'utf16le'), '-----é', true],
    ['big-endian UTF-16 without mark', utf16be('-----é'), '-----é', true],
    ['UTF-16 of an odd length', Buffer.concat([Buffer.from('\ufeff-', 'utf16le'), Buffer.of(0x2d)]), '-', true],
    ['big-endian UTF-16 of an odd length', Buffer.concat([utf16be('\ufeff-'), Buffer.of(0)]), '-', true],
    ['text with zeros at its end', Buffer.from('-----BEGIN\0\0\0'), '-----BEGIN\0\0\0', false],
    ['text with as many zeros', Buffer.from('a\0b\0\0\0'), 'a\0b\0\0\0', false],
    ['text with a third of zeros', Buffer.from('a\0bc\0d'), 'a\0bc\0d', false],
    ['a mark only half', Buffer.of(0xff, 0x41), 'ÿA', false],
    ['the other mark only half', Buffer.of(0xfe, 0x41), 'þA', false],
  ])('takes %s for what it is', (_, bytes, text, utf16) => {
    expect(decodeText(bytes)).toEqual({ text, utf16 })
  })

  it('leaves the bytes as they are, and looks at no others of their buffer', () => {
    const buffer = Buffer.concat([Buffer.from('xx'), utf16be('\ufeff-'), Buffer.from('yy')])
    const copy = Buffer.from(buffer)
    expect(decodeText(buffer.subarray(2, 6)).text).toBe('-')
    expect(buffer.equals(copy)).toBe(true)
    expect(decodeText(buffer.subarray(0, 2)).text).toBe('xx')
  })

  it('judges by the beginning', () => {
    const late = Buffer.concat([Buffer.from('a'.repeat(256)), Buffer.from('b'.repeat(400), 'utf16le')])
    expect(decodeText(late).utf16).toBe(false)
  })
})
