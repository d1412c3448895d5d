import { describe, expect, it } from 'vitest'
import { Budget, type BudgetLimits, defaultBudget } from '../../../electron/pki/budget.ts'
import type { Certificate } from '../../../electron/pki/certificate.ts'
import type { Defect } from '../../../electron/pki/defects.ts'
import type { SignatureMemo } from '../../../electron/pki/issuers.ts'
import { type Chain, findChains, type PathResult } from '../../../electron/pki/path.ts'
import { ca, type Deviation, type Issued, leaf, now } from '../../builder/authority.ts'
import { nothing, oid, sequence } from '../../builder/der.ts'
import {
  authorityKeyIdentifier,
  basicConstraints,
  caIssuers,
  extension,
  keyUsage,
  nameConstraints,
} from '../../builder/extensions.ts'
import { key } from '../../builder/keys.ts'
import { certificatesOf, labelsOf, type Pile } from '../../builder/labels.ts'

type Labels = (certificate: Certificate) => string

/** As `host inter root | expired@2`, with a `?` where something is missing. */
function describeChain({ certificates, missing, defects }: Chain, label: Labels): string {
  const path = [...certificates.map(label), ...(missing ? ['?'] : [])].join(' ')
  return defects.length === 0 ? path : `${path} | ${defects.map(describeDefect).join(' ')}`
}

const describeDefect = (defect: Defect): string => `${defect.kind}@${defect.position}`

/** The chains from `host`, best first. */
function chainsOf(pile: Pile, options: { readonly at?: number } = {}): readonly string[] {
  const { chains, tangled } = findChains(hostOf(pile), certificatesOf(pile), { at: now, ...options })
  expect(tangled).toBeUndefined()
  return chains.map((chain) => describeChain(chain, labelsOf(pile)))
}

function hostOf({ host }: Pile): Certificate {
  if (!host) throw new Error('no host')
  return host.certificate
}

const until = (year: number): Deviation => ({ notAfter: Date.UTC(year, 0, 1) })
const nameless = { subjectKeyIdentifier: null, authorityKeyIdentifier: null }

const root = ca('Root')
const inter = ca('Inter', { by: root })
const host = leaf('host', { by: inter })
const otherRoot = ca('Other root')
const expired = { ...until(2025), by: root }

const accented = ca('Réemi', { by: ca('réseau', { key: key('accented') }) })

/** The root's key has changed: each key's certificate by the other one bridges the gap. */
const oldRoot = ca('Root', { key: key('old') })
const newRoot = ca('Root', { key: key('new') })
const newByOld = ca('Root', { key: key('new'), by: oldRoot })
const oldByNew = ca('Root', { key: key('old'), by: newRoot })

/** A and B sign each other, as CAs that trust each other do. */
const rootA = ca('A')
const rootB = ca('B')
const aByB = ca('A', { by: rootB })
const bByA = ca('B', { by: rootA })
const newNameOfA = ca('New A', { key: rootA.key })
const hostOfA = leaf('host', { by: rootA })

const impostor = ca('Root', { key: key('impostor') })
const rootOfV1 = ca('Root', { version: 1 })
const unknown = sequence(oid('1.2.3.4'))
const crossed = (deviation: Deviation = {}) => ca('Root', { by: otherRoot, ...deviation })
const constrained = (domain: string) => ({
  extensions: { nameConstraints: nameConstraints({ permitted: [`dns:${domain}`] }) },
})

