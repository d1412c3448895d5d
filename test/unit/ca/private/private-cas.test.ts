import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { CaState } from '../../../../electron/ca/private/private-ca.ts'
import { PrivateCas } from '../../../../electron/ca/private/private-cas.ts'
import { Certificate } from '../../../../electron/pki/certificate.ts'
import { Csr } from '../../../../electron/pki/csr.ts'
import { Vault } from '../../../../electron/vault/vault.ts'
import { folderWith } from '../../files/folder.ts'
import { tinyDisk } from '../../files/tiny-disk.ts'
import { computer, computerWithCa, cost, csrFor, dayMs, now, password, plan, requestFor, valueOf } from './sample.ts'

const host = 'oment-310.corp.example'

async function withLedger() {
  const made = await computerWithCa()
  const [issued, other] = valueOf(
    await made.ca.sign([requestFor(await csrFor(host)), requestFor(await csrFor('oment-400.corp.example'))]),
  )
  if (!issued || !other) throw new Error('nothing signed')
  valueOf(await made.ca.revoke(other.serial, 'superseded'))
  valueOf(await made.ca.crl())
  return { ...made, issued, other }
}

/** With certificates and CSRs by their digests: what they remember of having been looked at is no difference. */
const plainly = (state: CaState): unknown =>
  JSON.parse(
    JSON.stringify(state, (_, value: unknown) =>
      value instanceof Certificate || value instanceof Csr ? value.sha256 : value,
    ),
  )

describe('the CAs of a computer', () => {
  it('are listed in the order in which they were made', async () => {
    const { cas, clock } = await computerWithCa({}, { now })
    clock.now += dayMs
    const second = valueOf(await cas.create({ ...plan, name: 'Second', levels: 1 }))
    const { cas: listed, troubles } = await cas.list()
    expect([listed.map(({ name }) => name), troubles]).toEqual([['Lab CA', 'Second'], []])
    expect(listed[0]).toMatchObject({ origin: 'made', createdAt: '2026-11-24T12:00:00.000Z', generation: 1 })
    expect(cas.folderOf(second.id)).toContain(second.id)
  })

  it('are none where no folder is, and none of another name', async () => {
    const { cas, folder } = computer()
    expect(await cas.list()).toEqual({ cas: [], troubles: [] })
    mkdirSync(join(folder, 'cas', 'something'), { recursive: true })
    expect(await cas.list()).toEqual({ cas: [], troubles: [] })
    for (const id of ['../keys', 'x', '00000000-0000-0000-0000-000000000000']) {
      expect(await cas.get(id)).toMatchObject({ failure: { code: 'ca-not-found' } })
    }
    expect(() => cas.folderOf('..')).toThrow()
  })

  it('tell how far a new one is', async () => {
    const { cas } = computer()
    const steps: string[] = []
    valueOf(await cas.create(plan, (step, done, total) => steps.push(`${step} ${done}/${total}`)))
    expect(steps).toEqual(['rootKey 0/4', 'intermediateKey 1/4', 'certificates 2/4', 'saving 3/4'])
  })

  it('make none while the keys are locked', async () => {
    const folder = folderWith()
    const vault = new Vault(join(folder, 'keys'), { cost })
    const cas = new PrivateCas(join(folder, 'cas'), vault, { cost })
    expect(await cas.create(plan)).toMatchObject({ failure: { code: 'vault', vault: { code: 'locked' } } })
    await vault.unlock(password)
    const ca = valueOf(await cas.create({ ...plan, levels: 1 }))
    await vault.lock()
    expect(await ca.sign([requestFor(await csrFor(host))])).toMatchObject({ failure: { code: 'vault' } })
    expect(valueOf(await ca.state())).toMatchObject({ keys: { issuing: 'here', root: 'here' }, issued: [] })
  })

  it('sweep what a killed process left, but not what is about to be made', async () => {
    const { cas, folder, clock } = await computerWithCa({}, { now: Date.now() })
    const left = join(folder, 'cas', '.new-0123456789abcdef')
    mkdirSync(left)
    await cas.list()
    expect(existsSync(left)).toBe(true)
    clock.now += 2 * 60 * 60 * 1000
    await cas.list()
    expect(existsSync(left)).toBe(false)
    const temporary = join(folder, 'cas', readdirSync(join(folder, 'cas'))[0] ?? '', 'issued', '.ome-chain-00.tmp')
    writeFileSync(temporary, 'x')
    utimesSync(temporary, new Date(0), new Date(0))
    await cas.list()
    expect(existsSync(temporary)).toBe(false)
  })
})

