import type { FailureReport } from './failure-report.ts'
import type { FileReport } from './file-report.ts'

/** Files and folders to read from disk, and texts that were pasted. */
export interface GatherInput {
  readonly paths: readonly string[]
  readonly texts: readonly { readonly name: string; readonly text: string }[]
  /** For PKCS#12. */
  readonly password: string | null
}

export interface Gathered {
  readonly files: readonly GatheredFile[]
  readonly failures: readonly FailureReport[]
}

export interface GatheredFile {
  /** Without the path to it: `certnew.p7b`, `from the CA/root.cer`, `answer.zip/root.cer`. */
  readonly name: string
  /** What to keep: the bytes as they came or, of a file with a private key or a password, its certificates as PEM. */
  readonly bytes: Uint8Array
  readonly sha256: string
  readonly keyRemoved: boolean
  readonly report: FileReport
  /** A password is asked for. */
  readonly isLocked: boolean
}
