import { createHash, randomUUID } from 'node:crypto'
import { newProject } from '../../../electron/projects/new-project.ts'
import type { Stored } from '../../../electron/projects/store.ts'
import type { StoreResult } from '../../../electron/projects/failure.ts'
import type { ImportedFile, Project, Seen, Verdict } from '../../../electron/projects/project.ts'

export const now = Date.parse('2026-11-24T12:00:00Z')
export const iso = (day: string): string => `${day}T12:00:00.000Z`
export const sha256 = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('hex')

const beginning = {
  name: 'OMENT-310',
  role: 'source',
  hostName: 'oment-310.corp.example',
  address: '192.0.2.10',
  omeVersion: '3.10',
} as const
const fresh = newProject(randomUUID(), beginning, Date.parse(iso('2026-11-18')))

/** In which nothing was done, not even on its form. */
export const projectWith = (parts: Partial<Project> = {}): Project => ({
  ...fresh,
  id: randomUUID(),
  csrForm: { ...fresh.csrForm, distinguishedName: '', san: [] },
  ...parts,
})

export const fileOf = (bytes: Uint8Array, name = 'certnew.cer'): ImportedFile => ({
  id: randomUUID(),
  name,
  sha256: sha256(bytes),
  bytes: bytes.length,
  at: iso('2026-11-20'),
  keyRemoved: false,
  leftOut: false,
})

export const seenWith = (parts: Partial<Seen> = {}): Seen => ({
  outcome: 'chain',
  certificates: 3,
  missing: null,
  tangled: false,
  matchesCsr: true,
  endsAt: iso('2028-11-19'),
  ready: true,
  errors: 0,
  basis: null,
  ...parts,
})

export const verdictWith = (parts: Partial<Verdict>): Verdict => ({
  at: iso('2026-11-19'),
  judgedAt: iso('2026-11-19'),
  ready: true,
  answer: null,
  errors: 0,
  warnings: 0,
  basis: '0'.repeat(64),
  ...parts,
})

/** The value of a result that has to be one. */
export function valueOf<T>(result: StoreResult<T>): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.failure)}`)
  return result.value
}

export const notesOf = (result: StoreResult<Stored>): string => valueOf(result).project.notes
export const renamed =
  (name: string) =>
  (project: Project): Project => ({ ...project, name })
export const noted =
  (notes: string) =>
  (project: Project): Project => ({ ...project, notes })
