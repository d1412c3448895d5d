import { basename, isAbsolute } from 'node:path'
import type { Picked } from '../contract/views.ts'
import { limits } from '../files/limits.ts'
import { ShortLived } from './short-lived.ts'

/** Paths of files and folders that the user gave, by ids for the window. Used again, an id lives on: a password may be asked. */
export class PickedFiles {
  private readonly paths: ShortLived<readonly string[]>

  constructor(now: () => number) {
    this.paths = new ShortLived(now)
  }

  put(paths: readonly string[]): Picked {
    return { id: this.paths.put(paths), names: paths.map((path) => basename(path)) }
  }

  get(id: string): readonly string[] | undefined {
    return this.paths.get(id)
  }
}

/** The absolute paths that came from the bridge or from another copy of the app; undefined where it is anything else. */
export function givenPaths(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > limits.files) return undefined
  const paths: readonly unknown[] = value
  const given = paths.filter((path): path is string => typeof path === 'string' && isAbsolute(path))
  return given.length > 0 && given.length === paths.length ? given : undefined
}
