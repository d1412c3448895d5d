import { describe, expect, it } from 'vitest'
import type { Examination, ExamineInput } from '../../../electron/engine/examination.ts'
import { examine } from '../../../electron/engine/examine.ts'
import { ca, day, type Issued, now } from '../../builder/authority.ts'
import { jobContext } from './context.ts'
import {
  bytesOf,
  crossed,
  csrPem,
  host,
  inter,
  otherHost,
  otherRoot,
  renewed,
  root,
  server,
  serverOnly,
  sha,
  textOf,
} from './material.ts'

type Files = Readonly<Record<string, readonly Issued[] | string | Uint8Array>>

const named = (files: Files): ExamineInput['files'] =>
  Object.entries(files).map(([name, content]) => ({
    id: `id of ${name}`,
    name,
    bytes:
      typeof content === 'string'
        ? Buffer.from(content)
        : content instanceof Uint8Array
          ? content
          : bytesOf(...content),
  }))

async function examined(files: Files, more: Partial<ExamineInput> = {}, context = jobContext()): Promise<Examination> {
  const input = { at: now, host: null, csr: null, leaf: null, chain: null, upload: null, ...more }
  return structuredClone(await examine({ ...input, files: named(files) }, context))
}

const names = ({ chain }: Examination) => chain.map(({ commonName }) => commonName)
const scattered: Files = { 'root.der': root.certificate.der, 'leaf.cer': [host], 'ca.pem': [inter] }

describe('the outcome', () => {
  it.each<[Examination['outcome'], Files]>([
    ['empty', {}],
    ['no-certificate', { 'log.txt': 'a log' }],
    ['no-leaf', { 'cas.pem': [inter, root] }],
    ['several-leaves', { 'all.pem': [host, otherHost, inter, root] }],
    ['chain', scattered],
  ])('is %s', async (outcome, files) => {
    expect(await examined(files)).toMatchObject({ outcome })
  })

  it('has no name that could turn the direction of a line', async () => {
    const disguised = ca('CA \u202Etoor')
    const { chain, candidates } = await examined({ 'a.pem': [server('a.lab', { by: disguised }), disguised] })
    expect(chain[1]?.commonName).toBe('CA \\E2\\80\\AEtoor')
    expect(JSON.stringify({ chain, candidates })).not.toContain('\u202E')
  })

  it('has nothing else where there is no chain', async () => {
    expect(await examined({ 'cas.pem': [inter, root] })).toMatchObject({
      chain: [],
      missing: null,
      candidates: [],
      leftOver: [],
      pem: null,
      judged: null,
    })
  })
})

describe('the chain', () => {
  it('comes leaf first, each with where it is from and how it holds together', async () => {
    const examination = await examined(scattered, { csr: csrPem })
    expect(examination.pem).toBe(textOf(host, inter, root))
    expect(examination.chain).toMatchObject([
      { role: 'leaf', file: 'leaf.cer', key: 'RSA 2048', signature: 'valid', matchesCsr: true, pem: textOf(host) },
      { role: 'intermediate', file: 'ca.pem', key: 'Ed25519', signature: 'valid', matchesCsr: null },
      { role: 'root', file: 'root.der', key: 'Ed25519', signature: 'valid', matchesCsr: null },
    ])
  })

  it('tells where it breaks off', async () => {
    const { chain, missing, candidates } = await examined({ 'leaf.cer': [host] })
    expect(chain).toMatchObject([{ signature: null, matchesCsr: null }])
    expect(missing).toMatchObject({ issuer: 'CN=Inter' })
    expect(candidates).toMatchObject([{ isComplete: false, isPresent: true }])
  })

  it('tells a signature that does not fit', async () => {
    const impostor = ca('Inter', { by: root, key: otherRoot.key })
    const { chain } = await examined({ 'all.pem': [host, impostor, root] })
    expect(chain.map(({ signature }) => signature)).toEqual(['invalid', 'valid', 'valid'])
  })

  it('tells another key than the CSR’s', async () => {
    const { chain } = await examined({ 'all.pem': [otherHost, inter, root] }, { csr: csrPem })
    expect(chain[0]?.matchesCsr).toBe(false)
  })

  it('is chosen by the CSR', async () => {
    const files = { 'all.pem': [otherHost, host, inter, root] }
    expect(names(await examined(files, { csr: csrPem }))).toEqual(['host.lab', 'Inter', 'Root'])
  })

  it('tells of what it is made under the names that the user knows', async () => {
    const { files } = await examined({ ...scattered, 'a log.txt': 'nothing' })
    expect(files.map(({ id, file, couldBeUploaded }) => [id, file, couldBeUploaded])).toEqual([
      ['id of root.der', 'root.der', false],
      ['id of leaf.cer', 'leaf.cer', true],
      ['id of ca.pem', 'ca.pem', false],
      ['id of a log.txt', 'a log.txt', false],
    ])
    expect(files[3]?.unreadable).toMatchObject([{ code: 'no-certificate' }])
  })

  it('breaks off where the search is given up, which is said', async () => {
    const deep = Array.from({ length: 110 }).reduce<readonly Issued[]>(
      (cas, _, i) => [ca(`CA ${i}`, cas[0] ? { by: cas[0] } : {}), ...cas],
      [],
    )
    const { tangled, chain, candidates } = await examined({
      'all.pem': [server('deep.lab', deep[0] ? { by: deep[0] } : {}), ...deep],
    })
    expect(tangled).toBe(true)
    expect(chain.at(-1)?.signature).toBeNull()
    expect(candidates).toMatchObject([{ isComplete: false }])
  })
})

