import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { read } from '../pki/read.ts'
import { refused, type StoreResult, succeeded } from './failure.ts'
import { sha256Of } from './imported-bytes.ts'
import { migrate, migrations } from './migrations.ts'
import { type Project, projectSchema, schemaVersion } from './project.ts'
import { bytesOf, limits } from './state-file.ts'

const format = 'ome-chain-portable'

/** A portable file larger than this is neither written nor read. In bytes. */
export const portableLimit = 64 * 1024 * 1024

const portable = z.object({
  format: z.literal(format),
  schema: z.number().int().nonnegative(),
  project: z.unknown(),
  /** Base64, by SHA-256. */
  files: z.record(z.string().regex(/^[0-9a-f]{64}$/), z.string()),
})

/** A project with the bytes of its imported files. */
export interface Unpacked {
  readonly project: Project
  readonly files: ReadonlyMap<string, Uint8Array>
}

/** One file (`*.omechain`) that holds a project with all its imported files, and no key. */
export async function packProject(
  project: Project,
  files: ReadonlyMap<string, Uint8Array>,
): Promise<StoreResult<Uint8Array>> {
  const holdsKey = await keyIn(project, files)
  if (holdsKey) return holdsKey
  const encoded = Object.fromEntries(
    [...files].map(([sha256, bytes]) => [sha256, Buffer.from(bytes).toString('base64')]),
  )
  const packed = Buffer.from(JSON.stringify({ format, schema: schemaVersion, project, files: encoded }) + '\n')
  if (packed.length > portableLimit) return refused('state-too-large', project.name, { limit: portableLimit })
  return succeeded(packed)
}

/**
 * The project in a portable file, which may come from anybody: everything in it is checked, and what it says of verdicts
 * is looked at anew. Where the id is taken, it gets another.
 *
 * @param file the name by which the user knows it
 * @param ids of all projects that are there
 */
export async function unpackProject(
  bytes: Uint8Array,
  file: string,
  ids: ReadonlySet<string>,
): Promise<StoreResult<Unpacked>> {
  const damaged = (reason: string) => refused('not-portable', null, { file, reason })
  if (bytes.length > portableLimit) return damaged(`> ${portableLimit}`)
  const envelope = portable.safeParse(parseJson(bytes))
  if (!envelope.success) return damaged('')
  const { schema } = envelope.data
  if (schema > schemaVersion) return refused('newer-version', file, { file })
  const parsed = projectSchema.safeParse(migrate(envelope.data.project, schema, schemaVersion, migrations))
  if (!parsed.success) return damaged(parsed.error.issues[0]?.path.join('.') ?? '')
  const project = adopted(parsed.data, ids)
  const flaw = await flawIn(project)
  if (flaw !== undefined) return damaged(flaw)
  const files = decodeFiles(project, envelope.data.files)
  if (typeof files === 'string') return damaged(files)
  const holdsKey = await keyIn(project, files)
  return holdsKey ?? succeeded({ project: withSizes(project, files), files })
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined // not UTF-8 or not JSON: no portable file
  }
}

/** What holds here too. The other side of the migration stays where it is found, and with it what was compared. */
function adopted(foreign: Project, ids: ReadonlySet<string>): Project {
  const project = withoutControls(foreign)
  const { id, counterpart, upload, files } = project
  const isFound = counterpart?.kind === 'file' || (counterpart !== null && ids.has(counterpart.id))
  const isThere = upload.kind === 'assembled' || files.some((each) => each.id === upload.id)
  return {
    ...project,
    id: ids.has(id.toLowerCase()) ? randomUUID() : id.toLowerCase(),
    archived: false,
    seen: null,
    upload: isThere ? upload : { kind: 'assembled' },
    counterpart: isFound ? counterpart : null,
    preChecks: isFound ? project.preChecks : [],
  }
}

/** As the messages do: what could disturb a line, or turn its direction, shows as U+FFFD. Texts keep their lines. */
const disturbing = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu
const disturbingInText = /(?![\n\r\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

const withoutControls = (project: Project): Project =>
  projectSchema.parse(
    JSON.parse(JSON.stringify(project), (key, value: unknown) => {
      if (typeof value !== 'string') return value
      return value.replace(key === 'notes' || key === 'pem' ? disturbingInText : disturbing, '\uFFFD')
    }),
  )

/** Where a project contradicts itself; undefined where it does not. */
async function flawIn({ files, csrs }: Project): Promise<string | undefined> {
  if (new Set(files.map(({ id }) => id)).size !== files.length) return 'files.id'
  for (const [index, { pem, sha256 }] of csrs.entries()) {
    const { found, unreadable } = await read(Buffer.from(pem), 'csr.pem')
    const [only, ...others] = found
    const isIt = only?.kind === 'csr' && only.csr.sha256 === sha256
    if (!isIt || others.length + unreadable.length > 0) return `csrs.${index}`
  }
  return undefined
}

/** @returns the name of the file that is not as it should be, where there is one */
function decodeFiles(
  project: Project,
  encoded: Readonly<Record<string, string>>,
): ReadonlyMap<string, Uint8Array> | string {
  const files = new Map<string, Uint8Array>()
  let size = 0
  for (const sha256 of bytesOf(project)) {
    const text = encoded[sha256]
    if (text === undefined || text.length > base64Length(limits.fileBytes)) return nameOfBytes(project, sha256)
    const bytes = Buffer.from(text, 'base64')
    size += bytes.length
    const isTooMuch = bytes.length > limits.fileBytes || size > limits.projectBytes
    if (isTooMuch || sha256Of(bytes) !== sha256) return nameOfBytes(project, sha256)
    files.set(sha256, bytes)
  }
  return files
}

const base64Length = (bytes: number): number => Math.ceil(bytes / 3) * 4

const withSizes = (project: Project, files: ReadonlyMap<string, Uint8Array>): Project => ({
  ...project,
  files: project.files.map((file) => ({ ...file, bytes: files.get(file.sha256)?.length ?? file.bytes })),
})

/** The name by which the user knows these bytes. */
function nameOfBytes({ files, counterpart }: Project, sha256: string): string {
  const file = files.find((each) => each.sha256 === sha256)?.name
  return file ?? (counterpart?.kind === 'file' ? counterpart.name : sha256)
}

/** A key in an armour is refused in any text; in the imported files in whatever form, and also what is locked. */
async function keyIn(project: Project, files: ReadonlyMap<string, Uint8Array>) {
  const holdsKey = (file: string) => refused('holds-key', project.name, { file })
  if (JSON.stringify(project).includes('PRIVATE KEY-----')) return holdsKey(project.name)
  for (const [sha256, bytes] of files) {
    const name = nameOfBytes(project, sha256)
    const { found, unreadable } = await read(bytes, name)
    if (found.some(({ kind }) => kind === 'private-key')) return holdsKey(name)
    if (unreadable.some(({ reason }) => locked.has(reason))) return holdsKey(name)
    // Reading one file is quick; the window gets its turn between two.
    await new Promise((resolve) => setImmediate(resolve))
  }
  return undefined
}

const locked: ReadonlySet<string> = new Set(['password-needed', 'password-wrong', 'unknown-encryption'])
