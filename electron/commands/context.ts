import type { Messages } from '../messages/messages.ts'
import type { Output } from './output.ts'

/** What every command works with. */
export interface Context {
  readonly output: Output
  readonly messages: Messages
  /** Milliseconds since 1970 when the command was started: the moment to judge at unless told otherwise. */
  readonly now: number
  readonly stdin: AsyncIterable<Uint8Array>
  /** Whether standard input is a keyboard. */
  readonly isTyped: boolean
}

/** 0 ready, compatible, done; 1 not ready, incompatible, refused; 2 wrong usage or something that can't be read. */
export type ExitCode = 0 | 1 | 2
