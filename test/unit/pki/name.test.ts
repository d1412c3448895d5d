import { describe, expect, it } from 'vitest'
import { DerError, readElement } from '../../../electron/pki/der.ts'
import { foldText, type Name, parseName, stringValue, visibleText } from '../../../electron/pki/name.ts'
import { element, integer, oid, sequence, set, string } from '../../builder/der.ts'
import { name, type NameSpec } from '../../builder/name.ts'

const parsed = (der: Uint8Array): Name => parseName(readElement(der))
const nameOf = (spec: NameSpec): Name => parsed(name(spec))
const one = (type: string, value: Uint8Array): Name => parsed(sequence(set(sequence(oid(type), value))))

function reasonOf(work: () => unknown): string {
  try {
    work()
    return 'none'
  } catch (error) {
    if (error instanceof DerError) return error.reason
    throw error
  }
}

describe('parseName', () => {
  it('keeps the order, the types and the very bytes', () => {
    const der = name([
      'C=FR',
      [
        ['O=Dell', 'printable'],
        ['OU=Lab', 'utf8'],
      ],
      ['CN=x', 'bmp'],
    ])
    const { rdns, der: kept, commonName, isEmpty } = parsed(der)
    expect(rdns).toEqual([
      [{ type: '2.5.4.6', value: 'FR', tag: 0x0c }],
      [
        { type: '2.5.4.10', value: 'Dell', tag: 0x13 },
        { type: '2.5.4.11', value: 'Lab', tag: 0x0c },
      ],
      [{ type: '2.5.4.3', value: 'x', tag: 0x1e }],
    ])
    expect(Buffer.compare(kept, der)).toBe(0)
    expect({ commonName, isEmpty }).toEqual({ commonName: 'x', isEmpty: false })
  })

  it('takes the last common name, and none from an empty name', () => {
    const twice = nameOf(['CN=general', 'O=x', 'CN=special'])
    expect([twice.commonName, twice.attributes('2.5.4.3')]).toEqual(['special', ['general', 'special']])
    const empty = nameOf([])
    expect([empty.commonName, empty.isEmpty, empty.text, empty.key]).toEqual([undefined, true, '', ''])
  })

  it.each([
    ['no sequence', set(), 'unexpected'],
    ['an RDN that is no set', sequence(sequence()), 'unexpected'],
    ['an empty RDN', sequence(set()), 'value'],
    ['an attribute that is no sequence', sequence(set(integer(1))), 'unexpected'],
    ['an attribute without type', sequence(set(sequence(integer(1)))), 'unexpected'],
    ['an attribute without value', sequence(set(sequence(oid('2.5.4.3')))), 'truncated'],
    ['an attribute with two values', sequence(set(sequence(oid('2.5.4.3'), string('x'), string('y')))), 'trailing'],
    ['broken UTF-8', sequence(set(sequence(oid('2.5.4.3'), element(0x0c, Buffer.of(0xff))))), 'value'],
  ])('refuses %s', (_, der, reason) => {
    expect(reasonOf(() => parsed(der))).toBe(reason)
  })
})

describe('stringValue', () => {
  const valueOf = (tag: number, hex: string) => stringValue(readElement(element(tag, Buffer.from(hex, 'hex'))))

  it.each([
    ['UTF8String', 0x0c, 'c3a9e282ac', 'é€'],
    ['UTF8String with a byte order mark', 0x0c, 'efbbbf61', '\ufeffa'],
    ['PrintableString', 0x13, '6162', 'ab'],
    ['NumericString', 0x12, '3132', '12'],
    ['IA5String', 0x16, '6140', 'a@'],
    ['VisibleString', 0x1a, '6162', 'ab'],
    ['TeletexString', 0x14, 'e9', 'é'],
    ['BMPString', 0x1e, '00e920ac', 'é€'],
    ['UniversalString', 0x1c, '000000e90001f600', 'é\u{1f600}'],
    ['UniversalString to the last character', 0x1c, '0010ffff', '\u{10ffff}'],
    ['an empty string', 0x0c, '', ''],
    ['no string', 0x04, '61', undefined],
  ])('reads %s', (_, tag, hex, text) => {
    expect(valueOf(tag, hex)).toBe(text)
  })

  it.each([
    ['BMPString', 0x1e, '00e9aa'],
    ['UniversalString', 0x1c, '0000e9'],
    ['UniversalString beyond Unicode', 0x1c, '00110000'],
    ['UTF8String', 0x0c, 'c3'],
  ])('refuses a broken %s', (_, tag, hex) => {
    expect(reasonOf(() => valueOf(tag, hex))).toBe('value')
  })

  it('leaves the bytes as they are', () => {
    const der = element(0x1e, Buffer.from('00e9', 'hex'))
    stringValue(readElement(der))
    expect(Buffer.from(der).toString('hex')).toBe('1e0200e9')
  })
})

