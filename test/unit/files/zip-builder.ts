import { crc32, deflateRawSync } from 'node:zlib'

/** One entry of an archive; what is not given is as it should be. */
export interface ZipEntry {
  readonly name: string
  readonly content?: string | Uint8Array
  /** Stored, not deflated. */
  readonly isStored?: boolean
  readonly method?: number
  readonly flags?: number
  readonly claimedSize?: number
  readonly claimedCrc?: number
  /** Where the local header is said to stand. */
  readonly offset?: number
}

interface Packed {
  readonly entry: ZipEntry
  readonly name: Buffer
  readonly data: Buffer
  readonly fields: Buffer
}

/** The fields that the local header and the table of contents have in common. */
function pack(entry: ZipEntry): Packed {
  const content = Buffer.from(entry.content ?? '')
  const data = entry.isStored ? content : deflateRawSync(content)
  const name = Buffer.from(entry.name)
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x800 | (entry.flags ?? 0), 2)
  fields.writeUInt16LE(entry.method ?? (entry.isStored ? 0 : 8), 4)
  fields.writeUInt32LE(entry.claimedCrc ?? crc32(content), 10)
  fields.writeUInt32LE(data.length, 14)
  fields.writeUInt32LE(entry.claimedSize ?? content.length, 18)
  fields.writeUInt16LE(name.length, 22)
  return { entry, name, data, fields }
}

const signature = (last: number, more: number): Buffer => Buffer.from([0x50, 0x4b, last, more])

/** A .zip archive, whole or crafted. */
export function zip(...entries: readonly ZipEntry[]): Buffer {
  const locals: Buffer[] = []
  const table: Buffer[] = []
  let position = 0
  for (const { entry, name, data, fields } of entries.map(pack)) {
    const local = Buffer.concat([signature(3, 4), fields, name, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(entry.offset ?? position, 10)
    table.push(signature(1, 2), Buffer.from([20, 0]), fields, rest, name)
    locals.push(local)
    position += local.length
  }
  const tableBytes = Buffer.concat(table)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(tableBytes.length, 8)
  end.writeUInt32LE(position, 12)
  return Buffer.concat([...locals, tableBytes, signature(5, 6), end])
}
