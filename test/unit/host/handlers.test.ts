import { execFileSync } from 'node:child_process'
import { createHash, generateKeyPairSync, randomUUID } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ProjectView } from '../../../electron/contract/views.ts'
import { HostBench } from './bench.ts'

const fixtures = join(import.meta.dirname, '../../fixtures/files')
const fixture = (path: string): string => join(fixtures, path)
const text = (path: string): string => readFileSync(fixture(path), 'utf8')

let bench: HostBench
beforeEach(() => {
  bench = new HostBench(Date.parse('2026-06-01T00:00:00Z'))
})
afterEach(() => bench.close())

const appliance = (name: string) =>
  ({ name, role: 'source', hostName: `${name}.example.com`, address: '', omeVersion: '3.10.2' }) as const

const create = (name = 'oment-310'): Promise<ProjectView> => bench.call('project.create', appliance(name))
const picked = (...paths: readonly string[]) => ({ kind: 'picked', id: bench.services.picked.put(paths).id }) as const
const pasted = (given: string) => ({ kind: 'text', text: given }) as const
const stepsOf = (view: ProjectView) => view.steps.map(({ id, state }) => `${id} ${state}`)

/** A project whose chain is ready. */
async function ready(name = 'oment-310'): Promise<ProjectView> {
  const { project } = await create(name)
  await bench.call('csr.import', { id: project.id, source: picked(fixture(`requests/${name}.csr`)) })
  const files = picked(fixture(`chains/${name}.pem`))
  const { view } = await bench.call('certificates.import', { id: project.id, source: files, password: null })
  return view
}

describe('a project', () => {
  it('begins with its form filled in as far as it is known', async () => {
    const { project, undo, steps } = await create()
    expect(project.csrForm).toMatchObject({
      distinguishedName: 'oment-310.example.com',
      san: ['oment-310.example.com'],
    })
    expect(undo).toBeNull()
    expect(steps.map(({ title }) => title)).toEqual([
      'Generate CSR',
      'Submit to CA',
      'Assemble chain',
      'Validate',
      'Pre-check',
      'Export',
    ])
  })

  it('says what Undo would take back, and takes it back', async () => {
    const { project } = await create()
    const { id } = project
    const { undo } = await bench.call('project.edit', { id, edits: { omeVersion: '4.0.1' } })
    expect(undo).toBe('the change of the appliance’s details')
    const undone = await bench.call('project.undo', { id })
    expect(undone.project.omeVersion).toBe('3.10.2')
    expect(undone.redo).toBe(undo)
    expect((await bench.call('project.redo', { id })).project.omeVersion).toBe('4.0.1')
    const states = await bench.call('project.states', { id })
    expect(states.map(({ label }) => label)).toEqual(['the change of the appliance’s details', 'the new project'])
    const first = states.at(-1)
    const restored = await bench.call('project.restore', { id, revision: first?.revision ?? 0 })
    expect(restored.project.omeVersion).toBe('3.10.2')
  })

  it.each([
    [{ notes: 'x' }, 'the change of the notes'],
    [{ csrOrigin: 'workstation' as const }, 'the change of the form'],
    [{ archived: true }, 'the archiving'],
    [{ notes: 'x', name: 'y' }, 'the change of the appliance’s details'],
  ])('names the edit %j', async (edits, label) => {
    const { project } = await create()
    expect((await bench.call('project.edit', { id: project.id, edits })).undo).toBe(label)
  })

  it('saves nothing where nothing is different', async () => {
    const { project, revision } = await create()
    const { name, csrForm } = project
    expect((await bench.call('project.edit', { id: project.id, edits: { name, csrForm } })).revision).toBe(revision)
  })

  it('is copied under another name', async () => {
    const { project } = await ready()
    const copy = await bench.call('project.duplicate', { id: project.id })
    expect(copy.project).toMatchObject({ name: 'oment-310 (copy)', hostName: 'oment-310.example.com' })
    expect(copy.project.id).not.toBe(project.id)
    expect(copy.examination.outcome).toBe('chain')
  })

  it('goes into the bin when the user agrees', async () => {
    const { project } = await create()
    bench.outside.deletes = false
    expect(await bench.call('project.delete', { id: project.id })).toBe(false)
    bench.outside.deletes = true
    bench.outside.hasBin = false
    expect(await bench.failure('project.delete', { id: project.id })).toBe('no-bin')
    expect((await bench.call('home.list', undefined)).cards).toHaveLength(1)
    bench.outside.hasBin = true
    expect(await bench.call('project.delete', { id: project.id })).toBe(true)
    expect(bench.outside.binned).toEqual([bench.path(`projects/${project.id}`)])
    expect((await bench.call('home.list', undefined)).cards).toEqual([])
    expect(await bench.failure('project.open', { id: project.id })).toBe('project-not-found')
  })

  it('travels in one file', async () => {
    const { project } = await ready()
    expect(await bench.call('project.save', { id: project.id })).toBeNull()
    bench.outside.save = bench.path('saved.omechain')
    const saved = await bench.call('project.save', { id: project.id })
    expect(saved?.file).toBe('saved.omechain')
    expect(bench.outside.proposed.at(-1)).toBe('oment-310.omechain')
    const elsewhere = new HostBench(bench.now)
    try {
      const { id } = elsewhere.services.picked.put([bench.path('saved.omechain')])
      const { project: loaded, examination } = await elsewhere.call('project.load', { id })
      expect(loaded).toMatchObject({ id: project.id, name: 'oment-310' })
      expect(examination.judged?.chain.verdict).toBe('ready')
    } finally {
      elsewhere.close()
    }
  })

  it.each([
    ['no project', 'chains/oment-310.pem', 'not-portable'],
    ['a file that is gone', 'chains/gone.omechain', 'not-found'],
  ])('is not loaded from %s', async (_, path, code) => {
    const { id } = bench.services.picked.put([fixture(path)])
    expect(await bench.failure('project.load', { id })).toBe(code)
  })

  it.runIf(process.platform !== 'win32')('is not waited for at a pipe', async () => {
    execFileSync('mkfifo', [bench.path('pipe.omechain')])
    const { id } = bench.services.picked.put([bench.path('pipe.omechain')])
    expect(await bench.failure('project.load', { id })).toBe('not-a-file')
  })

  it('shows the rest where an imported file is damaged', async () => {
    const { project } = await ready()
    const [file] = project.files
    writeFileSync(bench.path(`projects/${project.id}/files/${file?.sha256 ?? ''}`), 'other')
    bench.now += 60_000
    const { troubles, examination } = await bench.call('project.open', { id: project.id })
    expect(troubles.map(({ code }) => code)).toEqual(['file-damaged'])
    expect(examination.outcome).toBe('empty')
  })
})

