import { createPrivateKey, generateKeyPairSync, randomBytes } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  type PathLike,
  promises,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { KeyFolder } from '../../../electron/vault/key-folder.ts'
import { passphraseRecord, PassphraseSealer } from '../../../electron/vault/passphrase-sealer.ts'
import type { Sealer } from '../../../electron/vault/sealer.ts'
import { Vault, type VaultOptions } from '../../../electron/vault/vault.ts'
import type { VaultResult } from '../../../electron/vault/vault-failure.ts'
import { folderWith } from '../files/folder.ts'
import { now } from '../projects/sample.ts'

const isWindows = process.platform === 'win32'
/** The least that is taken from a file, so that the tests are quick. */
const cost = { N: 2 ** 14, r: 8, p: 1 }
const passphrase = 'correct horse battery'
const owner = 'c'.repeat(64)
const otherOwner = 'd'.repeat(64)
const done = { ok: true, value: undefined }

const pkcs8 = (): Buffer =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'der' })

/** Stands in for a key store of the operating system. */
const keyStore = (isOpen = { now: true }): Sealer => {
  const flip = (bytes: Uint8Array) => Uint8Array.from(bytes, (octet) => octet ^ 0x55)
  return {
    seal: (plain) => Promise.resolve(isOpen.now ? flip(plain) : 'refused'),
    open: (sealed) => Promise.resolve(isOpen.now ? flip(sealed) : 'refused'),
  }
}

