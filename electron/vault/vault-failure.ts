import { basename } from 'node:path'
import { type FailureReport, fileFailureReport } from '../engine/failure-report.ts'
import { type FileFailure, type FileFailureCode, fileFailureCodes } from '../files/failure.ts'
import type { Messages } from '../messages/messages.ts'

/** Why a key could not be kept or got, beside what can go wrong with any file. */
export const vaultFailureCodes = [
  'locked',
  'wrong-passphrase',
  'passphrase-needed', // none, or one that is too short
  'key-not-found',
  'key-exists',
  'key-damaged',
  'vault-damaged', // the file by which the passphrase is checked
  'newer-version',
  'sealed-by-os', // and the key store of the operating system does not serve
] as const

export type VaultFailureCode = (typeof vaultFailureCodes)[number]

export interface VaultFailure {
  readonly code: VaultFailureCode | FileFailureCode
  readonly file: string | null
  /** What the operating system said, such as `EIO`. */
  readonly errno: string | null
  /** The least length of a passphrase; the limit of a file in bytes. */
  readonly limit?: number
}

export type VaultResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: VaultFailure }

export interface Refused {
  readonly ok: false
  readonly failure: VaultFailure
}

export const given = <T>(value: T): VaultResult<T> => ({ ok: true, value })

export const denied = (code: VaultFailureCode, file: string | null = null): Refused => ({
  ok: false,
  failure: { code, file: file === null ? null : basename(file), errno: null },
})

export const deniedByDisk = ({ code, file, errno, limit }: FileFailure): Refused => ({
  ok: false,
  failure: { code, file: basename(file), errno: errno ?? null, ...(limit === undefined ? {} : { limit }) },
})

const isFileCode = (code: string): code is FileFailureCode => fileFailureCodes.some((known) => known === code)

/** The failure in sentences: what happened, and what to do next. */
export function vaultFailureReport({ code, file, errno, limit = 0 }: VaultFailure, messages: Messages): FailureReport {
  if (isFileCode(code)) return fileFailureReport({ code, file: file ?? '', limit, errno: errno ?? '' }, messages)
  const values = { file: file ?? '', limit }
  return {
    file,
    code,
    detail: messages.text(`vault.${code}.detail`, values),
    remedy: messages.text(`vault.${code}.remedy`, values),
  }
}
