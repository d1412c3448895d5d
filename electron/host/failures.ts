import { CallFailed } from '../contract/dispatch.ts'
import type { FailureReport } from '../engine/failure-report.ts'
import type { Dictionary, Messages, MessageValues } from '../messages/messages.ts'

/** What the host itself can't do; the texts stand in the messages under `host.failures`. */
export type HostFailure = keyof Dictionary['host']['failures']

export const failureOf = (code: HostFailure, messages: Messages, values: MessageValues = {}): FailureReport => ({
  file: typeof values.file === 'string' ? values.file : null,
  code,
  detail: messages.find(['host', 'failures', code, 'detail'], values),
  remedy: messages.find(['host', 'failures', code, 'remedy'], values),
})

/** The same to be thrown: the dispatcher answers with it. */
export const callFailed = (code: HostFailure, messages: Messages, values: MessageValues = {}): CallFailed =>
  new CallFailed(failureOf(code, messages, values))
