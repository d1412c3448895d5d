import { describe, expect, it } from 'vitest'
import {
  bitString,
  booleanValue,
  contentOf,
  contextTag,
  DerError,
  DerReader,
  encodingOf,
  hasBit,
  objectIdentifier,
  readElement,
  smallInteger,
  Tag,
  time,
  wholeOctets,
} from '../../../electron/pki/der.ts'

const bytes = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex')
const hexOf = (octets: Uint8Array): string => Buffer.from(octets).toString('hex')

/** `reason at byte offset`, or what was returned. */
function outcome(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (error instanceof DerError) return `${error.reason} ${error.offset}`
    throw error
  }
}

describe('readElement', () => {
  it.each([
    ['a short length', '04 02 aa bb', 2, 4],
    ['no content', '05 00', 2, 2],
    ['the longest short length', `04 7f ${'00'.repeat(127)}`, 2, 129],
    ['a length of one octet', `04 81 80 ${'00'.repeat(128)}`, 3, 131],
    ['a length of two octets', `04 82 0102 ${'00'.repeat(258)}`, 4, 262],
    ['a length of four octets', '04 84 00000001 aa', 6, 7],
    ['a length that is longer than it need be', '04 81 01 aa', 3, 4],
    ['what follows it', '04 01 aa ff', 2, 3],
  ])('reads an element with %s', (_, hex, contentStart, end) => {
    const der = bytes(hex)
    expect(readElement(der)).toEqual({ bytes: der, tag: 4 === der[0] ? 4 : 5, start: 0, contentStart, end })
  })

  it.each([
    ['nothing', '', 'truncated 0'],
    ['a tag alone', '04', 'truncated 0'],
    ['less content than it says', '04 02 aa', 'truncated 0'],
    ['half a length', '04 82 01', 'truncated 0'],
    ['an indefinite length', '30 80 00 00', 'length 1'],
    ['a length of five octets', '04 85 0000000001 aa', 'length 1'],
    ['the greatest length', '04 84 ffffffff', 'truncated 0'],
    ['a high tag', '1f 01 aa', 'unexpected 0'],
    ['a high context tag', 'bf 01 aa', 'unexpected 0'],
  ])('refuses %s', (_, hex, reason) => {
    expect(outcome(() => readElement(bytes(hex)))).toBe(reason)
  })

  it('reads from an offset up to a limit', () => {
    const der = bytes('ff 04 01 aa 04 01 bb')
    expect(readElement(der, 1)).toMatchObject({ start: 1, contentStart: 3, end: 4 })
    expect(readElement(der, 4, 7)).toMatchObject({ start: 4, end: 7 })
    expect(outcome(() => readElement(der, 4, 6))).toBe('truncated 4')
    expect(outcome(() => readElement(der, 4, 5))).toBe('truncated 4')
    expect(outcome(() => readElement(bytes('ff 04 81 01 aa'), 1, 3))).toBe('truncated 1')
    expect(outcome(() => readElement(der, 7))).toBe('truncated 7')
  })

  it('gives content and encoding', () => {
    const element = readElement(bytes('ff 04 02 aa bb ff'), 1)
    expect(hexOf(contentOf(element))).toBe('aabb')
    expect(hexOf(encodingOf(element))).toBe('0402aabb')
  })
})

it('contextTag tells primitive from constructed', () => {
  expect([contextTag(0, false), contextTag(0, true), contextTag(3, true)]).toEqual([0x80, 0xa0, 0xa3])
})

