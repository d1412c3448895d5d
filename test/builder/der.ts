/** Writes DER, rightly or on purpose wrongly: the tests' own, so that a flaw of the reader can't hide behind it. */

export type Der = Uint8Array

export function element(tag: number, ...contents: readonly Der[]): Der {
  const content = Buffer.concat(contents)
  const lengthOctets: number[] = []
  for (let rest = content.length; rest > 0; rest >>= 8) lengthOctets.unshift(rest & 0xff)
  const length = content.length < 0x80 ? [content.length] : [0x80 | lengthOctets.length, ...lengthOctets]
  return Buffer.concat([Uint8Array.from([tag, ...length]), content])
}

export const sequence = (...contents: readonly Der[]): Der => element(0x30, ...contents)
export const set = (...contents: readonly Der[]): Der => element(0x31, ...contents)
export const explicit = (number: number, ...contents: readonly Der[]): Der => element(0xa0 | number, ...contents)
export const implicit = (number: number, content: Der): Der => element(0x80 | number, content)
export const boolean = (value: boolean): Der => element(0x01, Uint8Array.of(value ? 0xff : 0))
export const octetString = (content: Der): Der => element(0x04, content)
export const bitString = (octets: Der, unusedBits = 0): Der => element(0x03, Uint8Array.of(unusedBits), octets)
export const nothing = Uint8Array.of(0x05, 0)

export function integer(value: number | bigint): Der {
  const digits = value.toString(16)
  const octets = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex')
  return element(0x02, (octets[0] ?? 0) >= 0x80 ? Buffer.concat([Uint8Array.of(0), octets]) : octets)
}

export function oid(text: string): Der {
  const [first = 0, second = 0, ...others] = text.split('.').map(Number)
  return element(0x06, Uint8Array.from([first * 40 + second, ...others].flatMap(base128)))
}

function base128(arc: number): number[] {
  const octets = [arc & 0x7f]
  for (let rest = arc >> 7; rest > 0; rest >>= 7) octets.unshift(0x80 | (rest & 0x7f))
  return octets
}

/** UTCTime up to 2049, GeneralizedTime afterwards, as RFC 5280 wants it; fractions of a second are dropped. */
export function time(milliseconds: number): Der {
  const digits = new Date(milliseconds).toISOString().replace(/\.\d+Z$|[-:T]/g, '')
  const isEarly = digits < '2050' && digits >= '1950'
  return element(isEarly ? 0x17 : 0x18, Buffer.from(`${isEarly ? digits.slice(2) : digits}Z`, 'latin1'))
}

const stringTypes = {
  utf8: [0x0c, (text: string) => Buffer.from(text, 'utf8')],
  printable: [0x13, (text: string) => Buffer.from(text, 'latin1')],
  teletex: [0x14, (text: string) => Buffer.from(text, 'latin1')],
  ia5: [0x16, (text: string) => Buffer.from(text, 'latin1')],
  bmp: [0x1e, (text: string) => Buffer.from(text, 'utf16le').swap16()],
} as const
export type StringType = keyof typeof stringTypes

export function string(text: string, type: StringType = 'utf8'): Der {
  const [tag, encode] = stringTypes[type]
  return element(tag, encode(text))
}
