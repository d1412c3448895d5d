import type { Certificate } from './certificate.ts'
import type { Chain } from './path.ts'

/**
 * Why a certificate of the pile is not in the chain: the very same one is there already; another one of the same CA (name
 * and key) is; one of the same name with another key is; it is another leaf; it belongs to another chain from the same
 * leaf; it has nothing to do with this one.
 */
export type LeftOverReason = 'duplicate' | 'twin' | 'same-name-other-key' | 'other-leaf' | 'other-chain' | 'unrelated'

export interface LeftOver {
  readonly certificate: Certificate
  readonly reason: LeftOverReason
  /** Its place in the pile. */
  readonly index: number
}

/** What of `pile` is not in `chain`, in the order of the pile. */
export function findLeftOver(
  pile: readonly Certificate[],
  chain: Chain,
  others: readonly Chain[],
): readonly LeftOver[] {
  const inOthers = new Set(others.flatMap(({ certificates }) => certificates.map(({ sha256 }) => sha256)))
  const remaining = new Set(chain.certificates.map(({ sha256 }) => sha256))
  return pile.flatMap((certificate, index) => {
    if (remaining.delete(certificate.sha256)) return []
    return [{ certificate, reason: reasonFor(certificate, chain, inOthers), index }]
  })
}

function reasonFor(certificate: Certificate, chain: Chain, inOthers: ReadonlySet<string>): LeftOverReason {
  if (chain.certificates.some(({ sha256 }) => sha256 === certificate.sha256)) return 'duplicate'
  const sameName = chain.certificates.filter(({ subject }) => subject.key === certificate.subject.key)
  if (sameName.some(({ publicKey }) => publicKey.sha256 === certificate.publicKey.sha256)) return 'twin'
  if (inOthers.has(certificate.sha256)) return 'other-chain'
  if (sameName.length > 0) return 'same-name-other-key'
  return certificate.isCa || certificate.isSelfIssued ? 'unrelated' : 'other-leaf'
}
