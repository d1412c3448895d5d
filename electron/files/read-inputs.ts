import { done, failed, type FileResults } from './failure.ts'
import type { Input } from './input.ts'
import { isZip } from './kind.ts'
import { limits } from './limits.ts'
import { readFileBytes } from './read-bytes.ts'
import { filesUnder } from './walk.ts'
import { readZip } from './zip.ts'

/**
 * Everything that the paths hold, one file at a time: files, folders with all below, and what is in .zip archives (by
 * their content), named `bundle.zip/path/in/zip`. What can't be read comes as a failure in its place and stops nothing,
 * save `too-many-files`, which is the last.
 */
export async function* readInputs(paths: readonly string[]): FileResults<Input> {
  const entered = new Set<string>()
  let files = 0
  for (const path of paths) {
    for (const found of filesUnder(path, entered)) {
      if (++files > limits.files) return yield failed({ code: 'too-many-files', file: path, limit: limits.files })
      if (found.ok) yield* readOne(found.value)
      else yield found
      if (!found.ok && found.failure.code === 'too-many-files') return
    }
  }
}

async function* readOne(path: string): FileResults<Input> {
  const read = readFileBytes(path, limits.fileBytes, { zipLimitBytes: limits.zipBytes })
  if (!read.ok) yield read
  else if (isZip(read.value)) yield* readZip({ name: path, bytes: read.value })
  else yield done({ name: path, bytes: read.value })
}
