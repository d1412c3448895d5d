import type { Certificate } from './certificate.ts'
import type { PublicKey } from './public-key.ts'

/**
 * The certificates that could be the leaf, in the order of the pile: with `key` those that certify it; otherwise those
 * that no other certificate names as its issuer and that are no CA by their own word or, failing that, a CA with a
 * server's purposes. A self-signed one counts only where there is no other. Duplicates are named once.
 */
export function findLeaves(pile: readonly Certificate[], key?: PublicKey): readonly Certificate[] {
  const distinct = [...new Map(pile.map((certificate) => [certificate.sha256, certificate])).values()]
  const certified = key ? distinct.filter(({ publicKey }) => publicKey.sha256 === key.sha256) : []
  if (certified.length > 0) return certified
  const issuerNames = new Set(distinct.flatMap((c) => (c.isSelfIssued ? [] : [c.issuer.key])))
  const ends = distinct.filter(({ subject }) => !issuerNames.has(subject.key))
  const leaves = ends.filter(({ isCa }) => !isCa)
  return preferIssued(leaves.length > 0 ? leaves : ends.filter(({ extensions }) => extensions.extendedKeyUsage))
}

function preferIssued(ends: readonly Certificate[]): readonly Certificate[] {
  const issuedByOthers = ends.filter(({ isSelfIssued }) => !isSelfIssued)
  return issuedByOthers.length > 0 ? issuedByOthers : ends
}

/** Of several certificates for one and the same key (a renewed leaf): the one valid at that time that ends last. */
export function newestLeaf(leaves: readonly Certificate[], at: number): Certificate | undefined {
  const rank = (leaf: Certificate) => (leaf.isValidAt(at) ? 1 : 0)
  return [...leaves].sort((a, b) => rank(b) - rank(a) || b.notAfter - a.notAfter || (a.sha256 < b.sha256 ? -1 : 1))[0]
}