const tables: Readonly<Record<string, Readonly<Record<string, readonly [pile: Pile, chains: readonly string[]]>>>> = {
  'a plain chain': {
    'leads from the leaf to the root': [{ root, inter, host }, ['host inter root']],
    'is the leaf alone where that signed itself': [{ host: leaf('host') }, ['host']],
    'leaves strangers out': [
      { otherRoot, root, stranger: leaf('x', { by: otherRoot }), inter, host },
      ['host inter root'],
    ],
    'ends where the root is missing': [{ inter, host }, ['host inter ?']],
    'ends where an intermediate is missing': [{ root, host }, ['host ?']],
    'ends at the leaf where all is missing': [{ host }, ['host ?']],
    'may have the leaf signed by the root': [{ host: leaf('host', { by: root }), root }, ['host root']],
    'works without any key identifier': [
      {
        host: leaf('host', { by: inter, extensions: nameless }),
        inter: ca('Inter', { by: root, extensions: nameless }),
        root: ca('Root', { extensions: nameless }),
      },
      ['host inter root'],
    ],
    'compares names with accents whatever their type of string': [
      {
        host: leaf('host', { by: accented, issuer: [['CN=Réemi', 'teletex']] }),
        accented,
        root: ca([['CN=RÉSEAU', 'bmp']], { key: key('accented') }),
      },
      ['host accented root | name-spelling@0 name-spelling@1'],
    ],
    'compares names whatever their type of string, case and blanks': [
      {
        host: leaf('host', { by: inter, issuer: [['CN=INTER', 'bmp']] }),
        inter: ca('Inter', { by: root, issuer: [['CN= root ', 'printable']] }),
        root,
      },
      ['host inter root | name-spelling@0'],
    ],
  },
  'several ways': {
    'are all told, the one that lives longer first': [
      { host, inter, shorter: ca('Inter', { by: root, ...until(2030), serial: 2 }), root },
      ['host inter root', 'host shorter root'],
    ],
    'are ranked by the sum of the lifetimes of the CAs': [
      {
        host,
        root,
        inter,
        renewedRoot: ca('Root', { serial: 2, ...until(2036) }),
        shorter: ca('Inter', { by: root, ...until(2033), serial: 2 }),
      },
      ['host inter renewedRoot', 'host shorter renewedRoot', 'host inter root', 'host shorter root'],
    ],
    'include an expired twin after the valid one, though that ends': [
      { host, inter, expiredTwin: ca('Inter', { ...expired, serial: 2 }), root },
      ['host inter root', 'host expiredTwin root | expired@1'],
    ],
    'include one that is not valid yet after the valid one, though that ends': [
      {
        host,
        inter,
        next: ca('Inter', { by: root, notBefore: Date.UTC(2030, 0, 1), ...until(2050), serial: 2 }),
        root,
      },
      ['host inter root', 'host next root | not-yet-valid@1'],
    ],
    'prefer the short one to a cross-signed root': [
      { host, inter, root, crossed: crossed({ ...until(2050) }), otherRoot },
      ['host inter root', 'host inter crossed otherRoot'],
    ],
    'lead to another root where the own one is missing': [
      { host, inter, crossed: crossed(), otherRoot },
      ['host inter crossed otherRoot'],
    ],
    'lead to another root where the own one has expired': [
      { host, inter, root: ca('Root', until(2025)), crossed: crossed(), otherRoot },
      ['host inter crossed otherRoot', 'host inter root | expired@2'],
    ],
    'prefer an expired root to a missing one': [
      { host, inter, root: ca('Root', until(2025)), crossed: crossed() },
      ['host inter root | expired@2', 'host inter crossed ?'],
    ],
    'prefer a root that is no CA to a missing one': [
      { host, inter, root: ca('Root', { extensions: { basicConstraints: null } }), crossed: crossed() },
      ['host inter root | not-a-ca@2', 'host inter crossed ?'],
    ],
    'of two that break off tell the longer one first': [
      {
        host,
        inter: ca('Inter', { by: root, ...until(2050) }),
        b: ca('Inter', { by: oldRoot, issuer: 'X' }),
        x: ca('X', { key: key('old'), by: otherRoot }),
      },
      ['host b x ?', 'host inter ?'],
    ],
    'of two that break off at the same length tell the longer-lived one first': [
      { host, inter, b: ca('Inter', { by: otherRoot, ...until(2050) }) },
      ['host b ?', 'host inter ?'],
    ],
    'prefer a missing one to a wrong signature': [
      { host, inter, root: crossed({ signature: 'wrong' }), twin: crossed({ by: rootB }), otherRoot },
      ['host inter twin ?', 'host inter root otherRoot | signature-invalid@2'],
    ],
    'prefer a missing one to a root that did not sign itself': [
      { host, inter, root: ca('Root', { signature: 'wrong' }), crossed: crossed() },
      ['host inter crossed ?', 'host inter root | signature-invalid@2'],
    ],
    'prefer a missing one to a signature that can not be checked': [
      { host, inter, root: crossed({ algorithm: unknown }), twin: crossed({ by: rootB }), otherRoot },
      ['host inter twin ?', 'host inter root otherRoot | signature-unsupported@2'],
    ],
    'prefer a signature that can not be checked to a wrong one': [
      {
        host,
        inter,
        root: crossed({ algorithm: unknown }),
        twin: crossed({ by: rootB, signature: 'wrong' }),
        rootB,
        otherRoot,
      },
      ['host inter root otherRoot | signature-unsupported@2', 'host inter twin rootB | signature-invalid@2'],
    ],
    'prefer ten times a small flaw to one that path validation refuses': [
      {
        host,
        inter: ca('Inter', { ...expired, serial: 2 }),
        other: ca('Inter', { by: root, extensions: { keyUsage: keyUsage() } }),
        root: ca('Root', until(2025)),
      },
      ['host inter root | expired@1 expired@2', 'host other root | no-key-cert-sign@1 expired@2'],
    ],
  },
  'the same name with another key': {
    'is passed over for the right one': [{ host, inter, impostor, root }, ['host inter root']],
    'is passed over though the key identifier points to it': [
      {
        host,
        inter: ca('Inter', {
          by: root,
          extensions: { authorityKeyIdentifier: authorityKeyIdentifier(impostor.key.id) },
        }),
        impostor,
        root,
      },
      ['host inter root | key-identifier@1'],
    ],
    'is a wrong signature where there is no other': [
      { host, inter, impostor },
      ['host inter impostor | signature-invalid@1'],
    ],
    'is a wrong signature in the leaf': [
      { host, inter: ca('Inter', { by: root, key: key('x') }), root },
      ['host inter root | signature-invalid@0'],
    ],
    'has no second flaw in its key identifier': [
      { host: leaf('host', { by: root, signature: 'wrong' }), impostor },
      ['host impostor | signature-invalid@0'],
    ],
  },
  'a renewed root': {
    'of the same key is taken for the old one': [
      { host, inter, root, renewed: ca('Root', { ...until(2050), serial: 2 }) },
      ['host inter renewed', 'host inter root'],
    ],
    'of another key stands beside the old one': [
      { host: leaf('host', { by: newRoot }), newRoot, newByOld, oldByNew, oldRoot },
      ['host newRoot', 'host newByOld oldRoot', 'host newByOld oldByNew ?'],
    ],
    'signs for the old one': [{ host: leaf('host', { by: oldRoot }), newRoot, oldByNew }, ['host oldByNew newRoot']],
    'is no root where only the old one signed it and is missing': [
      { host: leaf('host', { by: newRoot }), newByOld },
      ['host newByOld ?'],
    ],
    'is a root whatever its key identifiers say': [
      {
        host,
        inter,
        root: ca('Root', { extensions: { authorityKeyIdentifier: authorityKeyIdentifier(oldRoot.key.id) } }),
      },
      ['host inter root'],
    ],
    'is a root though nobody can check its signature': [
      {
        host,
        inter,
        root: ca('Root', {
          algorithm: unknown,
          extensions: { authorityKeyIdentifier: authorityKeyIdentifier(oldRoot.key.id) },
        }),
      },
      ['host inter root | signature-unsupported@2'],
    ],
    'may stand under its new name above its old one': [
      { host: hostOfA, renamed: ca('A', { by: newNameOfA }), newNameOfA },
      ['host renamed newNameOfA'],
    ],
    'without key identifiers is taken for a root that signed itself wrongly': [
      {
        host: leaf('host', { by: newRoot, extensions: nameless }),
        newByOld: ca('Root', { key: key('new'), by: oldRoot, extensions: nameless }),
      },
      ['host newByOld | signature-invalid@1'],
    ],
  },
  'CAs that sign each other': {
    'lead to a root': [{ host: hostOfA, aByB, bByA, rootB }, ['host aByB rootB', 'host aByB bByA ?']],
    'lead to either root': [
      { host: hostOfA, aByB, bByA, rootA, rootB },
      ['host rootA', 'host aByB rootB', 'host aByB bByA ?'],
    ],
    'lead nowhere without a root': [{ host: hostOfA, aByB, bByA }, ['host aByB bByA ?']],
    'lead out of the circle': [
      { host: hostOfA, aByB, bByA, way: ca('B', { by: otherRoot }), otherRoot },
      ['host aByB way otherRoot', 'host aByB bByA ?'],
    ],
  },
  'a flaw in a chain without a choice': {
    'is told of the root': [{ host, inter, root: ca('Root', until(2025)) }, ['host inter root | expired@2']],
    'is told of the leaf': [
      { host: leaf('host', { by: inter, ...until(2025) }), inter, root },
      ['host inter root | expired@0'],
    ],
    'is told of a root that did not sign itself': [
      { host, inter, root: ca('Root', { signature: 'wrong' }) },
      ['host inter root | signature-invalid@2'],
    ],
    'is told of a root of version 1': [{ host, inter, root: rootOfV1 }, ['host inter root | version-1-root@2']],
    'is told of an intermediate of version 1': [
      { host, inter: ca('Inter', { by: root, version: 1 }), root },
      ['host inter root | not-a-ca@1'],
    ],
    'is told of a self-issued one of version 1 that is no root': [
      {
        host: leaf('host', { by: newRoot }),
        newByOld: ca('Root', { key: key('new'), by: oldRoot, version: 1 }),
        oldRoot,
      },
      ['host newByOld oldRoot | not-a-ca@1'],
    ],
    'is told of several, from the leaf up': [
      {
        host: leaf('host', { by: inter, more: [extension('1.2.3', nothing, true)], signature: 'wrong' }),
        inter: ca('Inter', { by: root, extensions: { basicConstraints: extension('2.5.29.19', nothing) } }),
        root: ca('Root', { extensions: { basicConstraints: basicConstraints(true, 0) } }),
      },
      ['host inter root | unknown-critical-extension@0 signature-invalid@0 malformed-extension@1 path-length@2'],
    ],
    'is told of names that a CA forbids': [
      { host: leaf('host.b.lab', { by: inter }), inter: ca('Inter', { by: root, ...constrained('a.lab') }), root },
      ['host inter root | name-constraint@0'],
    ],
    'is told of key identifiers that differ': [
      {
        host: leaf('host', { by: inter, extensions: { authorityKeyIdentifier: authorityKeyIdentifier(root.key.id) } }),
        inter,
        root,
      },
      ['host inter root | key-identifier@0'],
    ],
  },
  'a flaw decides among ways that are alike otherwise': Object.fromEntries(
    Object.entries<readonly [Deviation, string]>({
      'name constraints': [constrained('a.lab'), 'name-constraint@0'],
      'path length': [{ extensions: { basicConstraints: basicConstraints(true, 0) } }, 'path-length@2'],
      'no CA': [{ extensions: { basicConstraints: basicConstraints(false) } }, 'not-a-ca@2'],
      'no certificate signing': [{ extensions: { keyUsage: keyUsage() } }, 'no-key-cert-sign@2'],
      'unknown critical extension': [{ more: [extension('1.2.3', nothing, true)] }, 'unknown-critical-extension@2'],
      'malformed extension': [{ more: [keyUsage('keyCertSign')] }, 'malformed-extension@2'],
      expired: [until(2025), 'expired@2'],
      'version 1': [{ version: 1 }, 'version-1-root@2'],
    }).map(([flaw, [deviation, defect]]) => {
      const pile = {
        host: leaf('host.b.lab', { by: inter }),
        inter,
        root: ca('Root', until(2030)),
        flawed: ca('Root', { serial: 2, ...until(2050), ...deviation }),
      }
      return [flaw, [pile, ['host inter root', `host inter flawed | ${defect}`]]] as const
    }),
  ),
}

