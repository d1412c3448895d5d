import type { AssembledChain } from '../appliance/assemble.ts'
import type { Check } from '../appliance/check.ts'
import { type ChainEntry, type CheckReport, reportChain, reportCheck } from '../appliance/report.ts'
import type { FailureReport } from '../engine/failure-report.ts'
import {
  type FileReport,
  type LeftOverReport,
  type MissingReport,
  reportFile,
  reportLeftOver,
  reportMissing,
} from '../engine/file-report.ts'
import type { Messages } from '../messages/messages.ts'
import type { ReadResult } from '../pki/found.ts'

/** What an assembly came to. */
export interface Assembled {
  readonly results: readonly ReadResult[]
  readonly failures: readonly FailureReport[]
  readonly assembly: AssembledChain
  /** The verdict on the file as it was, or would be, written. */
  readonly check: Check
  readonly output: string
  readonly isWritten: boolean
}

/** What `assemble` did, as plain data in the user's language. */
export interface AssemblyReport {
  readonly output: string
  readonly written: boolean
  readonly check: CheckReport
  readonly missing: MissingReport | null
  readonly leftOver: readonly LeftOverReport[]
  /** The other chains that the certificates would allow, best first. */
  readonly others: readonly (readonly ChainEntry[])[]
  readonly files: readonly FileReport[]
  readonly failures: readonly FailureReport[]
}

export function reportAssembly(assembled: Assembled, messages: Messages): AssemblyReport {
  const { assembly, results, failures, output, isWritten } = assembled
  return {
    output,
    written: isWritten,
    check: reportCheck(assembled.check, messages),
    missing: reportMissing(assembly.chain),
    leftOver: assembly.leftOver.map((leftOver) => reportLeftOver(leftOver, messages)),
    others: assembly.others.map((chain) => reportChain(chain)),
    files: results.map((result) => reportFile(result, messages)),
    failures,
  }
}
