import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { check } from '../appliance/check.ts'
import { reportCheck } from '../appliance/report.ts'
import type { SignatureMemo } from '../pki/issuers.ts'
import { type CheckOptions, exitCodeOf } from './check.ts'
import type { Context, ExitCode } from './context.ts'
import { CommandFailed } from './failure.ts'
import { readCsrIfGiven, readFile, timeOf } from './sources.ts'

/** Signatures are remembered across files, since many chains share their CAs; beyond this many, anew. */
const mostRemembered = 5_000

/**
 * `ome-chain check --jsonl FILE…|-`: one JSON line a file, as soon as it is judged. A file that can't be read gives a
 * line with its failure and does not stop the others.
 */
export async function runCheckStream(
  paths: readonly string[],
  options: CheckOptions,
  context: Context,
): Promise<ExitCode> {
  const at = timeOf(options.at, context)
  const csr = await readCsrIfGiven(options.csr, context)
  const signatures: SignatureMemo = new Map()
  let worst: ExitCode = 0
  for await (const path of namesOf(paths, context)) {
    if (signatures.size > mostRemembered) signatures.clear()
    try {
      const read = await readFile(path, context)
      const verdict = check({ read, csr, upload: options.upload, at, host: options.host, signatures })
      await context.output.jsonLine(reportCheck(verdict, context.messages))
      worst = worse(worst, exitCodeOf(verdict))
    } catch (error) {
      if (!(error instanceof CommandFailed)) throw error
      await context.output.jsonLine({ file: path, failure: error.report })
      worst = worse(worst, error.exitCode)
    }
  }
  await context.output.flush()
  return worst
}

const worse = (a: ExitCode, b: ExitCode): ExitCode => (a > b ? a : b)

/** The paths given; `-` alone stands for a list on standard input, one a line. */
async function* namesOf(paths: readonly string[], context: Context): AsyncGenerator<string> {
  if (paths.length !== 1 || paths[0] !== '-') return yield* paths
  for await (const line of createInterface({ input: Readable.from(context.stdin()), crlfDelay: Infinity })) {
    if (line !== '') yield line
  }
}
