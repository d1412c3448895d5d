import { promises as fs } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { readFailure } from '../../files/errno.ts'
import { readBytes } from '../../files/kept.ts'
import { type CaTrouble, onDisk, refused } from './failure.ts'
import type { Unread } from './records.ts'

export const mostRecordBytes = 2 * 1024 * 1024

export interface Records<T> {
  /** By the name of the file without its ending. */
  readonly read: ReadonlyMap<string, T>
  /** Of every record that is there, read or not, in their order. */
  readonly names: readonly string[]
  readonly troubles: readonly CaTrouble[]
}

/**
 * Records of one kind, a file each in one folder of a CA. They are added and never rewritten, so that what was read once
 * need not be read again.
 */
export class RecordShelf<T> {
  private readonly known = new Map<string, T>()

  /** @param name of a record's file; its first group is what the record is called by */
  constructor(
    private readonly path: string,
    private readonly name: RegExp,
    private readonly parse: (bytes: Uint8Array, name: string) => T | Unread,
  ) {}

  /** @param ca the CA's name, for the troubles */
  async read(ca: string): Promise<Records<T>> {
    try {
      const names = (await fs.readdir(this.path)).flatMap((file) => this.name.exec(file)?.[1] ?? []).sort()
      const troubles: CaTrouble[] = []
      for (const name of names) {
        if (this.known.has(name)) continue
        const trouble = await this.take(name, ca)
        if (trouble) troubles.push(trouble)
      }
      for (const name of this.known.keys()) if (!names.includes(name)) this.known.delete(name)
      return { read: new Map(this.known), names, troubles }
    } catch (error) {
      const trouble = onDisk(readFailure(error, this.path), ca, dirname(this.path)).failure
      return { read: new Map(), names: [], troubles: [trouble] }
    }
  }

  private async take(name: string, ca: string): Promise<CaTrouble | undefined> {
    const file = `${name}.json`
    const bytes = await readBytes(join(this.path, file), mostRecordBytes)
    if (!bytes.ok) return onDisk(bytes.failure, ca, dirname(this.path)).failure
    const record = this.parse(bytes.value, name)
    if (record === 'damaged' || record === 'newer') {
      const code = record === 'newer' ? 'newer-version' : 'record-damaged'
      return refused(code, ca, { file: `${basename(this.path)}/${file}` }).failure
    }
    this.known.set(name, record)
    return undefined
  }
}
