import { createHash } from 'node:crypto'
import { z } from 'zod'

const format = 'ome-chain-key'
const schemaVersion = 1

const keyFile = z.object({
  format: z.literal(format),
  schema: z.literal(schemaVersion),
  /** SHA-256 of what the key belongs to. */
  owner: z.string().regex(/^[0-9a-f]{64}$/),
  createdAt: z.iso.datetime(),
  sealedBy: z.enum(['os', 'passphrase']),
  /** Base64: the owner and the PKCS#8, sealed. */
  sealed: z.string().max(256 * 1024),
  /** SHA-256 of the above in hex: tells of damage before the key is opened. */
  digest: z.string(),
})

/** One key at rest. */
export type KeyFile = Omit<z.infer<typeof keyFile>, 'format' | 'schema' | 'digest'>

export function parseKeyFile(bytes: Uint8Array): KeyFile | 'damaged' | 'newer' {
  const file = parseAs(keyFile, bytes, format, schemaVersion)
  if (typeof file === 'string') return file
  return file.digest === digestOf(file) ? file : 'damaged'
}

export const serializeKeyFile = (file: KeyFile): Uint8Array =>
  serialize(format, schemaVersion, { ...file, digest: digestOf(file) })

const digestOf = ({ owner, createdAt, sealedBy, sealed }: KeyFile): string =>
  createHash('sha256')
    .update(JSON.stringify([owner, createdAt, sealedBy, sealed]))
    .digest('hex')

/** A small JSON file of ours. */
export function parseAs<T>(
  shape: z.ZodType<T>,
  bytes: Uint8Array,
  format: string,
  newest: number,
): T | 'damaged' | 'newer' {
  const value = parseJson(bytes)
  const head = z.object({ format: z.literal(format), schema: z.number() }).safeParse(value)
  if (head.success && head.data.schema > newest) return 'newer'
  const parsed = shape.safeParse(value)
  return parsed.success ? parsed.data : 'damaged'
}

export const serialize = (format: string, schema: number, content: object): Uint8Array =>
  Buffer.from(JSON.stringify({ format, schema, ...content }) + '\n')

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString())
  } catch {
    return undefined // no JSON: damaged
  }
}
