import { describe, expect, it } from 'vitest'
import {
  type AssembledChain,
  type Assembly,
  assemble,
  type AssembleInput,
} from '../../../electron/appliance/assemble.ts'
import type { ReadResult } from '../../../electron/pki/found.ts'
import { ca, csr, day, type Issued, now, pem, server } from '../../builder/authority.ts'
import { host, hostBut, hostCsr, inter, otherHost, root } from '../../builder/files.ts'

const fileOf = (file: string, ...issued: readonly Issued[]): ReadResult => ({
  file,
  form: 'pem',
  found: issued.map(({ certificate }, i) => ({
    kind: 'certificate',
    certificate,
    place: { file, within: [], line: i + 1 },
  })),
  unreadable: [],
  quirks: [],
})
const assembled = (results: readonly ReadResult[], more: Partial<AssembleInput> = {}): Assembly =>
  assemble({ results, at: now, ...more })

function chainIn(assembly: Assembly): AssembledChain {
  if (assembly.outcome !== 'chain') throw new Error(assembly.outcome)
  return assembly
}
const textOf = (...issued: readonly Issued[]): string => pem(...issued.map(({ certificate }) => certificate))

describe('assembling', () => {
  it('puts certificates of several files in order', () => {
    const assembly = chainIn(assembled([fileOf('cas.pem', root, inter), fileOf('leaf.cer', host)]))
    expect(assembly.pem).toBe(textOf(host, inter, root))
    expect(assembly).toMatchObject({ others: [], leftOver: [], tangled: undefined, chain: { missing: undefined } })
  })

  it('tells what stays out, from which file, and the other ways', () => {
    const otherRoot = ca('Other root')
    const crossed = ca('Root', { by: otherRoot, key: root.key, serial: 7 })
    const assembly = chainIn(assembled([fileOf('a.pem', host, inter), fileOf('b.pem', crossed, otherRoot, root)]))
    expect(assembly.pem).toBe(textOf(host, inter, root))
    expect(assembly.others.map(({ certificates }) => certificates.map((c) => c.sha256))).toEqual([
      [host, inter, crossed, otherRoot].map(({ certificate }) => certificate.sha256),
    ])
    expect(assembly.leftOver.map(({ reason, place }) => [reason, place.file, place.line])).toEqual([
      ['twin', 'b.pem', 1],
      ['other-chain', 'b.pem', 2],
    ])
  })

  it('writes what there is of a chain that breaks off', () => {
    const assembly = chainIn(assembled([fileOf('a.pem', host, root)]))
    expect(assembly.pem).toBe(textOf(host))
    expect(assembly.chain.missing?.issuer.text).toBe('CN=Inter')
  })

  it('finds no certificate in files without any', () => {
    expect(assembled([])).toEqual({ outcome: 'no-certificate' })
    expect(assembled([fileOf('a.pem')])).toEqual({ outcome: 'no-certificate' })
  })

  it('finds no leaf among CAs', () => {
    expect(assembled([fileOf('cas.pem', root, inter)])).toEqual({ outcome: 'no-leaf' })
  })

  describe('of several leaves', () => {
    const both = [fileOf('all.pem', host, otherHost, inter, root)]

    it('asks which', () => {
      const leaves = [host.certificate, otherHost.certificate]
      expect(assembled(both)).toEqual({ outcome: 'several-leaves', leaves })
    })

    it('takes the one that the CSR was made for', () => {
      expect(chainIn(assembled(both, { csr: hostCsr })).pem).toBe(textOf(host, inter, root))
      const otherCsr = csr('other.lab', { key: otherHost.key })
      expect(chainIn(assembled(both, { csr: otherCsr })).pem).toBe(textOf(otherHost, inter, root))
    })

    it('asks all the same where the CSR is for neither', () => {
      expect(assembled(both, { csr: csr('third.lab') }).outcome).toBe('several-leaves')
    })

    it('takes the one that the user chose', () => {
      expect(chainIn(assembled(both, { leaf: otherHost.certificate })).pem).toBe(textOf(otherHost, inter, root))
    })

    it('for one key takes the one that is valid and lasts longest', () => {
      const expired = hostBut({ notAfter: now - day, serial: 2 })
      const renewed = hostBut({ notAfter: now + 9999 * day, serial: 3 })
      expect(chainIn(assembled([fileOf('a.pem', expired, host, renewed, inter, root)])).pem).toBe(
        textOf(renewed, inter, root),
      )
      expect(chainIn(assembled([fileOf('a.pem', expired, host, inter, root)])).pem).toBe(textOf(host, inter, root))
    })
  })

  it('prefers what is valid at the time asked for', () => {
    const expiredInter = ca('Inter', { by: root, notAfter: now - day, serial: 2 })
    expect(chainIn(assembled([fileOf('a.pem', host, expiredInter, inter, root)])).pem).toBe(textOf(host, inter, root))
    const early = { at: Date.UTC(2024, 5, 1) }
    const lateInter = ca('Inter', { by: root, notBefore: now, serial: 3 })
    expect(chainIn(assembled([fileOf('a.pem', host, expiredInter, lateInter, root)], early)).pem).toBe(
      textOf(host, expiredInter, root),
    )
  })

  it('tells that a pile is too tangled', () => {
    const deep = Array.from({ length: 110 }).reduce<readonly Issued[]>(
      (cas, _, i) => [ca(`CA ${i}`, cas[0] ? { by: cas[0] } : {}), ...cas],
      [],
    )
    const lost = server('host.lab', deep[0] ? { by: deep[0] } : {})
    expect(chainIn(assembled([fileOf('a.pem', lost, ...deep)])).tangled).toBe('signatureChecks')
  })
})
