import { randomBytes, randomUUID } from 'node:crypto'
import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { readFailure, writeFailure } from '../../files/errno.ts'
import { ignoreDisk } from '../../files/ignore-disk.ts'
import { modes, namesIn } from '../../files/kept.ts'
import { syncFolder } from '../../files/write-atomically.ts'
import { writePem } from '../../pki/write-pem.ts'
import { type ScryptCost, usualCost } from '../../vault/passphrase-sealer.ts'
import type { Vault } from '../../vault/vault.ts'
import { denied } from '../../vault/vault-failure.ts'
import { openBackup } from './backup.ts'
import { caFile, CaFolder, generationPath } from './ca-folder.ts'
import { type CaResult, type CaTrouble, onDisk, refused, refusedByVault, succeeded } from './failure.ts'
import { checkImported } from './imported-ca.ts'
import { type CreationProgress, makeCa, type NewCa } from './new-ca.ts'
import { type CaPlan, checkPlan, longestName } from './plan.ts'
import { type CaServices, type CaState, PrivateCa } from './private-ca.ts'
import { caBytes, certificatesInPem, generationBytes, type Origin, parseCaRecord } from './records.ts'

export interface CaOptions {
  readonly now?: () => number
  /** What trying a password of a back-up costs. */
  readonly cost?: ScryptCost
}

/** All CAs that can be read, in the order in which they were made, and what could not be read. */
export interface ListedCas {
  readonly cas: readonly CaState[]
  readonly troubles: readonly CaTrouble[]
}

/** An existing CA as the job `gatherAuthority` gives it: in PEM its certificate, then those above it; and its key. */
export interface CaMaterial {
  readonly certificates: string
  /** Stays the caller's, to be overwritten. */
  readonly pkcs8: Uint8Array
}

const caId = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const unfinished = /^\.new-[0-9a-f]+$/
const graceMs = 60 * 60 * 1000

/** The private CAs of this computer: a folder each. Their keys are in the vault, under the SHA-256 of their SPKI. */
export class PrivateCas {
  private readonly known = new Map<string, PrivateCa>()
  private readonly services: CaServices

  /** @param folder made with the first CA */
  constructor(
    private readonly folder: string,
    vault: Vault,
    { now = Date.now, cost = usualCost }: CaOptions = {},
  ) {
    this.services = { vault, now, cost }
  }

  async list(): Promise<ListedCas> {
    try {
      const names = await namesIn(this.folder)
      await this.sweep(names)
      const cas: CaState[] = []
      const troubles: CaTrouble[] = []
      for (const id of names.filter((name) => caId.test(name))) {
        const state = await this.open(id).state()
        if (state.ok) cas.push(state.value)
        else if ('ca' in state.failure) troubles.push(state.failure)
      }
      return { cas: cas.sort(byAge), troubles: [...troubles, ...cas.flatMap((ca) => ca.troubles)] }
    } catch (error) {
      return { cas: [], troubles: [onDisk(readFailure(error, this.folder), null, this.folder).failure] }
    }
  }

  /** The CA with this id, if it is here. */
  async get(id: string): Promise<CaResult<PrivateCa>> {
    if (!caId.test(id)) return refused('ca-not-found', id)
    const ca = this.open(id)
    const state = await ca.state()
    return state.ok ? succeeded(ca) : state
  }

  /** Where a CA lies, for the bin of the operating system. Its keys stay in the vault. @throws Error for no id: a bug */
  folderOf(id: string): string {
    if (!caId.test(id)) throw new Error(`${id} is no id of a CA`)
    return join(this.folder, id)
  }

  /** Makes a root, or a root and an intermediate below it. */
  async create(plan: CaPlan, progress: CreationProgress = noProgress): Promise<CaResult<PrivateCa>> {
    const problems = checkPlan(plan)
    if (problems.length > 0) return { ok: false, failure: { code: 'plan-refused', problems } }
    if (this.services.vault.isLocked) return locked
    const made = await makeCa(plan, this.services.now(), progress)
    progress('saving', plan.levels + 1, plan.levels + 2)
    return this.keepNew(made, plan.name.trim(), 'made')
  }

  /** Takes an existing CA in. @param name as the user will know it; '': its common name */
  async import({ certificates, pkcs8 }: CaMaterial, name: string): Promise<CaResult<PrivateCa>> {
    const chain = await checkImported(certificatesInPem(certificates) ?? [], pkcs8, name, this.services.now())
    if (!chain.ok) return chain
    if (Array.from(name).length > longestName) return refused('import-name-too-long', name, { limit: longestName })
    const [issuing] = chain.value
    const shown = name.trim() || (issuing?.subject.commonName ?? '').slice(0, longestName)
    const keys = new Map([[issuing?.publicKey.sha256 ?? '', Uint8Array.from(pkcs8)]])
    return this.keepNew({ chain: chain.value, keys }, shown, 'imported')
  }

