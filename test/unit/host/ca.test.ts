import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CaView } from '../../../electron/contract/ca-views.ts'
import type { Input } from '../../../electron/contract/routes.ts'
import { writeCsrPem } from '../../../electron/pki/write-pem.ts'
import { csr } from '../../builder/authority.ts'
import { subjectAltName } from '../../builder/extensions.ts'
import { HostBench } from './bench.ts'

const passphrase = 'a passphrase for the vault'
const password = 'a password for the back-up'
const dayMs = 24 * 60 * 60 * 1000

const plan = {
  name: 'OME Migration CA',
  levels: 2,
  bits: 2048,
  organization: 'Example Corp',
  country: '',
  root: { commonName: 'OME Migration Root CA', years: 10 },
  intermediate: { commonName: 'OME Migration CA', years: 5 },
} as const satisfies Input<'ca.create'>

const hosts = { source: 'oment-310.example.com', target: 'oment-400.example.com' } as const
const requestFor = (host: string, more: Parameters<typeof csr>[1] = {}) =>
  writeCsrPem(csr(host, { keyKind: 'rsa-2048', extensions: [subjectAltName(`dns:${host}`)], ...more }))
const requests = { source: requestFor(hosts.source), target: requestFor(hosts.target) }

let bench: HostBench
beforeEach(() => {
  bench = new HostBench()
})
afterEach(() => bench.close())

async function create(more: Partial<Input<'ca.create'>> = {}): Promise<CaView> {
  await bench.call('vault.unlock', { passphrase })
  return bench.call('ca.create', { ...plan, ...more })
}

async function project(role: 'source' | 'target', request: string | null = requests[role]): Promise<string> {
  const about = { name: `OMENT ${role}`, role, hostName: hosts[role], address: '', omeVersion: '' } as const
  const { id } = (await bench.call('project.create', about)).project
  if (request !== null) await bench.call('csr.import', { id, source: { kind: 'text', text: request } })
  return id
}

async function pair(targetRequest: string | null = requests.target) {
  const ids = { source: await project('source'), target: await project('target', targetRequest) }
  await bench.call('project.pair', { id: ids.source, counterpart: ids.target })
  return ids
}

const wanted = (text: string, more: Partial<Input<'ca.sign'>['requests'][number]> = {}) => ({
  csr: text,
  addedNames: [],
  days: 397,
  holder: '',
  ...more,
})

describe('a private CA', () => {
  it('is made behind the vault, and needs no key to be looked at', async () => {
    expect(await bench.failure('ca.create', plan)).toBe('locked')
    const made = await create()
    expect(made).toMatchObject({ name: 'OME Migration CA', tone: 'good', next: null, issued: [], origin: 'made' })
    expect(made.chain.map(({ commonName, role, signature, file }) => [commonName, role, signature, file])).toEqual([
      ['OME Migration CA', 'intermediate', 'valid', ''],
      ['OME Migration Root CA', 'root', 'valid', ''],
    ])
    await bench.call('vault.lock', undefined)
    expect(await bench.call('ca.show', { id: made.id })).toEqual(made)
    expect((await bench.call('home.list', undefined)).cas).toMatchObject([{ id: made.id, holding: 0 }])
    expect((await bench.call('vault.keys', undefined)).keys.flatMap(({ owners }) => owners)).toEqual([
      { kind: 'ca', name: 'OME Migration CA' },
      { kind: 'ca', name: 'OME Migration CA' },
    ])
  })

  it('says at which field its plan can’t be carried out', async () => {
    const problems = await bench.call('ca.check', {
      ...plan,
      country: 'USA',
      root: { commonName: ' ', years: 0 },
      intermediate: { commonName: 'a*', years: 40 },
    })
    expect(problems.map(({ field }) => field)).toEqual([
      'country',
      'rootName',
      'rootYears',
      'intermediateName',
      'intermediateYears',
      'intermediateYears',
    ])
  })

  it.each([
    [1400, 'good', 'expires in 425 days', null],
    [1500, 'warning', 'expires in 325 days', 'Renew it before you sign again'],
    [1800, 'warning', 'expires in 25 days', 'Renew it now'],
    [1827, 'bad', 'expired 2 days ago', 'sign both appliances'],
  ] as const)('says after %i of its 1825 days how it stands: %s', async (days, tone, verdict, next) => {
    const { id } = await create()
    bench.now += days * dayMs
    const [card] = (await bench.call('ca.list', undefined)).cas
    expect(card).toMatchObject({ id, tone, verdict })
    expect(card?.next ?? null).toEqual(next === null ? null : expect.stringContaining(next))
  })
})

