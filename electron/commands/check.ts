import { type Check, check } from '../appliance/check.ts'
import { reportCheck } from '../appliance/report.ts'
import type { Upload } from '../appliance/rule.ts'
import { checkText } from './check-text.ts'
import type { Context, ExitCode } from './context.ts'
import { readCsrIfGiven, readFile, timeOf } from './sources.ts'

export interface CheckOptions {
  readonly csr?: string
  readonly upload: Upload
  readonly at?: string
  readonly host?: string
  readonly json?: boolean
}

/** `ome-chain check FILE`: judges the file as it would be uploaded. */
export async function runCheck(path: string, options: CheckOptions, context: Context): Promise<ExitCode> {
  const at = timeOf(options.at, context)
  const csr = await readCsrIfGiven(options.csr, context)
  const verdict = check({ read: await readFile(path, context), csr, upload: options.upload, at, host: options.host })
  const report = reportCheck(verdict, context.messages)
  if (options.json) context.output.json(report)
  else context.output.line(checkText(report, options.upload, context))
  return exitCodeOf(verdict)
}

export const exitCodeOf = ({ verdict }: Check): ExitCode => (verdict === 'ready' ? 0 : 1)