describe.each(Object.entries(tables))('%s', (_, rows) => {
  it.each(Object.entries(rows))('%s', (_name, [pile, chains]) => {
    expect(chainsOf(pile)).toEqual(chains)
    const reversed = Object.fromEntries(Object.entries(pile).reverse())
    expect(chainsOf(reversed)).toEqual(chains)
  })
})

describe('the leaf', () => {
  it('need not be in the pile', () => {
    const { chains } = findChains(host.certificate, certificatesOf({ root, inter }), { at: now })
    expect(chains.map((chain) => describeChain(chain, labelsOf({ host, inter, root })))).toEqual(['host inter root'])
  })

  it('may be a CA', () => {
    expect(chainsOf({ host: inter, root })).toEqual(['host root'])
  })
})

it('judges validity at the time that is asked for', () => {
  const pile = { host, inter, root }
  expect(chainsOf(pile, { at: Date.UTC(2040, 0, 1) })).toEqual(['host inter root | expired@0 expired@1 expired@2'])
})

it('passes a CA once, whatever certificate it shows', () => {
  const renewedA = ca('A', { by: rootB, serial: 2 })
  expect(chainsOf({ host: hostOfA, aByB, renewedA, bByA })).toHaveLength(2)
})

it('tells a CA of the same name apart by its key', () => {
  const upper = ca('A', { key: key('upper') })
  const lower = ca('A', { key: key('lower'), by: upper })
  expect(chainsOf({ host: leaf('host', { by: lower }), lower, upper })).toEqual(['host lower upper'])
})

