import { randomBytes } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { readFailure, writeFailure } from '../files/errno.ts'
import { ignoreDisk } from '../files/ignore-disk.ts'
import { modes, namesIn, readBytes } from '../files/kept.ts'
import { syncFolder, writeAtomically } from '../files/write-atomically.ts'
import { encryptPkcs8 } from './encrypted-pkcs8.ts'
import { type KeyFile, parseAs, serialize } from './key-file.ts'
import { KeyFolder, mostKeyFileBytes } from './key-folder.ts'
import { passphraseRecord, PassphraseSealer, type ScryptCost, usualCost } from './passphrase-sealer.ts'
import type { Sealer } from './sealer.ts'
import { denied, deniedByDisk, given, type Refused, type VaultFailure, type VaultResult } from './vault-failure.ts'

const format = 'ome-chain-vault'
const schemaVersion = 1
const lockName = 'vault.json'
const folderName = /^keys-[0-9a-f]{16}$/

const lock = z.object({
  format: z.literal(format),
  schema: z.literal(schemaVersion),
  /** The folder of the keys that this passphrase opens. */
  folder: z.string().regex(folderName),
  passphrase: passphraseRecord,
})
type Lock = z.infer<typeof lock>

export interface VaultOptions {
  /** The operating system's key store, where it has a real one: then no passphrase is needed. */
  readonly os?: Sealer | undefined
  readonly now?: () => number
  /** What a new passphrase costs to try. */
  readonly cost?: ScryptCost
}

export interface KeyEntry extends Pick<KeyFile, 'owner' | 'sealedBy'> {
  /** ISO 8601, UTC; null where the file can't be read. */
  readonly createdAt: string | null
  /** Why the key can't be had any more, as far as can be told without opening it. */
  readonly trouble: VaultFailure | null
}

/** `os`: open without a passphrase; `new`: the first passphrase that is given becomes that of the keys. */
export type VaultState = 'os' | 'new' | 'locked' | 'open'

/** Of the passphrase alone: also where a key store serves, keys may lie there from a time when none did. */
export type PassphraseState = 'none' | 'locked' | 'open'

/** A shorter passphrase is not taken. */
export const leastPassphrase = 8
/** What a passphrase was changed from is left alone for this long: the change may be going on in another copy. */
const graceMs = 60 * 60 * 1000

/**
 * Private keys at rest, each under its owner: the SHA-256 of what it belongs to, a CSR or the public key of a CA. Bytes
 * are PKCS#8.
 */
export class Vault {
  private readonly os: Sealer | undefined
  private readonly osKeys: KeyFolder
  private readonly now: () => number
  private readonly cost: ScryptCost
  private unlocked: { readonly sealer: PassphraseSealer; readonly keys: KeyFolder } | undefined
  private last: Promise<unknown> = Promise.resolve()

  /** @param folder made with the first key */
  constructor(
    private readonly folder: string,
    { os, now = Date.now, cost = usualCost }: VaultOptions = {},
  ) {
    this.os = os
    this.osKeys = new KeyFolder(join(folder, 'os'), 'os')
    this.now = now
    this.cost = cost
  }

  /** A passphrase has to be given before a key can be put in. */
  get isLocked(): boolean {
    return !this.os && !this.unlocked
  }

  /** New keys go to the operating system's key store, and need no passphrase. */
  get hasKeyStore(): boolean {
    return this.os !== undefined
  }

  /** Of a folder that `forget` has named. */
  pathOf(folder: string): string {
    return join(this.folder, folder)
  }

  async state(): Promise<VaultResult<VaultState>> {
    if (this.os) return given('os')
    const found = await this.passphraseState()
    if (!found.ok) return found
    return given(found.value === 'none' ? 'new' : found.value)
  }

  async passphraseState(): Promise<VaultResult<PassphraseState>> {
    if (this.unlocked) return given('open')
    const found = await this.readLock()
    return found.ok ? given(found.value ? 'locked' : 'none') : found
  }