function valueOf<T>(result: VaultResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

const vaultIn = (folder = join(folderWith(), 'keys'), options: VaultOptions = {}) => ({
  vault: new Vault(folder, { cost, now: () => now, ...options }),
  folder,
})

async function openVault() {
  const { vault, folder } = vaultIn()
  valueOf(await vault.unlock(passphrase))
  const key = pkcs8()
  valueOf(await vault.put(owner, key))
  const [keys = ''] = readdirSync(folder).filter((name) => name.startsWith('keys-'))
  return { vault, folder, key, file: join(folder, keys, `${owner}.key`) }
}

const code = (code: string) => ({ ok: false, failure: { code } })

describe('a vault under a passphrase', () => {
  it('takes the first one that is given, and opens again by that one alone', async () => {
    const { vault, folder } = vaultIn()
    expect([vault.isLocked, await vault.state()]).toEqual([true, { ok: true, value: 'new' }])
    expect(await vault.put(owner, pkcs8())).toMatchObject(code('locked'))
    expect(await vault.unlock('short')).toMatchObject({ failure: { code: 'passphrase-needed', limit: 8 } })
    expect(existsSync(folder)).toBe(false)
    expect(await vault.unlock(passphrase)).toEqual(done)
    expect([vault.isLocked, await vault.state()]).toEqual([false, { ok: true, value: 'open' }])
    const again = new Vault(folder, { cost })
    expect(await again.state()).toEqual({ ok: true, value: 'locked' })
    expect(await again.unlock('correct horse batterx')).toMatchObject(code('wrong-passphrase'))
    expect(again.isLocked).toBe(true)
    expect(await again.unlock(passphrase)).toEqual(done)
  })

  it('keeps a key, in a file that only this account may read and nobody understands', async () => {
    const { vault, folder, key, file } = await openVault()
    expect(Buffer.from(valueOf(await vault.get(owner)))).toEqual(key)
    expect(valueOf(await vault.list())).toEqual([
      { owner, sealedBy: 'passphrase', createdAt: '2026-11-24T12:00:00.000Z', trouble: null },
    ])
    const content = readFileSync(file)
    expect(content.includes(key.subarray(20, 60)) || content.includes(key.subarray(20, 60).toString('base64'))).toBe(
      false,
    )
    if (isWindows) return
    const modes = [folder, join(file, '..'), file, join(folder, 'vault.json')].map(
      (path) => statSync(path).mode & 0o777,
    )
    expect(modes).toEqual([0o700, 0o700, 0o600, 0o600])
  })

  it('gives nothing while it is locked, and says so', async () => {
    const { vault } = await openVault()
    await vault.lock()
    expect(vault.isLocked).toBe(true)
    expect(await vault.get(owner)).toMatchObject(code('locked'))
    expect(await vault.get(otherOwner)).toMatchObject(code('key-not-found'))
    expect(await vault.put(otherOwner, pkcs8())).toMatchObject(code('locked'))
    expect(valueOf(await vault.list())).toHaveLength(1)
    valueOf(await vault.unlock(passphrase))
    expect((await vault.get(owner)).ok).toBe(true)
  })

  it('never overwrites a key, and deletes one when told', async () => {
    const { vault, key } = await openVault()
    expect(await vault.put(owner, pkcs8())).toMatchObject({ failure: { code: 'key-exists', file: `${owner}.key` } })
    expect(Buffer.from(valueOf(await vault.get(owner)))).toEqual(key)
    expect(await vault.delete(owner)).toEqual(done)
    expect(await vault.delete(owner)).toEqual(done)
    expect(await vault.get(owner)).toMatchObject(code('key-not-found'))
    expect(valueOf(await vault.list())).toEqual([])
  })

  it('overwrites what it unsealed', async () => {
    const { vault, key } = await openVault()
    const open = vi.spyOn(PassphraseSealer.prototype, 'open')
    valueOf(await vault.get(owner))
    const plain: unknown = await open.mock.results[0]?.value
    open.mockRestore()
    expect(plain).toEqual(Buffer.alloc(key.length + 32))
  })

  it.each<[string, (file: string) => void]>([
    ['cut off', (file) => truncateSync(file, 50)],
    ['empty', (file) => truncateSync(file, 0)],
    ['too large', (file) => truncateSync(file, 2 * 1024 * 1024)],
    [
      'changed',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace(/"sealed":"(.{40})./, '"sealed":"$1!')),
    ],
    [
      'with a bit turned',
      (file) => {
        const content = JSON.parse(readFileSync(file, 'utf8')) as { sealed: string }
        const sealed = Buffer.from(content.sealed, 'base64')
        sealed[20] = (sealed[20] ?? 0) ^ 1
        writeFileSync(file, JSON.stringify({ ...content, sealed: sealed.toString('base64') }))
      },
    ],
    [
      'without content',
      (file) => writeFileSync(file, readFileSync(file, 'utf8').replace(/"sealed":".*"/, '"sealed":""')),
    ],
  ])('tells a damaged key (%s) from a wrong passphrase, and leaves it as it is', async (_, damage) => {
    const { vault, file } = await openVault()
    damage(file)
    const before = readFileSync(file)
    expect(await vault.get(owner)).toMatchObject({ failure: { code: 'key-damaged', file: `${owner}.key` } })
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(valueOf(await vault.list())).toHaveLength(1)
  })

  it('takes no key under the name of another', async () => {
    const { vault, file } = await openVault()
    const other = file.replace(owner, otherOwner)
    renameSync(file, other)
    expect(await vault.get(otherOwner)).toMatchObject(code('key-damaged'))
    writeFileSync(other, readFileSync(other, 'utf8').replaceAll(owner, otherOwner))
    expect(await vault.get(otherOwner)).toMatchObject(code('key-damaged'))
  })

  it('touches nothing of a newer version', async () => {
    const { vault, folder, file } = await openVault()
    for (const path of [file, join(folder, 'vault.json')]) {
      writeFileSync(path, readFileSync(path, 'utf8').replace('"schema":1', '"schema":2'))
    }
    expect(await vault.get(owner)).toMatchObject(code('newer-version'))
    expect(await new Vault(folder, { cost }).unlock(passphrase)).toMatchObject({
      failure: { code: 'newer-version', file: 'vault.json' },
    })
  })

  it.each<[string, (text: string) => string]>([
    ['cut off', (text) => text.slice(0, 60)],
    ['with another check', (text) => text.replace(/"check":"..../, '"check":"AAAA')],
    ['with another salt', (text) => text.replace(/"salt":"..../, '"salt":"AAAA')],
    ['with a cost that is none', (text) => text.replace('16384', '16385')],
    ['with a cost below ours', (text) => text.replace('16384', '1024')],
    ['with a cost of gigabytes', (text) => text.replace('16384', '1048576')],
    ['with a cost beyond all', (text) => text.replace('16384', '1073741824')],
    ['with a folder elsewhere', (text) => text.replace(/"folder":"keys-/, '"folder":"../x-')],
  ])('tells a damaged lock (%s) from a wrong passphrase', async (_, damage) => {
    const { folder } = await openVault()
    const path = join(folder, 'vault.json')
    const damaged = damage(readFileSync(path, 'utf8'))
    writeFileSync(path, damaged)
    const vault = new Vault(folder, { cost })
    expect(await vault.unlock(passphrase)).toMatchObject({ failure: { code: 'vault-damaged', file: 'vault.json' } })
    expect(readFileSync(path, 'utf8')).toBe(damaged)
  })

  it('is set up once by two copies of the app', async () => {
    const { vault, folder } = vaultIn()
    const other = new Vault(folder, { cost })
    const third = new Vault(folder, { cost })
    const results = await Promise.all([
      vault.unlock(passphrase),
      other.unlock(passphrase),
      third.unlock('something else'),
    ])
    const refused = results.filter(({ ok }) => !ok)
    expect([1, 2]).toContain(refused.length)
    for (const each of refused) expect(each).toMatchObject(code('wrong-passphrase'))
  })

  it('exports a key under a passphrase of its own', async () => {
    const { vault, key } = await openVault()
    const pem = valueOf(await vault.exportKey(owner, 'another passphrase'))
    expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    const opened = createPrivateKey({ key: pem, passphrase: 'another passphrase' })
    expect(opened.export({ type: 'pkcs8', format: 'der' })).toEqual(key)
    expect(await vault.exportKey(owner, '')).toMatchObject(code('passphrase-needed'))
    expect(await vault.exportKey(otherOwner, 'another passphrase')).toMatchObject(code('key-not-found'))
    await vault.lock()
    expect(await vault.exportKey(owner, 'another passphrase')).toMatchObject(code('locked'))
  })
})

describe('another passphrase', () => {
  const next = 'battery horse correct'

  it('seals all keys anew', async () => {
    const { vault, folder, key } = await openVault()
    const second = pkcs8()
    valueOf(await vault.put(otherOwner, second))
    const before = readdirSync(folder)
    expect(await vault.changePassphrase('not this one', next)).toMatchObject(code('wrong-passphrase'))
    expect(await vault.changePassphrase(passphrase, 'short')).toMatchObject(code('passphrase-needed'))
    expect(readdirSync(folder)).toEqual(before)
    expect(await vault.changePassphrase(passphrase, next)).toEqual(done)
    expect(Buffer.from(valueOf(await vault.get(owner)))).toEqual(key)
    expect(readdirSync(folder)).toHaveLength(2)
    expect(readdirSync(folder)).not.toEqual(before)
    const again = new Vault(folder, { cost })
    expect(await again.unlock(passphrase)).toMatchObject(code('wrong-passphrase'))
    expect(await again.unlock(next)).toEqual(done)
    expect(Buffer.from(valueOf(await again.get(otherOwner)))).toEqual(second)
    expect(valueOf(await again.list()).map(({ createdAt }) => createdAt)).toEqual(
      Array(2).fill('2026-11-24T12:00:00.000Z'),
    )
  })

  it.each([0, 1, 2])('comes for all or for none: the disk is full after %i files', async (room) => {
    const { vault, folder, key } = await openVault()
    valueOf(await vault.put(otherOwner, pkcs8()))
    const before = readdirSync(folder).sort()
    const { link, rename } = promises
    let placed = 0
    const place = (how: typeof rename) => (from: PathLike, to: PathLike) =>
      placed++ < room ? how(from, to) : Promise.reject(Object.assign(new Error(), { code: 'ENOSPC', syscall: 'write' }))
    const placing = [
      vi.spyOn(promises, 'link').mockImplementation(place(link)),
      vi.spyOn(promises, 'rename').mockImplementation(place(rename)),
    ]
    expect(await vault.changePassphrase(passphrase, next)).toMatchObject(code('disk-full'))
    for (const each of placing) each.mockRestore()
    expect(readdirSync(folder).sort()).toEqual(before)
    expect(Buffer.from(valueOf(await vault.get(owner)))).toEqual(key)
    const again = new Vault(folder, { cost })
    valueOf(await again.unlock(passphrase))
    expect(valueOf(await again.list())).toHaveLength(2)
    expect(Buffer.from(valueOf(await again.get(owner)))).toEqual(key)
  })

  it('is not taken while a key is damaged, which would be lost', async () => {
    const { vault, folder, file } = await openVault()
    truncateSync(file, 10)
    const before = readdirSync(folder)
    expect(await vault.changePassphrase(passphrase, next)).toMatchObject({
      failure: { code: 'key-damaged', file: `${owner}.key` },
    })
    expect(readdirSync(folder)).toEqual(before)
    expect(existsSync(file)).toBe(true)
  })

  it('locks another copy of the app, which then loses nothing', async () => {
    const { vault, folder, key } = await openVault()
    const other = new Vault(folder, { cost })
    valueOf(await other.unlock(passphrase))
    valueOf(await vault.changePassphrase(passphrase, next))
    expect(await other.put(otherOwner, pkcs8())).toMatchObject(code('locked'))
    valueOf(await other.unlock(next))
    expect(Buffer.from(valueOf(await other.get(owner)))).toEqual(key)
  })

  it('leaves what another change left behind, until it is old and needed by nobody', async () => {
    const { vault, folder, file } = await openVault()
    const left = join(folder, 'keys-0123456789abcdef')
    mkdirSync(left)
    for (const name of [owner, otherOwner]) writeFileSync(join(left, `${name}.key`), readFileSync(file))
    utimesSync(left, now / 1000, now / 1000)
    valueOf(await vault.unlock(passphrase))
    expect(readdirSync(left)).toHaveLength(2)
    utimesSync(left, 0, 0)
    valueOf(await vault.unlock(passphrase))
    expect(readdirSync(left)).toEqual([`${otherOwner}.key`])
  })

  it('needs a first one', async () => {
    expect(await vaultIn().vault.changePassphrase(passphrase, next)).toMatchObject(code('locked'))
  })
})

describe('a forgotten passphrase', () => {
  const aside = 'forgotten-2026-11-24T12-00-00.000Z'

  it('takes its keys with it, encrypted as they are, and makes room for another', async () => {
    const { vault, folder, key } = await openVault()
    const before = readdirSync(folder).sort()
    expect(await vault.forget()).toEqual({ ok: true, value: aside })
    expect([vault.isLocked, await vault.state()]).toEqual([true, { ok: true, value: 'new' }])
    expect(valueOf(await vault.list())).toEqual([])
    expect(readdirSync(vault.pathOf(aside)).sort()).toEqual(before)
    valueOf(await vault.unlock('a passphrase anew'))
    expect(await vault.get(owner)).toMatchObject(code('key-not-found'))

    const remembered = new Vault(vault.pathOf(aside), { cost })
    valueOf(await remembered.unlock(passphrase))
    expect(Buffer.from(valueOf(await remembered.get(owner)))).toEqual(key)
  })

  it('is none where there is none, and leaves what the operating system sealed', async () => {
    const { vault, folder } = vaultIn(undefined, { os: keyStore() })
    expect(await vault.forget()).toEqual({ ok: true, value: null })
    valueOf(await vault.put(owner, pkcs8()))
    expect(await vault.forget()).toEqual({ ok: true, value: null })
    valueOf(await vault.unlock(passphrase))
    expect(await vault.forget()).toEqual({ ok: true, value: aside })
    expect((await vault.get(owner)).ok).toBe(true)
    expect(readdirSync(folder).sort()).toEqual([aside, 'os'])
  })

  it.each([0, 1])('leaves the former vault or none, cut off after %i files', async (moved) => {
    const { vault, folder } = await openVault()
    const { rename } = promises
    let count = 0
    const cut = vi
      .spyOn(promises, 'rename')
      .mockImplementation((from, to) =>
        count++ < moved
          ? rename(from, to)
          : Promise.reject(Object.assign(new Error(), { code: 'EIO', syscall: 'rename' })),
      )
    expect((await vault.forget()).ok).toBe(false)
    cut.mockRestore()
    const again = new Vault(folder, { cost })
    expect(await again.state()).toEqual({ ok: true, value: moved === 0 ? 'locked' : 'new' })
    if (moved === 0) expect(await again.unlock(passphrase)).toEqual(done)
  })

  it('also clears a vault whose lock is damaged, of which the keys can still be listed', async () => {
    const { vault, folder } = await openVault()
    writeFileSync(join(folder, 'vault.json'), 'x')
    await vault.lock()
    expect(await vault.state()).toMatchObject(code('vault-damaged'))
    expect(await vault.passphraseState()).toMatchObject(code('vault-damaged'))
    expect(valueOf(await vault.list())).toMatchObject([{ owner, trouble: null }])
    expect(await vault.forget()).toEqual({ ok: true, value: aside })
    expect(await vault.state()).toEqual({ ok: true, value: 'new' })
  })
})

describe('a key file', () => {
  it.each(['owner', 'createdAt', 'sealed'])('tells of damage in its %s before it is opened', async (field) => {
    const { vault, file } = await openVault()
    await vault.lock()
    const content = JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
    const text = content[field] ?? ''
    const changed = text.replace(/[1-9a-zA-Z](?=[^1-9a-zA-Z]*$)/, (last) => (last === '2' ? '3' : '2'))
    writeFileSync(file, JSON.stringify({ ...content, [field]: changed }))
    expect(changed).not.toBe(text)
    expect(valueOf(await vault.list())).toMatchObject([{ owner, createdAt: null, trouble: { code: 'key-damaged' } }])
    expect(await vault.get(owner)).toMatchObject(code('key-damaged'))
  })
})

describe('a vault under the operating system', () => {
  it('needs no passphrase', async () => {
    const { vault, folder } = vaultIn(undefined, { os: keyStore() })
    const key = pkcs8()
    expect([vault.isLocked, await vault.state()]).toEqual([false, { ok: true, value: 'os' }])
    expect(await vault.put(owner, key)).toEqual(done)
    expect(Buffer.from(valueOf(await vault.get(owner)))).toEqual(key)
    expect(valueOf(await vault.list())).toMatchObject([{ owner, sealedBy: 'os' }])
    expect(readdirSync(folder)).toEqual(['os'])
  })

  it('says where the key store does not serve', async () => {
    const isOpen = { now: true }
    const { vault, folder } = vaultIn(undefined, { os: keyStore(isOpen) })
    valueOf(await vault.put(owner, pkcs8()))
    isOpen.now = false
    expect(await vault.get(owner)).toMatchObject(code('sealed-by-os'))
    expect(await vault.put(otherOwner, pkcs8())).toMatchObject(code('sealed-by-os'))
    const without = new Vault(folder, { cost })
    valueOf(await without.unlock(passphrase))
    expect(await without.get(owner)).toMatchObject(code('sealed-by-os'))
  })

  it('still opens what a passphrase protects', async () => {
    const { folder, key } = await openVault()
    const vault = new Vault(folder, { cost, os: keyStore() })
    expect(await vault.get(owner)).toMatchObject(code('locked'))
    valueOf(await vault.unlock(passphrase))
    expect(Buffer.from(valueOf(await vault.get(owner)))).toEqual(key)
  })
})

describe('the sealer', () => {
  it('costs what OWASP asks for, unless told otherwise', async () => {
    const sealer = await PassphraseSealer.create(passphrase)
    expect(sealer.record.scrypt).toMatchObject({ N: 131072, r: 8, p: 1 })
    expect(passphraseRecord.safeParse(sealer.record).success).toBe(true)
    const opened = await PassphraseSealer.unlock(sealer.record, passphrase)
    expect(opened).toBeInstanceOf(PassphraseSealer)
  })

  it('seals each time anew, and opens nothing that was changed', async () => {
    const sealer = await PassphraseSealer.create(passphrase, cost)
    const plain = randomBytes(100)
    const [one, two] = [await sealer.seal(plain), await sealer.seal(plain)]
    expect(one).not.toEqual(two)
    expect(await sealer.open(one as Uint8Array)).toEqual(plain)
    for (let at = 0; at < one.length; at++) {
      const changed = Uint8Array.from(one as Uint8Array)
      changed[at] = (changed[at] ?? 0) ^ 0x80
      expect(await sealer.open(changed)).toBe('damaged')
    }
    expect(await sealer.open(new Uint8Array(10))).toBe('damaged')
    sealer.forget()
    expect([await sealer.open(one as Uint8Array), await sealer.seal(plain)]).toEqual(['refused', 'refused'])
  })

  it('takes a passphrase however its letters are composed', async () => {
    const { record } = await PassphraseSealer.create('clé secrète', cost)
    expect(await PassphraseSealer.unlock(record, 'clé secrète'.normalize('NFD'))).toBeInstanceOf(PassphraseSealer)
    expect(await PassphraseSealer.unlock(record, 'cle secrete')).toBe('wrong')
  })
})

it('keys go into a folder that can be made', async () => {
  const folder = folderWith({ file: 'x' })
  const keys = new KeyFolder(join(folder, 'file', 'keys'), 'os')
  expect(await keys.write(owner, pkcs8(), '2026-11-24T12:00:00.000Z', keyStore())).toMatchObject(code('folder-missing'))
  expect(await new Vault(join(folder, 'file', 'x'), { cost }).unlock(passphrase)).toMatchObject({ ok: false })
})