  /**
   * Brings a CA back from a back-up. Where it is here already nothing is touched: two ledgers of one CA are not mixed.
   * @param file the name of the back-up's file, for the failures
   */
  async restore(bytes: Uint8Array, password: string, file: string): Promise<CaResult<PrivateCa>> {
    if (this.services.vault.isLocked) return locked
    const backup = await openBackup(bytes, password, file)
    if (!backup.ok) return backup
    const { id, files, keys } = backup.value
    try {
      const record = parseCaRecord(files.get(caFile) ?? new Uint8Array())
      const first = typeof record === 'string' ? undefined : record
      const restored = new Map(files)
      if (first) restored.set(caFile, caBytes({ ...first, origin: 'restored' }))
      return await this.keep({ id, name: first?.name ?? id, files: restored, keys })
    } finally {
      wipe(keys)
    }
  }

  private async keepNew({ chain, keys }: NewCa, name: string, origin: Origin): Promise<CaResult<PrivateCa>> {
    const id = randomUUID()
    const at = new Date(this.services.now()).toISOString()
    const files = new Map([
      [caFile, caBytes({ id, name, createdAt: at, origin })],
      [generationPath(1), generationBytes(at, writePem(chain))],
    ])
    try {
      return await this.keep({ id, name, files, keys })
    } finally {
      wipe(keys)
    }
  }

  /** Keys first, so that no CA is here without them; then all files at once, under another name until they are complete. */
  private async keep({ id, name, files, keys }: Kept): Promise<CaResult<PrivateCa>> {
    if (await isThere(join(this.folder, id))) return refused('ca-exists', name)
    const kept = await this.keepKeys(keys)
    if (!kept.ok) return kept
    const placed = await this.place(id, name, files)
    if (!placed.ok) {
      for (const owner of kept.value) await this.services.vault.delete(owner)
      return placed
    }
    return succeeded(this.open(id))
  }

  /** @returns the owners whose key was not in the vault before */
  private async keepKeys(keys: ReadonlyMap<string, Uint8Array>): Promise<CaResult<readonly string[]>> {
    const { vault } = this.services
    const added: string[] = []
    for (const [owner, pkcs8] of keys) {
      const put = await vault.put(owner, pkcs8)
      if (put.ok) added.push(owner)
      // That of a CA which was deleted is still there. Under its own digest it can be no other.
      const isKept = put.ok || (put.failure.code === 'key-exists' && (await this.mend(owner, pkcs8)))
      if (isKept) continue
      for (const each of added) await vault.delete(each)
      return refusedByVault(put.failure)
    }
    return succeeded(added)
  }

  /** Replaces a key whose file is damaged by the same key. @returns whether the vault has it now */
  private async mend(owner: string, pkcs8: Uint8Array): Promise<boolean> {
    const { vault } = this.services
    const present = await vault.get(owner)
    if (present.ok) present.value.fill(0)
    if (present.ok || present.failure.code !== 'key-damaged') return present.ok
    return (await vault.delete(owner)).ok && (await vault.put(owner, pkcs8)).ok
  }

  private async place(id: string, name: string, files: ReadonlyMap<string, Uint8Array>): Promise<CaResult<void>> {
    const temporary = join(this.folder, `.new-${randomBytes(8).toString('hex')}`)
    const folder = new CaFolder(temporary, id, this.services.now)
    folder.name = name
    try {
      await fs.mkdir(this.folder, { recursive: true, mode: modes.folder })
      const made = await folder.make()
      if (!made.ok) return made
      for (const [path, bytes] of files) {
        const added = await folder.add(path, bytes)
        if (!added.ok) return added
      }
      await fs.rename(temporary, join(this.folder, id))
      await syncFolder(this.folder)
      return succeeded(undefined)
    } catch (error) {
      // Another copy of the app was quicker: a folder with something in it is not replaced.
      if (await isThere(join(this.folder, id))) return refused('ca-exists', name)
      return onDisk(writeFailure(error, join(this.folder, id)), name, this.folder)
    } finally {
      await fs.rm(temporary, { recursive: true, force: true }).catch(ignoreDisk)
    }
  }

  private open(id: string): PrivateCa {
    const ca = this.known.get(id) ?? new PrivateCa(id, join(this.folder, id), this.services)
    this.known.set(id, ca)
    return ca
  }

  /** What a killed process left of a CA that was about to be made. */
  private async sweep(names: readonly string[]): Promise<void> {
    for (const name of names.filter((each) => unfinished.test(each))) {
      const path = join(this.folder, name)
      const stat = await fs.stat(path).catch(ignoreDisk)
      if (!stat || this.services.now() - stat.mtimeMs <= graceMs) continue
      await fs.rm(path, { recursive: true, force: true }).catch(ignoreDisk)
    }
  }
}

interface Kept {
  readonly id: string
  readonly name: string
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly keys: ReadonlyMap<string, Uint8Array>
}

const noProgress = (): void => undefined

const locked = refusedByVault(denied('locked').failure)

const isThere = async (path: string): Promise<boolean> => (await fs.stat(path).catch(ignoreDisk)) !== undefined

const byAge = (a: CaState, b: CaState): number => ((a.createdAt ?? '') < (b.createdAt ?? '') ? -1 : 1)

function wipe(keys: ReadonlyMap<string, Uint8Array>): void {
  for (const key of keys.values()) key.fill(0)
}
