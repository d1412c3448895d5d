import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { check } from '../../../electron/appliance/check.ts'
import { parseCertificate } from '../../../electron/pki/certificate.ts'
import { DerError } from '../../../electron/pki/der.ts'
import type { Issued } from '../../builder/authority.ts'
import { good, goodBut, host, hostCsr, inputOf } from '../../builder/files.ts'
import { key } from '../../builder/keys.ts'

describe('a byte that was changed', () => {
  const bases: readonly (readonly Issued[])[] = [
    good,
    goodBut({ leafBut: { extensions: { extendedKeyUsage: null } } }),
    goodBut({ rootBut: { key: key('root', 'p-256') }, interBut: { key: key('inter', 'p-256') } }),
    goodBut({ rootBut: { key: key('root', 'rsa-1024') }, interBut: { key: key('inter', 'rsa-1024') } }),
  ]

  const verdictOn = (pile: readonly Issued[]) => check(inputOf({ csr: hostCsr, host: 'host.lab', pile })).verdict

  it('is judged against a chain that is ready', () => {
    expect(bases.map(verdictOn)).toEqual(['ready', 'not-ready', 'ready', 'ready'])
  })

  /** The verdict on the chain with this byte changed, or 'damaged' where the certificate can't be read any more. */
  function verdictWith(base: readonly Issued[], index: number, offset: number, change: number): string {
    const pile = base.map(({ certificate }) => certificate)
    const changed = Uint8Array.from(pile[index]?.der ?? [])
    changed[offset] = (changed[offset] ?? 0) ^ change
    try {
      const broken = { certificate: parseCertificate(changed), key: host.key, subject: [] }
      return verdictOn(base.map((issued, i) => (i === index ? broken : issued)))
    } catch (error) {
      if (error instanceof DerError) return 'damaged'
      throw error
    }
  }
  const sizeOf = (base: readonly Issued[], index: number): number => base[index]?.certificate.der.length ?? 0

  it.each([0, 1, 2])('never leaves the chain ready, wherever it stands in certificate %i', (index) => {
    for (let offset = 0; offset < sizeOf(good, index); offset++) {
      expect([offset, verdictWith(good, index, offset, 1)]).not.toEqual([offset, 'ready'])
    }
  })

  it('never leaves or makes a chain ready, however it was changed', () => {
    const changes = fc.tuple(
      fc.constantFrom(...bases),
      fc.nat(2),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.integer({ min: 1, max: 255 }),
    )
    fc.assert(
      fc.property(changes, ([base, index, where, change]) => {
        const offset = Math.floor(where * sizeOf(base, index))
        expect(verdictWith(base, index, offset, change)).not.toBe('ready')
      }),
    )
  })
})
