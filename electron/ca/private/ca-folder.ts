import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { readFailure } from '../../files/errno.ts'
import { ignoreDisk } from '../../files/ignore-disk.ts'
import { makeFolder, modes, namesIn, readBytes, removeTemporaries } from '../../files/kept.ts'
import { writeAtomically } from '../../files/write-atomically.ts'
import { type CaResult, type CaTrouble, onDisk, refused, succeeded } from './failure.ts'
import { mostRecordBytes, RecordShelf } from './record-shelf.ts'
import {
  type CaRecord,
  type CrlRecord,
  type Generation,
  type IssuedRecord,
  parseCaRecord,
  parseCrlRecord,
  parseGeneration,
  parseIssued,
  parseRevoked,
  type RevokedRecord,
  type Unread,
} from './records.ts'

export const caFile = 'ca.json'

const serialName = /^([0-9a-f]{1,40})\.json$/
const numberName = /^(\d{6,15})\.json$/
/** The kinds of records of which there are many, each in a folder of its own. */
const shelfNames = { generations: numberName, issued: serialName, revoked: serialName, crls: numberName } as const
type ShelfName = keyof typeof shelfNames
const shelves = Object.keys(shelfNames) as readonly ShelfName[]

export const generationPath = (number: number): string => `generations/${padded(number)}.json`
export const issuedPath = (serial: string): string => `issued/${serial}.json`
export const revokedPath = (serial: string): string => `revoked/${serial}.json`
export const crlPath = (number: number): string => `crls/${padded(number)}.json`

const padded = (number: number): string => String(number).padStart(6, '0')

/** Whether a file of a CA is called so, below its folder, with slashes. */
export function isRecordPath(path: string): boolean {
  return (
    path === caFile ||
    shelves.some((shelf) => path.startsWith(`${shelf}/`) && shelfNames[shelf].test(path.slice(shelf.length + 1)))
  )
}

/** All that is kept of one CA, but for its keys. */
export interface Ledger {
  /** undefined: damaged, and told among the troubles. */
  readonly record: CaRecord | undefined
  /** By number. */
  readonly generations: ReadonlyMap<number, Generation>
  /** By serial number. */
  readonly issued: ReadonlyMap<string, IssuedRecord>
  /** By serial number; null where only the name of the file still says that it is revoked. */
  readonly revoked: ReadonlyMap<string, RevokedRecord | null>
  /** The last list that was made. */
  readonly lastCrl: CrlRecord | null
  /** The highest numbers that were ever taken, by damaged records as well. */
  readonly topGeneration: number
  readonly topCrl: number
  readonly troubles: readonly CaTrouble[]
}

/**
 * The folder of one CA. Files are added to it and never rewritten: a name that is taken stays taken, in every copy of the
 * app.
 */
export class CaFolder {
  /** As the user knows the CA, once that was read. */
  name: string
  private readonly generations: RecordShelf<Generation>
  private readonly issued: RecordShelf<IssuedRecord>
  private readonly revoked: RecordShelf<RevokedRecord>
  private readonly crls: RecordShelf<CrlRecord>

  constructor(
    readonly path: string,
    readonly id: string,
    private readonly now: () => number,
  ) {
    this.name = id
    this.generations = new RecordShelf(join(path, 'generations'), shelfNames.generations, parseGeneration)
    this.issued = new RecordShelf(join(path, 'issued'), shelfNames.issued, parseIssued)
    this.revoked = new RecordShelf(join(path, 'revoked'), shelfNames.revoked, parseRevoked)
    this.crls = new RecordShelf(join(path, 'crls'), shelfNames.crls, parseCrlRecord)
  }

  /** Makes the folder and those of the records. */
  async make(): Promise<CaResult<void>> {
    for (const folder of ['', ...shelves]) {
      const made = await makeFolder(join(this.path, folder))
      if (!made.ok) return onDisk(made.failure, this.name, this.path)
    }
    return succeeded(undefined)
  }

  /** @param path below the folder, with slashes; where it is taken, the failure's code is `exists` */
  async add(path: string, bytes: Uint8Array): Promise<CaResult<void>> {
    const options = { overwrite: false, mode: modes.file }
    const written = await writeAtomically(join(this.path, path), bytes, options)
    return written.ok ? succeeded(undefined) : onDisk(written.failure, this.name, this.path)
  }

  /** Removes what was just added. What the disk refuses stays: it was signed, and is told of. */
  async takeBack(path: string): Promise<void> {
    await fs.rm(join(this.path, path), { force: true }).catch(ignoreDisk)
  }

  async read(): Promise<CaResult<Ledger>> {
    const record = await this.readRecord()
    if (!record.ok) return record
    const isRead = typeof record.value !== 'string'
    if (isRead) this.name = record.value.name
    const [generations, issued] = [await this.generations.read(this.name), await this.issued.read(this.name)]
    const [revoked, crls] = [await this.revoked.read(this.name), await this.crls.read(this.name)]
    await this.tidy()
    const code = record.value === 'newer' ? 'newer-version' : 'record-damaged'
    return succeeded({
      record: isRead ? record.value : undefined,
      generations: new Map([...generations.read].map(([name, generation]) => [Number(name), generation])),
      issued: issued.read,
      revoked: new Map(revoked.names.map((name) => [name, revoked.read.get(name) ?? null])),
      lastCrl: [...crls.read.values()].sort((a, b) => b.number - a.number)[0] ?? null,
      topGeneration: topOf(generations.names),
      topCrl: topOf(crls.names),
      troubles: [
        ...(isRead ? [] : [refused(code, this.name, { file: caFile }).failure]),
        ...[generations, issued, revoked, crls].flatMap(({ troubles }) => troubles),
      ],
    })
  }

  /** Every file as it is, by its path with slashes: also those that can't be understood. */
  async readRaw(): Promise<CaResult<ReadonlyMap<string, Buffer>>> {
    const paths = [caFile]
    try {
      for (const shelf of shelves) {
        const names = await namesIn(join(this.path, shelf))
        paths.push(...names.map((name) => `${shelf}/${name}`).filter(isRecordPath))
      }
    } catch (error) {
      return onDisk(readFailure(error, this.path), this.name, this.path)
    }
    const files = new Map<string, Buffer>()
    for (const path of paths) {
      const bytes = await readBytes(join(this.path, path), mostRecordBytes)
      if (!bytes.ok) return onDisk(bytes.failure, this.name, this.path)
      files.set(path, bytes.value)
    }
    return succeeded(files)
  }

  private async readRecord(): Promise<CaResult<CaRecord | Unread>> {
    const bytes = await readBytes(join(this.path, caFile), mostRecordBytes)
    if (bytes.ok) {
      const record = parseCaRecord(bytes.value)
      return succeeded(typeof record === 'string' || record.id === this.id ? record : 'damaged')
    }
    const { code } = bytes.failure
    if (code === 'not-found') return (await this.isThere()) ? succeeded('damaged') : refused('ca-not-found', this.name)
    return code === 'too-large' ? succeeded('damaged') : onDisk(bytes.failure, this.name, this.path)
  }

  private async isThere(): Promise<boolean> {
    return (await fs.stat(this.path).catch(ignoreDisk))?.isDirectory() ?? false
  }

  /** What a killed process left; what can't be removed costs room, no more. */
  private async tidy(): Promise<void> {
    for (const shelf of shelves) await removeTemporaries(join(this.path, shelf), this.now()).catch(ignoreDisk)
  }
}

const topOf = (names: readonly string[]): number => Math.max(0, ...names.map(Number))
