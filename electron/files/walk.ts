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
export function* filesUnder(path: string, entered: Set<string>): Found {
  const kind = kindAt(path)
  if (!kind.ok) yield kind
  else if (kind.value === 'folder') yield* filesInNamedFolder(path, entered)
  else yield done(path)
}

type Found = Generator<FileResult<string>, void, undefined>
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

function* filesInNamedFolder(path: string, entered: Set<string>): Found {
  const hasAny = yield* filesInFolder(path, entered)
  if (!hasAny) yield failed({ code: 'nothing-inside', file: path })
}

/** Returns whether there is anything in the folder, be it only what came before. */
function* filesInFolder(path: string, entered: Set<string>): Generator<FileResult<string>, boolean, undefined> {
  const names = enter(path, entered)
  if (!names) return true
  if (!names.ok) {
    yield names
    return true
  }
  if (entered.size > limits.files) yield failed({ code: 'too-many-files', file: path, limit: limits.files })
  let hasAny = false
  for (const name of names.value) hasAny = (yield* filesAt(join(path, name), entered)) || hasAny
  return hasAny
}

/** The same of one thing in a folder. */
function* filesAt(path: string, entered: Set<string>): Generator<FileResult<string>, boolean, undefined> {
  const kind = kindAt(path)
  if (kind.ok && kind.value === 'folder') return yield* filesInFolder(path, entered)
  if (kind.ok && kind.value === 'special') yield failed({ code: 'not-a-file', file: path })
  else yield kind.ok ? done(path) : kind
  return true
}

/** The names in a folder; undefined where it was entered before. */
function enter(path: string, entered: Set<string>): FileResult<readonly string[]> | undefined {
  try {
    const real = realpathSync.native(path)
    if (entered.has(real)) return undefined
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