describe('a pair', () => {
  it('knows of each other, and frees who stood there before', async () => {
    const ids = await Promise.all(['a', 'b', 'c'].map(async (name) => (await create(name)).project.id))
    const [a = '', b = '', c = ''] = ids
    const partners = async () => {
      const { cards } = await bench.call('home.list', undefined)
      return Object.fromEntries(cards.map(({ name, counterpart }) => [name, ids.indexOf(counterpart ?? '')]))
    }
    await bench.call('project.pair', { id: a, counterpart: b })
    expect(await partners()).toEqual({ a: 1, b: 0, c: -1 })
    const { others, counterpart } = await bench.call('project.pair', { id: a, counterpart: c })
    expect(await partners()).toEqual({ a: 2, b: -1, c: 0 })
    expect(counterpart?.name).toBe('c')
    expect(others.map(({ name }) => name).sort()).toEqual(['b', 'c'])
    await bench.call('project.pair', { id: c, counterpart: null })
    expect(await partners()).toEqual({ a: -1, b: -1, c: -1 })
    expect(await bench.failure('project.pair', { id: a, counterpart: 'b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11' })).toBe(
      'project-not-found',
    )
    expect(await partners()).toEqual({ a: -1, b: -1, c: -1 })
  })
})

describe('a CSR', () => {
  it('comes out of a file or a paste, and the newest counts', async () => {
    const { project } = await create()
    const { id } = project
    const first = await bench.call('csr.import', { id, source: picked(fixture('requests/oment-310.csr')) })
    expect(first.csr?.commonName).toBe('OMENT-310')
    expect(first.project.csrs.map(({ from }) => from)).toEqual(['oment-310.csr'])
    const second = await bench.call('csr.import', { id, source: pasted(text('requests/oment-400.csr')) })
    expect(second.project.csrs.map(({ from }) => from)).toEqual(['oment-310.csr', null])
    const again = await bench.call('csr.import', { id, source: picked(fixture('requests/oment-310.csr')) })
    expect(again.project.csrs).toHaveLength(2)
    expect(again.csr?.commonName).toBe('OMENT-310')
    const { revision } = await bench.call('csr.import', { id, source: pasted(text('requests/oment-310.csr')) })
    expect(revision).toBe(again.revision)
  })

  it.each([
    ['a certificate', 'chains/oment-310.pem', 'not-a-csr'],
    ['a file that is gone', 'requests/gone.csr', 'not-found'],
  ])('is not taken from %s', async (_, path, code) => {
    const { project } = await create()
    expect(await bench.failure('csr.import', { id: project.id, source: picked(fixture(path)) })).toBe(code)
  })

  it('is not taken by an id that stands for nothing', async () => {
    const { project } = await create()
    const source = picked(fixture('requests/oment-310.csr'))
    bench.now += 10 * 60_000
    expect(await bench.failure('csr.import', { id: project.id, source })).toBe('not-picked')
  })

  it('is saved re-wrapped', async () => {
    const { project } = await create()
    bench.outside.save = bench.path('my.csr')
    expect(await bench.failure('csr.save', { id: project.id })).toBe('no-csr-yet')
    await bench.call('csr.import', {
      id: project.id,
      source: pasted(text('requests/oment-310.csr').replaceAll('\n', '')),
    })
    const saved = await bench.call('csr.save', { id: project.id })
    expect(readFileSync(bench.path('my.csr'), 'utf8')).toBe(text('requests/oment-310.csr'))
    expect(bench.outside.proposed).toEqual(['oment-310.example.com.csr'])
    expect(await bench.call('app.show', { shown: saved?.shown ?? '' })).toBeNull()
    expect(bench.outside.opened).toEqual([bench.path('my.csr')])
  })

  it('of a rehearsal is made here, its key in the vault, and never exported', async () => {
    const { project } = await create()
    const { id } = project
    expect(await bench.call('vault.state', undefined)).toBe('new')
    expect(await bench.failure('csr.make', { id, bits: 2048 })).toBe('vault-locked')
    expect(await bench.failure('vault.unlock', { passphrase: 'short' })).toBe('passphrase-needed')
    expect(await bench.call('vault.unlock', { passphrase: 'correct horse' })).toBe('open')
    const view = await bench.call('csr.make', { id, bits: 2048 })
    expect(view.csr?.key).toMatchObject({ kind: 'RSA', bits: 2048 })
    expect(view.project.csrs).toMatchObject([{ origin: 'workstation', from: null }])
    const kept = await (await bench.services.vault()).get(view.project.csrs[0]?.sha256 ?? '')
    expect(kept.ok && kept.value.length).toBeGreaterThan(1000)
    expect(JSON.stringify(view)).not.toContain('PRIVATE')
    expect(await bench.failure('export.write', { id })).toBe('rehearsal')
    expect(bench.outside.asked).toEqual([])
  })

  it('is not made without a host name', async () => {
    const { project } = await bench.call('project.create', { ...appliance('a'), hostName: '' })
    expect(await bench.failure('csr.make', { id: project.id, bits: 2048 })).toBe('no-host-name')
  })

  it('is sent, and the sending can be taken back', async () => {
    const { project } = await create()
    const sent = {
      recipe: 'ad-cs',
      ca: 'CA1',
      reference: '7',
      contact: '',
      template: '',
      sentAt: '2026-05-30T10:00:00Z',
    }
    expect(await bench.failure('submission.record', { id: project.id, ...sent })).toBe('no-csr-yet')
    await bench.call('csr.import', { id: project.id, source: picked(fixture('requests/oment-310.csr')) })
    const view = await bench.call('submission.record', { id: project.id, ...sent })
    expect(stepsOf(view)[1]).toBe('submit done')
    expect((await bench.call('submission.forget', { id: project.id })).project.submission).toBeNull()
  })
})

