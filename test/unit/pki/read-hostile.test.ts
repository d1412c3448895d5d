import { describe, expect, it } from 'vitest'
import { limits } from '../../../electron/pki/found.ts'
import { bitString, element, explicit, integer, nothing, oid, sequence, set, string, time } from '../../builder/der.ts'
import { certificateDer, certificatePem, summaryOf } from './reading.ts'

/** Made to cost time or memory. What is asserted is that there is a result, and which; how long it took, the bench says. */

const size = limits.bytes
const filled = (pattern: string | Uint8Array, length = size): Buffer =>
  Buffer.alloc(length, typeof pattern === 'string' ? Buffer.from(pattern, 'latin1') : pattern)
const begin = Buffer.from('-----BEGIN CERTIFICATE-----\n')
const end = Buffer.from('-----END CERTIFICATE-----\n')
const enclosed = (pattern: string, head = ''): Buffer =>
  Buffer.concat([begin, Buffer.from(head), filled(pattern, size - 200), end])

/** A certificate that is sound but for its bulk. */
function bulky(issuer: Uint8Array, extension?: Uint8Array): Buffer {
  const algorithm = sequence(oid('1.3.101.112'))
  const key = sequence(algorithm, bitString(new Uint8Array(32)))
  const validity = sequence(time(0), time(1))
  const extensions = extension ? [explicit(3, sequence(extension))] : []
  const fields = [explicit(0, integer(2)), integer(1), algorithm, issuer, validity, sequence(), key, ...extensions]
  return Buffer.from(sequence(sequence(...fields), algorithm, bitString(new Uint8Array(64))))
}
const repeated = (tag: number, item: Uint8Array, length: number): Uint8Array =>
  element(tag, filled(item, length - (length % item.length)))
const nearLimit = 3_000_000
const attribute = sequence(oid('2.5.4.3'), string('a'))
const alternativeNames = (name: Uint8Array): Uint8Array =>
  sequence(oid('2.5.29.17'), element(0x04, repeated(0x30, name, nearLimit)))

const leaf = certificatePem('oment-310')

interface Case {
  readonly bytes: Buffer
  readonly reason: string
}
const gives = (bytes: Buffer, reason: string): Case => ({ bytes, reason })