describe('a damaged file', () => {
  const damages: readonly (readonly [string, (path: string) => void])[] = [
    ['cut off', (path) => truncateSync(path, Math.floor(statSync(path).size / 2))],
    ['empty', (path) => truncateSync(path, 0)],
    ['of another content', (path) => writeFileSync(path, '{"format":"something"}')],
    ['with garbage at its end', (path) => appendFileSync(path, 'x')],
  ]

  it.each(damages)('(%s) of the ledger is named, the rest is shown, and the CA signs on', async (_, damage) => {
    const { cas, ca, caFolder, issued, other } = await withLedger()
    damage(join(caFolder, 'issued', `${issued.serial}.json`))
    const fresh = computer(join(caFolder, '..', '..')).cas
    const { cas: listed, troubles } = await fresh.list()
    expect(troubles).toMatchObject([
      { code: 'record-damaged', ca: 'Lab CA', file: `issued/${issued.serial}.json`, reason: null },
    ])
    expect(listed.map((each) => each.issued.map(({ serial }) => serial))).toEqual([[other.serial]])
    valueOf(await valueOf(await fresh.get(ca.id)).sign([requestFor(await csrFor(host))]))
    expect((await cas.list()).cas[0]?.issued).toHaveLength(3) // this copy of the app had read it before
  })

  it.each(damages)('(%s) is the record of the CA: its certificates say the rest', async (_, damage) => {
    const { ca, caFolder } = await withLedger()
    damage(join(caFolder, 'ca.json'))
    const state = valueOf(await ca.state())
    expect(state).toMatchObject({ name: 'Example Issuing CA', createdAt: null, origin: null })
    expect(state.troubles).toMatchObject([{ code: 'record-damaged', file: 'ca.json' }])
  })

  it.each(damages)('(%s) is its only certificate: then the CA is', async (_, damage) => {
    const { cas, caFolder } = await withLedger()
    damage(join(caFolder, 'generations', '000001.json'))
    const fresh = computer(join(caFolder, '..', '..')).cas
    expect(await fresh.list()).toMatchObject({ cas: [], troubles: [{ code: 'ca-damaged', ca: 'Lab CA' }] })
    expect((await cas.list()).troubles).toEqual([])
  })

  it('of a newer version is left alone', async () => {
    const { ca, caFolder, issued } = await withLedger()
    const path = join(caFolder, 'issued', `${issued.serial}.json`)
    writeFileSync(path, readFileSync(path, 'utf8').replace('"schema":1', '"schema":2'))
    const fresh = valueOf(await computer(join(caFolder, '..', '..')).cas.get(ca.id))
    expect(valueOf(await fresh.state()).troubles).toMatchObject([{ code: 'newer-version' }])
  })

  it('under another serial number is no record', async () => {
    const { ca, caFolder, issued } = await withLedger()
    renameSync(join(caFolder, 'issued', `${issued.serial}.json`), join(caFolder, 'issued', 'abcdef.json'))
    expect(valueOf(await ca.state()).troubles).toMatchObject([{ code: 'record-damaged', file: 'issued/abcdef.json' }])
  })

  it('or a whole folder that is gone is told', async () => {
    const { ca, caFolder } = await withLedger()
    rmSync(join(caFolder, 'issued'), { recursive: true })
    const state = valueOf(await ca.state())
    expect([state.issued, state.troubles]).toMatchObject([[], [{ code: 'not-found', file: 'issued' }]])
    rmSync(caFolder, { recursive: true })
    expect(await ca.state()).toMatchObject({ failure: { code: 'ca-not-found' } })
  })
})