describe('certificates', () => {
  it('are kept as they came; what is there already, and what holds nothing, is told', async () => {
    const { project } = await create()
    const { id } = project
    mkdirSync(bench.path('from the CA'))
    writeFileSync(bench.path('from the CA/chain.pem'), text('chains/oment-310.pem'))
    writeFileSync(bench.path('from the CA/read me.txt'), 'Hello')
    writeFileSync(bench.path('from the CA/same.pem'), text('chains/oment-310.pem'))
    const source = picked(bench.path('from the CA'))
    const first = await bench.call('certificates.import', { id, source, password: null })
    expect(first.view.project.files).toMatchObject([
      { name: 'from the CA/chain.pem', keyRemoved: false, leftOut: false },
    ])
    expect(first.files).toHaveLength(3)
    expect(first.duplicates).toEqual([])
    const second = await bench.call('certificates.import', { id, source, password: null })
    expect(second.duplicates).toEqual(['from the CA/chain.pem', 'from the CA/same.pem'])
    expect(second.view.revision).toBe(first.view.revision)
  })

  it('left out come back at a click, or when they are given again', async () => {
    const { project } = await ready()
    const { id, files } = project
    const [file] = files
    const leaveOut = { id, file: file?.id ?? '', leftOut: true }
    const without = await bench.call('certificates.leaveOut', leaveOut)
    expect(without.examination.outcome).toBe('empty')
    expect(without.undo).toBe('taking a file out')
    const back = await bench.call('certificates.leaveOut', { ...leaveOut, leftOut: false })
    expect(back.examination.outcome).toBe('chain')
    await bench.call('certificates.leaveOut', leaveOut)
    const source = picked(fixture('chains/oment-310.pem'))
    const given = await bench.call('certificates.import', { id, source, password: null })
    expect(given.view.project.files).toMatchObject([{ id: file?.id, leftOut: false }])
    expect(given.duplicates).toEqual(['oment-310.pem'])
  })

  it('come without the private key that was with them', async () => {
    const { project } = await create()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    const source = pasted(key + text('chains/oment-310.pem'))
    const { view } = await bench.call('certificates.import', { id: project.id, source, password: null })
    expect(view.project.files).toMatchObject([{ name: 'pasted text', keyRemoved: true }])
    const stored = readFileSync(
      bench.path(`projects/${project.id}/files/${view.project.files[0]?.sha256 ?? ''}`),
      'utf8',
    )
    expect(stored).toContain('BEGIN CERTIFICATE')
    expect(stored).not.toContain('PRIVATE KEY')
  })

  it('are chosen among, and a file as it came can be what is uploaded', async () => {
    const { project, examination } = await ready()
    const { id, files } = project
    const chain = examination.chain.map(({ sha256 }) => sha256)
    const chosen = await bench.call('certificates.choose', { id, chain })
    expect(chosen.undo).toBe('the choice of the chain')
    expect(chosen.project.chain).toEqual(chain)
    const uploaded = await bench.call('certificates.choose', { id, upload: files[0]?.id ?? '' })
    expect(uploaded.examination.judged?.isAssembled).toBe(false)
    const other = await bench.call('certificates.choose', { id, leaf: chain[0] ?? '' })
    expect(other.project).toMatchObject({ leaf: chain[0], chain: null })
    const without = await bench.call('certificates.leaveOut', { id, file: files[0]?.id ?? '', leftOut: true })
    expect(without.project.upload).toEqual({ kind: 'assembled' })
  })

  it('are saved one by one, and nothing else is', async () => {
    const { examination } = await ready()
    const [link] = examination.chain
    bench.outside.save = bench.path('one.pem')
    await bench.call('certificate.save', { pem: link?.pem ?? '', name: 'a'.repeat(70_000) })
    const saved = await bench.call('certificate.save', { pem: link?.pem ?? '', name: '../oment 310' })
    expect(saved?.file).toBe('one.pem')
    expect(bench.outside.proposed).toEqual([`${'a'.repeat(100)}.pem`, 'oment 310.pem'])
    expect(readFileSync(bench.path('one.pem'), 'utf8')).toBe(link?.pem)
    for (const pem of ['#!/bin/sh', `${link?.pem ?? ''}rm -rf ~`, text('requests/oment-310.csr'), '']) {
      const answer = await bench.failure('certificate.save', { pem, name: 'x' })
      expect([pem.slice(0, 10), answer]).toEqual([pem.slice(0, 10), 'bad-input'])
    }
    expect((await bench.call('certificate.details', { pem: link?.pem ?? '' })).title).toBe('OMENT-310')
  })
})