describe('what is missing', () => {
  const missingOf = (pile: Pile) => {
    const missing = findChains(hostOf(pile), certificatesOf(pile), { at: now }).chains[0]?.missing
    return missing && { ...missing, issuer: missing.issuer.text, renamed: missing.renamed?.subject.text }
  }
  const rootId = Buffer.from(root.key.id).toString('hex')

  it('is told by name, key identifier and address', () => {
    const addresses = ['http://ca.lab/root.cer', 'ldap://ca.lab/cn=root']
    const told = ca('Inter', { by: root, extensions: { caIssuers: caIssuers(...addresses) } })
    expect(missingOf({ host, told })).toEqual({
      issuer: 'CN=Root',
      keyIdentifier: rootId,
      addresses,
      isCircle: false,
      renamed: undefined,
    })
  })

  it('is told by name where the certificate says no more', () => {
    const bare = ca('Inter', { by: root, extensions: nameless })
    expect(missingOf({ host, bare })).toMatchObject({ issuer: 'CN=Root', keyIdentifier: undefined, addresses: [] })
  })

  it('is a root above CAs that sign each other', () => {
    expect(missingOf({ host: hostOfA, aByB, bByA })).toMatchObject({ issuer: 'CN=A', isCircle: true })
  })

  it('is no circle where the CA of that name has another key', () => {
    const otherA = ca('A', { key: key('other') })
    expect(missingOf({ host: hostOfA, aByB, bByA: ca('B', { by: otherA }) })).toMatchObject({ isCircle: false })
    expect(missingOf({ host: leaf('host', { by: newRoot }), newByOld })).toMatchObject({ isCircle: false })
  })

  it('is there under another name', () => {
    const renamed = ca('Root, formerly another', { key: root.key })
    expect(missingOf({ host, inter, renamed })).toMatchObject({ renamed: 'CN=Root\\, formerly another' })
  })

  it('is nothing where the chain ends at a root', () => {
    expect(missingOf({ host, inter, root })).toBeUndefined()
  })
})

