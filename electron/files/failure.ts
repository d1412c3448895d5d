/**
 * Why a file could not be read or written: a closed set of codes, so that each has its text (title, what happened, what
 * to do next) in the messages, and a test can hold that none is missing.
 */
export const fileFailureCodes = [
  'not-found',
  'is-folder', // a folder where one file is asked for
  'not-a-file', // a pipe, socket or device where an ordinary file is needed
  'no-permission',
  'too-large',
  'too-many-files',
  'nothing-inside', // a folder or archive without a single visible file
  'link-loop',
  'busy', // held by another program (Windows)
  'timed-out', // a pipe that is open and gives nothing
  'read-failed',
  'zip-damaged',
  'zip-encrypted',
  'zip-too-large', // unpacks to more than we take
  'zip-nested', // a .zip within a .zip
  'zip-method', // packed in a way other than stored or deflated
  'zip-from-pipe', // its table of contents stands at the end: a pipe can't go there first
  'archive-damaged', // .gz, .tar, .tar.gz
  'archive-unknown', // an archive of a kind that we don't open
  'log-not-in-archive', // an archive without tomcat/application.log
  'exists', // a file that may not be overwritten
  'folder-missing', // the folder to write into
  'no-permission-to-write',
  'disk-full',
  'write-failed',
] as const

export type FileFailureCode = (typeof fileFailureCodes)[number]

/** We could not do what was asked. Holds no sentence: those come from the messages, under the code. */
export interface FileFailure {
  readonly code: FileFailureCode
  /** The file under the name by which the user knows it; within an archive `bundle.zip/path/in/zip`. */
  readonly file: string
  /** The limit that was passed: bytes, or files where the code is `too-many-files`. */
  readonly limit?: number
  /** What the operating system said, such as `EIO`. */
  readonly errno?: string
}

export type FileResult<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly failure: FileFailure }

/** Results that come one by one: what can't be read comes as a failure in its place. */
export type FileResults<T> = AsyncGenerator<FileResult<T>, void, undefined>

export const done = <T>(value: T): FileResult<T> => ({ ok: true, value })
export const failed = (failure: FileFailure): FileResult<never> => ({ ok: false, failure })
