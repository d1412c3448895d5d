import { readdirSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { readFailure } from './errno.ts'
import { done, failed, type FileResult } from './failure.ts'
import { isHidden } from './hidden.ts'
import { limits } from './limits.ts'

/**
 * The files that a path stands for: a file, pipe or device is itself; a folder is every file in it and below, sorted by
 * name so that two runs say the same. Hidden files are skipped, links are followed, and a folder that is in `entered`
 * is not entered again, so that links in a circle end. A pipe or device in a folder was not named by anybody: it is
 * reported, never opened. A failure with `too-many-files` is the last that comes.
 */
export function* filesUnder(path: string, entered: Set<string>): Generator<FileResult<string>, void, undefined> {
  const kind = kindAt(path)
  if (!kind.ok) yield kind
  else if (kind.value === 'folder') yield* filesInNamedFolder(path, entered)
  else yield done(path)
}

type Kind = 'file' | 'folder' | 'special'

function kindAt(path: string): FileResult<Kind> {
  try {
    const stat = statSync(path)
    if (stat.isDirectory()) return done('folder')
    return done(stat.isFile() ? 'file' : 'special')
  } catch (error) {
    return failed(readFailure(error, path))
  }
}

function* filesInNamedFolder(path: string, entered: Set<string>): Generator<FileResult<string>, void, undefined> {
  const before = entered.size
  let isEmpty = true
  for (const found of filesInFolder(path, entered)) {
    isEmpty = false
    yield found
  }
  if (isEmpty && entered.size > before) yield failed({ code: 'nothing-inside', file: path })
}

function* filesInFolder(path: string, entered: Set<string>): Generator<FileResult<string>, void, undefined> {
  const names = enter(path, entered)
  if (!names.ok) return yield names
  if (entered.size > limits.files) return yield failed({ code: 'too-many-files', file: path, limit: limits.files })
  for (const name of names.value) {
    const child = join(path, name)
    const kind = kindAt(child)
    if (!kind.ok) yield kind
    else if (kind.value === 'folder') yield* filesInFolder(child, entered)
    else if (kind.value === 'special') yield failed({ code: 'not-a-file', file: child })
    else yield done(child)
  }
}

/** The names in a folder, none where it was entered before. */
function enter(path: string, entered: Set<string>): FileResult<readonly string[]> {
  try {
    const real = realpathSync.native(path)
    if (entered.has(real)) return done([])
    entered.add(real)
    return done(
      readdirSync(path)
        .filter((name) => !isHidden(name))
        .sort(),
    )
  } catch (error) {
    return failed(readFailure(error, path))
  }
}
