import { describe, expect, it } from 'vitest'
import { Budget, BudgetExhausted } from '../../../electron/pki/budget.ts'
import { findNameViolation, type NameViolation } from '../../../electron/pki/name-constraints.ts'
import { ca, leaf } from '../../builder/authority.ts'
import {
  type GeneralNameSpec,
  nameConstraints,
  type NameConstraintsSpec,
  subjectAltName,
} from '../../builder/extensions.ts'
import type { NameSpec } from '../../builder/name.ts'

interface Holder {
  readonly subject?: NameSpec
  readonly names?: readonly GeneralNameSpec[]
  readonly isLeaf?: boolean
}

/** The first violation of a certificate under a CA with these constraints. */
function violation(
  constraints: NameConstraintsSpec,
  { subject = [], names, isLeaf = true }: Holder,
  budget = new Budget(),
): NameViolation | undefined {
  const parsed = ca('CA', { extensions: { nameConstraints: nameConstraints(constraints) } }).certificate.extensions
  const { certificate } = leaf(subject, { extensions: { subjectAltName: names ? subjectAltName(...names) : null } })
  if (!parsed.nameConstraints) throw new Error('no constraints')
  return findNameViolation(parsed.nameConstraints, certificate, isLeaf, budget)
}

const octets = (text: string): readonly number[] => text.split(/[./]/).map(Number)
const ip = (text: string): GeneralNameSpec => ({ ip: octets(text) })
const lab = '2001:db8::'
const labOctets = [0x20, 0x01, 0x0d, 0xb8, ...Array<number>(12).fill(0)]
const ip6 = (last: number, second = 0x01): GeneralNameSpec => ({ ip: [0x20, second, ...labOctets.slice(2, 15), last] })
const net6: GeneralNameSpec = { ip: [...labOctets, ...Array<number>(4).fill(255), ...Array<number>(12).fill(0)] }

type Row = readonly [name: GeneralNameSpec, subtree: GeneralNameSpec, isWithin: boolean]

const tables: Readonly<Record<string, readonly Row[]>> = {
  'host name': [
    ['dns:a.lab', 'dns:a.lab', true],
    ['dns:x.a.lab', 'dns:a.lab', true],
    ['dns:y.x.a.lab', 'dns:a.lab', true],
    ['dns:X.A.LAB', 'dns:a.lab', true],
    ['dns:x.a.lab', 'dns:A.Lab', true],
    ['dns:*.a.lab', 'dns:a.lab', true],
    ['dns:b.lab', 'dns:a.lab', false],
    ['dns:aa.lab', 'dns:a.lab', false],
    ['dns:a.lab.evil', 'dns:a.lab', false],
    ['dns:lab', 'dns:a.lab', false],
    ['dns:x.a.lab', 'dns:.a.lab', true],
    ['dns:X.a.lab', 'dns:.A.LAB', true],
    ['dns:a.lab', 'dns:.a.lab', false],
    ['dns:.a.lab', 'dns:.a.lab', false],
    ['dns:xa.lab', 'dns:.a.lab', false],
    ['dns:a.lab', 'dns:', true],
  ],
  'IPv4 address': [
    [ip('10.1.2.3'), ip('10.1.0.0/255.255.0.0'), true],
    [ip('10.1.2.3'), ip('10.1.9.9/255.255.0.0'), true],
    [ip('10.2.2.3'), ip('10.1.0.0/255.255.0.0'), false],
    [ip('11.1.2.3'), ip('10.1.0.0/255.255.0.0'), false],
    [ip('10.1.2.3'), ip('10.1.2.3/255.255.255.255'), true],
    [ip('10.1.2.4'), ip('10.1.2.3/255.255.255.255'), false],
    [ip('10.1.2.3'), ip('0.0.0.0/0.0.0.0'), true],
    [ip('10.1.2.3'), net6, false],
  ],
  'IPv6 address': [
    [ip6(1), net6, true],
    [ip6(1, 0x02), net6, false],
    [ip6(1), ip('0.0.0.0/0.0.0.0'), false],
  ],
  'e-mail address': [
    ['email:a@b.lab', 'email:a@b.lab', true],
    ['email:a@B.LAB', 'email:a@b.lab', true],
    ['email:a@b.lab', 'email:a@B.Lab', true],
    ['email:A@b.lab', 'email:a@b.lab', false],
    ['email:c@b.lab', 'email:a@b.lab', false],
    ['email:a@c.lab', 'email:a@b.lab', false],
    ['email:a@b.lab', 'email:b.lab', true],
    ['email:a@B.lab', 'email:b.LAB', true],
    ['email:"x@y"@b.lab', 'email:b.lab', true],
    ['email:a@x.b.lab', 'email:b.lab', false],
    ['email:a@x.b.lab', 'email:.b.lab', true],
    ['email:a@b.lab', 'email:.b.lab', false],
    ['email:a@b.lab', 'email:', true],
    ['email:@b.lab', 'email:b.lab', true],
  ],
  URI: [
    ['uri:https://a.lab/x', 'uri:a.lab', true],
    ['uri:https://a.lab', 'uri:a.lab', true],
    ['uri:https://a.lab?x', 'uri:a.lab', true],
    ['uri:https://a.lab#x', 'uri:a.lab', true],
    ['uri:https://A.LAB:8443/x', 'uri:a.lab', true],
    ['uri:HTTPS://a.lab/x', 'uri:A.Lab', true],
    ['uri:coap+tcp://me@a.lab/x', 'uri:a.lab', true],
    ['uri:https://x.a.lab/', 'uri:a.lab', false],
    ['uri:https://x.a.lab/', 'uri:.a.lab', true],
    ['uri:https://a.lab/', 'uri:.a.lab', false],
    ['uri:https://b.lab/@a.lab', 'uri:a.lab', false],
    ['uri:https://b.lab?@a.lab', 'uri:a.lab', false],
    ['uri:https://b.lab#@a.lab/', 'uri:a.lab', false],
    ['uri:https://a.lab@b.lab/', 'uri:a.lab', false],
    ['uri:https://a.lab:x/', 'uri:a.lab', false],
    ['uri:https://a.lab/', 'uri:', true],
    ['uri:https://10.1.2.3/', 'uri:10.1.2.3', false],
    ['uri:https://10.1.2.3/', 'uri:', false],
    ['uri:https://1a.lab/', 'uri:1a.lab', true],
    ['uri:https://lab1/', 'uri:lab1', true],
    ['uri:https://[::1]/', 'uri:', false],
    ['uri:urn:a.lab', 'uri:a.lab', false],
    ['uri:x https://a.lab/', 'uri:a.lab', false],
    ['uri:https:///x', 'uri:', false],
  ],
  directory: [
    [{ directory: ['C=FR', 'O=A', 'CN=x'] }, { directory: ['C=FR', 'O=A'] }, true],
    [{ directory: ['C=FR', 'O=A'] }, { directory: ['C=FR', 'O=A'] }, true],
    [
      { directory: ['C=FR', 'O=A'] },
      {
        directory: [
          ['C=FR', 'printable'],
          ['O=a', 'bmp'],
        ],
      },
      true,
    ],
    [{ directory: ['C=FR'] }, { directory: ['C=FR', 'O=A'] }, false],
    [{ directory: ['C=FR', 'O=B', 'CN=x'] }, { directory: ['C=FR', 'O=A'] }, false],
    [{ directory: ['O=A', 'C=FR'] }, { directory: ['C=FR', 'O=A'] }, false],
    [{ directory: ['C=FR'] }, { directory: [] }, true],
  ],
}

