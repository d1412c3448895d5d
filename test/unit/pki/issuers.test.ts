import { describe, expect, it } from 'vitest'
import { Budget, BudgetExhausted } from '../../../electron/pki/budget.ts'
import type { Certificate } from '../../../electron/pki/certificate.ts'
import { fit, IssuerIndex, type SignatureMemo } from '../../../electron/pki/issuers.ts'
import { ca, type Deviation, type Issued, leaf } from '../../builder/authority.ts'
import { oid, sequence } from '../../builder/der.ts'
import { authorityKeyIdentifier, subjectKeyIdentifier } from '../../builder/extensions.ts'
import { key } from '../../builder/keys.ts'
import { certificatesOf, labelsOf, type Pile } from '../../builder/labels.ts'

const checks = (signatureChecks: number) => new Budget({ signatureChecks, buildCalls: 0, nameComparisons: 0 })

/** As `a b: valid`, and how many signature checks it took. */
function issuersOf(pile: Pile, label: string, signatures?: SignatureMemo): string {
  const index = new IssuerIndex(certificatesOf(pile), checks(100), signatures)
  const { certificates, signature } = index.of(certificateOf(pile, label))
  return `${certificates.map(labelsOf(pile)).join(' ')}: ${signature}`
}

function certificateOf(pile: Pile, label: string): Certificate {
  const issued = pile[label]
  if (!issued) throw new Error(`no ${label}`)
  return issued.certificate
}

function cost(pile: Pile, label: string): number {
  for (let limit = 0; ; limit++) {
    try {
      new IssuerIndex(certificatesOf(pile), checks(limit)).of(certificateOf(pile, label))
      return limit
    } catch (error) {
      if (!(error instanceof BudgetExhausted)) throw error
    }
  }
}

const root = ca('Root')
const renewed = ca('Root', { serial: 2 })
const impostor = ca('Root', { key: key('impostor') })
const nameless: Deviation = { extensions: { subjectKeyIdentifier: null, authorityKeyIdentifier: null } }
const host = leaf('host', { by: root })
/** Says that the impostor signed it. */
const misled = leaf('host', {
  by: root,
  extensions: { authorityKeyIdentifier: authorityKeyIdentifier(impostor.key.id) },
})
const bad = leaf('host', { by: root, signature: 'wrong' })
const unknownAlgorithm = leaf('host', { by: root, algorithm: sequence(oid('1.2.3.4')) })

interface Case {
  readonly of: Issued
  readonly among: Pile
  readonly issuers: string
  readonly cost: number
}

const cases: Readonly<Record<string, Case>> = {
  'nobody of that name': { of: host, among: { other: ca('Other') }, issuers: ': invalid', cost: 0 },
  'the one of that name': { of: host, among: { root, other: ca('Other') }, issuers: 'root: valid', cost: 1 },
  'itself, if it signed itself': { of: root, among: {}, issuers: 'it: valid', cost: 1 },
  'all certificates of its key': { of: host, among: { renewed, root }, issuers: 'renewed root: valid', cost: 1 },
  'the one of the right key, asked first where the identifier tells': {
    of: host,
    among: { impostor, root },
    issuers: 'root: valid',
    cost: 1,
  },
  'the one of the right key, where the identifier misleads': {
    of: misled,
    among: { impostor, root },
    issuers: 'root: valid',
    cost: 2,
  },
  'the one of the right key, where it has no identifier': {
    of: leaf('host', { by: root, ...nameless }),
    among: { impostor, root },
    issuers: 'root: valid',
    cost: 2,
  },
  'the likeliest of that name, where no key fits': {
    of: bad,
    among: { impostor, root },
    issuers: 'root: invalid',
    cost: 2,
  },
  'all certificates of the likeliest key, where none fits': {
    of: bad,
    among: { impostor, renewed, root },
    issuers: 'renewed root: invalid',
    cost: 2,
  },
  'the likeliest whose signature could not be checked': {
    of: unknownAlgorithm,
    among: { impostor, root },
    issuers: 'root: unsupported',
    cost: 2,
  },
  'one that could have signed, rather than one that did not': {
    of: leaf('host', { by: root, signature: 'wrong' }),
    among: { root, odd: ca('Root', { key: { ...root.key, spki: oddKey() }, signer: root.key }) },
    issuers: 'odd: unsupported',
    cost: 2,
  },
  'itself rather than another one without identifiers': {
    of: ca('Root', { ...nameless, signature: 'wrong' }),
    among: { other: ca('Root', { ...nameless, key: key('other') }) },
    issuers: 'it: invalid',
    cost: 2,
  },
  'another one of the identifier rather than itself': {
    of: ca('Root', { signature: 'wrong', by: impostor }),
    among: { impostor, other: ca('Root', { ...nameless, key: key('other') }) },
    issuers: 'impostor: invalid',
    cost: 3,
  },
  'another one without identifier rather than itself with a wrong one': {
    of: ca('Root', { signature: 'wrong', by: impostor }),
    among: { other: ca('Root', { ...nameless, key: key('other') }) },
    issuers: 'other: invalid',
    cost: 2,
  },
}

