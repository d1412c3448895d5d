import { describe, expect, it } from 'vitest'
import { DerError, DerReader } from '../../../electron/pki/der.ts'
import { type Extensions, type KeyUsage, keyUsageNames, parseExtensions } from '../../../electron/pki/extensions.ts'
import {
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  nothing,
  octetString,
  oid,
  sequence,
} from '../../builder/der.ts'
import {
  authorityKeyIdentifier,
  basicConstraints,
  caIssuers,
  extendedKeyUsage,
  extension,
  keyUsage,
  nameConstraints,
  subjectAltName,
  subjectKeyIdentifier,
} from '../../builder/extensions.ts'
import { name } from '../../builder/name.ts'

const parse = (...list: Uint8Array[]): Extensions => parseExtensions(new DerReader(Buffer.concat(list)))
const clean = { unknownCritical: [], malformed: [] }
const id = {
  basicConstraints: '2.5.29.19',
  keyUsage: '2.5.29.15',
  extendedKeyUsage: '2.5.29.37',
  subjectAltName: '2.5.29.17',
  subjectKeyIdentifier: '2.5.29.14',
  authorityKeyIdentifier: '2.5.29.35',
  nameConstraints: '2.5.29.30',
  caIssuers: '1.3.6.1.5.5.7.1.1',
} as const

describe('what extensions say', () => {
  it.each<[string, Uint8Array, Partial<Extensions>]>([
    ['no CA', basicConstraints(false), { basicConstraints: { ca: false, pathLength: undefined } }],
    ['a CA', basicConstraints(true), { basicConstraints: { ca: true, pathLength: undefined } }],
    ['a CA of the last level', basicConstraints(true, 0), { basicConstraints: { ca: true, pathLength: 0 } }],
    ['purposes', extendedKeyUsage('1.2.3', '1.2.4'), { extendedKeyUsage: ['1.2.3', '1.2.4'] }],
    ['a key identifier', subjectKeyIdentifier(Buffer.of(0xab, 0x01)), { subjectKeyIdentifier: 'ab01' }],
    ['its issuer', authorityKeyIdentifier(Buffer.of(0xab)), { authorityKeyIdentifier: { keyIdentifier: 'ab' } }],
    ['its issuer otherwise', authorityKeyIdentifier(), { authorityKeyIdentifier: { keyIdentifier: undefined } }],
    ['where its issuer is', caIssuers('http://a', 'ldap://b'), { caIssuers: ['http://a', 'ldap://b'] }],
    [
      'where its status is, too',
      extension(
        id.caIssuers,
        sequence(
          sequence(oid('1.3.6.1.5.5.7.48.1'), implicit(6, Buffer.from('http://ocsp'))),
          sequence(oid('1.3.6.1.5.5.7.48.2'), implicit(2, Buffer.from('host'))),
          sequence(oid('1.3.6.1.5.5.7.48.2'), implicit(6, Buffer.from('http://ca'))),
        ),
      ),
      { caIssuers: ['http://ca'] },
    ],
    ['no constraints', nameConstraints({}), { nameConstraints: { permitted: [], excluded: [] } }],
    [
      'constraints',
      nameConstraints({ permitted: ['dns:a', { ip: [10, 0, 0, 0, 255, 0, 0, 0] }], excluded: ['email:b'] }),
      {
        nameConstraints: {
          permitted: [
            { kind: 'dns', value: 'a' },
            { kind: 'ip', value: '10.0.0.0/255.0.0.0', octets: Buffer.of(10, 0, 0, 0, 255, 0, 0, 0) },
          ],
          excluded: [{ kind: 'email', value: 'b' }],
        },
      },
    ],
  ])('%s', (_, encoded, extensions) => {
    expect(parse(encoded)).toEqual({ ...clean, ...extensions })
  })

  it('names of all kinds', () => {
    const directory = name('x')
    const { subjectAltName: names, malformed } = parse(
      subjectAltName(
        'dns:host.lab',
        'email:a@b',
        'uri:https://c',
        { ip: [10, 1, 2, 3] },
        { directory: 'x' },
        { registered: '1.2.3' },
      ),
    )
    expect(malformed).toEqual([])
    expect(names?.slice(0, 3)).toEqual([
      { kind: 'dns', value: 'host.lab' },
      { kind: 'email', value: 'a@b' },
      { kind: 'uri', value: 'https://c' },
    ])
    expect(names?.[3]).toMatchObject({ kind: 'ip', value: '10.1.2.3' })
    expect(names?.[4]).toMatchObject({ kind: 'directory', value: 'CN=x', name: { der: directory } })
    expect(names?.[5]).toEqual({ kind: 'other', value: '[8]' })
    expect(names).toHaveLength(6)
  })

  it.each([
    [[0x20, 0x01, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1], '2001:db8::1'],
    [[0xfe, 0x80, 0, 0, 0, 0, 0, 0, 0x0a, 0xbc, 0, 0, 0, 0, 0xde, 0xf0], 'fe80::abc:0:0:def0'],
    [Array<number>(16).fill(0), '::'],
  ])('an address of six: %j', (ip, value) => {
    expect(parse(subjectAltName({ ip })).subjectAltName).toMatchObject([{ kind: 'ip', value }])
  })

  it('a network of six', () => {
    const ip = [0x20, 0x01, ...Array<number>(14).fill(0), 0xff, 0xff, ...Array<number>(14).fill(0)]
    const { nameConstraints: constraints } = parse(nameConstraints({ permitted: [{ ip }] }))
    expect(constraints?.permitted).toMatchObject([{ value: '2001::/ffff::' }])
  })

  it.each(keyUsageNames.map((usage) => [usage] as const))('the key usage %s alone', (usage) => {
    expect(parse(keyUsage(usage)).keyUsage).toEqual(new Set([usage]))
  })

  it('key usages in the order of their bits, also in one octet', () => {
    const encoded = extension(id.keyUsage, bitString(Buffer.of(0xa0), 5))
    expect([...(parse(encoded).keyUsage ?? [])]).toEqual<KeyUsage[]>(['digitalSignature', 'keyEncipherment'])
    expect(parse(extension(id.keyUsage, bitString(Buffer.of()))).keyUsage).toEqual(new Set())
  })
})

