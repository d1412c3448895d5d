import { basename } from 'node:path'

/** What a file name can't have on one system or another, and what could pass for a folder. */
const unsafe = /[^\p{L}\p{N}._ -]+/gu

/** A name for a file that every system takes, from words of the user's or of a certificate. @param ending with its dot */
export function fileNameOf(words: string, ending: string): string {
  const stem = words
    .replace(unsafe, '-')
    .replace(/^[-. ]+|[-. ]+$/g, '')
    .slice(0, 100)
  return `${stem === '' ? 'appliance' : stem}${ending}`
}

/** The same of a name that has its ending already. */
export function withEnding(name: string, ending: string): string {
  const plain = basename(name)
  return fileNameOf(plain.toLowerCase().endsWith(ending) ? plain.slice(0, -ending.length) : plain, ending)
}
