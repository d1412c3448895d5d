import { relative } from 'node:path'
import { type FailureReport, fileFailureReport } from '../../engine/failure-report.ts'
import { type FileFailure, type FileFailureCode, fileFailureCodes } from '../../files/failure.ts'
import type { Messages } from '../../messages/messages.ts'
import { type VaultFailure, vaultFailureReport } from '../../vault/vault-failure.ts'
import { type PlanProblem, planProblemText } from './plan.ts'
import { type Concern, concernReport, type RefusalCode } from './request.ts'

/** Why something was not done with a private CA, beside what can go wrong with any file and with the vault. */
export const caFailureCodes = [
  'ca-not-found',
  'ca-exists', // the one in a back-up is here already
  'ca-damaged', // none of its certificates can be read
  'record-damaged', // one file of its ledger
  'newer-version', // written by a newer version of this app
  'contended', // another copy of the app took the next number in between
  'key-missing', // the vault has no key for this CA
  'key-damaged',
  'key-not-its-own', // what the vault has is the key of something else
  'self-check', // what was signed does not stand up to our own path validation; nothing was handed out
  'not-issued', // no such serial number in the ledger
  'already-revoked',
  'root-key-elsewhere', // to renew an imported CA takes the key of the one above it
  'renewal-too-short', // the CA would not live longer than it does
  'renewal-years',
  // Bringing in an existing CA
  'import-no-certificate',
  'import-key-does-not-fit',
  'import-key-unusable',
  'import-not-a-ca',
  'import-no-cert-sign',
  'import-not-in-time',
  'import-root-missing',
  'import-path-length',
  'import-chain-broken',
  'import-name-too-long',
  // Back-ups
  'password-too-short',
  'not-a-backup',
  'backup-damaged',
  'backup-wrong-password',
  'backup-too-large',
] as const
export type CaFailureCode = (typeof caFailureCodes)[number]

/** What of a CA could not be done. Holds no sentence: see `caFailureReport`. */
export type CaFailure = CaTrouble | RequestRefused | PlanRefused | VaultRefused

/** About a CA or one of its files. As a trouble: what could not be read, told beside all that could. */
export interface CaTrouble {
  readonly code: CaFailureCode | FileFailureCode
  /** Name of the CA, or its id where the name can't be read; null where it is about none. */
  readonly ca: string | null
  /** The file, within the CA's folder or as the user knows it. */
  readonly file: string | null
  /** What the operating system said, what is wrong within the file, or the serial number that is meant. */
  readonly reason: string | null
  /** The limit that was passed: bytes, or the least length of a password. */
  readonly limit?: number
}

export interface RequestRefused {
  readonly code: 'request-refused'
  /** Which of the requests that were to be signed in one go, counted from 0. */
  readonly request: number
  readonly refusals: readonly Concern<RefusalCode>[]
}

export interface PlanRefused {
  readonly code: 'plan-refused'
  readonly problems: readonly PlanProblem[]
}

/** `vault.code` may be `locked`: ask for the passphrase of the keys and try again. */
export interface VaultRefused {
  readonly code: 'vault'
  readonly vault: VaultFailure
}

export interface Refused {
  readonly ok: false
  readonly failure: CaFailure
}

export type CaResult<T> = { readonly ok: true; readonly value: T } | Refused

export const succeeded = <T>(value: T): CaResult<T> => ({ ok: true, value })

export const refused = (
  code: CaFailureCode,
  ca: string | null,
  about: Partial<Omit<CaTrouble, 'code' | 'ca'>> = {},
): { readonly ok: false; readonly failure: CaTrouble } => ({
  ok: false,
  failure: { code, ca, file: null, reason: null, ...about },
})

export const refusedByVault = (vault: VaultFailure): Refused => ({ ok: false, failure: { code: 'vault', vault } })

/** A failure of the disk, told of a CA; paths stay below its folder. */
export const onDisk = (
  { code, file, errno, limit }: FileFailure,
  ca: string | null,
  folder: string,
): { readonly ok: false; readonly failure: CaTrouble } => ({
  ok: false,
  failure: {
    code,
    ca,
    file: relative(folder, file) || null,
    reason: errno ?? null,
    ...(limit === undefined ? {} : { limit }),
  },
})

const isFileCode = (code: string): code is FileFailureCode => fileFailureCodes.some((known) => known === code)

/** The failure in sentences: what happened, and what to do next. Of several refusals the first one. */
export function caFailureReport(failure: CaFailure, messages: Messages): FailureReport {
  if (failure.code === 'vault') return vaultFailureReport(failure.vault, messages)
  if (failure.code === 'request-refused') return firstReport(failure.refusals.map(reportsIn(messages)))
  if (failure.code === 'plan-refused') return planReport(failure, messages)
  const { code, ca, file, reason, limit = 0 } = failure
  if (isFileCode(code)) {
    const name = [ca, file].filter((part) => part !== null).join('/')
    return fileFailureReport({ code, file: name, limit, errno: reason ?? '' }, messages)
  }
  const values = { ca: ca ?? '', file: file ?? '', reason: reason ?? '', limit }
  return {
    file: file ?? ca,
    code,
    detail: messages.find(['ca', 'failures', code, 'detail'], values),
    remedy: messages.find(['ca', 'failures', code, 'remedy'], values),
  }
}

const reportsIn =
  (messages: Messages) =>
  (concern: Concern): FailureReport =>
    concernReport(concern, messages)

function firstReport([first]: readonly FailureReport[]): FailureReport {
  if (!first) throw new Error('refused for no reason')
  return first
}

const planReport = ({ code, problems }: PlanRefused, messages: Messages): FailureReport => ({
  file: null,
  code,
  detail: problems.map((problem) => planProblemText(problem, messages)).join(' '),
  remedy: messages.text('ca.planRemedy'),
})
