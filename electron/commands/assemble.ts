import { type AssembledChain, type Assembly, assemble } from '../appliance/assemble.ts'
import { type Check, check } from '../appliance/check.ts'
import { onlyCsrIn } from '../engine/csrs.ts'
import { type FailureReport, fileFailureReport, unreadableReport } from '../engine/failure-report.ts'
import { readAll } from '../engine/read-all.ts'
import { limits } from '../files/limits.ts'
import { readFileBytes } from '../files/read-bytes.ts'
import { isSameFile } from '../files/same-file.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import { certificatesIn, type ReadResult } from '../pki/found.ts'
import { findLeaves } from '../pki/leaf.ts'
import { read } from '../pki/read.ts'
import { reportAssembly } from './assemble-report.ts'
import { assemblyText } from './assemble-text.ts'
import type { Context, ExitCode } from './context.ts'
import { CommandFailed, commandFailed } from './failure.ts'
import { readCsrIfGiven, readPassword, timeOf } from './sources.ts'
import { uninterrupted } from './uninterrupted.ts'

export interface AssembleOptions {
  readonly output: string
  readonly csr?: string
  readonly leaf?: string
  readonly at?: string
  readonly passwordFile?: string
  readonly force?: boolean
  readonly partial?: boolean
  readonly explain?: boolean
  readonly json?: boolean
}

/** `ome-chain assemble FILE… --output FILE`: reads anything and writes what can be uploaded. */
export async function runAssemble(
  paths: readonly string[],
  options: AssembleOptions,
  context: Context,
): Promise<ExitCode> {
  const at = timeOf(options.at, context)
  const { results, failures } = await readAll(paths, context.messages, readPassword(options.passwordFile, context))
  stopAtNamedFailures(paths, results, failures, context)
  keepKeys(results, options.output, context)
  const csr = (await readCsrIfGiven(options.csr, context)) ?? onlyCsrIn(results)
  const leaf = options.leaf === undefined ? undefined : chosenLeaf(options.leaf, results, context)
  const assembly = chainOrFailure(assemble({ results, csr, leaf, at }), results, options, context)
  const verdict = await judgeText(assembly.pem, options.output, csr, at)
  const isWritten = verdict.verdict === 'ready' || options.partial === true
  if (isWritten) await write(assembly.pem, options, context)
  const assembled = { results, failures, assembly, check: verdict, output: options.output, isWritten }
  const report = reportAssembly(assembled, context.messages)
  if (options.json) context.output.json(report)
  else context.output.line(assemblyText(report, options.explain === true, context))
  return isWritten ? 0 : 1
}

/** A file that the user named and that can't be read ends the command; one met in a folder is told of later. */
function stopAtNamedFailures(
  paths: readonly string[],
  results: readonly ReadResult[],
  failures: readonly FailureReport[],
  { messages }: Context,
): void {
  const named = failures.find(({ file }) => file !== null && paths.includes(file))
  if (named) throw new CommandFailed(named)
  const locked = results.flatMap(({ unreadable }) => unreadable).find(({ reason }) => reason.startsWith('password'))
  if (locked) throw new CommandFailed(unreadableReport(locked, messages))
}

/** Certificates can be had again; the only copy of a key can't. `--force` does not go that far. */
function keepKeys(results: readonly ReadResult[], output: string, { messages }: Context): void {
  const holders = results.filter(({ found }) => found.some(({ kind }) => kind === 'private-key'))
  if (holders.some(({ file }) => isSameFile(file, output))) {
    throw commandFailed('output-holds-key', messages, { file: output }, 1)
  }
}

/** `--leaf`: by common name, or by the beginning of the SHA-256 fingerprint. @throws CommandFailed */
function chosenLeaf(wanted: string, results: readonly ReadResult[], { messages }: Context): Certificate {
  const fingerprint = wanted.replaceAll(':', '').toLowerCase()
  const isWanted = ({ subject, sha256 }: Certificate) =>
    subject.commonName?.toLowerCase() === wanted.toLowerCase() ||
    (fingerprint.length >= 8 && sha256.startsWith(fingerprint))
  const pile = certificatesIn(results)
  const leaf = findLeaves(pile).find(isWanted) ?? pile.find(isWanted)
  if (!leaf) throw commandFailed('leaf-not-found', messages, { wanted })
  return leaf
}

function chainOrFailure(
  assembly: Assembly,
  results: readonly ReadResult[],
  options: AssembleOptions,
  { messages }: Context,
): AssembledChain {
  switch (assembly.outcome) {
    case 'chain':
      return assembly
    case 'no-certificate': {
      const [unreadable] = results.flatMap((result) => result.unreadable)
      if (unreadable) throw new CommandFailed(unreadableReport(unreadable, messages))
      throw commandFailed('nothing-to-check', messages, { files: results.map(({ file }) => file) })
    }
    case 'no-leaf': {
      const damaged = results.flatMap((each) => each.unreadable).find(({ reason }) => reason !== 'no-certificate')
      if (damaged) throw new CommandFailed(unreadableReport(damaged, messages)) // Most likely that was the leaf
      const count = certificatesIn(results).length
      throw commandFailed('no-leaf', messages, { count, withCsr: String(options.csr !== undefined) }, 1)
    }
    case 'several-leaves': {
      const names = assembly.leaves.map(
        ({ subject, sha256 }) => `${subject.commonName ?? subject.text} (${sha256.slice(0, 16)})`,
      )
      throw commandFailed('several-leaves', messages, { names })
    }
  }
}

const judgeText = async (pem: string, file: string, csr: Csr | undefined, at: number): Promise<Check> =>
  check({ read: await read(Buffer.from(pem), file), csr, upload: 'chain', at })

/** Writes, then reads back: what the appliance will get is what stands on the disk. @throws CommandFailed */
async function write(pem: string, { output, force }: AssembleOptions, { messages }: Context): Promise<void> {
  const written = await uninterrupted(() => writeAtomically(output, Buffer.from(pem), { overwrite: force === true }))
  if (!written.ok) {
    const exitCode = written.failure.code === 'exists' ? 1 : 2
    throw new CommandFailed(fileFailureReport(written.failure, messages), exitCode)
  }
  const back = readFileBytes(output, limits.fileBytes)
  if (!back.ok) throw new CommandFailed(fileFailureReport(back.failure, messages))
  if (back.value.toString('latin1') !== pem) throw commandFailed('not-written', messages, { file: output })
}