describe('the verdict', () => {
  it('is noted, and void when the moment changes', async () => {
    const { project } = await ready()
    const { id } = project
    const noted = await bench.call('validate.record', { id })
    expect(noted.project.verdicts).toMatchObject([{ ready: true, answer: null, errors: 0 }])
    expect(stepsOf(noted)[3]).toBe('validate done')
    const moved = await bench.call('validate.moment', { id, moment: { kind: 'date', at: '2031-01-01T00:00:00Z' } })
    expect(moved.judgedAt).toBe('2031-01-01T00:00:00.000Z')
    expect(moved.examination.judged?.chain.verdict).toBe('not-ready')
    expect(stepsOf(moved)[3]).toBe('validate stale')
  })

  it('goes by the appliance’s own clock', async () => {
    const { project } = await ready()
    const { judgedAt } = await bench.call('preCheck.clock', { id: project.id, shown: '2026-06-01T02:00:00Z' })
    expect(judgedAt).toBe('2026-06-01T02:00:00.000Z')
  })

  it('needs something to judge', async () => {
    const { project } = await create()
    expect(await bench.failure('validate.record', { id: project.id })).toBe('nothing-to-judge')
    expect(await bench.failure('export.write', { id: project.id })).toBe('nothing-to-judge')
  })

  it('goes to a report', async () => {
    const { project } = await ready()
    bench.outside.save = bench.path('report.html')
    await bench.call('report.save', { id: project.id })
    expect(bench.outside.proposed).toEqual(['oment-310.example.com-report.html'])
    expect(readFileSync(bench.path('report.html'), 'utf8')).toMatch(/^<!doctype html>[^]*oment-310/)
  })
})

