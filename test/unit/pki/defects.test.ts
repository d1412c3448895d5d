import { describe, expect, it } from 'vitest'
import { Budget, BudgetExhausted } from '../../../electron/pki/budget.ts'
import { caDefects, NameConstraintJudge, ownDefects, signatureDefects } from '../../../electron/pki/defects.ts'
import { ca, type Deviation, type Issued, leaf, now } from '../../builder/authority.ts'
import { nothing } from '../../builder/der.ts'
import { basicConstraints, extension, keyUsage, nameConstraints } from '../../builder/extensions.ts'

const root = ca('Root')
const host = leaf('host.a.lab', { by: root })
const inters = Array.from({ length: 3 }, (_, i) => ca(`Inter ${i}`, { by: root }))
const selfIssued = ca('Inter', { issuer: 'Inter', by: root })
const certificates = (issued: readonly Issued[]) => issued.map(({ certificate }) => certificate)

describe('what is wrong with a certificate by itself', () => {
  const second = 1000
  it.each<[string, Deviation, readonly object[]]>([
    ['nothing with a good one', {}, []],
    ['nothing in its first second', { notBefore: now }, []],
    ['nothing in its last second', { notAfter: now }, []],
    ['that it is not valid yet', { notBefore: now + second }, [{ kind: 'not-yet-valid', position: 7 }]],
    ['that it has expired', { notAfter: now - second }, [{ kind: 'expired', position: 7 }]],
    [
      'a critical extension that nobody knows',
      { more: [extension('1.2.3', nothing, true)] },
      [{ kind: 'unknown-critical-extension', position: 7, oid: '1.2.3' }],
    ],
    ['nothing where that extension is not critical', { more: [extension('1.2.3', nothing)] }, []],
    [
      'an extension that occurs twice',
      { more: [keyUsage('keyEncipherment')] },
      [{ kind: 'malformed-extension', position: 7, oid: '2.5.29.15' }],
    ],
    [
      'all of it',
      { notAfter: now - second, more: [extension('2.5.29.37', nothing), extension('1.2.3', nothing, true)] },
      [
        { kind: 'expired', position: 7 },
        { kind: 'unknown-critical-extension', position: 7, oid: '1.2.3' },
        { kind: 'malformed-extension', position: 7, oid: '2.5.29.37' },
      ],
    ],
  ])('is %s', (_, deviation, defects) => {
    expect(ownDefects(leaf('host', { by: root, ...deviation }).certificate, 7, now)).toEqual(defects)
  })
})

it.each([
  ['valid', []],
  ['invalid', [{ kind: 'signature-invalid', position: 2 }]],
  ['unsupported', [{ kind: 'signature-unsupported', position: 2 }]],
] as const)('a signature that is %s counts for what it is', (verdict, defects) => {
  expect(signatureDefects(verdict, 2)).toEqual(defects)
})