describe('DerReader', () => {
  const source = bytes('02 01 05 30 03 04 01 aa')

  it('reads one element after another', () => {
    const reader = new DerReader(source)
    expect([reader.position, reader.done]).toEqual([0, false])
    expect(reader.next().tag).toBe(Tag.integer)
    expect([reader.position, reader.done]).toEqual([3, false])
    const inner = reader.enter(Tag.sequence)
    expect([reader.position, reader.done]).toEqual([8, true])
    expect(hexOf(contentOf(inner.expect(Tag.octetString)))).toBe('aa')
    expect(inner.done).toBe(true)
    expect(outcome(() => inner.next())).toBe('truncated 8')
  })

  it('expects a tag', () => {
    expect(outcome(() => new DerReader(source).expect(Tag.null))).toBe('unexpected 0')
    expect(outcome(() => new DerReader(source, 3).enter(Tag.set))).toBe('unexpected 3')
  })

  it('takes what is optional only if it is there', () => {
    const reader = new DerReader(source, 0, 3)
    expect(reader.optional(Tag.boolean)).toBeUndefined()
    expect(reader.position).toBe(0)
    expect(reader.optional(Tag.integer)?.end).toBe(3)
    expect(reader.optional(Tag.sequence)).toBeUndefined()
  })

  it('finishes only at the end', () => {
    const reader = new DerReader(source)
    expect(outcome(() => reader.finish())).toBe('trailing 0')
    reader.next()
    expect(outcome(() => reader.finish())).toBe('trailing 3')
    reader.next()
    expect(outcome(() => reader.finish())).toBeUndefined()
  })

  it('can be iterated', () => {
    expect([...new DerReader(source)].map(({ tag }) => tag)).toEqual([Tag.integer, Tag.sequence])
  })

  it('keeps an element within the one around it', () => {
    const reader = DerReader.inside(readElement(bytes('30 03 04 02 aa bb')))
    expect(outcome(() => reader.next())).toBe('truncated 2')
  })
})

describe('objectIdentifier', () => {
  const oidOf = (hex: string) => outcome(() => objectIdentifier(readElement(bytes(hex))))

  it.each([
    ['06 03 55 04 03', '2.5.4.3'],
    ['06 09 2a 86 48 86 f7 0d 01 01 0b', '1.2.840.113549.1.1.11'],
    ['06 01 00', '0.0'],
    ['06 01 27', '0.39'],
    ['06 01 28', '1.0'],
    ['06 01 4f', '1.39'],
    ['06 01 50', '2.0'],
    ['06 02 81 34', '2.100'],
    ['06 02 88 37', '2.999'],
    ['06 08 50 8f ff ff ff ff ff 7f', '2.0.70368744177663'],
    ['06 09 50 8f ff ff ff ff ff ff 7f', '2.0.9007199254740991'],
    ['06 09 50 90 80 80 80 80 80 80 00', '2.0.9007199254740992'],
    ['06 09 50 90 80 80 80 80 80 80 01', '2.0.9007199254740993'],
  ])('reads %s', (hex, text) => {
    expect(oidOf(hex)).toBe(text)
  })

  it('reads a UUID to its last digit', () => {
    const uuid = 0xf81d4fae7dec11d0a76500a0c91e6bf6n
    const octets: number[] = []
    for (let rest = uuid; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | (octets.length > 0 ? 0x80 : 0))
    const der = Buffer.from([0x06, octets.length + 1, 0x69, ...octets])
    expect(objectIdentifier(readElement(der))).toBe(`2.25.${uuid}`)
  })

  it('reads 64 octets', () => {
    expect(oidOf(`06 40 ${'01'.repeat(64)}`)).toBe(`0.1${'.1'.repeat(63)}`)
  })

  it.each([
    ['nothing', '06 00'],
    ['an arc that does not end', '06 02 55 84'],
    ['65 octets', `06 41 ${'01'.repeat(65)}`],
  ])('refuses %s', (_, hex) => {
    expect(oidOf(hex)).toBe('value 0')
  })
})