describe('the pre-check', () => {
  it('holds two projects against each other, from either side', async () => {
    const source = (await ready()).project.id
    const target = (await ready('oment-400')).project.id
    await bench.call('project.edit', { id: target, edits: { role: 'target' } })
    expect(await bench.failure('preCheck.record', { id: source })).toBe('nothing-to-compare')
    const { comparison } = await bench.call('project.pair', { id: source, counterpart: target })
    expect(comparison).toMatchObject({ verdict: 'compatible', source: { file: 'oment-310' } })
    expect(stepsOf(await bench.call('preCheck.record', { id: source }))[4]).toBe('pre-check done')
    const other = await bench.call('project.open', { id: target })
    expect(other.comparison).toMatchObject({ verdict: 'compatible', source: { file: 'oment-310' } })
    const { cards } = await bench.call('home.list', undefined)
    expect(cards.map(({ name, pair }) => [name, pair]).sort()).toEqual([
      ['oment-310', 'compatible'],
      ['oment-400', 'unknown'],
    ])
  })

  it('takes a chain file for the other appliance', async () => {
    const { project } = await ready()
    const { id } = project
    const file = picked(fixture('chains/oment-400-by-inter-ca2.pem'))
    const { counterpart, comparison } = await bench.call('preCheck.counterpart', { id, source: file })
    expect(counterpart).toMatchObject({
      kind: 'file',
      name: 'oment-400-by-inter-ca2.pem',
      role: 'target',
      hasChain: true,
    })
    expect(comparison?.verdict).toBe('incompatible')
    expect(stepsOf(await bench.call('preCheck.record', { id }))[4]).toBe('pre-check problem')
    const twice = picked(fixture('chains/oment-400.pem'), fixture('chains/oment-310.pem'))
    expect(await bench.failure('preCheck.counterpart', { id, source: twice })).toBe('several-chain-files')
    expect(await bench.failure('preCheck.counterpart', { id, source: pasted('Hello') })).toBe('no-chain-file')
  })

  it('stands alone again when the counterpart is gone', async () => {
    const source = (await ready()).project.id
    const target = (await ready('oment-400')).project.id
    await bench.call('project.pair', { id: source, counterpart: target })
    await bench.call('project.delete', { id: target })
    expect(await bench.call('project.open', { id: source })).toMatchObject({ counterpart: null, comparison: null })
  })
})

