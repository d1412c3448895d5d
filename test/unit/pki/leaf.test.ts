import { describe, expect, it } from 'vitest'
import { findLeaves, newestLeaf } from '../../../electron/pki/leaf.ts'
import { ca, csr, leaf, now } from '../../builder/authority.ts'
import { extendedKeyUsage, purposes } from '../../builder/extensions.ts'
import { key } from '../../builder/keys.ts'
import { certificatesOf, labelsOf, type Pile } from '../../builder/labels.ts'

const root = ca('Root')
const inter = ca('Inter', { by: root })
const a = leaf('a', { by: inter })
const b = leaf('b', { by: inter })
const selfSigned = leaf('self')
const serverCa = (by = root) =>
  ca('CA with purposes', { by, extensions: { extendedKeyUsage: extendedKeyUsage('1.2.3') } })
const selfSignedCa = ca('own', { extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } })

const leavesOf = (pile: Pile, ofKey?: string): string => {
  const certificates = certificatesOf(pile)
  return findLeaves(certificates, ofKey === undefined ? undefined : csr('any', { key: key(ofKey) }).publicKey)
    .map(labelsOf(pile))
    .join(' ')
}

const tables: Readonly<Record<string, readonly [pile: Pile, leaves: string]>> = {
  'the one that issued nothing': [{ root, inter, a }, 'a'],
  'all that issued nothing, in the order of the pile': [{ b, root, a, inter }, 'b a'],
  'one without its issuers': [{ a }, 'a'],
  'no CA': [{ root, inter }, ''],
  'no CA though it stand alone': [{ inter }, ''],
  'no certificate that another one names as its issuer, though it be no CA': [
    { a, below: leaf('below', { by: a }) },
    'below',
  ],
  'a self-signed one where there is no other': [{ selfSigned, root }, 'selfSigned'],
  'a self-signed one last': [{ selfSigned, a }, 'a'],
  'a CA with purposes where there is no other': [{ root, serverCa: serverCa() }, 'serverCa'],
  'a CA with purposes last': [{ serverCa: serverCa(), a }, 'a'],
  'no CA with purposes that issued something': [{ serverCa: serverCa(), under: ca('Under', { by: serverCa() }) }, ''],
  'a self-signed CA with purposes where there is no other': [{ selfSignedCa }, 'selfSignedCa'],
  'a self-signed CA with purposes after one that was issued': [{ selfSignedCa, serverCa: serverCa() }, 'serverCa'],
  nothing: [{}, ''],
}

describe('what could be the leaf', () => {
  it.each(Object.entries(tables))('is %s', (_, [pile, leaves]) => {
    expect(leavesOf(pile)).toBe(leaves)
  })

  it('is named once though it stand there twice', () => {
    expect(findLeaves([a, b, a].map(({ certificate }) => certificate))).toEqual([a.certificate, b.certificate])
  })

  it('is what certifies the key that is asked for', () => {
    const renewed = leaf('a', { by: inter, serial: 2 })
    expect(leavesOf({ a, root, inter, b, renewed }, '"a"')).toBe('a renewed')
  })

  it('is what certifies the key, though it be a CA', () => {
    expect(leavesOf({ a, root, inter, b }, '"Inter"')).toBe('inter')
  })

  it('is found by itself where nothing certifies the key', () => {
    expect(leavesOf({ root, inter, b, a }, 'another')).toBe('b a')
  })
})

describe('the newest leaf', () => {
  const until = (year: number, from = 2024) => ({
    by: inter,
    notBefore: Date.UTC(from, 0, 1),
    notAfter: Date.UTC(year, 0, 1),
  })
  const old = leaf('x', until(2025))
  const older = leaf('x', until(2024, 2023))
  const current = leaf('x', until(2026))
  const longer = leaf('x', until(2027))
  const future = leaf('x', until(2040, 2030))

  it.each<[string, Pile, string | undefined]>([
    ['the valid one that ends last', { current, longer }, 'longer'],
    ['the valid one whatever the order', { longer, current }, 'longer'],
    ['a valid one rather than one that is not valid yet', { future, current }, 'current'],
    ['a valid one rather than an expired one', { old, current }, 'current'],
    ['of expired ones the one that ended last', { older, old }, 'old'],
    ['the only one', { old }, 'old'],
    ['none of none', {}, undefined],
  ])('is %s', (_, pile, wanted) => {
    const found = newestLeaf(certificatesOf(pile), now)
    expect(found && labelsOf(pile)(found)).toBe(wanted)
  })

  it('is the same whatever the order, though two end together', () => {
    const twins = [1, 2, 3, 4, 5].map((serial) => leaf('x', { ...until(2026), serial }).certificate)
    const found = newestLeaf(twins, now)
    expect(newestLeaf([...twins].reverse(), now)).toBe(found)
    expect(found?.sha256).toBe(twins.map(({ sha256 }) => sha256).sort()[0])
  })

  it('does not reorder what it is given', () => {
    const given = certificatesOf({ old, current })
    newestLeaf(given, now)
    expect(given).toEqual([old.certificate, current.certificate])
  })
})
