import type { CertificateRole as Role, ComparisonReport, Issued } from '../../../electron/contract/shown.ts'

/** A name in the table, and whether the other side has another one there. */
export interface PairName {
  readonly text: string
  readonly differs: boolean
}

export interface PairSide {
  readonly issuedTo: PairName
  readonly issuedBy: PairName
}

/** A position of both chains; null where a chain has ended. */
export interface PairRow {
  readonly depth: number
  readonly roles: { readonly source: Role | null; readonly target: Role | null }
  readonly source: PairSide | null
  readonly target: PairSide | null
  readonly match: boolean
}

/** The KB's table. The leaves' own names are not compared. */
export const pairRows = ({ pairs, source, target }: ComparisonReport): readonly PairRow[] =>
  pairs.map((pair) => ({
    depth: pair.depth,
    roles: { source: source.chain[pair.depth]?.role ?? null, target: target.chain[pair.depth]?.role ?? null },
    source: pair.source && sideOf(pair.source, pair.target, pair.depth),
    target: pair.target && sideOf(pair.target, pair.source, pair.depth),
    match: pair.match,
  }))

function sideOf({ issuedTo, issuedBy }: Issued, other: Issued | null, depth: number): PairSide {
  return {
    issuedTo: { text: issuedTo, differs: depth > 0 && issuedTo !== other?.issuedTo },
    issuedBy: { text: issuedBy, differs: issuedBy !== other?.issuedBy },
  }
}