describe('what is wrong with a CA', () => {
  const none = { basicConstraints: null }
  const limited = (pathLength: number): Deviation => ({
    extensions: { basicConstraints: basicConstraints(true, pathLength) },
  })
  const [a, b, c] = inters as [Issued, Issued, Issued]
  const noCa = (reason: string, position = 1) => [{ kind: 'not-a-ca', position, reason }]
  const tooLong = (allowed: number, actual: number, position: number) => [
    { kind: 'path-length', position, allowed, actual },
  ]

  it.each<[string, Deviation, readonly Issued[], boolean, readonly object[]]>([
    ['nothing with a good one', {}, [host], false, []],
    ['that it has no basic constraints', { extensions: none }, [host], false, noCa('no-basic-constraints')],
    ['that a root has no basic constraints', { extensions: none }, [host], true, noCa('no-basic-constraints')],
    [
      'its word that it is none',
      { extensions: { basicConstraints: basicConstraints(false) } },
      [host],
      true,
      noCa('ca-false'),
    ],
    ['version 1 in an intermediate', { version: 1 }, [host], false, noCa('version-1')],
    ['version 2 in an intermediate', { version: 2 }, [host, a], false, noCa('version-1', 2)],
    ['version 1 in a root', { version: 1 }, [host], true, [{ kind: 'version-1-root', position: 1 }]],
    [
      'a key usage without certificate signing',
      { extensions: { keyUsage: keyUsage('cRLSign') } },
      [host],
      false,
      [{ kind: 'no-key-cert-sign', position: 1 }],
    ],
    ['nothing without a key usage', { extensions: { keyUsage: null } }, [host], false, []],
    ['nothing at its path length of 0', limited(0), [host], false, []],
    ['a path length of 0', limited(0), [host, a], false, tooLong(0, 1, 2)],
    ['nothing at its path length of 2', limited(2), [host, a, b], false, []],
    ['a path length of 2', limited(2), [host, a, b, c], false, tooLong(2, 3, 4)],
    ['nothing where a self-issued one is in between', limited(0), [host, selfIssued], false, []],
    ['a path length with a self-issued one in between', limited(0), [host, selfIssued, a], false, tooLong(0, 1, 3)],
    ['nothing where the leaf itself is self-issued', limited(0), [selfIssued], false, []],
    [
      'all of it',
      { extensions: { basicConstraints: basicConstraints(false, 0), keyUsage: keyUsage() } },
      [host, a],
      false,
      [...noCa('ca-false', 2), { kind: 'no-key-cert-sign', position: 2 }, ...tooLong(0, 1, 2)],
    ],
  ])('is %s', (_, deviation, below, isRoot, defects) => {
    expect(caDefects(ca('CA', deviation).certificate, certificates(below), isRoot)).toEqual(defects)
  })

  it('is one thing where its basic constraints can not be read', () => {
    const extensions = { basicConstraints: extension('2.5.29.19', nothing, true) }
    const { certificate } = ca('CA', { extensions })
    const defects = [...ownDefects(certificate, 1, now), ...caDefects(certificate, certificates([host]), false)]
    expect(defects).toEqual([{ kind: 'malformed-extension', position: 1, oid: '2.5.29.19' }])
  })
})

describe('the names that a CA forbids', () => {
  const only = (domain: string) =>
    ca('CA', { extensions: { nameConstraints: nameConstraints({ permitted: [`dns:${domain}`] }) } }).certificate
  const named = (name: string, deviation: Deviation = {}) => leaf(name, { by: root, ...deviation })
  const judge = () => new NameConstraintJudge(new Budget())
  const defect = (position: number, caPosition: number, name: string) => ({
    kind: 'name-constraint',
    position,
    caPosition,
    violation: { name, reason: 'not-permitted' },
  })

  it('are none where it has no constraints', () => {
    expect(judge().defects(root.certificate, certificates([host]))).toEqual([])
  })

  it('are those of each certificate below', () => {
    const below = certificates([named('a.b.lab'), named('x.a.lab'), named('c.b.lab')])
    expect(judge().defects(only('a.lab'), below)).toEqual([defect(0, 3, 'a.b.lab'), defect(2, 3, 'c.b.lab')])
  })

  it('may stand in a self-issued one, unless it is the leaf', () => {
    const rollover = named('a.b.lab', { issuer: 'a.b.lab' })
    expect(judge().defects(only('a.lab'), certificates([host, rollover]))).toEqual([])
    expect(judge().defects(only('a.lab'), certificates([rollover]))).toEqual([defect(0, 1, 'a.b.lab')])
  })

  it('are looked for in the common name of the leaf alone', () => {
    const bare = (name: string) => named(name, { extensions: { subjectAltName: null } })
    const below = certificates([bare('a.b.lab'), bare('c.b.lab')])
    expect(judge().defects(only('a.lab'), below)).toEqual([defect(0, 2, 'a.b.lab')])
  })

  it('are compared once', () => {
    const budget = new Budget({ signatureChecks: 0, buildCalls: 0, nameComparisons: 2 })
    const constraints = new NameConstraintJudge(budget)
    const [bad, good] = certificates([named('a.b.lab'), named('x.a.lab')])
    if (!bad || !good) throw new Error('nothing to judge')
    const before = constraints.defects(only('a.lab'), [bad, good])
    expect(constraints.defects(only('a.lab'), [bad, good])).toEqual(before)
    expect(() => constraints.defects(only('b.lab'), [bad])).toThrow(BudgetExhausted)
  })
})
