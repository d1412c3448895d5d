import { requestTexts } from '../appliance/ca-text.ts'
import { fileRules } from '../appliance/catalogue.ts'
import { type Check, check } from '../appliance/check.ts'
import { reportCheck } from '../appliance/report.ts'
import type { Upload } from '../appliance/rule.ts'
import type { Csr } from '../pki/csr.ts'
import type { ReadResult } from '../pki/found.ts'
import { linksOf, type Places } from './chain-links.ts'
import type { Judged } from './examination.ts'
import type { JobContext } from './job.ts'
import { sha256Of } from './readings.ts'

/** By what an upload is judged. */
export interface Bench {
  /** Milliseconds since 1970, by the appliance's clock. */
  readonly at: number
  readonly host: string | undefined
  readonly csr: Csr | undefined
}

/** A file that would be uploaded: as a chain, and what of it would be taken for the single certificate. */
export interface Candidature {
  readonly bytes: Uint8Array
  readonly chain: ReadResult
  readonly certificate: ReadResult
  /** Where its certificates came from. */
  readonly places: Places
}

/** @throws RuleCrashed */
export const judge = (read: ReadResult, upload: Upload, bench: Bench, { signatures }: JobContext): Check =>
  check({ read, upload, ...bench, signatures })

/**
 * The verdict on what would be uploaded, and how it stands to the other: a file as it came to the chain put together
 * here, and that chain to the files as they came.
 * @throws RuleCrashed
 */
export function judgeUpload(
  { bytes, chain, certificate, places }: Candidature,
  isAssembled: boolean,
  bench: Bench,
  context: JobContext,
  others: { readonly assembled: Check | undefined; readonly asTheyCame: readonly Check[] },
): Judged {
  const { messages } = context
  const verdict = judge(chain, 'chain', bench, context)
  const { path } = verdict.facts
  const broken = brokenRules([verdict])
  const { assembled, asTheyCame } = others
  return {
    name: chain.file,
    isAssembled,
    chain: reportCheck(verdict, messages),
    certificate: reportCheck(judge(certificate, 'certificate', bench, context), messages),
    holds: holdingRules(verdict),
    mendable: assembled ? without(broken, brokenRules([assembled])) : [],
    mended: without(brokenRules(asTheyCame), broken),
    caTexts: requestTexts(verdict.findings, bench.csr, messages),
    sha256: sha256Of(bytes),
    certificates: path ? linksOf(path.chain, path.tangled !== undefined, places, bench.csr, messages) : [],
  }
}

/** In the order of checking. */
const brokenRules = (checks: readonly Check[]): readonly string[] => {
  const broken = new Set(
    checks.flatMap(({ findings }) => findings.flatMap(({ rule, level }) => (level === 'note' ? [] : [rule]))),
  )
  return fileRules.flatMap(({ id }) => (broken.has(id) ? [id] : []))
}

const without = (rules: readonly string[], others: readonly string[]): readonly string[] =>
  rules.filter((rule) => !others.includes(rule))

/** A rule that had nothing to look at neither holds nor is broken. */
function holdingRules({ findings, facts }: Check): readonly string[] {
  const spoken = new Set(
    findings.flatMap((finding) => (finding.level === 'note' && finding.case !== 'not-judged' ? [] : [finding.rule])),
  )
  return fileRules.flatMap(({ id, uploads }) => {
    const isJudged = facts.path ? id !== 'host-name' || facts.host !== undefined : id === 'encoding-base64'
    const isForChains = uploads.some((upload) => upload === 'chain')
    return isForChains && isJudged && !spoken.has(id) ? [id] : []
  })
}
