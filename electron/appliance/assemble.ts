import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import { certificatesIn, type Place, type ReadResult } from '../pki/found.ts'
import type { SignatureMemo } from '../pki/issuers.ts'
import { findLeaves, newestLeaf } from '../pki/leaf.ts'
import { findLeftOver, type LeftOver } from '../pki/left-over.ts'
import { type Chain, findChains, type PathResult } from '../pki/path.ts'
import { writePem } from '../pki/write-pem.ts'

export interface AssembleInput {
  readonly results: readonly ReadResult[]
  readonly csr?: Csr | undefined
  /** The user's choice where several certificates could be the appliance's own. */
  readonly leaf?: Certificate | undefined
  /** Milliseconds since 1970 at which the chain should be valid. */
  readonly at: number
  /** Shared by the searches of one run, so that a signature is verified once. */
  readonly signatures?: SignatureMemo | undefined
}

/** A certificate that stays out of the chain, and where it came from. */
export type PlacedLeftOver = LeftOver & { readonly place: Place }

export interface AssembledChain {
  readonly outcome: 'chain'
  /** The best chain; it may break off or be refused all the same: `check` tells. */
  readonly chain: Chain
  /** The other ways that the certificates would allow, best first. */
  readonly others: readonly Chain[]
  readonly tangled: PathResult['tangled']
  readonly leftOver: readonly PlacedLeftOver[]
  /** What to upload: the chain as clean PEM. */
  readonly pem: string
}

export type Assembly =
  | AssembledChain
  | { readonly outcome: 'no-certificate' }
  /** Certificates of CAs only. */
  | { readonly outcome: 'no-leaf' }
  | { readonly outcome: 'several-leaves'; readonly leaves: readonly Certificate[] }

/** Makes a chain out of whatever certificates there are, in any order and from any files. */
export function assemble({ results, csr, leaf: chosen, at, signatures }: AssembleInput): Assembly {
  const pile = certificatesIn(results)
  if (pile.length === 0) return { outcome: 'no-certificate' }
  const leaves = findLeaves(pile, csr?.publicKey)
  const keys = new Set(leaves.map(({ publicKey }) => publicKey.sha256))
  if (!chosen && keys.size > 1) return { outcome: 'several-leaves', leaves }
  const leaf = chosen ?? newestLeaf(leaves, at)
  if (!leaf) return { outcome: 'no-leaf' }
  const { chains, tangled } = findChains(leaf, pile, { at, signatures })
  const [chain, ...others] = chains
  if (!chain) throw new Error('a search without any chain')
  const leftOver = placedLeftOver(results, chain, others)
  return { outcome: 'chain', chain, others, tangled, leftOver, pem: writePem(chain.certificates) }
}

/** What of the pile is not in `chain`, and where it came from. */
export function placedLeftOver(
  results: readonly ReadResult[],
  chain: Chain,
  others: readonly Chain[],
): readonly PlacedLeftOver[] {
  const places = placesIn(results)
  return findLeftOver(certificatesIn(results), chain, others).flatMap((extra) => {
    const place = places[extra.index]
    return place ? [{ ...extra, place }] : []
  })
}

/** In the order of `certificatesIn`. */
const placesIn = (results: readonly ReadResult[]): readonly Place[] =>
  results.flatMap(({ found }) => found.flatMap(({ kind, place }) => (kind === 'certificate' ? [place] : [])))
