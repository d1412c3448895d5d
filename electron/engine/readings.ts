import { createHash } from 'node:crypto'
import type { ReadResult } from '../pki/found.ts'
import { read } from '../pki/read.ts'

/** More than a project of the usual size has. */
const most = { bytes: 64 * 1024 * 1024, files: 4000 }

/** Remembers what files hold by the digest of their bytes, so that looking again at a pile costs next to nothing. */
export class Readings {
  private readonly remembered = new Map<string, { readonly result: ReadResult; readonly bytes: number }>()
  private bytes = 0

  /** @param limits how much of what was read is kept */
  constructor(private readonly limits: { readonly bytes: number; readonly files: number } = most) {}

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
      if (this.bytes <= this.limits.bytes && this.remembered.size <= this.limits.files) return
      this.remembered.delete(oldest)
      this.bytes -= freed
    }
  }
}

/** Lower-case hex. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