describe('a back-up', () => {
  it('brings all of it back on another computer', async () => {
    const { ca, vault } = await withLedger()
    const before = valueOf(await ca.state())
    const bytes = valueOf(await ca.backup(password))
    const there = computer()
    const restored = valueOf(await there.cas.restore(bytes, password, 'lab.ca'))
    const after = valueOf(await restored.state())
    expect(plainly({ ...after, origin: 'made' })).toEqual(plainly(before))
    expect(after.origin).toBe('restored')
    for (const { publicKey } of before.chain) {
      expect(await there.vault.get(publicKey.sha256)).toEqual(await vault.get(publicKey.sha256))
    }
    const [issued] = valueOf(await restored.sign([requestFor(await csrFor(host))]))
    expect(issued?.chain).toHaveLength(3)
    expect(valueOf(await restored.crl())).toMatchObject({ number: 2, entries: 1 })
  })

  it('shows nothing of the CA, and of its keys nothing at all', async () => {
    const { ca, vault, issued } = await withLedger()
    const text = Buffer.from(valueOf(await ca.backup(password))).toString('latin1')
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['format', 'schema', 'passphrase', 'sealed', 'digest'])
    const sealed = Buffer.from((JSON.parse(text) as { sealed: string }).sealed, 'base64')
    const { chain } = valueOf(await ca.state())
    const key = await vault.get(chain[0]?.publicKey.sha256 ?? '')
    if (!key.ok) throw new Error(key.failure.code)
    const jwk = createPrivateKey({ key: Buffer.from(key.value), format: 'der', type: 'pkcs8' }).export({
      format: 'jwk',
    })
    for (const bytes of [Buffer.from(text, 'latin1'), sealed]) {
      for (const part of [jwk.d, jwk.p, jwk.q]) {
        const secret = Buffer.from(part ?? '', 'base64url')
        expect(bytes.includes(secret) || bytes.includes(secret.toString('base64'))).toBe(false)
      }
      for (const open of [issued.serial, 'Lab CA', host, 'PRIVATE']) expect(bytes.includes(open)).toBe(false)
    }
  })

  it('opens with its password only, and says so', async () => {
    const { ca } = await computerWithCa()
    expect(await ca.backup('short')).toMatchObject({ failure: { code: 'password-too-short', limit: 8 } })
    const bytes = valueOf(await ca.backup(password))
    const { cas, vault } = computer()
    const failure = { code: 'backup-wrong-password', file: 'lab.ca' }
    for (const wrong of [`${password} `, '', password.toUpperCase()]) {
      expect(await cas.restore(bytes, wrong, 'lab.ca')).toMatchObject({ failure })
    }
    expect([await cas.list(), await vault.list()]).toEqual([
      { cas: [], troubles: [] },
      { ok: true, value: [] },
    ])
  })

  it.each([
    ['nothing', ''],
    ['a text', 'hello'],
    ['another JSON', '{"format":"ome-chain-project"}'],
    ['a certificate', '-----BEGIN CERTIFICATE-----'],
  ])('is not %s', async (_, text) => {
    const { cas } = computer()
    expect(await cas.restore(Buffer.from(text), password, 'x')).toMatchObject({
      failure: { code: 'not-a-backup', file: 'x' },
    })
  })

  it('of a newer version is told as such', async () => {
    const { ca, cas } = await computerWithCa()
    const text = Buffer.from(valueOf(await ca.backup(password)))
      .toString()
      .replace('"schema":1', '"schema":2')
    expect(await cas.restore(Buffer.from(text), password, 'x')).toMatchObject({ failure: { code: 'newer-version' } })
  })

  it('does not replace a CA that is here', async () => {
    const { ca, cas, caFolder, issued } = await withLedger()
    const bytes = valueOf(await ca.backup(password))
    valueOf(await ca.signAgain([issued.serial], 30))
    const files = readdirSync(caFolder, { recursive: true })
    expect(await cas.restore(bytes, password, 'x')).toMatchObject({ failure: { code: 'ca-exists', ca: 'Lab CA' } })
    expect(readdirSync(caFolder, { recursive: true })).toEqual(files)
    expect(readdirSync(join(caFolder, '..'))).toEqual([ca.id])
  })

  it('brings a CA back that was deleted, and mends its key', async () => {
    const { ca, cas, caFolder, folder } = await withLedger()
    const bytes = valueOf(await ca.backup(password))
    const { chain } = valueOf(await ca.state())
    rmSync(caFolder, { recursive: true })
    writeFileSync(join(folder, 'keys', 'os', `${chain[0]?.publicKey.sha256 ?? ''}.key`), 'damaged')
    const restored = valueOf(await cas.restore(bytes, password, 'x'))
    valueOf(await restored.sign([requestFor(await csrFor(host))]))
  })

  it('is not made without the key', async () => {
    const { ca, vault } = await computerWithCa()
    const { chain } = valueOf(await ca.state())
    await vault.delete(chain[0]?.publicKey.sha256 ?? '')
    expect(await ca.backup(password)).toMatchObject({ failure: { code: 'key-missing' } })
  })

  it('keeps a damaged record as it is', async () => {
    const { ca, caFolder, issued } = await withLedger()
    truncateSync(join(caFolder, 'issued', `${issued.serial}.json`), 100)
    const fresh = valueOf(await computer(join(caFolder, '..', '..')).cas.get(ca.id))
    const restored = valueOf(await computer().cas.restore(valueOf(await fresh.backup(password)), password, 'x'))
    expect(valueOf(await restored.state())).toMatchObject({
      troubles: [{ code: 'record-damaged', file: `issued/${issued.serial}.json` }],
    })
  })
})

