import type { Certificate } from '../../pki/certificate.ts'
import type { KeyPair, SubjectName, Validity } from '../../pki/issue.ts'
import type { CaPlan } from './plan.ts'
import { backdatedMs, wholeSecond } from './request.ts'

/** What takes time when a CA is made, in its order; texts under `ca.creation`. */
export const creationSteps = ['rootKey', 'intermediateKey', 'certificates', 'saving'] as const
export type CreationStep = (typeof creationSteps)[number]
export type CreationProgress = (step: CreationStep, done: number, total: number) => void

/** A CA's certificates and keys, before anything of it is kept. */
export interface NewCa {
  /** Issuing CA first, root last. */
  readonly chain: readonly Certificate[]
  /** PKCS#8 by the SHA-256 of the key's SPKI: whoever takes them overwrites them after use. */
  readonly keys: ReadonlyMap<string, Uint8Array>
}

/**
 * From now on for so many years, to the day.
 * @param latest milliseconds since 1970: the end of the CA above
 */
export function caValidity(now: number, years: number, latest = Infinity): Validity {
  const notBefore = wholeSecond(now - backdatedMs)
  const end = new Date(notBefore)
  end.setUTCFullYear(end.getUTCFullYear() + years)
  return { notBefore, notAfter: Math.min(end.getTime() - 1000, latest) }
}

/** @param plan one that `checkPlan` found nothing in */
export async function makeCa(plan: CaPlan, now: number, progress: CreationProgress): Promise<NewCa> {
  const { createKeys, createRoot, issueCa } = await import('../../pki/issue.ts')
  const total = plan.levels + 2
  progress('rootKey', 0, total)
  const rootKeys = await createKeys(plan.bits)
  if (plan.levels === 2) progress('intermediateKey', 1, total)
  const issuingKeys = plan.levels === 2 ? await createKeys(plan.bits) : undefined
  progress('certificates', total - 2, total)
  const validity = caValidity(now, plan.root.years)
  const root = await createRoot(subjectOf(plan, plan.root.commonName), rootKeys, validity, plan.levels - 1)
  const rootCertificate = root.certificate
  if (!issuingKeys) return { chain: [rootCertificate], keys: await exported([[rootCertificate, rootKeys]]) }
  const issuing = await issueCa(
    root,
    subjectOf(plan, plan.intermediate.commonName),
    issuingKeys,
    caValidity(now, plan.intermediate.years, validity.notAfter),
  )
  const keys = await exported([
    [rootCertificate, rootKeys],
    [issuing.certificate, issuingKeys],
  ])
  return { chain: [issuing.certificate, rootCertificate], keys }
}

const subjectOf = ({ organization, country }: CaPlan, commonName: string): SubjectName => ({
  country: country.trim().toUpperCase(),
  organization: organization.trim(),
  commonName: commonName.trim(),
})

async function exported(pairs: readonly (readonly [Certificate, KeyPair])[]): Promise<ReadonlyMap<string, Uint8Array>> {
  const { exportPrivateKey } = await import('../../pki/issue.ts')
  const keys = new Map<string, Uint8Array>()
  for (const [{ publicKey }, pair] of pairs) keys.set(publicKey.sha256, await exportPrivateKey(pair))
  return keys
}
