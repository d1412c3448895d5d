import { existsSync } from 'node:fs'
import { basename } from 'node:path'
import { mostBackupBytes, startsAsBackup } from '../ca/private/backup.ts'
import { CallFailed } from '../contract/dispatch.ts'
import { fileFailureReport } from '../engine/failure-report.ts'
import { modes, readBytes } from '../files/kept.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { isSecret, type SavedKind } from './desk.ts'
import { callFailed } from './failures.ts'
import type { Services } from './services.ts'

export interface SavedFile {
  /** Its name, without the folder. */
  readonly file: string
  /** Id for 'show in folder'. */
  readonly shown: string
}

type Own = Pick<Services, 'desk' | 'engine' | 'messages' | 'saved'>

/** Asks where to, and writes all of it or nothing. null: cancelled. @throws CallFailed */
export async function saveFile(
  kind: SavedKind,
  name: string,
  content: string | Uint8Array,
  services: Own,
): Promise<SavedFile | null> {
  const path = await services.desk.chooseWhereToSave(kind, name)
  const mode = isSecret(kind) ? modes.file : undefined
  return path === null ? null : writeFile(path, content, services, mode)
}

/**
 * Replaces what stands there, which the user agreed to, unless it holds a private key.
 * @param mode permissions, where they are not to be the usual ones
 * @throws CallFailed
 */
export async function writeFile(
  path: string,
  content: string | Uint8Array,
  services: Own,
  mode?: number,
): Promise<SavedFile> {
  const { messages, saved } = services
  const file = basename(path)
  if (await holdsKey(path, services)) throw callFailed('holds-key', messages(), { file })
  const written = await writeAtomically(path, Buffer.from(content), {
    overwrite: true,
    ...(mode !== undefined && { mode }),
  })
  if (!written.ok) throw new CallFailed(fileFailureReport({ ...written.failure, file }, messages()))
  return { file, shown: saved.put(path) }
}

/** Certificates can be had again; the only copy of a key can't, nor that of a CA. What can't be opened may hold one. */
async function holdsKey(path: string, { engine }: Own): Promise<boolean> {
  if (!existsSync(path)) return false
  const present = await readBytes(path, mostBackupBytes)
  if (present.ok && startsAsBackup(present.value)) return true
  const { files } = await engine.run('gather', { paths: [path], texts: [], password: null })
  return files.some(({ keyRemoved }) => keyRemoved)
}
