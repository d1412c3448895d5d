import { basename } from 'node:path'
import { CallFailed } from '../contract/dispatch.ts'
import { fileFailureReport } from '../engine/failure-report.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { SavedKind } from './desk.ts'
import type { Services } from './services.ts'

export interface SavedFile {
  /** Its name, without the folder. */
  readonly file: string
  /** Id for 'show in folder'. */
  readonly shown: string
}

/** Asks where to, and writes all of it or nothing. null: cancelled. @throws CallFailed */
export async function saveFile(
  kind: SavedKind,
  name: string,
  content: string | Uint8Array,
  services: Pick<Services, 'desk' | 'messages' | 'saved'>,
): Promise<SavedFile | null> {
  const path = await services.desk.chooseWhereToSave(kind, name)
  return path === null ? null : writeFile(path, content, services)
}

/** @throws CallFailed */
export async function writeFile(
  path: string,
  content: string | Uint8Array,
  { messages, saved }: Pick<Services, 'messages' | 'saved'>,
): Promise<SavedFile> {
  const written = await writeAtomically(path, Buffer.from(content), { overwrite: true })
  if (!written.ok) throw new CallFailed(fileFailureReport({ ...written.failure, file: basename(path) }, messages()))
  return { file: basename(path), shown: saved.put(path) }
}
