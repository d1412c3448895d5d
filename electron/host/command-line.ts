import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/**
 * The files and folders that a command line names, as absolute paths: what begins with a dash is Chromium's or ours, and
 * what does not exist is no file.
 * @param argv with the program first
 * @param isBare whether the second one is the app's own folder, as in `electron .`
 */
export const filesNamedIn = (argv: readonly string[], folder: string, isBare: boolean): readonly string[] =>
  argv
    .slice(isBare ? 2 : 1)
    .filter((argument) => !argument.startsWith('-'))
    .map((argument) => resolve(folder, argument))
    .filter((path) => existsSync(path))
