import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * The files and folders that a command line names, as absolute paths: what begins with a dash is Chromium's or ours, and
 * what does not exist is no file.
 * @param argv with the program first
 * @param isBare whether the app's own folder comes before them, as in `electron .`
 */
export const filesNamedIn = (argv: readonly string[], folder: string, isBare: boolean): readonly string[] =>
  argv
    .slice(1)
    .filter((argument) => !argument.startsWith('-'))
    .slice(isBare ? 1 : 0)
    .map((argument) => resolve(folder, withoutScheme(argument)))
    .filter((path) => existsSync(path))

/** The desktops of Linux name files by URL: so the installed menu entry asks them to (`Exec=… %U`). */
function withoutScheme(argument: string): string {
  if (!argument.startsWith('file://')) return argument
  try {
    return fileURLToPath(argument)
  } catch {
    return argument // on another computer, or no URL at all: no file of that name exists
  }
}
