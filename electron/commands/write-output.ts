import { promises as fs } from 'node:fs'
import { fileFailureReport } from '../engine/failure-report.ts'
import { writeFailure } from '../files/errno.ts'
import { limits } from '../files/limits.ts'
import { readFileBytes } from '../files/read-bytes.ts'
import { type WriteOptions, writeAtomically } from '../files/write-atomically.ts'
import { read } from '../pki/read.ts'
import type { Context } from './context.ts'
import { CommandFailed, commandFailed } from './failure.ts'

/**
 * Writes a whole file or none; to be called within `uninterrupted`.
 * @throws CommandFailed: refused (1) where one is there that may not be overwritten
 */
export async function writeOutput(
  path: string,
  bytes: Uint8Array,
  options: WriteOptions,
  { messages }: Context,
): Promise<void> {
  const written = await writeAtomically(path, bytes, options)
  if (written.ok) return
  const { failure } = written
  throw new CommandFailed(fileFailureReport(failure, messages), failure.code === 'exists' ? 1 : 2)
}

/** Makes the folder that is written into, where it is not there. @throws CommandFailed */
export async function makeOutputFolder(path: string, { messages }: Context): Promise<void> {
  try {
    await fs.mkdir(path, { recursive: true })
  } catch (error) {
    throw new CommandFailed(fileFailureReport(writeFailure(error, path), messages))
  }
}

/** Stops before anything is done where a file would be in the way in the end. @throws CommandFailed */
export async function refuseExisting(
  paths: readonly string[],
  overwrite: boolean,
  { messages }: Context,
): Promise<void> {
  if (overwrite) return
  for (const path of paths) {
    const isThere = await fs.lstat(path).then(
      () => true,
      () => false,
    )
    if (isThere) throw new CommandFailed(fileFailureReport({ code: 'exists', file: path }, messages), 1)
  }
}

/** Certificates can be had again; the only copy of a key can't. `--force` does not go that far. @throws CommandFailed */
export async function spareKeys(paths: readonly string[], { messages }: Context): Promise<void> {
  for (const file of paths) {
    const bytes = readFileBytes(file, limits.fileBytes)
    const { found } = bytes.ok ? await read(bytes.value, file) : { found: [] }
    if (found.some(({ kind }) => kind === 'private-key')) throw commandFailed('output-holds-key', messages, { file }, 1)
  }
}
