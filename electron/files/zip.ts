import type { FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { crc32, inflateRawSync } from 'node:zlib'
import { fromBufferPromise, fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl'
import { archiveFailure } from './errno.ts'
import { done, failed, type FileFailure, type FileResult, type FileResults } from './failure.ts'
import { isHidden } from './hidden.ts'
import type { Input } from './input.ts'
import { isZip } from './kind.ts'
import { limits } from './limits.ts'

/**
 * The files in a .zip, unpacked into memory one after the other. Nothing is ever written to disk, so a name such as
 * `../../etc/passwd` in an archive ("zip slip") is only a name. What the headers claim of sizes is not believed: the
 * bytes are counted as they come, and at the limit the archive is left. A .zip within is named and not opened.
 */
export async function* readZip(archive: Input): FileResults<Input> {
  try {
    const zip = await fromBufferPromise(archive.bytes)
    if (zip.entryCount > limits.files)
      return yield failed({ code: 'too-many-files', file: archive.name, limit: limits.files })
    yield* unpackAll(zip, archive)
  } catch (error) {
    yield failed(zipFailure(error, archive.name))
  }
}

async function* unpackAll(zip: ZipFile, archive: Input): FileResults<Input> {
  let left: number = limits.zipBytes
  let isEmpty = true
  for await (const entry of zip.eachEntry()) {
    if (isFolder(entry) || isHidden(entry.fileName)) continue
    isEmpty = false
    const unpacked = await unpack(zip, entry, archive, Math.min(left, limits.fileBytes))
    left -= unpacked.counted
    if (left <= 0) return yield failed({ code: 'zip-too-large', file: archive.name, limit: limits.zipBytes })
    yield unpacked.result
  }
  if (isEmpty) yield failed({ code: 'nothing-inside', file: archive.name })
}

interface Unpacked {
  readonly result: FileResult<Input>
  /** How many bytes were unpacked, whatever came of it. */
  readonly counted: number
}

async function unpack(zip: ZipFile, entry: Entry, archive: Input, limit: number): Promise<Unpacked> {
  const name = nameWithin(archive.name, entry)
  const unreadable = whyUnreadable(entry, name)
  if (unreadable) return { result: failed(unreadable), counted: 0 }
  try {
    const { fileDataStart } = await zip.readLocalFileHeaderPromise(entry, { minimal: true })
    const packed = archive.bytes.subarray(fileDataStart, fileDataStart + entry.compressedSize)
    const bytes = inflate(packed, entry, limit)
    if (!bytes) return { result: failed({ code: 'too-large', file: name, limit }), counted: limit }
    return { result: verified(bytes, entry, name), counted: bytes.length }
  } catch (error) {
    return { result: failed(zipFailure(error, name)), counted: 0 }
  }
}

const stored = 0

/** Undefined where more comes out than the limit allows. */
function inflate(packed: Buffer, entry: Entry, limit: number): Buffer | undefined {
  if (entry.compressionMethod === stored) return packed.length > limit ? undefined : packed
  try {
    return inflateRawSync(packed, { maxOutputLength: limit })
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}

function verified(bytes: Buffer, entry: Entry, name: string): FileResult<Input> {
  if (bytes.length !== entry.uncompressedSize || crc32(bytes) !== entry.crc32)
    return failed({ code: 'zip-damaged', file: name })
  return isZip(bytes) ? failed({ code: 'zip-nested', file: name }) : done({ name, bytes })
}

/** One of the files in a .zip, to be read piece by piece. */
export interface ZipStream {
  readonly name: string
  readonly stream: Readable
}

/**
 * Those files of a .zip on disk whose names are wanted, as streams: each must be read to its end, or destroyed, before
 * the next is asked for. There is no limit of size, since nobody needs to hold them.
 */
export async function* streamZip(
  archive: { readonly name: string; readonly file: FileHandle; readonly size: number },
  isWanted: (name: string) => boolean,
): FileResults<ZipStream> {
  try {
    const zip = await fromRandomAccessReaderPromise(new FileReader(archive.file, archive.size), archive.size)
    for await (const entry of zip.eachEntry()) {
      if (isWanted(entry.fileName)) yield await openEntry(zip, entry, nameWithin(archive.name, entry))
    }
  } catch (error) {
    yield failed(zipFailure(error, archive.name))
  }
}

async function openEntry(zip: ZipFile, entry: Entry, name: string): Promise<FileResult<ZipStream>> {
  const unreadable = whyUnreadable(entry, name)
  if (unreadable) return failed(unreadable)
  try {
    return done({ name, stream: await zip.openReadStreamPromise(entry) })
  } catch (error) {
    return failed(zipFailure(error, name))
  }
}

const pieceBytes = 256 * 1024

/** Reads within the file only: yauzl hands on offsets as they stand in the archive, and `node:fs` throws at wild ones. */
class FileReader extends RandomAccessReader {
  constructor(
    private readonly file: FileHandle,
    private readonly size: number,
  ) {
    super()
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null, bytesRead?: number) => void,
  ): void {
    const reading =
      position + length > this.size
        ? Promise.reject(new Error('beyond the end of the archive'))
        : this.file.read(buffer, offset, length, position)
    reading.then(
      ({ bytesRead }) => callback(null, bytesRead),
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    )
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return Readable.from(this.range(start, end))
  }

  /** Unlike a stream of `node:fs`, this leaves the file open for the next entry. */
  private async *range(start: number, end: number): AsyncGenerator<Buffer> {
    for (let position = start; position < end;) {
      const wanted = Math.min(pieceBytes, end - position)
      const { buffer, bytesRead } = await this.file.read(Buffer.allocUnsafe(wanted), 0, wanted, position)
      if (bytesRead === 0) return
      yield buffer.subarray(0, bytesRead)
      position += bytesRead
    }
  }
}

const isFolder = (entry: Entry): boolean => entry.fileName.endsWith('/')

const nameWithin = (archive: string, entry: Entry): string => `${archive}/${entry.fileName.replace(/^(?:\.\/)+/, '')}`

function whyUnreadable(entry: Entry, file: string): FileFailure | undefined {
  if (entry.isEncrypted()) return { code: 'zip-encrypted', file }
  return entry.canDecodeFileData() ? undefined : { code: 'zip-method', file }
}

/** yauzl names the one kind of encryption that hides even the table of contents in words only. */
function zipFailure(error: unknown, file: string): FileFailure {
  if (error instanceof Error && error.message === 'strong encryption is not supported')
    return { code: 'zip-encrypted', file }
  return archiveFailure(error, file, 'zip-damaged')
}
