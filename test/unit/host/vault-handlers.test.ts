import { execFileSync } from 'node:child_process'
import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { HostBench } from './bench.ts'

const passphrase = 'correct horse battery'

let bench: HostBench
beforeEach(() => {
  bench = new HostBench()
})
afterEach(() => bench.close())

/** A rehearsal with its key in the vault: its id, and the owner of the key. */
async function makeKey(name = 'oment-310') {
  await bench.call('vault.unlock', { passphrase })
  const appliance = { name, role: 'source', hostName: `${name}.example.com`, address: '', omeVersion: '' } as const
  const { project } = await bench.call('project.create', appliance)
  const view = await bench.call('csr.make', { id: project.id, bits: 2048 })
  return { id: project.id, owner: view.project.csrs[0]?.sha256 ?? '' }
}

describe('the keys of this computer', () => {
  it('are none before the first, and no key store is asked', async () => {
    expect(await bench.call('vault.keys', undefined)).toEqual({
      protection: null,
      store: null,
      passphrase: 'none',
      keys: [],
    })
  })

  it('are told with what needs them, also a duplicate, and a key that nothing needs any more', async () => {
    const { id, owner } = await makeKey()
    const copy = await bench.call('project.duplicate', { id })
    const view = await bench.call('vault.keys', undefined)
    expect(view).toMatchObject({ protection: 'passphrase', store: null, passphrase: 'open' })
    const [key] = view.keys
    expect(key).toMatchObject({ owner, sealedBy: 'passphrase', createdAt: '2026-11-24T12:00:00.000Z', trouble: null })
    expect(key?.owners.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
      'rehearsal oment-310',
      'rehearsal oment-310 (copy)',
    ])
    for (const each of [id, copy.project.id]) await bench.call('project.delete', { id: each })
    expect((await bench.call('vault.keys', undefined)).keys[0]?.owners).toEqual([])
  })

  it('are locked and opened', async () => {
    await makeKey()
    expect(await bench.call('vault.lock', undefined)).toBe('locked')
    expect((await bench.call('vault.keys', undefined)).passphrase).toBe('locked')
    expect(await bench.failure('vault.unlock', { passphrase: 'another passphrase' })).toBe('wrong-passphrase')
    expect(await bench.call('vault.unlock', { passphrase })).toBe('open')
  })

  it('come under another passphrase', async () => {
    await makeKey()
    const next = 'battery horse correct'
    expect(await bench.failure('vault.change', { former: next, next })).toBe('wrong-passphrase')
    expect(await bench.failure('vault.change', { former: passphrase, next: 'short' })).toBe('passphrase-needed')
    expect(await bench.call('vault.change', { former: passphrase, next })).toBe('open')
    await bench.call('vault.lock', undefined)
    expect(await bench.call('vault.unlock', { passphrase: next })).toBe('open')
  })

  it('are deleted one by one, after a question that names what loses its key', async () => {
    const { owner } = await makeKey()
    bench.outside.deletes = false
    expect(await bench.call('vault.delete', { owner })).toBeNull()
    expect(bench.outside.questions[0]?.detail).toContain('the rehearsal “oment-310”')
    expect((await bench.call('vault.keys', undefined)).keys).toHaveLength(1)
    bench.outside.deletes = true
    expect((await bench.call('vault.delete', { owner }))?.keys).toEqual([])
    bench.outside.questions.splice(0)
    expect((await bench.call('vault.delete', { owner }))?.keys).toEqual([])
    expect(bench.outside.questions).toEqual([])
  })

  it('are given up with a forgotten passphrase, after a question', async () => {
    await makeKey()
    await bench.call('vault.lock', undefined)
    bench.outside.deletes = false
    expect(await bench.call('vault.forget', undefined)).toBeNull()
    expect(await bench.call('vault.state', undefined)).toBe('locked')
    expect(bench.outside.questions[0]?.detail).toMatch(/One key lies under it.*the rehearsal “oment-310”/s)
    bench.outside.deletes = true
    const forgotten = await bench.call('vault.forget', undefined)
    expect(forgotten?.folder).toMatch(/^forgotten-/)
    expect(await bench.call('vault.state', undefined)).toBe('new')
    await bench.call('app.show', { shown: forgotten?.shown ?? '' })
    expect(bench.outside.opened).toEqual([bench.path(`keys/${forgotten?.folder ?? ''}`)])
  })

  it('are told to be damaged, with the passphrase no one can check', async () => {
    await makeKey()
    await bench.call('vault.lock', undefined)
    writeFileSync(bench.path('keys/vault.json'), '{')
    const view = await bench.call('vault.keys', undefined)
    expect(view).toMatchObject({ protection: 'passphrase', passphrase: 'damaged' })
    expect(view.keys).toHaveLength(1)
    expect(await bench.failure('vault.unlock', { passphrase })).toBe('vault-damaged')
  })
})

describe('the export of a key', () => {
  const password = 'quite another sentence'

  it('writes it under its password where the user says, for its owner alone', async () => {
    const { owner } = await makeKey()
    bench.outside.save = null
    expect(await bench.call('vault.export', { owner, password })).toBeNull()
    bench.outside.save = bench.path('exported.pem')
    expect((await bench.call('vault.export', { owner, password }))?.file).toBe('exported.pem')
    expect(bench.outside.proposed).toEqual(Array(2).fill('oment-310 private-key.pem'))
    const path = bench.path('exported.pem')
    expect(readFileSync(path, 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
    const shown = execFileSync('openssl', ['pkey', '-in', path, '-passin', `pass:${password}`, '-noout', '-text_pub'])
    expect(shown.toString()).toContain('2048 bit')
  })

  it('is refused for a short password, a locked vault, no such key, and over another key', async () => {
    const { owner } = await makeKey()
    expect(await bench.failure('vault.export', { owner, password: 'short' })).toBe('passphrase-needed')
    expect(await bench.failure('vault.export', { owner: 'a'.repeat(64), password })).toBe('key-not-found')
    bench.outside.save = bench.path('exported.pem')
    await bench.call('vault.export', { owner, password })
    expect(await bench.failure('vault.export', { owner, password })).toBe('holds-key')
    await bench.call('vault.lock', undefined)
    expect(await bench.failure('vault.export', { owner, password })).toBe('locked')
  })
})