describe('malformed extensions', () => {
  it.each([
    ['a basicConstraints that is no sequence', id.basicConstraints, integer(1)],
    ['a basicConstraints with more in it', id.basicConstraints, sequence(boolean(true), integer(0), nothing)],
    ['a path length below zero', id.basicConstraints, sequence(boolean(true), element(2, Buffer.of(0xff)))],
    ['a boolean of two octets', id.basicConstraints, sequence(element(1, Buffer.of(0xff, 0xff)))],
    ['a key usage that is no bit string', id.keyUsage, octetString(Buffer.of(0, 1))],
    ['purposes that are no sequence', id.extendedKeyUsage, oid('1.2.3')],
    ['an empty purpose', id.extendedKeyUsage, sequence(element(6))],
    ['a key identifier that is no string', id.subjectKeyIdentifier, bitString(Buffer.of(1))],
    ['an issuer that is no sequence', id.authorityKeyIdentifier, octetString(Buffer.of(1))],
    ['names that are no sequence', id.subjectAltName, implicit(2, Buffer.from('a'))],
    ['a name of a universal tag', id.subjectAltName, sequence(integer(1))],
    ['a name of an application tag', id.subjectAltName, sequence(element(0x42, Buffer.from('a')))],
    ['an address of five octets', id.subjectAltName, sequence(implicit(7, Buffer.alloc(5)))],
    ['an address with a mask', id.subjectAltName, sequence(implicit(7, Buffer.alloc(8)))],
    ['a directory name that is none', id.subjectAltName, sequence(explicit(4, integer(1)))],
    ['constraints with more in them', id.nameConstraints, sequence(explicit(0), explicit(1), explicit(2))],
    ['a constraint without a mask', id.nameConstraints, sequence(explicit(0, sequence(implicit(7, Buffer.alloc(4)))))],
    ['a subtree that is none', id.nameConstraints, sequence(explicit(0, implicit(2, Buffer.from('a'))))],
    ['an access description that is none', id.caIssuers, sequence(oid('1.2.3'))],
    ['something after the value', id.subjectKeyIdentifier, Buffer.concat([octetString(Buffer.of(1)), nothing])],
    ['nothing', id.subjectKeyIdentifier, new Uint8Array()],
  ])('%s', (_, oidText, value) => {
    expect(parse(extension(oidText, value)).malformed).toEqual([oidText])
  })

  it('the same twice: the first counts', () => {
    const twice = parse(basicConstraints(true, 3), basicConstraints(false), basicConstraints(false))
    expect(twice.malformed).toEqual([id.basicConstraints, id.basicConstraints])
    expect(twice.basicConstraints).toEqual({ ca: true, pathLength: 3 })
    expect(parse(extension('1.2.3', nothing), extension('1.2.3', nothing)).malformed).toEqual(['1.2.3'])
  })

  it('one leaves the others', () => {
    const { malformed, subjectKeyIdentifier: identifier } = parse(
      extension(id.keyUsage, nothing),
      subjectKeyIdentifier(Buffer.of(1)),
    )
    expect([malformed, identifier]).toEqual([[id.keyUsage], '01'])
  })

  it.each([
    ['that is no sequence', octetString(nothing)],
    ['without a value', sequence(oid('1.2.3'))],
    ['with more than a value', sequence(oid('1.2.3'), octetString(nothing), nothing)],
    ['whose flag has two octets', sequence(oid('1.2.3'), element(1, Buffer.of(0, 0)), octetString(nothing))],
  ])('one %s makes the list unreadable', (_, encoded) => {
    expect(() => parse(encoded)).toThrow(DerError)
  })
})

describe('critical extensions', () => {
  it.each([
    ['that is not known', '1.2.3', ['1.2.3']],
    ['about access', id.caIssuers, [id.caIssuers]],
    ['of policies', '2.5.29.32', []],
    ['of policy mappings', '2.5.29.33', []],
    ['of policy constraints', '2.5.29.36', []],
    ['of inhibitAnyPolicy', '2.5.29.54', []],
    ['of names', id.subjectAltName, []],
    ['of key identifiers', id.subjectKeyIdentifier, []],
    ['of constraints', id.nameConstraints, []],
  ])('one %s', (_, oidText, unknownCritical) => {
    expect(parse(extension(oidText, sequence(), true)).unknownCritical).toEqual(unknownCritical)
    expect(parse(extension(oidText, sequence())).unknownCritical).toEqual([])
  })

  it('says so with any octet but zero', () => {
    const flagged = (octet: number) => sequence(oid('1.2.3'), element(1, Buffer.of(octet)), octetString(nothing))
    expect([parse(flagged(0)).unknownCritical, parse(flagged(1)).unknownCritical]).toEqual([[], ['1.2.3']])
  })
})
