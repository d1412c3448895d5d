import { createPrivateKey, createPublicKey } from 'node:crypto'
import type { Certificate } from '../pki/certificate.ts'
import { certificatesIn, type UnreadableReason } from '../pki/found.ts'
import { findChains } from '../pki/path.ts'
import { readPrivateKeys } from '../pki/private-keys.ts'
import { writePem } from '../pki/write-pem.ts'
import type { FailureReport } from './failure-report.ts'
import type { GatherInput } from './gathered.ts'
import type { JobContext } from './job.ts'
import { readSources, type Sources } from './sources.ts'

export interface GatherAuthorityInput extends GatherInput {
  /** Milliseconds since 1970. */
  readonly at: number
}

/** An existing CA with its key, or why there is none to take; texts under `ca.gather`. */
export type GatheredAuthority =
  | {
      readonly ok: true
      /** PEM: the CA whose key it is, then those above it as far as they were found. */
      readonly certificates: string
      /** The private key, not encrypted: it goes to the vault at once, and is then overwritten. */
      readonly pkcs8: Uint8Array
    }
  | {
      readonly ok: false
      readonly failure: FailureReport
      /** Another password may open it. */
      readonly isLocked: boolean
    }

export const authorityFailureCodes = [
  'no-certificate',
  'no-key',
  'key-does-not-fit',
  'several-cas',
  'password-needed',
  'password-wrong',
  'key-unreadable',
] as const
export type AuthorityFailureCode = (typeof authorityFailureCodes)[number]

/** Takes a CA's certificate and key out of a PKCS#12, or PEM and DER files, in any order. Judges nothing. */
export async function gatherAuthority(input: GatherAuthorityInput, context: JobContext): Promise<GatheredAuthority> {
  const read = await readSources(input, context)
  const { keys, problems } = await keysIn(read, input.password ?? undefined)
  const taken = takenFrom(read, keys, problems, input.at)
  for (const key of keys) if (typeof taken === 'string' || key !== taken.pkcs8) key.fill(0)
  if (typeof taken !== 'string') return { ok: true, ...taken }
  const isLocked = taken === 'password-needed' || taken === 'password-wrong'
  return { ok: false, failure: failureOf(taken, read, context), isLocked }
}

async function keysIn({ sources }: Sources, password: string | undefined) {
  const found = await Promise.all(sources.map(({ bytes }) => readPrivateKeys(bytes, password)))
  return { keys: found.flatMap(({ keys }) => keys), problems: found.flatMap(({ problems }) => problems) }
}

interface Taken {
  readonly certificates: string
  readonly pkcs8: Uint8Array
}

function takenFrom(
  { sources }: Sources,
  keys: readonly Uint8Array[],
  problems: readonly UnreadableReason[],
  at: number,
): Taken | AuthorityFailureCode {
  const pile = certificatesIn(sources.map(({ result }) => result))
  if (keys.length === 0) return whyNoKey(problems) ?? (pile.length === 0 ? 'no-certificate' : 'no-key')
  if (pile.length === 0) return 'no-certificate'
  const pairs = keys.flatMap((pkcs8) => pile.filter(belongsTo(pkcs8)).map((certificate) => ({ certificate, pkcs8 })))
  // Of CAs if there are any: an appliance's own key beside them is none of ours.
  const cas = pairs.filter(({ certificate }) => certificate.isCa)
  const candidates = cas.length > 0 ? cas : pairs
  const [newest] = candidates.toSorted((a, b) => b.certificate.notAfter - a.certificate.notAfter)
  if (!newest) return 'key-does-not-fit'
  if (new Set(candidates.map(({ certificate }) => certificate.publicKey.sha256)).size > 1) return 'several-cas'
  const [best] = findChains(newest.certificate, pile, { at }).chains
  return { certificates: writePem(best?.certificates ?? [newest.certificate]), pkcs8: newest.pkcs8 }
}

function whyNoKey(problems: readonly UnreadableReason[]): AuthorityFailureCode | undefined {
  if (problems.includes('password-needed')) return 'password-needed'
  if (problems.includes('password-wrong')) return 'password-wrong'
  return problems.length > 0 ? 'key-unreadable' : undefined
}

const belongsTo = (pkcs8: Uint8Array): ((certificate: Certificate) => boolean) => {
  const key = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength)
  const own = createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' }))
  return ({ publicKey: { keyObject } }) => keyObject !== undefined && own.equals(keyObject)
}

function failureOf(
  code: AuthorityFailureCode,
  { sources, failures }: Sources,
  { messages }: JobContext,
): FailureReport {
  const [unread] = failures
  if (unread && (code === 'no-certificate' || code === 'no-key')) return unread
  const files = sources.map(({ name }) => name)
  return {
    file: files.length === 1 ? (files[0] ?? null) : null,
    code,
    detail: messages.find(['ca', 'gather', code, 'detail'], { files }),
    remedy: messages.find(['ca', 'gather', code, 'remedy'], { files }),
  }
}
