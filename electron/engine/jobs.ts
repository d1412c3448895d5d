import { checkFiles } from './check-files.ts'
import { compare } from './compare.ts'
import { compareReturn } from './compare-return.ts'
import { describeCertificate } from './describe-certificate.ts'
import { describeCsr } from './describe-csr.ts'
import { examine } from './examine.ts'
import { explain } from './explain-logs.ts'
import { gather } from './gather.ts'
import { gatherAuthority } from './gather-authority.ts'
import { gatherCsr } from './gather-csr.ts'
import type { JobContext } from './job.ts'
import { makeCsr } from './make-csr.ts'
import { reportHtml, runbookHtml } from './paper.ts'
import { requirementSheet } from './requirement-sheet.ts'
import { rehearse } from './rehearsal/rehearse.ts'

/** All that takes time, by name: plain data in, plain data out, so that it can run in a worker. */
export const jobs = {
  gather,
  gatherCsr,
  gatherAuthority,
  examine,
  checkFiles,
  compare,
  compareReturn,
  describeCsr,
  describeCertificate,
  explain,
  makeCsr,
  rehearse,
  reportHtml,
  runbookHtml,
  requirementSheet,
} satisfies Readonly<Record<string, (input: never, context: JobContext) => Promise<unknown>>>

export type Jobs = typeof jobs
export type JobName = keyof Jobs
export type JobInput<Name extends JobName> = Parameters<Jobs[Name]>[0]
export type JobOutput<Name extends JobName> = Awaited<ReturnType<Jobs[Name]>>
