import type { FailureReport } from '../engine/failure-report.ts'
import type { Messages, MessageValues } from '../messages/messages.ts'
import type { ExitCode } from './context.ts'
import { wrap } from './layout.ts'

/** Carries a failure to the one place that prints it (`program.ts`). */
export class CommandFailed extends Error {
  override readonly name = 'CommandFailed'
  constructor(
    readonly report: FailureReport,
    readonly exitCode: ExitCode = 2,
  ) {
    super(report.detail)
  }
}

/** A failure of the command's own, with texts under `terminal.failures`. */
export function commandFailed(
  code:
    | 'several-leaves'
    | 'leaf-not-found'
    | 'no-leaf'
    | 'nothing-to-check'
    | 'bad-time'
    | 'not-written'
    | 'output-holds-key'
    | 'nothing-to-compare'
    | 'csr-missing'
    | 'several-csrs'
    | 'dir-not-empty'
    | 'no-ca'
    | 'several-cas'
    | 'secret-needed'
    | 'secrets-differ'
    | 'same-output'
    | 'csr-refused'
    | 'never-overwritten'
    | 'same-file'
    | 'serial-not-found'
    | 'serial-ambiguous'
    | 'no-private-key'
    | 'key-password-wrong',
  messages: Messages,
  values: MessageValues = {},
  exitCode: ExitCode = 2,
): CommandFailed {
  const report = {
    file: typeof values.file === 'string' ? values.file : null,
    code,
    detail: messages.find(['terminal', 'failures', code, 'detail'], values),
    remedy: messages.find(['terminal', 'failures', code, 'remedy'], values),
  }
  return new CommandFailed(report, exitCode)
}

/** What happened, and what to do next. */
export const failureText = ({ detail, remedy }: FailureReport, columns: number): string =>
  `${wrap(detail, columns)}\n${wrap(`→ ${remedy}`, columns)}`
