import { describe, expect, it } from 'vitest'
import { toDer } from '../../../electron/pki/ber.ts'
import { DerError } from '../../../electron/pki/der.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')

function rewritten(hex: string): string {
  try {
    return Buffer.from(toDer(bytes(hex))).toString('hex')
  } catch (error) {
    if (error instanceof DerError) return `${error.reason} ${error.offset}`
    throw error
  }
}

describe('toDer', () => {
  it.each([
    ['keeps a primitive', '04 01 aa', '04 01 aa'],
    ['keeps a length that is longer than it need be', '30 81 03 04 01 aa', '30 81 03 04 01 aa'],
    ['drops what follows', '04 01 aa ff ff', '04 01 aa'],
    ['closes an indefinite length', '30 80 04 01 aa 00 00', '30 03 04 01 aa'],
    ['closes an empty one', '30 80 00 00', '30 00'],
    ['closes one within another', '30 80 a0 80 05 00 00 00 00 00', '30 04 a0 02 05 00'],
    ['closes one within a definite one', '30 06 a0 80 05 00 00 00', '30 04 a0 02 05 00'],
    ['keeps what needs no change beside what does', '30 80 31 81 02 05 00 00 00', '30 05 31 81 02 05 00'],
    ['joins a string in pieces', '24 06 04 01 aa 04 01 bb', '04 02 aa bb'],
    ['joins one of indefinite length', '24 80 04 01 aa 04 01 bb 00 00', '04 02 aa bb'],
    ['joins pieces in pieces', '24 80 24 04 04 02 aa bb 04 01 cc 00 00', '04 03 aa bb cc'],
    ['joins pieces with long lengths', '24 80 04 81 01 aa 00 00', '04 01 aa'],
    ['joins no pieces', '24 80 00 00', '04 00'],
    ['writes a long length', `30 80 04 81 80 ${'00'.repeat(128)} 00 00`, `30 81 83 04 81 80 ${'00'.repeat(128)}`],
    ['writes 127 octets shortly', `30 80 04 7d ${'00'.repeat(125)} 00 00`, `30 7f 04 7d ${'00'.repeat(125)}`],
    ['writes 128 octets longer', `30 80 04 7e ${'00'.repeat(126)} 00 00`, `30 81 80 04 7e ${'00'.repeat(126)}`],
    [
      'writes 256 octets longer still',
      `30 80 04 81 fd ${'00'.repeat(253)} 00 00`,
      `30 82 0100 04 81 fd ${'00'.repeat(253)}`,
    ],
  ])('%s', (_, ber, der) => {
    expect(rewritten(ber)).toBe(der.replaceAll(' ', ''))
  })

  it.each([
    ['nothing', '', 'truncated 0'],
    ['a tag alone', '30', 'truncated 0'],
    ['a content that breaks off', '30 03 04 01', 'truncated 0'],
    ['an indefinite length without end', '30 80 04 01 aa', 'truncated 5'],
    ['half an end', '30 80 00', 'truncated 2'],
    ['an indefinite length of a primitive', '04 80 00 00', 'length 1'],
    ['a length of five octets', '30 85 0000000000', 'length 1'],
    ['a high tag', '1f 01 aa', 'unexpected 0'],
    ['a piece that is no string', '24 80 05 00 00 00', 'unexpected 2'],
    ['a child longer than its parent', '30 03 04 05 aa bb cc dd ee', 'truncated 2'],
    ['an end within a definite length', '30 02 00 00', '3002 0000'],
  ])('of %s is as it should be', (_, ber, result) => {
    expect(rewritten(ber)).toBe(result.startsWith('3002') ? result.replace(' ', '') : result)
  })

  it('gives the very bytes where nothing needs a change', () => {
    const der = bytes('30 03 04 01 aa')
    const result = toDer(der)
    expect([result.buffer, result.byteOffset]).toEqual([der.buffer, der.byteOffset])
  })

  it('goes 48 levels deep, and not one deeper', () => {
    const nested = (depth: number): string => `${'3080'.repeat(depth)}0500${'0000'.repeat(depth)}`
    expect(rewritten(nested(48))).toMatch(/^30/)
    expect(rewritten(nested(49))).toBe('too-deep 98')
  })

  it('takes four hundred thousand elements, and not one more', () => {
    const wide = (count: number): string => `3080${'0500'.repeat(count)}0000`
    expect(rewritten(wide(399_999))).toMatch(/^30830c34fe/)
    expect(rewritten(wide(400_000))).toBe(`too-deep ${2 + 2 * 399_999}`)
  })
})
