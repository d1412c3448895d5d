import fc from 'fast-check'
import type { Certificate } from '../../electron/pki/certificate.ts'
import { ca, type Deviation, type Issued, leaf } from './authority.ts'
import { key } from './keys.ts'

/** What fast-check draws a tree of CAs from: for each CA who signs it (0: itself), how often, and until when. */
export interface TreeSpec {
  readonly cas: readonly { readonly signers: readonly number[]; readonly years: number; readonly copies: number }[]
  readonly signer: number
}

export const treeSpecs: fc.Arbitrary<TreeSpec> = fc.record({
  cas: fc.array(
    fc.record({
      signers: fc.uniqueArray(fc.nat(5), { minLength: 1, maxLength: 3 }),
      years: fc.integer({ min: 2026, max: 2040 }),
      copies: fc.integer({ min: 1, max: 2 }),
    }),
    { minLength: 1, maxLength: 6 },
  ),
  signer: fc.nat(5),
})

export interface Tree {
  readonly host: Issued
  readonly pile: readonly Certificate[]
}

const memo = new Map<string, Issued>()

/** Certificates cost time: each is made once. */
function remembered(build: (subject: string, deviation: Deviation) => Issued, subject: string, deviation: Deviation) {
  const { by, key: ownKey, notAfter, serial } = deviation
  const keys = [by?.key, ownKey].map((one) => one && Buffer.from(one.id).toString('hex'))
  const memoKey = [subject, by?.subject, ...keys, notAfter, serial].join()
  const issued = memo.get(memoKey) ?? build(subject, deviation)
  memo.set(memoKey, issued)
  return issued
}

export function treeOf({ cas, signer }: TreeSpec, prefix = 'CA', keys = prefix): Tree {
  const identities = cas.map((_, i) => remembered(ca, `${prefix} ${i}`, { key: key(`${keys} ${i}`) }))
  const identity = (i: number) => identities[i % identities.length]
  const pile = cas.flatMap(({ signers, years, copies }, i) =>
    signers.flatMap((by) =>
      Array.from({ length: copies }, (_, serial) => {
        const issuer = identity(by)
        const isRoot = issuer === identities[i]
        return remembered(ca, `${prefix} ${i}`, {
          key: key(`${keys} ${i}`),
          ...(issuer && !isRoot && { by: issuer }),
          notAfter: Date.UTC(years + serial, 0, 1),
          serial: serial + 1,
        }).certificate
      }),
    ),
  )
  const host = remembered(leaf, `${prefix} host`, { by: identity(signer) ?? ca('Root') })
  return { host, pile }
}