describe('the export', () => {
  it('writes what was judged, reads it back, and notes it', async () => {
    const { project } = await ready()
    const { id } = project
    expect(await bench.call('export.write', { id })).toBeNull()
    expect(await bench.failure('export.uploaded', { id, at: null })).toBe('nothing-exported')
    bench.outside.save = bench.path('chain.pem')
    const exported = await bench.call('export.write', { id })
    const bytes = readFileSync(bench.path('chain.pem'))
    expect(exported).toMatchObject({ file: 'chain.pem', sha256: createHash('sha256').update(bytes).digest('hex') })
    expect(exported?.view.project.exports).toMatchObject([{ file: 'chain.pem', certificates: 3 }])
    expect(stepsOf(exported?.view ?? (await create()))[5]).toBe('export done')
    expect(bench.outside.proposed).toEqual(['oment-310.example.com-chain.pem', 'oment-310.example.com-chain.pem'])
    const uploaded = await bench.call('export.uploaded', { id, at: '2026-06-01T10:00:00Z' })
    expect(uploaded.project.uploadedAt).toBe('2026-06-01T10:00:00Z')
    const again = await bench.call('export.write', { id })
    expect(again?.view.project.uploadedAt).toBeNull()
    bench.outside.save = bench.path('runbook.html')
    await bench.call('export.runbook', { id })
    expect(readFileSync(bench.path('runbook.html'), 'utf8')).toContain('chain.pem')
  })

  it('is refused while the chain is not ready, without a question', async () => {
    const { project } = await ready()
    const { id } = project
    bench.outside.save = bench.path('chain.pem')
    await bench.call('validate.moment', { id, moment: { kind: 'date', at: '2031-01-01T00:00:00Z' } })
    expect(await bench.failure('export.write', { id })).toBe('not-ready')
    expect(bench.outside.asked).toEqual([])
    expect(existsSync(bench.path('chain.pem'))).toBe(false)
  })

  it('goes nowhere where it may not be written, and says so', async () => {
    const { project } = await ready()
    bench.outside.save = bench.path('gone/chain.pem')
    expect(await bench.failure('export.write', { id: project.id })).toBe('folder-missing')
    mkdirSync(bench.path('folder.pem'))
    bench.outside.save = bench.path('folder.pem')
    expect(await bench.failure('export.write', { id: project.id })).toBe('is-folder')
    expect((await bench.call('project.open', { id: project.id })).project.exports).toEqual([])
  })

  it('never replaces a private key', async () => {
    const { project } = await ready()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
    writeFileSync(bench.path('key.pem'), key)
    bench.outside.save = bench.path('key.pem')
    expect(await bench.failure('export.write', { id: project.id })).toBe('holds-key')
    expect(readFileSync(bench.path('key.pem'), 'utf8')).toBe(key)
    writeFileSync(bench.path('key.pem'), 'anything else')
    expect(await bench.failure('export.write', { id: project.id })).toBeNull()
  })
})

describe('without a project', () => {
  it('a file is checked', async () => {
    const checked = await bench.call('files.check', {
      source: picked(fixture('chains/oment-310.pem')),
      password: null,
      at: null,
      csr: picked(fixture('requests/oment-310.csr')),
    })
    expect(checked).toMatchObject({ name: 'oment-310.pem', judged: { chain: { verdict: 'ready' } }, locked: [] })
    const source = picked(fixture('chains/oment-310.pem'))
    const later = await bench.call('files.check', { source, password: null, at: '2031-01-01T00:00:00Z', csr: null })
    expect(later.judged?.chain.verdict).toBe('not-ready')
  })

  it('an error is explained', async () => {
    const { logs } = await bench.call('files.explain', { source: pasted('CGEN1008 ["Invalid CSR key."]') })
    expect(logs).toMatchObject([{ file: 'pasted text', explanations: [{ code: 'CGEN1008' }] }])
  })

  it('what the dialog gives comes by an id', async () => {
    expect(await bench.call('files.choose', { what: 'chain' })).toBeNull()
    bench.outside.choose = [fixture('chains/oment-310.pem')]
    const chosen = await bench.call('files.choose', { what: 'chain' })
    expect(chosen?.names).toEqual(['oment-310.pem'])
    expect(bench.services.picked.get(chosen?.id ?? '')).toEqual(bench.outside.choose)
  })
})

