import { relative } from 'node:path'
import { type FailureReport, fileFailureReport } from '../engine/failure-report.ts'
import { type FileFailure, type FileFailureCode, fileFailureCodes } from '../files/failure.ts'
import type { Messages } from '../messages/messages.ts'

/** Why a project could not be read or saved, beside what can go wrong with any file. */
export const storeFailureCodes = [
  'project-not-found',
  'project-exists',
  'project-damaged', // none of its saved states can be read
  'newer-version', // saved by a newer version of this app
  'state-not-found',
  'state-damaged',
  'nothing-to-undo',
  'nothing-to-redo',
  'contended', // another copy of the app saved in between, again and again
  'not-valid', // a field is longer or a list has more entries than a project may have
  'state-too-large',
  'project-too-large', // the imported files of one project together
  'file-missing', // an imported file
  'file-damaged',
  'not-portable', // no portable project, or a damaged one
  'holds-key',
] as const

export type StoreFailureCode = (typeof storeFailureCodes)[number]

/** We could not do what was asked of a project. Holds no sentence: see `storeFailureReport`. */
export interface StoreFailure {
  readonly code: StoreFailureCode | FileFailureCode
  /** Name of the project, or its id where the name can't be read; null where it is about none. */
  readonly project: string | null
  /** Name of the file, within the project's folder or as the user knows it. */
  readonly file: string | null
  /** What the operating system said, such as `EIO`, or what is wrong within the file. */
  readonly reason: string | null
  /** The limit that was passed, in bytes. */
  readonly limit?: number
}

export type StoreResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: StoreFailure }

/** A project of which something could not be read: shown beside those that could. */
export interface StoreTrouble extends StoreFailure {
  /** null: the folder of all projects. */
  readonly id: string | null
}

export const succeeded = <T>(value: T): StoreResult<T> => ({ ok: true, value })

export const refused = (
  code: StoreFailureCode,
  project: string | null,
  about: Partial<Omit<StoreFailure, 'code' | 'project'>> = {},
): { readonly ok: false; readonly failure: StoreFailure } => ({
  ok: false,
  failure: { code, project, file: null, reason: null, ...about },
})

/** A failure of the disk, told of a project; paths stay below its folder. */
export const onDisk = ({ code, file, errno, limit }: FileFailure, project: string, folder: string): StoreFailure => ({
  code,
  project,
  file: relative(folder, file) || null,
  reason: errno ?? null,
  ...(limit === undefined ? {} : { limit }),
})

const isFileCode = (code: string): code is FileFailureCode => fileFailureCodes.some((known) => known === code)

/** The failure in sentences: what happened, and what to do next. */
export function storeFailureReport(failure: StoreFailure, messages: Messages): FailureReport {
  const { code, project, file, reason, limit = 0 } = failure
  if (isFileCode(code)) {
    const name = [project, file].filter((part) => part !== null).join('/')
    return fileFailureReport({ code, file: name, limit, errno: reason ?? '' }, messages)
  }
  const values = { project: project ?? '', file: file ?? '', reason: reason ?? '', limit }
  return {
    file: file ?? project,
    code,
    detail: messages.find(['projects', 'failures', code, 'detail'], values),
    remedy: messages.find(['projects', 'failures', code, 'remedy'], values),
  }
}
