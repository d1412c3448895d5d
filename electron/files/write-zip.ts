import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'

/** One file of an archive. */
export interface Packed {
  /** Without a folder. */
  readonly name: string
  readonly content: string | Uint8Array
}

/** Read and written by whoever unpacks it, run by nobody unasked. */
const mode = 0o100644

/** A .zip of files made here. It says when it was made, and nothing of who made it or where. @param at its time */
export async function writeZip(files: readonly Packed[], at: Date): Promise<Buffer> {
  const zip = new ZipFile()
  for (const { name, content } of files) zip.addBuffer(Buffer.from(content), name, { mtime: at, mode })
  zip.end()
  return buffer(zip.outputStream)
}
