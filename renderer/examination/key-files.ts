import type { FileReport } from '../../electron/contract/shown.ts'

/** The names of files that hold a private key. */
export const keyFilesIn = (files: readonly FileReport[]): readonly string[] =>
  files.flatMap(({ file, found }) =>
    found.some(({ kind }) => kind === 'private-key' || kind === 'encrypted-private-key') ? [file] : [],
  )
