import { basename } from 'node:path'
import { fileStem } from '../engine/file-stem.ts'

/** A name for a file that every system takes, from words of the user's or of a certificate. @param ending with its dot */
export const fileNameOf = (words: string, ending: string): string => `${fileStem(words)}${ending}`

/** The same of a name that has its ending already. */
export function withEnding(name: string, ending: string): string {
  const plain = basename(name)
  return fileNameOf(plain.toLowerCase().endsWith(ending) ? plain.slice(0, -ending.length) : plain, ending)
}