/** A chain of `length` certificates: host, the CAs, root. */
function deepPile(length: number): Pile {
  let upper = root
  const pile: Record<string, Issued> = { root }
  for (let i = length - 2; i > 0; i--) {
    upper = ca(`CA ${i}`, { by: upper })
    pile[`ca${i}`] = upper
  }
  return { ...pile, host: leaf('host', { by: upper }) }
}

describe('a deep chain', () => {
  it.each([2, 10, 11, 100])('of %i certificates is found', (length) => {
    const pile = deepPile(length)
    const middle = Array.from({ length: length - 2 }, (_, i) => `ca${i + 1}`)
    expect(chainsOf(pile)).toEqual([['host', ...middle, 'root'].join(' ')])
  })

  it.each([101, 120])('of %i certificates is tangled, and told as far as it was followed', (length) => {
    const pile = deepPile(length)
    const { chains, tangled } = findChains(hostOf(pile), certificatesOf(pile), { at: now })
    expect(tangled).toBe('signatureChecks')
    expect(chains).toHaveLength(1)
    expect(chains[0]?.certificates.map(labelsOf(pile))).toEqual([
      'host',
      ...Array.from({ length: 100 }, (_, i) => (i < length - 2 ? `ca${i + 1}` : 'root')),
    ])
    expect(chains[0]).toMatchObject({ missing: undefined, defects: [] })
  })
})