describe('a choice', () => {
  const several = { 'all.pem': [host, otherHost, inter, root] }
  const crossing = { 'all.pem': [host, inter, root, crossed, otherRoot] }
  const long = [host, inter, crossed, otherRoot].map(sha)

  it('is asked for between leaves, with what tells them apart', async () => {
    const { leaves } = await examined(several)
    expect(leaves).toMatchObject([
      { commonName: 'host.lab', issuer: 'CN=Inter', serial: '01', file: 'all.pem', pem: textOf(host) },
      { commonName: 'other.lab', sha256: sha(otherHost) },
    ])
  })

  it('of a leaf is followed, and can be changed', async () => {
    const examination = await examined(several, { leaf: sha(otherHost) })
    expect(names(examination)).toEqual(['other.lab', 'Inter', 'Root'])
    expect(examination.leaves).toHaveLength(2)
  })

  it('of a leaf that is no longer there is dropped', async () => {
    expect(await examined(several, { leaf: sha(serverOnly) })).toMatchObject({ outcome: 'several-leaves' })
    expect(names(await examined({ 'all.pem': [host, inter, root] }, { leaf: sha(otherHost) }))[0]).toBe('host.lab')
  })

  it('between editions of one leaf is not asked for, and can be made', async () => {
    const files = { 'all.pem': [host, renewed, inter, root] }
    expect((await examined(files)).chain[0]?.sha256).toBe(sha(renewed))
    const chosen = await examined(files, { leaf: sha(host) })
    expect(chosen.chain[0]?.sha256).toBe(sha(host))
    expect(chosen.leaves).toHaveLength(2)
  })

  it('of a chain shows all, best first', async () => {
    const { candidates } = await examined(crossing)
    expect(candidates.map(({ names: shown, isPresent, isComplete }) => [shown, isPresent, isComplete])).toEqual([
      [['host.lab', 'Inter', 'Root'], true, true],
      [['host.lab', 'Inter', 'Root', 'Other root'], false, true],
    ])
    expect(candidates[0]?.endsAt).toBe('2034-01-01T00:00:00Z')
  })

  it('of a chain is followed in everything', async () => {
    const examination = await examined(crossing, { chain: long })
    expect(examination.candidates.map(({ isPresent }) => isPresent)).toEqual([false, true])
    expect(examination.pem).toBe(textOf(host, inter, crossed, otherRoot))
    expect(examination.chain).toHaveLength(4)
    expect(examination.leftOver).toMatchObject([{ sha256: sha(root), reason: 'twin', pem: textOf(root) }])
    expect(examination.judged?.certificates).toHaveLength(4)
  })

  it('of a chain that is no longer possible gives way to the best', async () => {
    const examination = await examined({ 'all.pem': [host, inter, root] }, { chain: long })
    expect(names(examination)).toEqual(['host.lab', 'Inter', 'Root'])
  })
})

describe('what is left over', () => {
  it('is told with its reason, its file and its text', async () => {
    const { leftOver } = await examined(
      { ...scattered, 'again.pem': [root], 'other.cer': [otherHost] },
      { csr: csrPem },
    )
    expect(leftOver).toMatchObject([
      { reason: 'duplicate', file: 'again.pem', sha256: sha(root) },
      { reason: 'other-leaf', file: 'other.cer', pem: textOf(otherHost) },
    ])
  })
})

