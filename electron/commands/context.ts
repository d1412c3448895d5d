import type { Messages } from '../messages/messages.ts'
import type { Output } from './output.ts'

/** `isTTY`: somebody is typing it; then `setRawMode` gives what is typed key by key, and shows nothing of it. */
export type StandardInput = AsyncIterable<Uint8Array> & {
  readonly isTTY?: boolean
  setRawMode?: (isRaw: boolean) => unknown
}

/** What every command works with. */
export interface Context {
  readonly output: Output
  readonly messages: Messages
  /** Milliseconds since 1970 when the command was started: the moment to judge at unless told otherwise. */
  readonly now: number
  /** Opened only where it is read: that alone takes longer than a check. */
  readonly stdin: () => StandardInput
}

/** 0 ready, compatible, done; 1 not ready, incompatible, refused; 2 wrong usage or something that can't be read. */
export type ExitCode = 0 | 1 | 2
