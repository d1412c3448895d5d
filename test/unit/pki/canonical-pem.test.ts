import { describe, expect, it } from 'vitest'
import { splitCanonicalPem } from '../../../electron/pki/canonical-pem.ts'
import { armour } from './reading.ts'

const split = (text: string) => splitCanonicalPem(Buffer.from(text, 'latin1'))
const of = (length: number): Buffer => Buffer.alloc(length, 0x41)
const written = (length: number): string => armour('CERTIFICATE', of(length))
const expected = (length: number, line: number) => ({
  label: 'CERTIFICATE',
  line,
  content: of(length),
  hasEnd: true,
  isEncrypted: false,
  badLine: undefined,
})

describe('splitCanonicalPem', () => {
  it.each([1, 2, 3, 47, 48, 49, 95, 96, 97, 1000])('reads %d octets', (length) => {
    expect(split(written(length))).toEqual([expected(length, 1)])
  })

  it('counts the lines', () => {
    expect(split(written(1) + written(48) + written(49) + written(96) + written(97) + written(1))).toEqual([
      expected(1, 1),
      expected(48, 4),
      expected(49, 7),
      expected(96, 11),
      expected(97, 15),
      expected(1, 20),
    ])
  })

  it('reads a mebibyte, and not a byte more', () => {
    const block = written(48)
    const many = block.repeat(Math.floor((1024 * 1024 - 200) / block.length))
    const fill = (size: number): string => {
      for (let length = 1; ; length++) {
        const last = written(length)
        if (many.length + last.length >= size) return many + last
      }
    }
    expect(split(fill(1024 * 1024 - 3))?.length).toBeGreaterThan(1)
    expect(split(fill(1024 * 1024 + 1))).toBeUndefined()
  })

  it('does not look at other bytes of the same buffer', () => {
    const buffer = Buffer.from(`x${written(3)}x`)
    expect(splitCanonicalPem(buffer.subarray(1, -1))).toEqual([expected(3, 1)])
  })

  it.each([
    ['nothing', ''],
    ['text', 'text'],
    ['dashes', '-----'],
    ['text before', `x${written(3)}`],
    ['text after', `${written(3)}x`],
    ['text between', `${written(3)}\n${written(3)}`],
    ['another label', armour('X509 CERTIFICATE', of(3))],
    ['another END', written(3).replace('END', 'END X509')],
    ['no END', written(3).slice(0, -26)],
    ['no final newline', written(3).slice(0, -1)],
    ['CRLF', written(3).replaceAll('\n', '\r\n')],
    ['nothing in it', '-----BEGIN CERTIFICATE-----\n\n-----END CERTIFICATE-----\n'],
    ['no line in it', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n'],
    ['a blank line at the end', written(48).replace('\n-----END', '\n\n-----END')],
    ['a blank line at the beginning', written(48).replace('-----\n', '-----\n\n')],
    ['a shorter line', written(96).replace(/\n(.{20})/, '\n$1\n')],
    ['a longer line', written(96).replace(/(.{64})\n(.{64})\n/, '$1$2\n')],
    ['a blank in place of a line end', written(96).replace(/(.{64})\n(.{64})/, '$1 $2')],
    ['a blank at a line end', written(3).replace('QUFB', 'QUFB ')],
    ['no padding', written(1).replace('==', '')],
    ['too much padding', written(1).replace('==', '===')],
    ['bits that are left over', written(1).replace('QQ==', 'QR==')],
    ['a character that is no Base64', written(3).replace('QUFB', 'QU*B')],
    ['URL-safe characters', armour('CERTIFICATE', Buffer.of(0xfb, 0xff, 0xff)).replace('+', '-')],
  ])('leaves %s to the other', (_, text) => {
    expect(split(text) ?? []).toEqual([])
  })
})