const cases: Readonly<Record<string, () => Case>> = {
  dashes: () => gives(filled('-'), 'no-certificate'),
  'the beginning of a BEGIN': () => gives(filled('-----BEGIN '), 'no-certificate'),
  'BEGIN without dashes': () => gives(filled('BEGIN '), 'no-certificate'),
  'a BEGIN': () => gives(filled('-----BEGIN A-----'), 'too-complex'),
  'a BEGIN in each line': () => gives(filled('-----BEGIN CERTIFICATE-----\n'), 'too-many-certificates'),
  'an END in each line': () => gives(filled('-----END CERTIFICATE-----\n'), 'too-complex'),
  'tiny armours': () => gives(filled('-----BEGIN A-----END A-----'), 'too-complex'),
  'armours that a sentence mentions': () => gives(filled('-----BEGIN A-----x-----END A-----'), 'too-complex'),
  'armours around nothing': () => gives(filled('-----BEGIN A-----\nM\n-----END A-----\n'), 'too-complex'),
  'an armour around line feeds': () => gives(enclosed('\n'), 'truncated at line 1'),
  'an armour around carriage returns': () => gives(enclosed('\r'), 'truncated at line 1'),
  'an armour around one character a line': () => gives(enclosed('A\n'), 'damaged at line 1'),
  'an armour around backslashes': () => gives(enclosed('\\'), 'not-base64 at line 2'),
  'an armour around escaped line breaks': () => gives(enclosed('\\n'), 'truncated at line 1'),
  'an armour around headers': () => gives(enclosed('a:\n'), 'not-base64 at line 102'),
  'an armour around one endless header': () => gives(enclosed(' \n', 'a: b\n'), 'truncated at line 1'),
  'an armour around Base64 of nested BER': () => gives(enclosed('MIAwgDCAMIAwgDCAMIAwgDCA'), 'too-complex at line 1'),
  blanks: () => gives(filled(' '), 'empty'),
  'carriage returns': () => gives(filled('\r\r\rx'), 'no-certificate'),
  'no-break spaces': () => gives(filled('\xc2\xa0'), 'empty'),
  'mail quoting': () => gives(filled('> '), 'no-certificate'),
  backslashes: () => gives(filled('\\'), 'no-certificate'),
  'UTF-16 armours': () => gives(filled(Buffer.from('-----BEGIN A-----', 'utf16le')), 'too-complex'),
  'the Base64 of a DER': () => gives(filled('MIIC'), 'truncated at line 1'),
  HTML: () => gives(filled('<html>'), 'web-page'),
  'JSON of brackets': () => gives(filled('['), 'no-certificate'),
  'JSON of objects': () => gives(filled('{"a":'), 'no-certificate'),
  'JSON of empty lists': () => gives(Buffer.from(`[${'[],'.repeat(3_000_000)}[]]`), 'no-certificate'),
  'JSON of keys': () =>
    gives(
      Buffer.from(JSON.stringify(Object.fromEntries(Array.from({ length: 99_000 }, (_, i) => [i, 'x'.repeat(60)])))),
      'no-certificate',
    ),
  'JSON of quotes': () => gives(filled('"'), 'no-certificate'),
  'JSON of one long string': () => gives(Buffer.from(`"${'M'.repeat(size - 2)}"`), 'damaged'),
  'JSON of escapes': () => gives(Buffer.from(`"${'\\n'.repeat(5_000_000)}"`), 'no-certificate'),
  'JSON of certificates': () => gives(Buffer.from(JSON.stringify(Array(7000).fill(leaf))), 'too-many-certificates'),
  'certificates in PEM': () => gives(filled(leaf), 'too-many-certificates'),
  'certificates in DER': () => gives(filled(certificateDer('oment-310')), 'too-many-certificates'),
  'nested BER': () => gives(filled(Uint8Array.of(0x30, 0x80)), 'too-complex at byte 0'),
  'wide BER': () =>
    gives(
      Buffer.concat([Uint8Array.of(0x30, 0x80), filled(nothing, size - 4), Buffer.alloc(2)]),
      'too-complex at byte 0',
    ),
  'a string in pieces': () =>
    gives(
      Buffer.concat([
        Uint8Array.of(0x24, 0x80).fill(0x30, 0, 1),
        filled(Uint8Array.of(4, 1, 0), size - 5),
        Buffer.alloc(2),
      ]),
      'too-complex at byte 0',
    ),
  'a wide DER': () => gives(Buffer.from(repeated(0x30, nothing, size - 10)), 'too-complex at byte 0'),
  'a certificate with an endless identifier': () =>
    gives(
      bulky(sequence(set(sequence(element(6, filled(Uint8Array.of(1), 3_000_000)), string('a'))))),
      'damaged at byte 0',
    ),
  'a certificate of ten mebibytes': () => gives(bulky(repeated(0x30, set(attribute), size - 400)), 'too-complex'),
}

describe('a crafted file of', () => {
  it.each(Object.entries(cases))('%s has a result', async (_, make) => {
    const { bytes, reason } = make()
    const { found, unreadable } = await summaryOf(bytes)
    expect({ found, unreadable }).toEqual({ found: [], unreadable: [reason] })
  })

  it('PKCS#7 joined by cat is looked at only so far', async () => {
    const members = explicit(0, filled(nothing, 400_000))
    const data = sequence(integer(1), set(), sequence(oid('1.2.840.113549.1.7.1')), members, set())
    const one = sequence(oid('1.2.840.113549.1.7.2'), explicit(0, data))
    const { unreadable } = await summaryOf(Buffer.concat([one, one, one]))
    expect(unreadable).toEqual([
      'no-certificate at byte 0',
      `too-complex at byte ${one.length}`,
      `too-complex at byte ${2 * one.length}`,
    ])
  })

  it.each([
    ['names', bulky(repeated(0x30, set(attribute), nearLimit))],
    ['one name', bulky(sequence(repeated(0x31, attribute, nearLimit)))],
    ['alternative names', bulky(sequence(), alternativeNames(Uint8Array.of(0x82, 1, 0x61)))],
    ['addresses', bulky(sequence(), alternativeNames(element(0x87, new Uint8Array(16))))],
    ['directory names', bulky(sequence(), alternativeNames(explicit(4, sequence(set(attribute)))))],
  ])('a certificate with many %s is read', async (_, der) => {
    expect((await summaryOf(der)).found).toEqual(['certificate  at byte 0'])
  })
})