describe('the home screen', () => {
  it('offers two appliances to play through, once', async () => {
    const { cards } = await bench.call('home.example', undefined)
    expect(cards.map(({ name, role, verdict, isExample }) => ({ name, role, verdict, isExample }))).toEqual(
      expect.arrayContaining([
        { name: 'OMENT-310', role: 'source', verdict: '1 thing to mend', isExample: true },
        { name: 'OMENT-400', role: 'target', verdict: 'Waiting for the CA', isExample: true },
      ]),
    )
    expect((await bench.call('home.example', undefined)).cards).toHaveLength(2)
  })

  it('leads through the example to two chains that go together', async () => {
    const { cards } = await bench.call('home.example', undefined)
    for (const { id, name } of cards) {
      const { project } = await bench.call('project.open', { id })
      const waiting = project.files.find(({ leftOut }) => leftOut)
      await bench.call('certificates.leaveOut', { id, file: waiting?.id ?? '', leftOut: false })
      bench.outside.save = bench.path(`${name}.pem`)
      expect(await bench.failure('export.write', { id })).toBeNull()
    }
    const { comparison } = await bench.call('preCheck.record', { id: cards[0]?.id ?? '' })
    expect(comparison?.verdict).toBe('compatible')
  })

  it('shows what can’t be read beside the rest', async () => {
    const { project } = await create()
    const other = await create('b')
    const folder = bench.path(`projects/${other.project.id}`)
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), '{}')
    const { cards, troubles } = await bench.call('home.list', undefined)
    expect(cards.map(({ id }) => id)).toEqual([project.id])
    expect(troubles.length).toBeGreaterThan(0)
  })

  it('lists three hundred projects without looking at a certificate', async () => {
    const { project } = await ready()
    const folder = bench.path(`projects/${project.id}`)
    const states = readdirSync(folder).filter((name) => name.endsWith('.json'))
    for (let index = 0; index < 299; index++) {
      const id = randomUUID()
      mkdirSync(bench.path(`projects/${id}`))
      for (const name of states) {
        const state = readFileSync(join(folder, name), 'utf8').replaceAll(project.id, id)
        writeFileSync(bench.path(`projects/${id}/${name}`), state)
      }
    }
    const started = performance.now()
    const { cards } = await bench.call('home.list', undefined)
    expect(cards).toHaveLength(300)
    expect(performance.now() - started).toBeLessThan(3000)
    expect(cards[0]).toMatchObject({ verdict: 'Ready to upload', tone: 'good' })
  })
})

describe('the rest', () => {
  it('copies, edits in a field, opens pages and nothing else', async () => {
    await bench.call('app.copy', { text: 'a' })
    await bench.call('app.edit', { command: 'undo' })
    await bench.call('app.link', { link: 'kb-chain' })
    expect(bench.outside).toMatchObject({ copied: ['a'], edited: ['undo'], opened: ['kb-chain'] })
    expect(await bench.failure('app.show', { shown: 'b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11' })).toBe('not-shown')
  })

  it('tells of a bug without a name or a certificate', async () => {
    bench.services.bugs.remember(new Error('/home/alex/oment-310.pem'))
    bench.outside.save = bench.path('diagnostics.txt')
    await bench.call('app.diagnostics', { what: 'Error: oment-310\n    at click (app://wizard/assets/index.js:1:2)' })
    const told = readFileSync(bench.path('diagnostics.txt'), 'utf8')
    expect(told).toMatch(/^OME Chain Wizard 1\.0\.0, Node, linux\n/)
    expect(told).toContain('  at click (index.js:1:2)')
    expect(told).not.toMatch(/alex|oment/)
  })

  it('starts with everything that the window has to know', async () => {
    expect(await bench.call('app.start', undefined)).toEqual({
      settings: { language: null, spoken: 'en', theme: 'system', highContrast: false, vaultIdleMinutes: 15 },
      platform: 'linux',
      version: '1.0.0',
      home: { cards: [], cas: [], troubles: [] },
    })
  })
})
