import { createHash } from 'node:crypto'
import type { ReadResult } from '../pki/found.ts'
import { read } from '../pki/read.ts'

/** So much of what was read is kept: twice what a full project has. */
const mostBytes = 64 * 1024 * 1024
const mostFiles = 4000

/** Remembers what files hold by the digest of their bytes, so that looking again at a pile costs next to nothing. */
export class Readings {
  private readonly remembered = new Map<string, { readonly result: ReadResult; readonly bytes: number }>()
  private bytes = 0

  /** What the bytes hold, under that name. Opens nothing that wants a password. */
  async read(bytes: Uint8Array, name: string): Promise<ReadResult> {
    const key = `${sha256Of(bytes)} ${name}`
    const known = this.remembered.get(key)
    if (known) {
      // The youngest stands last.
      this.remembered.delete(key)
      this.remembered.set(key, known)
      return known.result
    }
    const result = await read(bytes, name)
    this.remember(key, result, bytes.length)
    return result
  }

  private remember(key: string, result: ReadResult, bytes: number): void {
    this.remembered.set(key, { result, bytes })
    this.bytes += bytes
    for (const [oldest, { bytes: freed }] of this.remembered) {
      if (this.bytes <= mostBytes && this.remembered.size <= mostFiles) return
      this.remembered.delete(oldest)
      this.bytes -= freed
    }
  }
}

/** Lower-case hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