describe('signing', () => {
  it('shows what will be signed, and signs just that', async () => {
    const { id } = await create()
    const one = wanted(requests.source, { addedNames: ['10.1.2.3'], days: 100, holder: 'the lab' })
    const [shown] = await bench.call('ca.examine', { id, requests: [one] })
    expect(shown).toMatchObject({
      commonName: hosts.source,
      key: 'RSA 2048',
      names: [
        { value: hosts.source, from: 'csr' },
        { value: '10.1.2.3', from: 'added' },
      ],
      refusals: [],
      warnings: [],
    })
    const { view, serials } = await bench.call('ca.sign', { id, requests: [one] })
    expect(view.issued).toMatchObject([
      { serial: serials[0], name: hosts.source, holder: 'the lab', notAfter: shown?.notAfter, state: 'holds' },
    ])
    bench.outside.save = bench.path('chain.pem')
    await bench.call('ca.saveChain', { id, serial: serials[0] ?? '' })
    expect(bench.outside.proposed.at(-1)).toBe(`${hosts.source}-chain.pem`)
    expect(readFileSync(bench.path('chain.pem'), 'utf8').match(/BEGIN CERTIFICATE/g)).toHaveLength(3)
    expect(await bench.failure('ca.saveChain', { id, serial: '00' })).toBe('no-such-certificate')
  })

  it.each([
    ['wildcard', () => requestFor('*.example.com')],
    ['key-weak', () => requestFor(hosts.source, { keyKind: 'rsa-1024' })],
  ] as const)('refuses %s, and keeps the ledger as it is', async (code, request) => {
    const { id } = await create()
    const asked = { id, requests: [wanted(request())] }
    const [shown] = await bench.call('ca.examine', asked)
    expect(shown?.refusals.map((refusal) => refusal.code)).toContain(code)
    expect(await bench.failure('ca.sign', asked)).toBe(code)
    expect((await bench.call('ca.show', { id })).issued).toEqual([])
  })

  it('asks for the passphrase, and signs nothing without it', async () => {
    const { id } = await create()
    await bench.call('vault.lock', undefined)
    expect(await bench.failure('ca.sign', { id, requests: [wanted(requests.source)] })).toBe('locked')
    expect((await bench.call('ca.show', { id })).issued).toEqual([])
  })

  it('signs a request again, revokes, and writes a list that OpenSSL reads', async () => {
    const { id } = await create()
    const { serials } = await bench.call('ca.sign', { id, requests: [wanted(requests.source)] })
    const serial = serials[0] ?? ''
    bench.now += dayMs
    const again = await bench.call('ca.signAgain', { id, serial, days: 30 })
    expect(again.view.issued.map(({ state }) => state)).toEqual(['ends-soon', 'renewed'])
    const { issued } = await bench.call('ca.revoke', { id, serial, reason: 'superseded' })
    expect(issued.map(({ state }) => state)).toEqual(['ends-soon', 'revoked'])
    expect(await bench.failure('ca.revoke', { id, serial, reason: 'superseded' })).toBe('already-revoked')
    bench.outside.save = bench.path('list.crl')
    await bench.call('ca.saveCrl', { id })
    const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-noout', '-text', '-in', bench.path('list.crl')])
    expect(text.toString()).toContain(serial.toUpperCase())
  })
})

