import { requestTexts } from '../appliance/ca-text.ts'
import { check } from '../appliance/check.ts'
import { compare as judgePair } from '../appliance/compare.ts'
import { type ComparisonReport, type Issued, reportComparison } from '../appliance/report.ts'
import { visibleText } from '../pki/name.ts'
import { csrIfGiven } from './csrs.ts'
import type { JobContext } from './job.ts'

/** One appliance's side of the connection check. */
export interface CompareSide {
  /** The file's name, or the project's. */
  readonly name: string
  /** The file as it was, or will be, uploaded. */
  readonly content: Uint8Array | string
  /** PEM. */
  readonly csr: string | null
  /** Milliseconds since 1970, by this appliance's clock. */
  readonly at: number
  /** The address that the other appliance will use. */
  readonly host: string | null
}

export interface CompareInput {
  readonly source: CompareSide
  readonly target: CompareSide
}

export interface Compared extends ComparisonReport {
  /** By rule: what to write to the CA so that it mends what keeps the two apart. */
  readonly caTexts: Readonly<Record<string, string>>
}

/** Judges whether two appliances will authenticate each other. @throws RuleCrashed */
export async function compare({ source, target }: CompareInput, context: JobContext): Promise<Compared> {
  const sourceCheck = await checkSide(source, context)
  const targetCheck = await checkSide(target, context)
  const comparison = judgePair(sourceCheck, targetCheck)
  const report = reportComparison(comparison, context.messages)
  return {
    ...report,
    pairs: report.pairs.map((pair) => ({ ...pair, source: shown(pair.source), target: shown(pair.target) })),
    caTexts: requestTexts(comparison.findings, undefined, context.messages),
  }
}

/** The report has the names as they are: a certificate may hold anybody's text. */
const shown = (issued: Issued | null): Issued | null =>
  issued && { issuedTo: visibleText(issued.issuedTo), issuedBy: visibleText(issued.issuedBy) }

/** @throws RuleCrashed */
export async function checkSide({ name, content, csr, at, host }: CompareSide, { readings, signatures }: JobContext) {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  return check({
    read: await readings.read(bytes, name),
    csr: await csrIfGiven(csr),
    upload: 'chain',
    at,
    host: host ?? undefined,
    signatures,
  })
}
