import { join, sep } from 'node:path'
import { isOurPage, origin } from './page.ts'

/** Names as the build gives them: no dot at their beginning, no escape, nothing that some file system reads otherwise. */
const servedName = /^[A-Za-z0-9_-][A-Za-z0-9_.-]*$/

/**
 * The file in `folder` that a URL of the page stands for; undefined where it stands for none, or leaves the folder.
 * Query and fragment name no file and are refused: the page uses neither.
 */
export function fileFor(url: string, folder: string): string | undefined {
  if (!isOurPage(url)) return undefined
  const names = url.slice(origin.length + 1).split('/')
  if (!names.every((name) => servedName.test(name))) return undefined
  const file = join(folder, ...names)
  return file.startsWith(folder + sep) ? file : undefined
}
