import type { Certificate } from '../../pki/certificate.ts'
import { findChains } from '../../pki/path.ts'
import { type CaResult, refused, succeeded } from './failure.ts'

/** What is harmless in an old root: every validator goes by its key. */
export const harmlessDefects: ReadonlySet<string> = new Set(['version-1-root', 'key-identifier', 'name-spelling'])

/**
 * Whether an existing CA can issue certificates for OME: it is one, its key is here, it and all above it hold, and the
 * chain goes up to the root, which OME wants too.
 * @param ca what its name is to be, for the failures
 */
export async function checkImported(
  certificates: readonly Certificate[],
  pkcs8: Uint8Array,
  ca: string,
  at: number,
): Promise<CaResult<readonly Certificate[]>> {
  const [issuing] = certificates
  if (!issuing) return refused('import-no-certificate', ca)
  const { subject, extensions } = issuing
  const about = { reason: subject.text }
  const { importAuthority } = await import('../../pki/issue.ts')
  const authority = await importAuthority(issuing, pkcs8)
  if (authority === 'unusable-key') return refused('import-key-unusable', ca, about)
  if (authority === 'not-its-key') return refused('import-key-does-not-fit', ca, about)
  if (!issuing.isCa) return refused('import-not-a-ca', ca, about)
  if (extensions.keyUsage && !extensions.keyUsage.has('keyCertSign')) return refused('import-no-cert-sign', ca, about)
  const [best] = findChains(issuing, certificates, { at }).chains
  if (!best || best.missing) return refused('import-root-missing', ca, { reason: best?.missing?.issuer.text ?? '' })
  const chain = best.certificates
  const defect = best.defects.find(({ kind }) => !harmlessDefects.has(kind))
  const where = chain[defect?.position ?? 0]?.subject.text ?? ''
  if (defect?.kind === 'expired' || defect?.kind === 'not-yet-valid') {
    return refused('import-not-in-time', ca, { reason: where })
  }
  if (defect?.kind === 'path-length' || !allowsLeaves(chain)) {
    return refused('import-path-length', ca, { reason: where })
  }
  return defect ? refused('import-chain-broken', ca, { reason: where }) : succeeded(chain)
}

/** Each CA may have so many below it as its path length says; the leaf is none of them. */
const allowsLeaves = (chain: readonly Certificate[]): boolean =>
  chain.every((certificate, position) => {
    const below = chain.slice(0, position).filter((each) => !each.isSelfIssued).length
    return below <= (certificate.extensions.basicConstraints?.pathLength ?? Infinity)
  })
