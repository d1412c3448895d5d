import process from 'node:process'
import { quotings } from '../ca/recipes/quoting.ts'

/** A path within a command that a text proposes: as it is where it needs no quotation marks in any shell. */
export function shellWord(path: string): string {
  if (/^[\p{L}\p{N}_./:\\-]+$/u.test(path)) return path
  return quotings[process.platform === 'win32' ? 'powershell' : 'sh'].word(path)
}