const describeName = (spec: GeneralNameSpec): string => JSON.stringify(spec)

describe.each(Object.entries(tables))('a constraint on a name of kind %s', (_, rows) => {
  it.each(rows.map((row) => [describeName(row[0]), row[2] ? 'within' : 'outside', describeName(row[1]), row] as const))(
    'finds %s %s %s',
    (_name, _within, _subtree, [name, subtree, isWithin]) => {
      const permitted = violation({ permitted: [subtree] }, { names: [name] })
      expect(permitted?.reason).toBe(isWithin || kindOf(name, subtree) === 'other' ? undefined : 'not-permitted')
      const excluded = violation({ excluded: [subtree] }, { names: [name] })
      expect(excluded?.reason).toBe(isWithin ? 'excluded' : undefined)
    },
  )
})

/** Each of the rows compares names of the same kind. */
function kindOf(name: GeneralNameSpec, subtree: GeneralNameSpec): 'same' | 'other' {
  const kind = (spec: GeneralNameSpec) => (typeof spec === 'string' ? spec.split(':')[0] : Object.keys(spec)[0])
  return kind(name) === kind(subtree) ? 'same' : 'other'
}

describe('name constraints', () => {
  it('say which name is meant', () => {
    const names = ['dns:ok.a.lab', 'dns:bad.b.lab'] as const
    expect(violation({ permitted: ['dns:a.lab'] }, { names })).toEqual({ name: 'bad.b.lab', reason: 'not-permitted' })
    expect(violation({ excluded: ['dns:b.lab'] }, { names })).toEqual({ name: 'bad.b.lab', reason: 'excluded' })
    expect(violation({ permitted: [net6] }, { names: [ip6(7, 0x02)] })?.name).toBe(lab.replace('1', '2') + '7')
  })

  it('leave names of other kinds alone', () => {
    const names: GeneralNameSpec[] = ['email:a@b.lab', 'uri:https://b.lab', ip('10.1.2.3'), { directory: ['O=B'] }]
    expect(violation({ permitted: ['dns:a.lab'], excluded: ['dns:c.lab'] }, { names })).toBeUndefined()
  })

  it('take a name within any one of several permitted subtrees', () => {
    const permitted = ['dns:a.lab', 'dns:b.lab'] as const
    expect(violation({ permitted }, { names: ['dns:b.lab', 'dns:a.lab'] })).toBeUndefined()
    expect(violation({ permitted }, { names: ['dns:c.lab'] })?.reason).toBe('not-permitted')
  })

  it('refuse a name within any one of several excluded subtrees, though it be permitted', () => {
    const excluded = ['dns:x.a.lab', 'dns:y.a.lab'] as const
    expect(violation({ permitted: ['dns:a.lab'], excluded }, { names: ['dns:y.a.lab'] })?.reason).toBe('excluded')
    expect(violation({ permitted: ['dns:a.lab'], excluded }, { names: ['dns:z.a.lab'] })).toBeUndefined()
  })

  it('never permit, and always exclude, a name of a kind that no validator knows', () => {
    const names: GeneralNameSpec[] = [{ registered: '1.2.3' }]
    expect(violation({ permitted: names }, { names })).toEqual({ name: '[8]', reason: 'not-permitted' })
    expect(violation({ excluded: [{ registered: '1.2.4' }] }, { names })).toEqual({ name: '[8]', reason: 'excluded' })
    expect(violation({ excluded: [{ registered: '1.2.4' }] }, { names: ['dns:a.lab'] })).toBeUndefined()
    expect(violation({ excluded: [{ ediParty: 'x' }] }, { names })).toBeUndefined()
    expect(violation({ permitted: [{ ediParty: 'x' }] }, { names })).toBeUndefined()
  })

  it('hold an empty certificate to nothing', () => {
    expect(violation({ permitted: ['dns:a.lab', { directory: ['O=A'] }, 'email:b.lab'] }, {})).toBeUndefined()
  })
})