describe('a tiny budget', () => {
  const search = (pile: Pile, limits: Partial<BudgetLimits>): PathResult =>
    findChains(hostOf(pile), certificatesOf(pile), { at: now, budget: new Budget({ ...defaultBudget, ...limits }) })
  const told = (pile: Pile, limits: Partial<BudgetLimits>) => {
    const { chains, tangled } = search(pile, limits)
    return [...chains.map((chain) => describeChain(chain, labelsOf(pile))), tangled]
  }
  const narrow = { host: leaf('h.a.lab', { by: inter }), inter, root: ca('Root', constrained('a.lab')) }
  const crossedPile = { host, inter, root, crossed: crossed(), otherRoot }

  const brokenOff = { host, inter: ca('Inter', { by: ca('Upper') }), twin: ca('Inter', { ...expired, serial: 2 }) }
  const deeper = { ...brokenOff, upper: ca('Upper', { by: otherRoot }) }

  it.each<[string, Pile, Partial<BudgetLimits>, readonly (string | undefined)[]]>([
    [
      'a longer way followed before',
      { ...deeper, root },
      { signatureChecks: 2 },
      ['host inter upper', 'signatureChecks'],
    ],
    [
      'another way of that length followed before',
      { ...brokenOff, root },
      { signatureChecks: 1 },
      ['host inter', 'signatureChecks'],
    ],
    ['just enough signatures', narrow, { signatureChecks: 3 }, ['host inter root', undefined]],
    ['a signature too few', narrow, { signatureChecks: 2 }, ['host inter root', 'signatureChecks']],
    ['two signatures too few', narrow, { signatureChecks: 1 }, ['host inter', 'signatureChecks']],
    ['no signature', narrow, { signatureChecks: 0 }, ['host', 'signatureChecks']],
    ['just enough steps', narrow, { buildCalls: 2 }, ['host inter root', undefined]],
    ['a step too few', narrow, { buildCalls: 1 }, ['host inter', 'buildCalls']],
    ['just enough comparisons', narrow, { nameComparisons: 1 }, ['host inter root', undefined]],
    ['a comparison too few', narrow, { nameComparisons: 0 }, ['host inter', 'nameComparisons']],
    [
      'enough for all ways',
      crossedPile,
      { signatureChecks: 5 },
      ['host inter root', 'host inter crossed otherRoot', undefined],
    ],
    ['enough for the best way', crossedPile, { signatureChecks: 4 }, ['host inter root', undefined]],
    [
      'enough steps for all ways',
      crossedPile,
      { buildCalls: 4 },
      ['host inter root', 'host inter crossed otherRoot', undefined],
    ],
    ['enough steps for the best way', crossedPile, { buildCalls: 3 }, ['host inter root', undefined]],
  ])('with %s', (_, pile, limits, wanted) => {
    expect(told(pile, limits)).toEqual(wanted)
  })

  it('needs no signature that another search has checked', () => {
    const signatures: SignatureMemo = new Map()
    const find = (limit: number) =>
      findChains(host.certificate, certificatesOf({ inter, root }), {
        at: now,
        signatures,
        budget: new Budget({ ...defaultBudget, signatureChecks: limit }),
      })
    expect(find(3).tangled).toBeUndefined()
    expect(find(0).tangled).toBeUndefined()
  })

  it('is no excuse for another error', () => {
    const budget = new Budget()
    budget.spend = () => {
      throw new RangeError('ours')
    }
    expect(() => findChains(host.certificate, [], { at: now, budget })).not.toThrow()
    expect(() => findChains(host.certificate, [inter.certificate], { at: now, budget })).toThrow(RangeError)
  })
})

describe('a mesh of 14 CAs that all signed each other', () => {
  const names = Array.from({ length: 14 }, (_, i) => `CA ${i}`)
  const roots = names.map((name) => ca(name))
  const crosses = roots.flatMap((signer) =>
    names.filter((name) => name !== signer.subject).map((name) => ca(name, { by: signer })),
  )
  const meshHost = leaf('host', { by: roots[0] ?? root })
  const pile = crosses.map(({ certificate }) => certificate)
  const find = (more: readonly Certificate[], budget?: Partial<BudgetLimits>) =>
    findChains(meshHost.certificate, [...pile, ...more], {
      at: now,
      budget: new Budget({ ...defaultBudget, ...budget }),
    })

  it('leads to its root', () => {
    const { chains, tangled } = find([roots[5]?.certificate ?? root.certificate])
    expect(chains[0]).toMatchObject({ missing: undefined, defects: [] })
    expect(chains[0]?.certificates.map(({ subject }) => subject.commonName)).toEqual(['host', 'CA 0', 'CA 5'])
    expect(tangled).toBeUndefined()
  })

  it('gives the 64 best ways where the budget would allow for more', () => {
    const { chains, tangled } = find([roots[5]?.certificate ?? root.certificate], { signatureChecks: 1000 })
    expect(tangled).toBeUndefined()
    expect(chains).toHaveLength(64)
    expect(chains.map(({ certificates }) => certificates.length)).toEqual([
      3,
      ...Array<number>(12).fill(4),
      ...Array<number>(51).fill(5),
    ])
  })

  it('is tangled without a root', () => {
    const { chains, tangled } = find([])
    expect(tangled).toBe('signatureChecks')
    expect(chains).toHaveLength(1)
    expect(chains[0]?.defects).toEqual([])
    expect(find([], { signatureChecks: 1000, buildCalls: 20_000 }).tangled).toBe('buildCalls')
  })
})
