import type { Found, ReadResult, UnreadableReason } from '../pki/found.ts'
import { writeCsrPem, writePem } from '../pki/write-pem.ts'
import { reportFile } from './file-report.ts'
import type { Gathered, GatheredFile, GatherInput } from './gathered.ts'
import type { JobContext } from './job.ts'
import { sha256Of } from './readings.ts'
import { isLocked, readSources, type Source } from './sources.ts'

/** Reads files, folders, archives and pasted texts into what a project keeps of them: never a private key. */
export async function gather(input: GatherInput, context: JobContext): Promise<Gathered> {
  const { sources, failures } = await readSources(input, context)
  const hasPassword = input.password !== null
  return { files: sources.map((source) => keep(source, hasPassword, context)), failures }
}

function keep(source: Source, hasPassword: boolean, { messages }: JobContext): GatheredFile {
  const { name, bytes, result } = source
  const keyRemoved = mayHoldKey(result, hasPassword)
  const kept = keyRemoved ? new Uint8Array(Buffer.from(withoutKeys(result.found))) : new Uint8Array(bytes)
  const report = reportFile(result, messages)
  return { name, bytes: kept, sha256: sha256Of(kept), keyRemoved, report, isLocked: isLocked(source) }
}

/** What can't be opened may hold one, and what a password opened, nobody else should read without. */
const mayHoldKey = ({ found, unreadable }: ReadResult, hasPassword: boolean): boolean =>
  found.some((item) => item.kind === 'private-key' || (hasPassword && item.place.within.includes('PKCS#12'))) ||
  unreadable.some(({ reason }) => closed.has(reason))

const closed: ReadonlySet<UnreadableReason> = new Set(['password-needed', 'password-wrong', 'unknown-encryption'])

const withoutKeys = (found: readonly Found[]): string =>
  found
    .map((item) => {
      if (item.kind === 'certificate') return writePem([item.certificate])
      return item.kind === 'csr' ? writeCsrPem(item.csr) : ''
    })
    .join('')
