import { check, type Check } from '../appliance/check.ts'
import { compare } from '../appliance/compare.ts'
import { reportComparison } from '../appliance/report.ts'
import type { SignatureMemo } from '../pki/issuers.ts'
import { comparisonText } from './compare-text.ts'
import type { Context, ExitCode } from './context.ts'
import { readCsrIfGiven, readFile, timeOf } from './sources.ts'

export interface CompareOptions {
  readonly sourceCsr?: string
  readonly targetCsr?: string
  readonly at?: string
  readonly json?: boolean
}

/** `ome-chain compare SOURCE TARGET`: will the two appliances authenticate each other? */
export async function runCompare(
  source: string,
  target: string,
  options: CompareOptions,
  context: Context,
): Promise<ExitCode> {
  const at = timeOf(options.at, context)
  const signatures: SignatureMemo = new Map()
  const checked = async (path: string, csrPath: string | undefined): Promise<Check> => {
    const csr = await readCsrIfGiven(csrPath, context)
    return check({ read: await readFile(path, context), csr, upload: 'chain', at, signatures })
  }
  const sourceCheck = await checked(source, options.sourceCsr)
  const comparison = compare(sourceCheck, await checked(target, options.targetCsr))
  const report = reportComparison(comparison, context.messages)
  if (options.json) context.output.json(report)
  else context.output.line(comparisonText(report, context))
  return comparison.verdict === 'compatible' ? 0 : 1
}