  /** Opens the keys for this session; where there is no passphrase yet, this becomes it. */
  unlock(passphrase: string): Promise<VaultResult<void>> {
    return this.oneByOne(async () => {
      const found = await this.readLock()
      if (!found.ok) return found
      const opened = found.value ? await openLock(found.value, passphrase) : await this.setUp(passphrase)
      if (!opened.ok) return opened
      this.unlocked?.sealer.forget()
      this.unlocked = { sealer: opened.value.sealer, keys: this.keysIn(opened.value.lock) }
      await this.sweep(opened.value.lock)
      return given(undefined)
    })
  }

  /** Forgets the passphrase. */
  lock(): Promise<void> {
    return this.oneByOne(() => {
      this.dropPassphrase()
      return Promise.resolve()
    })
  }

  /** Keeps a key. The bytes stay the caller's, to be overwritten. */
  put(owner: string, pkcs8: Uint8Array): Promise<VaultResult<void>> {
    return this.oneByOne(async () => {
      const createdAt = new Date(this.now()).toISOString()
      if (this.os) return this.osKeys.write(owner, pkcs8, createdAt, this.os)
      const { unlocked } = this
      if (!unlocked || !(await this.isInForce(unlocked.keys))) return denied('locked')
      const written = await unlocked.keys.write(owner, pkcs8, createdAt, unlocked.sealer)
      if (!written.ok || (await this.isInForce(unlocked.keys))) return written
      await unlocked.keys.remove(owner) // the passphrase was changed meanwhile, in another copy of the app
      return denied('locked')
    })
  }

  /** A key; whoever gets it overwrites it after use. */
  get(owner: string): Promise<VaultResult<Uint8Array>> {
    return this.oneByOne(() => this.read(owner))
  }

  /** Deletes a key, for good; it may be gone already. */
  delete(owner: string): Promise<VaultResult<void>> {
    return this.oneByOne(async () => {
      const folders = await this.folders()
      if (!folders.ok) return folders
      for (const folder of folders.value) {
        const removed = await folder.remove(owner)
        if (!removed.ok) return removed
      }
      return given(undefined)
    })
  }

  /** All keys, locked or not. */
  list(): Promise<VaultResult<readonly KeyEntry[]>> {
    return this.oneByOne(async () => {
      const folders = await this.folders()
      if (!folders.ok) return folders
      const entries: KeyEntry[] = []
      for (const folder of folders.value) {
        const found = await entriesIn(folder, folder === this.osKeys ? 'os' : 'passphrase')
        if (!found.ok) return found
        entries.push(...found.value)
      }
      return given(entries)
    })
  }

  /**
   * Gives up a passphrase that nobody knows any more, or a damaged vault: what it protects is set aside, encrypted as it
   * is, and the next passphrase begins anew. Keys that the operating system sealed stay. Cut off at any point, either
   * the former vault is in force or none.
   * @returns the name of the folder beside the keys; null: there was nothing to give up
   */
  forget(): Promise<VaultResult<string | null>> {
    return this.oneByOne(async () => {
      this.dropPassphrase()
      const aside = `forgotten-${new Date(this.now()).toISOString().replaceAll(':', '-')}`
      try {
        const present = await namesIn(this.folder)
        const names = [lockName, ...present.filter((name) => folderName.test(name))]
        if (!present.includes(lockName)) return given(null)
        await fs.mkdir(join(this.folder, aside), { mode: modes.folder })
        for (const name of names) await fs.rename(join(this.folder, name), join(this.folder, aside, name))
        await syncFolder(this.folder)
      } catch (error) {
        return deniedByDisk(writeFailure(error, this.lockPath))
      }
      return given(aside)
    })
  }

  /**
   * Seals all keys anew under another passphrase, or none: they are written into a new folder, and the file that names
   * the folder in force is replaced in one step.
   */
  changePassphrase(former: string, next: string): Promise<VaultResult<void>> {
    return this.oneByOne(async () => {
      if (isTooShort(next)) return tooShort
      const found = await this.readLock()
      if (!found.ok) return found
      if (!found.value) return denied('locked')
      const opened = await openLock(found.value, former)
      if (!opened.ok) return opened
      const from = { sealer: opened.value.sealer, keys: this.keysIn(found.value) }
      const changed = await this.reseal(from, await PassphraseSealer.create(next, this.cost))
      from.sealer.forget()
      return changed
    })
  }