describe('names are the same (RFC 5280 §7.1)', () => {
  it.each([
    ['in another case', 'CN=CA1-Inter', 'CN=ca1-INTER'],
    ['with other blanks within', 'CN=CA1  Inter', 'CN=CA1 Inter'],
    ['with blanks around', 'CN=  CA1 ', 'CN=CA1'],
    ['in another string type', ['CN=CA1', 'printable'], ['CN=CA1', 'bmp']],
    ['composed or not', 'CN=é', 'CN=e\u0301'],
    ['with sharp s or two', 'CN=Straße', 'CN=STRASSE'],
    ['with final sigma or not', 'CN=ΟΔΟΣ', 'CN=οδοσ'],
    ['in full width', 'CN=ＣＡ', 'CN=ca'],
    ['with a soft hyphen', 'CN=In\u00adter', 'CN=Inter'],
    ['with no-break spaces', 'CN=CA\u00a0\u00a01', 'CN=CA 1'],
    ['with a tab', 'CN=CA\u00e9\t1', 'CN=CA\u00e9 1'],
    ['with a variation selector', 'CN=a\ufe0fé', 'CN=aé'],
    ['with a ligature', 'CN=ﬁ', 'CN=FI'],
  ] as const)('%s', (_, a, b) => {
    expect(nameOf([a]).key).toBe(nameOf([b]).key)
  })

  it('whatever the order within one RDN', () => {
    const multi = (...attributes: string[]) => nameOf([attributes.map((text) => [text, 'utf8'] as const)])
    expect(multi('O=a', 'OU=b').key).toBe(multi('OU=b', 'O=a').key)
  })

  it.each([
    ['with another word', ['CN=a'], ['CN=b']],
    ['with another type', ['CN=a'], ['O=a']],
    ['in another order', ['O=a', 'CN=b'], ['CN=b', 'O=a']],
    [
      'in one RDN or two',
      ['O=a', 'OU=b'],
      [
        [
          ['O=a', 'utf8'],
          ['OU=b', 'utf8'],
        ],
      ],
    ],
    ['with more of it', ['O=a'], ['O=a', 'O=a']],
    ['with a blank or none', ['CN=a b'], ['CN=ab']],
    ['with another accent', ['CN=é'], ['CN=è']],
  ] as const)('but not %s', (_, a, b) => {
    expect(nameOf(a as NameSpec).key).not.toBe(nameOf(b as NameSpec).key)
  })

  it('gives one key an RDN', () => {
    expect(nameOf(['O=A', 'CN=B']).rdnKeys).toEqual(['2.5.4.10=a', '2.5.4.3=b'])
    expect(
      nameOf([
        [
          ['O=A', 'utf8'],
          ['CN=B', 'utf8'],
        ],
      ]).rdnKeys,
    ).toEqual(['2.5.4.10=a\u00002.5.4.3=b'])
  })
})

describe('foldText', () => {
  it.each([
    [' A  B ', 'a b'],
    ['A\u007f', 'a'],
    ['\u00a0é\u2003x\u3000', 'é x'],
    ['é   x', 'é x'],
    ['e\u034f\u0301', 'é'],
    ['\u180bé\ufffc', 'é'],
    ['a\nbé', 'a bé'],
    ['', ''],
  ])('folds %j', (text, folded) => {
    expect(foldText(text)).toBe(folded)
  })
})

describe('isPlainlyEqual', () => {
  it.each([
    ['the very bytes', ['CN=é', 'utf8'], ['CN=é', 'utf8'], true],
    ['another case', ['CN=Ab', 'utf8'], ['CN=aB', 'utf8'], true],
    ['PrintableString and UTF8String', ['CN=ab', 'printable'], ['CN=ab', 'utf8'], true],
    ['another case beyond ASCII', ['CN=É', 'utf8'], ['CN=é', 'utf8'], false],
    ['a BMPString', ['CN=ab', 'bmp'], ['CN=ab', 'utf8'], false],
    ['the same BMPString', ['CN=ab', 'bmp'], ['CN=ab', 'bmp'], true],
    ['another word', ['CN=ab', 'utf8'], ['CN=ac', 'utf8'], false],
  ] as const)('%s', (_, a, b, isEqual) => {
    expect(nameOf([a]).isPlainlyEqual(nameOf([b]))).toBe(isEqual)
  })
})

describe('text', () => {
  it.each([
    ['the most special part first', ['C=FR', 'O=Dell', 'CN=x'], 'CN=x,O=Dell,C=FR'],
    [
      'an RDN of several',
      [
        [
          ['O=a', 'utf8'],
          ['OU=b', 'utf8'],
        ],
      ],
      'O=a+OU=b',
    ],
    ['special characters', ['CN=a,b+c"d\\e<f>g;h=i'], 'CN=a\\,b\\+c\\"d\\\\e\\<f\\>g\\;h=i'],
    ['a blank at either end', ['CN= a '], 'CN=\\ a\\ '],
    ['one blank', ['CN= '], 'CN=\\ '],
    ['a number sign', ['CN=#1#'], 'CN=\\#1#'],
    ['letters of all kinds', ['CN=é€漢'], 'CN=é€漢'],
    ['what could disturb a terminal', ['CN=a\u001b[31m\nb'], 'CN=a\\1B[31m\\0Ab'],
    ['what turns the direction', ['CN=a\u202eb'], 'CN=a\\E2\\80\\AEb'],
    ['nothing', [], ''],
  ] as const)('shows %s', (_, spec, text) => {
    expect(nameOf(spec as NameSpec).text).toBe(text)
  })

  it('shows a type without name by its number, and a value that is no string in hex', () => {
    expect(one('1.2.3', string('a,b')).text).toBe('1.2.3=a\\,b')
    expect(one('1.2.3', integer(5)).text).toBe('1.2.3=#020105')
    expect(one('2.5.4.3', integer(5)).text).toBe('CN=\\#020105')
  })

  it('escapes what only begins like hex', () => {
    expect(one('1.2.3', string('#\u001b[2J')).text).toBe('1.2.3=\\#\\1B[2J')
    expect(one('1.2.3', string('#0g')).text).toBe('1.2.3=\\#0g')
    expect(one('1.2.3', string('x#00')).text).toBe('1.2.3=x#00')
  })
})

it('visibleText escapes what can not be seen', () => {
  expect(visibleText('a\u0000\u009b\u200b\u2028\u2029\ud800b')).toBe(
    'a\\00\\C2\\9B\\E2\\80\\8B\\E2\\80\\A8\\E2\\80\\A9\\EF\\BF\\BDb',
  )
})
