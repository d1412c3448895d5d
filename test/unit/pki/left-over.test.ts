import { describe, expect, it } from 'vitest'
import { findLeftOver } from '../../../electron/pki/left-over.ts'
import type { Chain } from '../../../electron/pki/path.ts'
import { ca, type Issued, leaf } from '../../builder/authority.ts'
import { key } from '../../builder/keys.ts'

const root = ca('Root')
const inter = ca('Inter', { by: root })
const host = leaf('host', { by: inter })
const otherRoot = ca('Other root')
const crossed = ca('Root', { by: otherRoot })

const chain = (...issued: readonly Issued[]): Chain => ({
  certificates: issued.map(({ certificate }) => certificate),
  missing: undefined,
  defects: [],
})

/** As `index reason`. */
const leftOver = (pile: readonly Issued[], others: readonly Chain[] = []): string[] =>
  findLeftOver(
    pile.map(({ certificate }) => certificate),
    chain(host, inter, root),
    others,
  ).map(({ certificate, reason, index }) => {
    expect(certificate).toBe(pile[index]?.certificate)
    return `${index} ${reason}`
  })

describe('what is left over', () => {
  it.each<[string, readonly Issued[], readonly Chain[], readonly string[]]>([
    ['nothing where the pile is the chain', [host, inter, root], [], []],
    ['nothing whatever the order', [root, host, inter], [], []],
    ['a second copy', [host, inter, host, root, host], [], ['2 duplicate', '4 duplicate']],
    ['a renewed CA', [ca('Root', { serial: 2 }), host, inter, root], [], ['0 twin']],
    [
      'a renewed CA though it be in another chain',
      [crossed, host],
      [chain(host, inter, crossed, otherRoot)],
      ['0 twin'],
    ],
    ['a CA of another chain', [otherRoot, host], [chain(host, inter, crossed, otherRoot)], ['0 other-chain']],
    ['a CA of the same name with another key', [ca('Root', { key: key('x') })], [], ['0 same-name-other-key']],
    [
      'a CA of the same name with another key that is in another chain',
      [ca('Root', { key: key('x') })],
      [chain(host, ca('Root', { key: key('x') }))],
      ['0 other-chain'],
    ],
    [
      'a leaf of the same name with another key',
      [leaf('host', { key: key('x'), by: inter })],
      [],
      ['0 same-name-other-key'],
    ],
    ['a renewed leaf', [leaf('host', { by: inter, serial: 2 })], [], ['0 twin']],
    ['another leaf', [leaf('other', { by: inter })], [], ['0 other-leaf']],
    ['another CA', [ca('Inter 2', { by: root })], [], ['0 unrelated']],
    ['another root', [otherRoot], [], ['0 unrelated']],
    ['a root of version 1, which does not say that it is a CA', [ca('V1', { version: 1 })], [], ['0 unrelated']],
    ['several, in the order of the pile', [otherRoot, root, root], [], ['0 unrelated', '2 duplicate']],
  ])('is %s', (_, pile, others, wanted) => {
    expect(leftOver(pile, others)).toEqual(wanted)
  })
})
