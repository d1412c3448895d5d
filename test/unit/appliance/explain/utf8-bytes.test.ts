import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Utf8Bytes } from '../../../../electron/appliance/explain/utf8-bytes.ts'

/** Through the converter in pieces of the given sizes, the last of which repeats. */
function converted(bytes: Buffer, sizes: readonly number[] = [bytes.length]): string {
  const utf8 = new Utf8Bytes()
  const parts: Uint8Array[] = []
  for (let at = 0, i = 0; at < bytes.length; i++) {
    const size = sizes[Math.min(i, sizes.length - 1)] ?? 1
    parts.push(Buffer.from(utf8.push(bytes.subarray(at, at + size))))
    at += size
  }
  return Buffer.concat([...parts, utf8.finish()]).toString('utf8')
}

const plain = (text: string): Buffer => Buffer.from(text)
const little = (text: string): Buffer => Buffer.from(text, 'utf16le')
const big = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16()

describe('bytes of a text in UTF-8', () => {
  it.each([
    ['UTF-8', Buffer.from('CGEN1008 – clé'), 'CGEN1008 – clé'],
    ['UTF-16 little-endian with its mark', little('\uFEFFCGEN1008 – clé'), 'CGEN1008 – clé'],
    ['UTF-16 big-endian with its mark', big('\uFEFFCGEN1008 – clé'), 'CGEN1008 – clé'],
    ['UTF-16 little-endian without', little('CGEN1008 – clé'), 'CGEN1008 – clé'],
    ['UTF-16 big-endian without', big('CGEN1008 – clé'), 'CGEN1008 – clé'],
    ['a mark and one character', little('\uFEFFx'), 'x'],
    ['nothing', Buffer.alloc(0), ''],
    ['one byte', Buffer.from('x'), 'x'],
    ['three bytes', Buffer.from('xyz'), 'xyz'],
    ['zeros', Buffer.alloc(8), '\0'.repeat(8)],
    ['one zero at each place of four', Buffer.from('a\0bcd'), 'a\0bcd'],
    ['zeros in the first and second place', Buffer.from('\0\0ab'), '\0\0ab'],
    ['zeros in the third and fourth place', Buffer.from('ab\0\0'), 'ab\0\0'],
    ['three zeros, the first not', Buffer.from('a\0\0\0'), 'a\0\0\0'],
    ['three zeros, the third not', Buffer.from('\0\0a\0'), '\0\0a\0'],
    ['three zeros, the second not', Buffer.from('\0a\0\0'), '\0a\0\0'],
    ['three zeros, the fourth not', Buffer.from('\0\0\0a'), '\0\0\0a'],
    ['half a mark', Buffer.from([0xff, 0x61, 0xfe, 0x62]), '\uFFFDa\uFFFDb'],
    ['half of the other mark', Buffer.from([0xfe, 0x61, 0x62, 0x63]), '\uFFFDabc'],
    ['the other half of that', Buffer.from([0x61, 0xff, 0x62, 0x63]), 'a\uFFFDbc'],
    ['a zero in the first place', Buffer.from('\0bcd'), '\0bcd'],
    ['a zero in the third place', Buffer.from('ab\0d'), 'ab\0d'],
    ['a zero in the fourth place', Buffer.from('abc\0'), 'abc\0'],
    ['the other half of a mark', Buffer.from([0x61, 0xfe, 0x62, 0xff]), 'a\uFFFDb\uFFFD'],
  ])('come out of %s', (_, bytes, text) => {
    expect(converted(bytes)).toBe(text)
  })

  it('do not depend on how the text was cut', () => {
    const texts = fc.tuple(fc.string({ unit: 'grapheme', maxLength: 30 }), fc.constantFrom(little, big, plain))
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), ([text, encode], sizes) => {
        const bytes = encode(`\uFEFFab${text}`)
        expect(converted(bytes, sizes)).toBe(converted(bytes))
      }),
    )
  })
})
