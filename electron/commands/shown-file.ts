import type { Messages } from '../messages/messages.ts'

/** A file as a sentence names it: `-` is standard input. */
export const shownFile = (file: string, messages: Messages): string =>
  file === '-' ? messages.text('terminal.standardInput') : file