describe('simple values', () => {
  it.each([
    [booleanValue, '01 01 ff', true],
    [booleanValue, '01 01 01', true],
    [booleanValue, '01 01 00', false],
    [booleanValue, '01 00', 'value 0'],
    [booleanValue, '01 02 00 00', 'value 0'],
    [smallInteger, '02 01 00', 0],
    [smallInteger, '02 01 7f', 127],
    [smallInteger, '02 02 00 80', 128],
    [smallInteger, '02 02 01 02', 258],
    [smallInteger, '02 05 00 ff ff ff ff', 0xffffffff],
    [smallInteger, '02 00', 'value 0'],
    [smallInteger, '02 01 80', 'value 0'],
    [smallInteger, '02 06 00 00 00 00 00 01', 'value 0'],
  ])('%o of %s', (read, hex, value) => {
    expect(outcome(() => read(readElement(bytes(hex))))).toBe(value)
  })

  it.each([
    ['03 02 00 a0', 'a0', 0],
    ['03 02 05 a0', 'a0', 5],
    ['03 02 07 80', '80', 7],
    ['03 01 00', '', 0],
  ])('reads the BIT STRING %s', (hex, octets, unusedBits) => {
    const value = bitString(readElement(bytes(hex)))
    expect([hexOf(value.octets), value.unusedBits]).toEqual([octets, unusedBits])
  })

  it.each(['03 00', '03 02 08 80', '03 01 01'])('refuses the BIT STRING %s', (hex) => {
    expect(outcome(() => bitString(readElement(bytes(hex))))).toBe('value 0')
  })

  it('wants whole octets where a signature is', () => {
    expect(hexOf(wholeOctets(readElement(bytes('03 02 00 a0'))))).toBe('a0')
    expect(outcome(() => wholeOctets(readElement(bytes('03 02 01 a0'))))).toBe('value 0')
  })

  it('counts bits from the most significant one', () => {
    const octets = bytes('a0 01')
    const set = Array.from({ length: 20 }, (_, bit) => bit).filter((bit) => hasBit(octets, bit))
    expect(set).toEqual([0, 2, 15])
  })
})

describe('time', () => {
  const timeOf = (tag: number, text: string) =>
    outcome(() => time(readElement(Buffer.concat([Buffer.from([tag, text.length]), Buffer.from(text)]))))
  const utc = (text: string) => timeOf(Tag.utcTime, text)
  const generalized = (text: string) => timeOf(Tag.generalizedTime, text)

  it.each([
    [utc('260102030405Z'), Date.UTC(2026, 0, 2, 3, 4, 5)],
    [utc('491231235959Z'), Date.UTC(2049, 11, 31, 23, 59, 59)],
    [utc('500101000000Z'), Date.UTC(1950, 0, 1)],
    [utc('991231000000Z'), Date.UTC(1999, 11, 31)],
    [utc('000229000000Z'), Date.UTC(2000, 1, 29)],
    [generalized('20500101000000Z'), Date.UTC(2050, 0, 1)],
    [generalized('99991231235959Z'), Date.UTC(9999, 11, 31, 23, 59, 59)],
    [generalized('00500101000000Z'), new Date('0050-01-01T00:00:00Z').getTime()],
  ])('gives %d', (milliseconds, expected) => {
    expect(milliseconds).toBe(expected)
  })

  it.each([
    ['a month that is none', utc('261302030405Z')],
    ['the month before January', utc('260002030405Z')],
    ['31 February', utc('260231030405Z')],
    ['a day that is none', utc('260100030405Z')],
    ['the hour after the last', utc('260102240405Z')],
    ['a minute that is none', utc('260102036005Z')],
    ['a leap second', utc('260102030460Z')],
    ['29 February of no leap year', generalized('21000229000000Z')],
    ['no seconds', utc('2601020304Z')],
    ['another zone', utc('260102030405+0100')],
    ['fractions', generalized('20260102030405.5Z')],
    ['four digits in a UTCTime', utc('20260102030405Z')],
    ['two digits in a GeneralizedTime', generalized('260102030405Z')],
    ['another type', timeOf(Tag.visibleString, '20260102030405Z')],
    ['something before it', utc('x260102030405Z')],
    ['something after it', utc('260102030405Zx')],
    ['nothing', utc('')],
  ])('refuses %s', (_, result) => {
    expect(result).toBe('value 0')
  })
})