/** A key of an algorithm that nobody knows. */
function oddKey(): Uint8Array {
  const spki = Buffer.from(key('odd').spki)
  spki[spki.indexOf(Buffer.from('2b6570', 'hex'))] = 0x2a
  return spki
}

describe('the issuers of a certificate', () => {
  it.each(Object.entries(cases))('are %s', (_, { of: it, among, issuers, cost: wanted }) => {
    const pile = { ...among, it }
    expect(issuersOf(pile, 'it')).toBe(issuers)
    expect(cost(pile, 'it')).toBe(wanted)
  })

  it('are looked for once', () => {
    const index = new IssuerIndex(certificatesOf({ host, root }), checks(1))
    expect(index.of(host.certificate)).toBe(index.of(host.certificate))
  })

  it('are known already to a search that shares its signatures', () => {
    const signatures: SignatureMemo = new Map()
    expect(issuersOf({ host, impostor, root }, 'host', signatures)).toBe('root: valid')
    expect([...signatures]).toEqual([[`${host.certificate.sha256}:${root.certificate.publicKey.sha256}`, 'valid']])
    const index = new IssuerIndex(certificatesOf({ host, renewed }), checks(0), signatures)
    expect(index.of(host.certificate).certificates).toEqual([renewed.certificate])
  })

  it('are of one key at most a check of a signature each', () => {
    expect(cost({ bad, a: ca('Root', { serial: 3 }), root, renewed }, 'bad')).toBe(1)
  })
})

describe('a renamed issuer', () => {
  const wasNamed = ca('Old', { key: root.key })
  const find = (among: Pile, of = host) => {
    const index = new IssuerIndex(certificatesOf({ ...among, of }), checks(9))
    const found = index.renamedIssuerOf(of.certificate)
    return found && labelsOf(among)(found)
  }

  it.each<[string, Pile, Issued, string | undefined]>([
    ['is the one of the key identifier whose key made the signature', { wasNamed }, host, 'wasNamed'],
    ['is none that has the same name', { root }, host, undefined],
    ['is none without key identifier', { wasNamed: ca('Old', { key: root.key, ...nameless }) }, host, undefined],
    ['is none where the certificate names no key', { wasNamed }, leaf('host', { by: root, ...nameless }), undefined],
    [
      'is none where neither has a key identifier',
      { wasNamed: ca('Old', { key: root.key, ...nameless }) },
      leaf('host', { by: root, ...nameless }),
      undefined,
    ],
    [
      'is none whose key identifier is empty',
      { wasNamed },
      leaf('host', { by: root, extensions: { authorityKeyIdentifier: authorityKeyIdentifier() } }),
      undefined,
    ],
    [
      'is none of another key',
      { liar: ca('Old', { extensions: { subjectKeyIdentifier: subjectKeyIdentifier(root.key.id) } }) },
      host,
      undefined,
    ],
  ])('%s', (_, among, of, found) => {
    expect(find(among, of)).toBe(found)
  })

  it('costs a check of a signature', () => {
    const pile = certificatesOf({ host, wasNamed })
    expect(() => new IssuerIndex(pile, checks(0)).renamedIssuerOf(host.certificate)).toThrow(BudgetExhausted)
  })
})

describe('how key identifiers fit', () => {
  const withKeyIdentifier = (id: Uint8Array | undefined) =>
    leaf('host', { by: root, extensions: { authorityKeyIdentifier: authorityKeyIdentifier(id) } }).certificate

  it.each<[0 | 1 | 2, string, Certificate, Issued]>([
    [0, 'they agree', host.certificate, root],
    [1, 'the issuer has none', host.certificate, ca('Root', nameless)],
    [1, 'the certificate has none', leaf('host', { by: root, ...nameless }).certificate, root],
    [1, 'the one of the certificate names no key', withKeyIdentifier(undefined), root],
    [2, 'they differ', withKeyIdentifier(impostor.key.id), root],
  ])('is %s where %s', (wanted, _, certificate, issuer) => {
    expect(fit(certificate, issuer.certificate)).toBe(wanted)
  })
})