describe('signing for a project', () => {
  const asked = (id: string, ca: string, more: Partial<Input<'ca.propose'>> = {}) => ({
    id,
    ca,
    both: true,
    days: 397,
    added: [],
    ...more,
  })

  it('signs both sides in one go: both are ready, and go together', async () => {
    const { id: ca, name } = await create()
    const ids = await pair()
    const proposal = await bench.call('ca.propose', asked(ids.source, ca))
    expect(proposal).toMatchObject({
      requests: [
        { id: ids.source, commonName: hosts.source },
        { id: ids.target, commonName: hosts.target },
      ],
      withoutOther: null,
      renews: null,
    })
    const view = await bench.call('ca.signProject', asked(ids.source, ca))
    expect(view.undo).toBe('the signing with the private CA')
    expect(view.comparison).toMatchObject({ verdict: 'compatible' })
    for (const id of [ids.source, ids.target]) {
      const { project: signed, examination } = await bench.call('project.open', { id })
      expect(signed.submission).toMatchObject({ recipe: 'private-ca', ca: name })
      expect(examination.chain.map(({ role }) => role)).toEqual(['leaf', 'intermediate', 'root'])
      expect(examination.judged?.chain.verdict).toBe('ready')
    }
    const { issued } = await bench.call('ca.show', { id: ca })
    expect(issued.map(({ holder }) => holder).sort()).toEqual(['OMENT source', 'OMENT target'])
    expect(view.project.submission?.reference).toBe(issued.find(({ holder }) => holder === 'OMENT source')?.serial)
  })

  it('says why only one side is signed, and adds names to the right one', async () => {
    const { id: ca } = await create()
    const alone = await project('source')
    expect(await bench.call('ca.propose', asked(alone, ca))).toMatchObject({ withoutOther: 'no-project' })
    const ids = await pair(null)
    const added = [{ id: ids.source, names: ['alias.example.com'] }]
    const proposal = await bench.call('ca.propose', asked(ids.source, ca, { added }))
    expect(proposal.withoutOther).toBe('no-csr')
    expect(proposal.requests.map(({ names }) => names.map(({ value }) => value))).toEqual([
      [hosts.source, 'alias.example.com'],
    ])
    expect(await bench.failure('ca.propose', asked(ids.target, ca))).toBe('no-csr-yet')
  })

  it('tells that a certificate is replaced, and takes the new one', async () => {
    const first = await create()
    const other = await bench.call('ca.create', { ...plan, name: 'Other', intermediate: { commonName: 'B', years: 5 } })
    const ids = await pair()
    await bench.call('ca.signProject', asked(ids.source, first.id))
    bench.now += 370 * dayMs
    const [card] = (await bench.call('home.list', undefined)).cards.filter(({ id }) => id === ids.source)
    expect(card).toMatchObject({ tone: 'warning' })
    expect(card?.renewal).toContain('both appliances')
    expect((await bench.call('ca.propose', asked(ids.source, first.id))).renews).toMatchObject({ isSameIssuer: true })
    expect((await bench.call('ca.propose', asked(ids.source, other.id))).renews).toMatchObject({ isSameIssuer: false })
    const view = await bench.call('ca.signProject', asked(ids.source, first.id))
    expect(view.examination.outcome).toBe('chain')
    expect(Date.parse(view.examination.chain[0]?.notAfter ?? '')).toBeGreaterThan(bench.now + 390 * dayMs)
  })
})