  /** A key for use elsewhere: PKCS#8 in PEM, encrypted under a passphrase of its own. */
  async exportKey(owner: string, passphrase: string): Promise<VaultResult<string>> {
    if (isTooShort(passphrase)) return tooShort
    const pkcs8 = await this.get(owner)
    if (!pkcs8.ok) return pkcs8
    return given(await encryptPkcs8(pkcs8.value, passphrase).finally(() => pkcs8.value.fill(0)))
  }

  private dropPassphrase(): void {
    this.unlocked?.sealer.forget()
    this.unlocked = undefined
  }

  private async read(owner: string): Promise<VaultResult<Uint8Array>> {
    const known = this.os ? await this.osKeys.read(owner, this.os) : await this.osKeys.look(owner)
    if (known.ok) return known.value instanceof Uint8Array ? given(known.value) : denied('sealed-by-os')
    if (known.failure.code !== 'key-not-found') return known
    if (this.unlocked) return this.unlocked.keys.read(owner, this.unlocked.sealer)
    const found = await this.readLock()
    if (!found.ok) return found
    if (!found.value) return denied('key-not-found')
    const file = await this.keysIn(found.value).look(owner)
    return file.ok ? denied('locked') : file
  }

  private async setUp(passphrase: string): Promise<VaultResult<OpenLock>> {
    if (isTooShort(passphrase)) return tooShort
    const sealer = await PassphraseSealer.create(passphrase, this.cost)
    const written = await this.writeLock(newLock(sealer), false)
    if (written.ok) return given({ lock: written.value, sealer })
    sealer.forget()
    if (written.failure.code !== 'exists') return written
    const found = await this.readLock() // another copy of the app was quicker
    if (!found.ok) return found
    return found.value ? openLock(found.value, passphrase) : denied('locked')
  }

  private async reseal(from: Source, sealer: PassphraseSealer): Promise<VaultResult<void>> {
    const next = newLock(sealer)
    const keys = this.keysIn(next)
    const copied = await copyKeys(from, { sealer, keys })
    const isStillInForce = copied.ok && (await this.isInForce(from.keys))
    const written = isStillInForce ? await this.writeLock(next, true) : copied.ok ? denied('locked') : copied
    if (!written.ok) {
      sealer.forget()
      await removeFolder(keys.path)
      return written
    }
    this.unlocked?.sealer.forget()
    this.unlocked = { sealer, keys }
    // Keys that another copy put in meanwhile. What can't be copied or deleted stays where it is.
    await copyKeys(from, this.unlocked)
    await removeCopies(from.keys, keys)
    return given(undefined)
  }

  /** Folders of keys, whether they can be opened now or not; all of them where none can be told to be in force. */
  private async folders(): Promise<VaultResult<readonly KeyFolder[]>> {
    const found = await this.readLock()
    if (found.ok) return given([this.osKeys, ...(found.value ? [this.keysIn(found.value)] : [])])
    if (found.failure.code !== 'vault-damaged') return found
    try {
      const names = (await namesIn(this.folder)).filter((name) => folderName.test(name))
      return given([this.osKeys, ...names.map((folder) => this.keysIn({ folder }))])
    } catch (error) {
      return deniedByDisk(readFailure(error, this.folder))
    }
  }

  private readonly keysIn = ({ folder }: Pick<Lock, 'folder'>): KeyFolder =>
    new KeyFolder(join(this.folder, folder), 'passphrase')

  private async isInForce({ path }: KeyFolder): Promise<boolean> {
    const found = await this.readLock()
    return found.ok && found.value !== null && this.keysIn(found.value).path === path
  }

  private get lockPath(): string {
    return join(this.folder, lockName)
  }

  /** null: no passphrase was ever set. */
  private async readLock(): Promise<VaultResult<Lock | null>> {
    const bytes = await readBytes(this.lockPath, mostKeyFileBytes)
    if (!bytes.ok) {
      if (bytes.failure.code === 'not-found') return given(null)
      return bytes.failure.code === 'too-large' ? denied('vault-damaged', this.lockPath) : deniedByDisk(bytes.failure)
    }
    const found = parseAs(lock, bytes.value, format, schemaVersion)
    if (found === 'newer') return denied('newer-version', this.lockPath)
    return found === 'damaged' ? denied('vault-damaged', this.lockPath) : given(found)
  }