describe('the verdict on the chain put together', () => {
  it('is on the text that would be uploaded, for both uploads', async () => {
    const { judged } = await examined(scattered, { csr: csrPem, host: 'host.lab' })
    expect(judged).toMatchObject({
      name: 'host.lab-chain.pem',
      isAssembled: true,
      chain: { verdict: 'ready', findings: [], file: 'host.lab-chain.pem' },
      certificate: { verdict: 'ready', chain: [{ commonName: 'host.lab' }], findings: [] },
      certificates: [{ file: 'leaf.cer' }, { file: 'ca.pem' }, { file: 'root.der' }],
      mendable: [],
      caTexts: {},
    })
  })

  it('says what holds, and nothing of what was not judged', async () => {
    const without = (await examined(scattered)).judged?.holds ?? []
    expect(without).toContain('chain-order')
    expect(without).not.toContain('csr-key-match')
    expect(without).not.toContain('host-name')
    expect(without).not.toContain('eku-server')
    const all = (await examined(scattered, { csr: csrPem, host: 'host.lab' })).judged?.holds ?? []
    expect(all).toHaveLength(18)
    const broken = (await examined({ 'a.pem': [serverOnly, inter, root] }, { csr: csrPem })).judged?.holds
    expect(broken).not.toContain('eku-server-client')
  })

  it('says what was mended against the files as they came', async () => {
    const { judged } = await examined({ 'all.pem': [inter, host, root, otherHost] }, { csr: csrPem })
    expect(judged?.mended).toEqual(['chain-order', 'no-extra'])
    expect((await examined(scattered, { csr: csrPem })).judged?.mended).toEqual(['chain-complete'])
    expect((await examined({ 'all.pem': [host, inter, root] }, { csr: csrPem })).judged?.mended).toEqual([])
  })

  it('goes by the moment that was given', async () => {
    const { judged } = await examined(scattered, { at: now + 20 * 365 * day })
    expect(judged?.chain.findings.map(({ rule }) => rule)).toContain('validity-now')
  })

  it('has a text for the CA where only that can mend it', async () => {
    const { judged } = await examined({ 'a.pem': [serverOnly, inter, root] }, { csr: csrPem })
    expect(Object.keys(judged?.caTexts ?? {})).toEqual(['eku-server-client'])
    expect(judged?.caTexts['eku-server-client']).toContain('client authentication (1.3.6.1.5.5.7.3.2)')
  })
})

describe('the verdict on a file as it came', () => {
  const files: Files = { 'all.pem': [inter, host, root], 'root.cer': [root], 'log.txt': 'a log' }

  it('is on its own bytes, and tells what a click would mend', async () => {
    const { judged } = await examined(files, { csr: csrPem, upload: 'id of all.pem' })
    expect(judged).toMatchObject({ name: 'all.pem', isAssembled: false, chain: { verdict: 'not-ready' }, mended: [] })
    expect(judged?.mendable).toEqual(['chain-order'])
    expect(judged?.chain.findings[0]?.remedy).toContain('the chain that is put together here')
    expect(judged?.certificates.map(({ commonName, place }) => [commonName, place])).toEqual([
      ['host.lab', expect.stringMatching(/^line \d+$/)],
      ['Inter', ''],
      ['Root', expect.stringMatching(/^line \d+$/)],
    ])
  })

  it('mends nothing that only the CA can', async () => {
    const { judged } = await examined({ 'a.pem': [serverOnly, root, inter] }, { upload: 'id of a.pem' })
    expect(judged?.mendable).toEqual(['chain-order'])
  })

  it('says of a file without a certificate what the appliance would say', async () => {
    const { judged } = await examined(files, { upload: 'id of log.txt' })
    expect(judged).toMatchObject({
      chain: { verdict: 'not-ready', answer: { code: 'CSEC9002' } },
      certificates: [],
      holds: [],
    })
  })

  it('is there without any chain, too', async () => {
    const { judged, outcome } = await examined({ 'cas.pem': [inter, root] }, { upload: 'id of cas.pem' })
    expect(outcome).toBe('no-leaf')
    expect(judged).toMatchObject({ isAssembled: false, mendable: [] })
  })

  it('gives way to the chain where the file is gone', async () => {
    expect((await examined(scattered, { upload: 'gone' })).judged).toMatchObject({ isAssembled: true })
  })
})

describe('a large pile', () => {
  it('is judged in a moment', async () => {
    const others = Array.from({ length: 900 }, (_, i) =>
      server(`h${i}.lab`, { by: inter, key: otherHost.key, serial: i + 1 }),
    )
    const all = named({ 'all.pem': [...others, host, inter, root] })
    const start = performance.now()
    const { leftOver } = await examine(
      { at: now, host: null, csr: csrPem, files: all, leaf: null, chain: null, upload: null },
      jobContext(),
    )
    expect(performance.now() - start).toBeLessThan(5000)
    expect(leftOver).toHaveLength(900)
  })

  it('tells its progress by file', async () => {
    const context = jobContext()
    await examined(scattered, {}, context)
    expect(context.told).toEqual(Object.keys(scattered).map((text, done) => ({ done, total: 3, text })))
  })
})

it('refuses a CSR that is none, which is our bug', async () => {
  await expect(examined(scattered, { csr: textOf(host) })).rejects.toThrow('a CSR that is none')
})