describe('back-up, import and the bin', () => {
  it('comes back from its back-up with its ledger and its keys', async () => {
    const { id } = await create()
    await bench.call('ca.sign', { id, requests: [wanted(requests.source)] })
    const present = await bench.call('ca.show', { id })
    const path = bench.path('ca.omeca')
    bench.outside.save = path
    expect(await bench.failure('ca.backup', { id, password: 'short' })).toBe('password-too-short')
    expect(await bench.call('ca.backup', { id, password })).toMatchObject({ file: 'ca.omeca' })
    expect(bench.outside.proposed.at(-1)).toBe('OME Migration CA 2026-11-24 12-00.omeca')
    expect(await bench.failure('ca.backup', { id, password })).toBe('holds-key')
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const picked = () => bench.services.picked.put([path]).id
    expect(await bench.failure('ca.restore', { id: picked(), password })).toBe('ca-exists')

    bench.outside.deletes = false
    expect(await bench.call('ca.delete', { id })).toBe(false)
    bench.outside.deletes = true
    expect(await bench.call('ca.delete', { id })).toBe(true)
    expect(bench.outside.questions.at(-1)?.detail).toContain('One certificate of it holds now')
    expect((await bench.call('ca.list', undefined)).cas).toEqual([])

    expect(await bench.failure('ca.restore', { id: picked(), password: 'another password' })).toBe(
      'backup-wrong-password',
    )
    const damaged = readFileSync(path)
    damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1
    writeFileSync(bench.path('damaged.omeca'), damaged)
    const { id: damagedId } = bench.services.picked.put([bench.path('damaged.omeca')])
    expect(await bench.failure('ca.restore', { id: damagedId, password })).toBe('backup-damaged')

    const restored = await bench.call('ca.restore', { id: picked(), password })
    expect(restored).toEqual({ ...present, origin: 'restored' })
    const { view } = await bench.call('ca.sign', { id, requests: [wanted(requests.target)] })
    expect(view.issued).toHaveLength(2)
  })

  it('takes in a CA that OpenSSL made, under its password', async () => {
    const folder = bench.path('openssl')
    mkdirSync(folder)
    const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
    const subject = ['-subj', '/O=Example/CN=Old CA', '-days', '3650']
    openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', ...subject)
    openssl('pkcs12', '-export', '-inkey', 'ca.key', '-in', 'ca.crt', '-out', 'ca.p12', '-passout', 'pass:geheim')
    bench.now = Date.now() // that of OpenSSL
    await bench.call('vault.unlock', { passphrase })
    const source = { kind: 'picked', id: bench.services.picked.put([join(folder, 'ca.p12')]).id } as const
    expect(await bench.failure('ca.import', { source, password: null, name: '' })).toBe('password-needed')
    expect(await bench.failure('ca.import', { source, password: 'wrong', name: '' })).toBe('password-wrong')
    const view = await bench.call('ca.import', { source, password: 'geheim', name: '' })
    expect(view).toMatchObject({ name: 'Old CA', origin: 'imported', keys: { issuing: 'here' } })
    const { serials } = await bench.call('ca.sign', { id: view.id, requests: [wanted(requests.source)] })
    expect(serials).toHaveLength(1)
  })

  it('renews itself with the same names and keys', async () => {
    const { id, chain } = await create()
    bench.now += 365 * dayMs
    const renewed = await bench.call('ca.renew', { id, rootYears: null, issuingYears: 8 })
    expect(renewed.chain.map(({ subject }) => subject)).toEqual(chain.map(({ subject }) => subject))
    expect(renewed.chain[1]?.sha256).toBe(chain[1]?.sha256)
    expect(renewed.daysLeft).toBeGreaterThan(8 * 364)
    expect(await bench.failure('ca.renew', { id, rootYears: null, issuingYears: 1 })).toBe('renewal-too-short')
  })

  it('saves its root for each system', async () => {
    const { id, trust } = await create({ name: 'Clé & Cie «OME»' })
    for (const { place, commands } of trust) {
      const path = bench.path(`root-${place}`)
      bench.outside.save = path
      await bench.call('ca.saveRoot', { id, place })
      expect(existsSync(path)).toBe(true)
      const name = bench.outside.proposed.at(-1) ?? ''
      expect(name).toMatch(/^[a-z0-9._-]+$/)
      if (commands.length > 0) expect(commands.join('\n')).toContain(name)
    }
    const args = ['x509', '-inform', 'DER', '-noout', '-subject', '-in', bench.path('root-windows')]
    expect(execFileSync('openssl', args).toString()).toContain('OME Migration Root CA')
  })

  it('writes no key and no password anywhere but into the vault', async () => {
    const { id } = await create()
    bench.outside.save = bench.path('ca.omeca')
    await bench.call('ca.backup', { id, password })
    const written = readdirSync(bench.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('latin1'))
    for (const text of written) expect(text).not.toMatch(/PRIVATE KEY|a password for|a passphrase for/)
  })
})
