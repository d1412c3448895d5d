import { expect, test } from 'vitest'
import { check } from '../../../electron/appliance/check.ts'
import { compare } from '../../../electron/appliance/compare.ts'
import { type ComparisonReport, reportComparison } from '../../../electron/appliance/report.ts'
import { loadMessages } from '../../../electron/messages/messages.ts'
import type { Certificate } from '../../../electron/pki/certificate.ts'
import { read } from '../../../electron/pki/read.ts'
import { mendings } from '../../../renderer/steps/pre-check/mending.ts'
import { pairRows } from '../../../renderer/steps/pre-check/pair-rows.ts'
import { pairVerdict } from '../../../renderer/steps/pre-check/verdict.ts'
import { ca, csr, type Issued, now, pem, server } from '../../builder/authority.ts'
import { extendedKeyUsage, purposes } from '../../builder/extensions.ts'

const rsa = { keyKind: 'rsa-2048' } as const
const root = ca('CA-Root', rsa)
const inter = ca('CA1-Inter', { by: root, ...rsa })
const other = ca('Inter-CA2', { by: root, ...rsa })
const namesake = ca('CA1-Inter', { by: root, ...rsa, key: other.key })
const forServers = { extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } }

interface Side {
  readonly leaf: Issued
  readonly cas: readonly Issued[]
  readonly hasCsr?: boolean
}

const source: Side = { leaf: server('oment-310', { by: inter }), cas: [inter, root] }
const target: Side = { leaf: server('oment-400', { by: inter }), cas: [inter, root] }

async function checked({ leaf, cas, hasCsr = true }: Side) {
  const certificates: Certificate[] = [leaf, ...cas].map(({ certificate }) => certificate)
  return check({
    read: await read(Buffer.from(pem(...certificates)), 'chain.pem'),
    upload: 'chain',
    at: now,
    csr: hasCsr ? csr(leaf.subject, { key: leaf.key }) : undefined,
  })
}

async function compared(one: Side, another: Side): Promise<ComparisonReport> {
  return reportComparison(compare(await checked(one), await checked(another)), await loadMessages('en'))
}

test.each<[string, Side, Side, boolean, object]>([
  ['the same CAs', source, target, false, { tone: 'good', key: 'compatible', about: [] }],
  ['a rehearsal', source, target, true, { tone: 'warning', key: 'rehearsal', about: [] }],
  ['no CSR', source, { ...target, hasCsr: false }, false, { tone: 'warning', key: 'unsure', about: ['target'] }],
  ['the same leaf twice', source, source, false, { tone: 'warning', key: 'leaf', about: [] }],
  [
    'two intermediates',
    source,
    { leaf: server('oment-400', { by: other }), cas: [other, root] },
    false,
    { tone: 'bad', key: 'issuers', about: [] },
  ],
  [
    'two intermediates of one name',
    source,
    { leaf: server('oment-400', { by: namesake }), cas: [namesake, root] },
    false,
    { tone: 'bad', key: 'keys', about: [] },
  ],
  [
    'one side that is not ready',
    { ...source, leaf: server('oment-310', { by: inter, ...forServers }) },
    target,
    false,
    { tone: 'bad', key: 'side', about: ['source'] },
  ],
  [
    'two sides that are not ready',
    { ...source, leaf: server('oment-310', { by: inter, ...forServers }) },
    { ...target, leaf: server('oment-400', { by: inter, ...forServers }) },
    false,
    { tone: 'bad', key: 'sides', about: ['source', 'target'] },
  ],
])('the verdict on a pair: %s', async (_, one, another, isRehearsal, verdict) => {
  expect(pairVerdict(await compared(one, another), isRehearsal)).toEqual(verdict)
})

test('marks each name that differs, but never the leaves’ own', async () => {
  const comparison = await compared(source, { leaf: server('oment-400', { by: other }), cas: [other, root] })
  const shown = pairRows(comparison).map(({ source, target, match }) => [
    source && [source.issuedTo.differs, source.issuedBy.differs],
    target && [target.issuedTo.differs, target.issuedBy.differs],
    match,
  ])
  expect(shown).toEqual([
    [[false, true], [false, true], false],
    [[true, false], [true, false], false],
    [[false, false], [false, false], true],
  ])
})

test('shows where one chain has ended, and what each calls its place', async () => {
  const short: Side = { leaf: server('oment-400', { by: root }), cas: [root] }
  const rows = pairRows(await compared(source, short))
  expect(rows.map(({ roles }) => roles)).toEqual([
    { source: 'leaf', target: 'leaf' },
    { source: 'intermediate', target: 'root' },
    { source: 'root', target: null },
  ])
  expect(rows[2]?.target).toBeNull()
  expect(rows[2]?.source?.issuedTo).toEqual({ text: 'CA-Root', differs: true })
})

test('mends the sides first, then lets the target be signed again, or the source', async () => {
  const comparison = await compared(
    { ...source, leaf: server('oment-310', { by: inter, ...forServers }) },
    { leaf: server('oment-400', { by: other }), cas: [other, root] },
  )
  expect(mendings(comparison)).toMatchObject([
    { kind: 'side', side: 'source', errors: [{ rule: 'eku-server-client' }] },
    { kind: 'reissue', side: 'target', issuer: 'CA1-Inter', isFirst: true },
    { kind: 'reissue', side: 'source', issuer: 'Inter-CA2', isFirst: false },
  ])
})

test('gives the rule’s own remedy where no other CA signed a leaf', async () => {
  const comparison = await compared(source, {
    leaf: server('oment-400', { by: namesake }),
    cas: [namesake, root],
  })
  expect(mendings(comparison)).toMatchObject([{ kind: 'remedy', finding: { rule: 'same-keys' } }])
  expect(mendings(await compared(source, target))).toEqual([])
})
