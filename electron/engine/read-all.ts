import { readInputs } from '../files/read-inputs.ts'
import type { Messages } from '../messages/messages.ts'
import type { ReadResult } from '../pki/found.ts'
import { read } from '../pki/read.ts'
import { type FailureReport, fileFailureReport } from './failure-report.ts'

/** All that files, folders and archives hold, and what of it could not be read at all. */
export async function readAll(
  paths: readonly string[],
  messages: Messages,
  password: string | undefined,
): Promise<{ readonly results: readonly ReadResult[]; readonly failures: readonly FailureReport[] }> {
  const results: ReadResult[] = []
  const failures: FailureReport[] = []
  for await (const input of readInputs(paths)) {
    if (!input.ok) failures.push(fileFailureReport(input.failure, messages))
    else results.push(await read(input.value.bytes, input.value.name, { password }))
  }
  return { results, failures }
}
