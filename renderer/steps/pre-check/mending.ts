import type { CheckReport, ComparisonReport, FindingReport } from '../../../electron/contract/shown.ts'

type SideRole = 'source' | 'target'

/** One way, or one thing to do, towards two chains that pass. */
export type Mending =
  /** A chain that would not do on its own. */
  | { readonly kind: 'side'; readonly side: SideRole; readonly errors: readonly FindingReport[] }
  /** Its certificate has to come from the other one's CA. */
  | { readonly kind: 'reissue'; readonly side: SideRole; readonly issuer: string; readonly isFirst: boolean }
  | { readonly kind: 'remedy'; readonly finding: FindingReport }

/** What mends the pair, in the order in which it is done. */
export const mendings = (comparison: ComparisonReport): readonly Mending[] => [
  ...sideMending(comparison.source, 'source'),
  ...sideMending(comparison.target, 'target'),
  ...comparison.findings.filter(({ level }) => level !== 'note').flatMap((finding) => pairMending(comparison, finding)),
]

function sideMending({ findings }: CheckReport, side: SideRole): readonly Mending[] {
  const errors = findings.filter(({ level }) => level === 'error')
  return errors.length > 0 ? [{ kind: 'side', side, errors }] : []
}

/** Where other CAs signed the two leaves, either can be signed again; the target first, which is not in use yet. */
function pairMending({ pairs }: ComparisonReport, finding: FindingReport): readonly Mending[] {
  const { source, target } = pairs[0] ?? {}
  const isIssuedApart = source && target && source.issuedBy !== target.issuedBy
  if (finding.rule !== 'same-issuers' || !isIssuedApart) return [{ kind: 'remedy', finding }]
  return [
    { kind: 'reissue', side: 'target', issuer: source.issuedBy, isFirst: true },
    { kind: 'reissue', side: 'source', issuer: target.issuedBy, isFirst: false },
  ]
}