  private async writeLock(next: Lock, overwrite: boolean): Promise<VaultResult<Lock>> {
    try {
      await fs.mkdir(this.folder, { recursive: true, mode: modes.folder })
    } catch (error) {
      return deniedByDisk(writeFailure(error, this.folder))
    }
    const bytes = serialize(format, schemaVersion, { folder: next.folder, passphrase: next.passphrase })
    const written = await writeAtomically(this.lockPath, bytes, { overwrite, mode: modes.file })
    return written.ok ? given(next) : deniedByDisk(written.failure)
  }

  /** Removes what a change of passphrase that was cut off left behind, as far as the keys in force have it too. */
  private async sweep(inForce: Lock): Promise<void> {
    try {
      for (const name of await fs.readdir(this.folder)) {
        if (!folderName.test(name) || name === inForce.folder) continue
        const { mtimeMs } = await fs.stat(join(this.folder, name))
        if (this.now() - mtimeMs > graceMs) await removeCopies(this.keysIn({ folder: name }), this.keysIn(inForce))
      }
    } catch (error) {
      ignoreDisk(error)
    }
  }

  private oneByOne<T>(run: () => Promise<T>): Promise<T> {
    const result = this.last.then(run)
    this.last = result.then(nothing, nothing)
    return result
  }
}

interface OpenLock {
  readonly lock: Lock
  readonly sealer: PassphraseSealer
}

interface Source {
  readonly sealer: PassphraseSealer
  readonly keys: KeyFolder
}

const nothing = (): void => undefined

const isTooShort = (passphrase: string): boolean => passphrase.length < leastPassphrase

const tooShort: Refused = {
  ok: false,
  failure: { code: 'passphrase-needed', file: null, errno: null, limit: leastPassphrase },
}

const newLock = ({ record }: PassphraseSealer): Lock => ({
  format,
  schema: schemaVersion,
  folder: `keys-${randomBytes(8).toString('hex')}`,
  passphrase: record,
})

async function openLock(found: Lock, passphrase: string): Promise<VaultResult<OpenLock>> {
  const sealer = await PassphraseSealer.unlock(found.passphrase, passphrase)
  if (sealer === 'wrong') return denied('wrong-passphrase')
  return sealer === 'damaged' ? denied('vault-damaged', lockName) : given({ lock: found, sealer })
}

async function entriesIn(folder: KeyFolder, sealedBy: KeyEntry['sealedBy']): Promise<VaultResult<readonly KeyEntry[]>> {
  const owners = await folder.owners()
  if (!owners.ok) return owners
  const entries = owners.value.map(async (owner): Promise<KeyEntry> => {
    const file = await folder.look(owner)
    return file.ok
      ? { owner, sealedBy, createdAt: file.value.createdAt, trouble: null }
      : { owner, sealedBy, createdAt: null, trouble: file.failure }
  })
  return given(await Promise.all(entries))
}

/** Seals anew what is not there yet. */
async function copyKeys(from: Source, to: Source): Promise<VaultResult<void>> {
  const [owners, present] = [await from.keys.owners(), await to.keys.owners()]
  if (!owners.ok) return owners
  if (!present.ok) return present
  for (const owner of owners.value.filter((each) => !present.value.includes(each))) {
    const file = await from.keys.look(owner)
    if (!file.ok) return file
    const pkcs8 = await from.keys.read(owner, from.sealer)
    if (!pkcs8.ok) return pkcs8
    const written = await to.keys.write(owner, pkcs8.value, file.value.createdAt, to.sealer)
    pkcs8.value.fill(0)
    if (!written.ok) return written
  }
  return given(undefined)
}

/** Deletes the keys that are in both folders from the first, and that one when nothing is left in it. */
async function removeCopies(from: KeyFolder, to: KeyFolder): Promise<void> {
  const [copies, kept] = [await from.owners(), await to.owners()]
  if (!copies.ok || !kept.ok) return
  for (const owner of copies.value.filter((each) => kept.value.includes(each))) await from.remove(owner)
  await fs.rmdir(from.path).catch(ignoreDisk) // not empty: a key of its own stays
}

const removeFolder = (path: string): Promise<void> => fs.rm(path, { recursive: true, force: true }).catch(ignoreDisk)
