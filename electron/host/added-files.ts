import { randomUUID } from 'node:crypto'
import type { GatheredFile } from '../engine/gathered.ts'
import type { ImportedFile, Project } from '../projects/project.ts'

const longestName = 1024

/** What a project notes of a file whose bytes it keeps. @param at ISO 8601, UTC */
export const recordOf = (
  { name, sha256, bytes, keyRemoved }: Pick<GatheredFile, 'name' | 'sha256' | 'bytes' | 'keyRemoved'>,
  at: string,
): ImportedFile => ({
  id: randomUUID(),
  name: name.slice(-longestName),
  sha256,
  bytes: bytes.length,
  at,
  keyRemoved,
  leftOut: false,
})

/** Given again, a file that was left out comes back. */
export function withFiles(project: Project, records: readonly ImportedFile[]): Project {
  const given = new Set(records.map(({ sha256 }) => sha256))
  const former = new Set(project.files.map(({ sha256 }) => sha256))
  const added = records.filter(({ sha256 }) => !former.has(sha256))
  const isBack = ({ sha256, leftOut }: ImportedFile) => leftOut && given.has(sha256)
  if (added.length === 0 && !project.files.some(isBack)) return project
  return {
    ...project,
    files: [...project.files.map((file) => (isBack(file) ? { ...file, leftOut: false } : file)), ...added],
  }
}
