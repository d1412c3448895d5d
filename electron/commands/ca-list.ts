import { openCa } from './ca-place.ts'
import { reportCa } from './ca-report.ts'
import { ledgerText } from './ca-text.ts'
import type { Context, ExitCode } from './context.ts'

export interface CaListOptions {
  readonly dir: string
  readonly json?: boolean
}

/** `ome-chain ca list`: what the CA issued, and when it ends. Takes no passphrase. */
export async function runCaList({ dir, json }: CaListOptions, context: Context): Promise<ExitCode> {
  const { state } = await openCa(dir, context)
  const report = reportCa(state, dir, context.now, context.messages)
  if (json) context.output.json(report)
  else context.output.line(ledgerText(report, context))
  return 0
}