describe('the subject', () => {
  const permitted: readonly GeneralNameSpec[] = [{ directory: ['O=A'] }]

  it('is held to directory constraints', () => {
    expect(violation({ permitted }, { subject: ['O=A', 'CN=x'] })).toBeUndefined()
    expect(violation({ permitted }, { subject: ['O=B', 'CN=x'] })).toEqual({
      name: 'CN=x,O=B',
      reason: 'not-permitted',
    })
  })

  it.each([true, false])('is held to e-mail constraints by its e-mail addresses (leaf: %s)', (isLeaf) => {
    const subject = ['CN=x', [['emailAddress=a@b.lab', 'ia5']]] as const
    expect(violation({ permitted: ['email:b.lab'] }, { subject, isLeaf })).toBeUndefined()
    expect(violation({ permitted: ['email:c.lab'] }, { subject, isLeaf })?.name).toBe('a@b.lab')
  })

  const longLabel = 'a'.repeat(63)
  it.each<[string, Holder, boolean]>([
    ['a host name', { subject: 'host.b.lab' }, true],
    ['a host name in upper case', { subject: 'HOST.B.LAB' }, true],
    ['a host name with digits, hyphen and underscore', { subject: '1-host_2.b.lab' }, true],
    ['a host name of the longest labels', { subject: `${longLabel}.${longLabel}` }, true],
    ['a host name beside an address', { subject: 'host.b.lab', names: [ip('10.1.2.3')] }, true],
    ['a host name beside a host name that is right', { subject: 'host.b.lab', names: ['dns:a.lab'] }, false],
    ['a single word', { subject: 'host' }, false],
    ['a name with blanks', { subject: 'My host.b.lab' }, false],
    ['a host name with a comment after it', { subject: 'host.b.lab (old)' }, false],
    ['a name with an empty label', { subject: 'host..lab' }, false],
    ['a wildcard', { subject: '*.b.lab' }, false],
    ['a host name with a label that is too long', { subject: `${longLabel}a.${longLabel}` }, false],
    ['a host name of 253 characters', { subject: `${`${longLabel}.`.repeat(3)}${'b'.repeat(61)}` }, true],
    ['a host name of 254 characters', { subject: `${`${longLabel}.`.repeat(3)}${'b'.repeat(62)}` }, false],
    ['a host name of a CA', { subject: 'host.b.lab', isLeaf: false }, false],
    ['nothing', { subject: ['O=host.b.lab'] }, false],
  ])('with %s as common name', (_, holder, isHeld) => {
    expect(violation({ permitted: ['dns:a.lab'] }, holder)?.reason).toBe(isHeld ? 'not-permitted' : undefined)
    expect(violation({ permitted: ['dns:a.lab'] }, { ...holder, subject: 'ok.a.lab' })).toBeUndefined()
  })
})

describe('comparing names', () => {
  const constraints: NameConstraintsSpec = {
    permitted: ['dns:a.lab', 'dns:b.lab', 'uri:b.lab'],
    excluded: ['dns:c.lab', 'email:c.lab'],
  }
  const limits = (nameComparisons: number) => new Budget({ signatureChecks: 0, buildCalls: 0, nameComparisons })

  it('costs as much as there are pairs of the same kind', () => {
    const names = ['dns:x.b.lab', 'dns:y.a.lab'] as const // 2 + 1 and 1 + 1 comparisons
    expect(violation(constraints, { names }, limits(5))).toBeUndefined()
    expect(() => violation(constraints, { names }, limits(4))).toThrow(BudgetExhausted)
  })
})
