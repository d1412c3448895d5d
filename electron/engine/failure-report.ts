import type { FileFailure } from '../files/failure.ts'
import type { Messages } from '../messages/messages.ts'
import type { Unreadable } from '../pki/found.ts'

/** What was asked could not be done: which file, what happened, what to do. */
export interface FailureReport {
  readonly file: string | null
  readonly code: string
  readonly detail: string
  readonly remedy: string
}

export function fileFailureReport(failure: FileFailure, messages: Messages): FailureReport {
  const { code, file, limit, errno } = failure
  const values = { file, limit: limit ?? 0, errno: errno ?? '' }
  return {
    file,
    code,
    detail: `${messages.find(['files', code, 'title'], values)}. ${messages.find(['files', code, 'detail'], values)}`,
    remedy: messages.find(['files', code, 'remedy'], values),
  }
}

export function unreadableReport({ place, reason }: Unreadable, messages: Messages): FailureReport {
  const values = { file: place.file, place: placeText(place, messages), what: messages.find(['unreadable', reason]) }
  return {
    file: place.file,
    code: reason,
    detail: messages.text('terminal.unreadable', values),
    remedy: messages.find(['unreadableRemedy', reason]),
  }
}

/** Where within its file something stands: `line 12`, `PKCS#7, byte 0`, or nothing for the whole file. */
export function placeText({ within, line, byte }: Unreadable['place'], messages: Messages): string {
  const parts = [...within]
  if (line !== undefined && line > 1) parts.push(messages.text('terminal.line', { line }))
  if (byte !== undefined && byte > 0) parts.push(messages.text('terminal.byte', { byte }))
  return parts.join(', ')
}
