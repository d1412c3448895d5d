import { X509Certificate } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Certificate } from '../../../electron/pki/certificate.ts'
import { findChains, type PathResult } from '../../../electron/pki/path.ts'
import { type Issued, now } from '../../builder/authority.ts'
import { treeOf, treeSpecs } from '../../builder/tree.ts'

const search = (host: Issued, pile: readonly Certificate[]): PathResult =>
  findChains(host.certificate, pile, { at: now })

const fingerprints = ({ chains, tangled }: PathResult) => ({
  chains: chains.map((chain) => [
    ...chain.certificates.map(({ sha256 }) => sha256),
    chain.missing?.issuer.text,
    ...chain.defects.map(({ kind, position }) => `${kind}@${position}`),
  ]),
  tangled,
})

const openssl = ({ der }: Certificate) => new X509Certificate(Buffer.from(der))

function verifiesLinkByLink(certificates: readonly Certificate[]): boolean {
  return certificates.every((certificate, i) => {
    const issuer = openssl(certificates[i + 1] ?? certificate)
    return openssl(certificate).checkIssued(issuer) && openssl(certificate).verify(issuer.publicKey)
  })
}

/** Whether a person with patience would find a root from here. */
function reachesRoot(certificate: Certificate, pile: readonly Certificate[], passed: ReadonlySet<string>): boolean {
  if (certificate.isSelfIssued) return true
  return pile.some(
    (issuer) =>
      issuer.subject.key === certificate.issuer.key &&
      !passed.has(issuer.subject.key) &&
      reachesRoot(issuer, pile, new Set([...passed, issuer.subject.key])),
  )
}

describe('any pile', () => {
  it('gives the same chains in any order, with duplicates and strangers among it', () => {
    fc.assert(
      fc.property(treeSpecs, treeSpecs, fc.gen(), (spec, strange, draw) => {
        const { host, pile } = treeOf(spec)
        const strangers = treeOf(strange, 'Stranger')
        const mixed = [...pile, ...pile, strangers.host.certificate, ...strangers.pile]
        const shuffled = draw(() => fc.shuffledSubarray(mixed, { minLength: mixed.length }))
        expect(fingerprints(search(host, shuffled))).toEqual(fingerprints(search(host, pile)))
      }),
    )
  })

  it('with a way to a root gives first one that verifies link by link, and one without gives none', () => {
    fc.assert(
      fc.property(treeSpecs, (spec) => {
        const { host, pile } = treeOf(spec)
        const [best] = search(host, pile).chains
        if (!best) throw new Error('no chain')
        expect(best.missing === undefined).toBe(reachesRoot(host.certificate, pile, new Set()))
        if (!best.missing) expect(verifiesLinkByLink(best.certificates)).toBe(true)
      }),
    )
  })

  it('gives each way once, none of which passes a CA twice', () => {
    fc.assert(
      fc.property(treeSpecs, (spec) => {
        const { host, pile } = treeOf(spec)
        const { chains } = search(host, pile)
        const ways = chains.map(({ certificates }) => certificates.map(({ sha256 }) => sha256).join())
        expect(new Set(ways).size).toBe(ways.length)
        for (const { certificates } of chains) {
          expect(new Set(certificates.map(({ subject }) => subject.key)).size).toBe(certificates.length)
        }
      }),
    )
  })

  it('gives whole ways before those that break off, and shorter before longer ones', () => {
    fc.assert(
      fc.property(treeSpecs, (spec) => {
        const { host, pile } = treeOf(spec)
        const { chains } = search(host, pile)
        const whole = chains.filter(({ missing }) => !missing)
        expect(chains.slice(0, whole.length)).toEqual(whole)
        const lengths = whole.map(({ certificates }) => certificates.length)
        expect(lengths).toEqual([...lengths].sort((a, b) => a - b))
      }),
    )
  })

  it.each([
    ['of the same CAs', 'CA'],
    ['of CAs of the same names', 'Impostor'],
  ])('tells nothing worse of the leaf when more certificates %s are added', (_, keys) => {
    fc.assert(
      fc.property(treeSpecs, treeSpecs, (spec, more) => {
        const { host, pile } = treeOf(spec)
        const before = search(host, pile).chains[0]
        const after = search(host, [...pile, ...treeOf(more, 'CA', keys).pile])
        if (before && !before.missing) {
          expect(after.chains[0]?.missing).toBeUndefined()
          expect(after.chains[0]?.defects).toEqual([])
        }
      }),
    )
  })
})
