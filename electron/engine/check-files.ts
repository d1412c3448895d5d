import type { Examination, Judged } from './examination.ts'
import { csrFrom, onlyCsrIn } from './csrs.ts'
import { examinePile } from './examine.ts'
import type { FailureReport } from './failure-report.ts'
import { gatherCsr } from './gather-csr.ts'
import type { GatherInput } from './gathered.ts'
import type { JobContext } from './job.ts'
import { isLocked, readSources, type Source } from './sources.ts'

/** Files to check without any project. */
export interface CheckFilesInput extends GatherInput {
  /** Milliseconds since 1970. */
  readonly at: number
  readonly host: string | null
  /** Where the CSR is; null: perhaps among the files. */
  readonly csr: Omit<GatherInput, 'password'> | null
}

export interface FilesChecked {
  /** The file's name, or those of all. */
  readonly name: string
  readonly examination: Examination
  readonly judged: Judged | null
  readonly failures: readonly FailureReport[]
  /** Files with a password; check again with it. */
  readonly locked: readonly string[]
}

/**
 * Checks what was given: one file as it came, of several the chain that they make. A CSR among them stands for the
 * appliance's where none was given.
 * @throws RuleCrashed
 */
export async function checkFiles(input: CheckFilesInput, context: JobContext): Promise<FilesChecked> {
  const { at, host } = input
  const { sources, failures } = await readSources(input, context)
  const given = input.csr && (await gatherCsr({ ...input.csr, password: null }, context))
  const csr = given?.ok ? await csrFrom(given.csr) : onlyCsrIn(sources.map(({ result }) => result))
  const chains = sources.length === 1 ? sources : sources.filter(hasMore)
  const files = sources.map((source, index) => ({ ...source, id: String(index) }))
  const [only] = chains
  const upload = chains.length === 1 ? (files.find(({ result }) => result === only?.result)?.id ?? null) : null
  const examination = await examinePile({ at, host, csr, files, leaf: null, chain: null, upload }, context)
  return {
    name: chains.map(({ name }) => name).join(', '),
    examination,
    judged: examination.judged,
    failures: given?.ok === false ? [...failures, given.failure] : failures,
    locked: sources.filter(isLocked).map(({ name }) => name),
  }
}

/** Than a CSR alone. */
const hasMore = ({ result }: Source): boolean =>
  result.found.length === 0 || result.found.some(({ kind }) => kind !== 'csr')
