import { readInputs } from '../files/read-inputs.ts'
import type { ReadResult } from '../pki/found.ts'
import { read } from '../pki/read.ts'
import type { Context } from './context.ts'
import { type FailureReport, fileFailureReport } from './failure.ts'

/** All that files, folders and archives hold, and what of it could not be read at all. */
export async function readAll(
  paths: readonly string[],
  context: Context,
  password: string | undefined,
): Promise<{ readonly results: readonly ReadResult[]; readonly failures: readonly FailureReport[] }> {
  const results: ReadResult[] = []
  const failures: FailureReport[] = []
  for await (const input of readInputs(paths)) {
    if (!input.ok) failures.push(fileFailureReport(input.failure, context.messages))
    else results.push(await read(input.value.bytes, input.value.name, { password }))
  }
  return { results, failures }
}
