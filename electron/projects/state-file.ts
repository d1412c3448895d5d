import { z } from 'zod'
import { labels } from './label.ts'
import { migrate, type Migrations } from './migrations.ts'
import { type Project, projectSchema, schemaVersion } from './project.ts'

const format = 'ome-chain-project'
const MiB = 1024 * 1024

/** Beyond these a project is refused: no real one comes near. */
export const limits = {
  stateBytes: 16 * MiB,
  /** One imported file. */
  fileBytes: 10 * MiB,
  /** All imported files of one project. */
  projectBytes: 128 * MiB,
} as const

const revision = z.number().int().positive()
// A label of a newer version than this one changes nothing but a word.
const label = z.enum(labels).catch('details')
const step = z.object({ to: revision, label }).nullable()

/** Where a state stands among the others. They are never rewritten: to undo is to save a copy of a former one. */
const history = z.object({
  /** The state in which this content was made by a change that counts: itself, or a former one. */
  stands: revision,
  /** When that change was made. */
  changedAt: z.iso.datetime(),
  /** The state that Undo brings back, and the label of what it takes back. */
  undo: step,
  redo: step,
  /** The state whose change this one goes on with: the two are one change. */
  continues: revision.nullable(),
})

const head = z.object({ format: z.literal(format), schema: z.number().int().nonnegative() })

const named = z.object({ project: z.object({ name: z.string().max(255) }) })

const body = z.object({
  revision,
  savedAt: z.iso.datetime(),
  label,
  quiet: z.boolean(),
  history,
  project: z.unknown(),
})

/** One saved state of a project. */
export interface State extends Omit<z.infer<typeof body>, 'project'> {
  /** The version that it was saved in. */
  readonly schema: number
  readonly project: Project
}

export type StateReading =
  | { readonly kind: 'state'; readonly state: State }
  | { readonly kind: 'damaged'; readonly reason: string }
  /** The project's name may still stand where it does now. */
  | { readonly kind: 'newer'; readonly name: string | undefined }

/** @param id the project's, by its folder: a state that belongs to another project is a damaged one */
export function parseState(bytes: Uint8Array, id: string, number: number, steps: Migrations): StateReading {
  const value = parseJson(bytes)
  if (value === undefined) return { kind: 'damaged', reason: 'not-json' }
  const start = head.safeParse(value)
  if (!start.success) return { kind: 'damaged', reason: 'not-a-project' }
  const { schema } = start.data
  if (schema > schemaVersion) return { kind: 'newer', name: named.safeParse(value).data?.project.name }
  const parsed = body.safeParse(value)
  if (!parsed.success) return { kind: 'damaged', reason: 'not-valid' }
  const project = projectSchema.safeParse(migrate(parsed.data.project, schema, schemaVersion, steps))
  if (!project.success) return { kind: 'damaged', reason: 'not-valid' }
  if (project.data.id !== id || parsed.data.revision !== number) return { kind: 'damaged', reason: 'other-project' }
  return { kind: 'state', state: { ...parsed.data, schema, project: project.data } }
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined // not UTF-8 or not JSON, which is what the caller asked
  }
}

export const serializeState = (state: Omit<State, 'schema'>): Uint8Array =>
  Buffer.from(JSON.stringify({ format, schema: schemaVersion, ...state }) + '\n')

/** Digests of the imported bytes that a project needs. */
export function bytesOf({ files, counterpart }: Project): ReadonlySet<string> {
  const digests = new Set(files.map(({ sha256 }) => sha256))
  if (counterpart?.kind === 'file') digests.add(counterpart.sha256)
  return digests
}
