import { createHash } from 'node:crypto'
import { z } from 'zod'
import { passphraseRecord, PassphraseSealer, type ScryptCost } from '../../vault/passphrase-sealer.ts'
import { leastPassphrase } from '../../vault/vault.ts'
import { isRecordPath } from './ca-folder.ts'
import { type CaResult, refused, type Refused, succeeded } from './failure.ts'

const format = 'ome-chain-ca-backup'
const schemaVersion = 1
/** Some ten thousand certificates. */
export const mostBackupBytes = 128 * 1024 * 1024

/** Each is a file to be written: more than any real ledger has, and no crafted one keeps the disk busy for hours. */
const mostRecords = 50_000

/** All of one CA. */
export interface CaBackup {
  readonly id: string
  /** By path below the CA's folder, with slashes. */
  readonly files: ReadonlyMap<string, Uint8Array>
  /** PKCS#8 by the SHA-256 of the key's SPKI; whoever gets them overwrites them after use. */
  readonly keys: ReadonlyMap<string, Uint8Array>
}

const envelope = z.object({
  format: z.literal(format),
  schema: z.literal(schemaVersion),
  passphrase: passphraseRecord,
  /** Base64. */
  sealed: z.string(),
  /** SHA-256 of the lines before, in hex: tells a damaged file from a wrong password. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})
type Envelope = z.infer<typeof envelope>

const base64 = z.string().regex(/^[A-Za-z0-9+/]*={0,2}$/)
const content = z.object({
  id: z.uuid().lowercase(),
  files: z.array(z.object({ path: z.string().refine(isRecordPath), bytes: base64 })).max(mostRecords),
  keys: z.array(z.object({ owner: z.string().regex(/^[0-9a-f]{64}$/), pkcs8: base64 })),
})

/**
 * One file: JSON, in which all that is of the CA is sealed under the password (scrypt, AES-256-GCM). Outside the seal
 * stands only what is needed to try a password.
 * @param ca the CA's name, for the failures
 */
export async function packBackup(
  backup: CaBackup,
  password: string,
  ca: string,
  cost: ScryptCost,
): Promise<CaResult<Uint8Array>> {
  if (isTooShort(password)) return tooShort(ca)
  const plain = Buffer.from(JSON.stringify(plainOf(backup)))
  const sealer = await PassphraseSealer.create(password, cost)
  try {
    const sealed = await sealer.seal(plain)
    if (sealed === 'refused') throw new Error('a sealer that was just made')
    const bytes = fileOf({ passphrase: sealer.record, sealed: Buffer.from(sealed).toString('base64') })
    return bytes.length > mostBackupBytes
      ? refused('backup-too-large', ca, { limit: mostBackupBytes })
      : succeeded(bytes)
  } finally {
    plain.fill(0)
    sealer.forget()
  }
}

/** @param file the name of the file, for the failures */
export async function openBackup(bytes: Uint8Array, password: string, file: string): Promise<CaResult<CaBackup>> {
  if (bytes.length > mostBackupBytes) return refused('backup-too-large', null, { file, limit: mostBackupBytes })
  const found = envelopeIn(bytes)
  if (typeof found === 'string') return refused(found, null, { file })
  const sealer = await PassphraseSealer.unlock(found.passphrase, password)
  if (sealer === 'wrong') return refused('backup-wrong-password', null, { file })
  if (sealer === 'damaged') return refused('backup-damaged', null, { file })
  const plain = await sealer.open(Buffer.from(found.sealed, 'base64'))
  sealer.forget()
  if (typeof plain === 'string') return refused('backup-damaged', null, { file })
  const backup = contentIn(plain)
  plain.fill(0)
  return backup ? succeeded(backup) : refused('backup-damaged', null, { file })
}

const isTooShort = (password: string): boolean => password.length < leastPassphrase
const tooShort = (ca: string): Refused => refused('password-too-short', ca, { limit: leastPassphrase })

const plainOf = ({ id, files, keys }: CaBackup): z.infer<typeof content> => ({
  id,
  files: [...files].map(([path, bytes]) => ({ path, bytes: Buffer.from(bytes).toString('base64') })),
  keys: [...keys].map(([owner, pkcs8]) => ({ owner, pkcs8: Buffer.from(pkcs8).toString('base64') })),
})

function contentIn(plain: Uint8Array): CaBackup | undefined {
  const parsed = content.safeParse(parseJson(plain))
  if (!parsed.success) return undefined
  const { id, files, keys } = parsed.data
  return {
    id,
    files: new Map(files.map(({ path, bytes }) => [path, Buffer.from(bytes, 'base64')])),
    keys: new Map(keys.map(({ owner, pkcs8 }) => [owner, Buffer.from(pkcs8, 'base64')])),
  }
}

function fileOf({ passphrase, sealed }: Pick<Envelope, 'passphrase' | 'sealed'>): Buffer {
  const head = { format, schema: schemaVersion, passphrase, sealed }
  const digest = createHash('sha256').update(JSON.stringify(head)).digest('hex')
  return Buffer.from(`${JSON.stringify({ ...head, digest })}\n`)
}

/** Only the very bytes that `fileOf` writes count, so that no changed one goes by unseen. */
function envelopeIn(bytes: Uint8Array): Envelope | 'not-a-backup' | 'backup-damaged' | 'newer-version' {
  const value = parseJson(bytes)
  const head = z.object({ format: z.literal(format), schema: z.number().int() }).safeParse(value)
  if (!head.success) return startsAsBackup(bytes) ? 'backup-damaged' : 'not-a-backup'
  if (head.data.schema > schemaVersion) return 'newer-version'
  const found = envelope.safeParse(value)
  return found.success && fileOf(found.data).equals(bytes) ? found.data : 'backup-damaged'
}

const beginning = `{"format":"${format}"`
const mostChanged = 2
/** Whether it is a back-up, or was one: a byte or two of the beginning may be the damaged ones. */
export const startsAsBackup = (bytes: Uint8Array): boolean => {
  const start = Buffer.from(bytes.subarray(0, beginning.length)).toString('latin1')
  const changed = Array.from(beginning).filter((character, index) => character !== start[index]).length
  return changed <= mostChanged
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString())
  } catch {
    return undefined // no JSON: damaged
  }
}