describe.runIf(process.platform === 'linux')('a disk that is full', () => {
  it('leaves ledger and keys whole, and hands out nothing that is not written down', async () => {
    const { folder: whole } = await computerWithCa()
    const folder = tinyDisk(256, 4096)
    cpSync(whole, folder, { recursive: true })
    const { cas } = computer(folder)
    const [state] = (await cas.list()).cas
    const ca = valueOf(await cas.get(state?.id ?? ''))
    const full = { code: 'disk-full', ca: 'Lab CA' }
    const requests = [requestFor(await csrFor(host)), requestFor(await csrFor('oment-400.corp.example'))]
    const handedOut: string[] = []
    // Both at a time, then one, so that no room is left at all.
    for (const wanted of [requests, requests.slice(0, 1)])
      for (let round = 0; ; round++) {
        expect(round).toBeLessThan(60)
        const signed = await ca.sign(wanted)
        if (!signed.ok) {
          expect(signed.failure).toMatchObject(full)
          break
        }
        handedOut.push(...signed.value.map(({ serial }) => serial))
      }
    expect(await ca.revoke(handedOut[0] ?? '', 'superseded')).toMatchObject({ failure: full })
    expect(await ca.crl()).toMatchObject({ failure: full })
    expect(await ca.renew({ rootYears: null, issuingYears: 6 })).toMatchObject({ failure: full })
    const after = valueOf(await valueOf(await computer(folder).cas.get(ca.id)).state())
    expect(after).toMatchObject({ troubles: [], generation: 1, lastCrl: null, keys: { issuing: 'here', root: 'here' } })
    // The one of a pair that there was still room for was taken back.
    expect(after.issued.map(({ serial }) => serial).sort()).toEqual(handedOut.sort())
    valueOf(await ca.backup(password))
  })

  it('leaves nothing of a CA that there was no room for', async () => {
    const folder = tinyDisk(256, 4096)
    const { cas, vault } = computer(folder)
    writeFileSync(join(folder, 'filler'), Buffer.alloc(4096))
    execFileSync('sh', ['-c', `head -c 262144 /dev/zero > ${join(folder, 'rest')} 2>/dev/null || true`])
    const created = await cas.create({ ...plan, levels: 1 })
    expect(created.ok).toBe(false)
    expect(await cas.list()).toEqual({ cas: [], troubles: [] })
    expect(await vault.list()).toEqual({ ok: true, value: [] })
  })
})
