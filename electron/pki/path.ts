import TinyQueue from 'tinyqueue'
import { Budget, BudgetExhausted, type BudgetLimits } from './budget.ts'
import type { Certificate } from './certificate.ts'
import { caDefects, type Defect, NameConstraintJudge, ownDefects, signatureDefects } from './defects.ts'
import { fit, IssuerIndex, type SignatureMemo } from './issuers.ts'
import type { Name } from './name.ts'

/** Whose certificate would have to follow the last one of a chain. */
export interface Missing {
  readonly issuer: Name
  /** Key identifier of the issuer in lower-case hex, where the certificate below names one. */
  readonly keyIdentifier: string | undefined
  /** Where the certificate below says that its issuer's certificate can be had (AIA). */
  readonly addresses: readonly string[]
  /** The issuer is there, but stands further down in the same chain: CAs that sign each other, with no root above. */
  readonly isCircle: boolean
  /** A certificate of another name that made the signature all the same. */
  readonly renamed: Certificate | undefined
}

/** One way from the leaf upwards. It ends at a root, or where something is missing. */
export interface Chain {
  /** Leaf first. */
  readonly certificates: readonly Certificate[]
  readonly missing: Missing | undefined
  readonly defects: readonly Defect[]
}

export interface PathResult {
  /** Best first; at least one. Those that were found within the budget, 64 at most. */
  readonly chains: readonly Chain[]
  /** Which budget ran out before any chain was found: `chains` then holds the longest path that was looked at. */
  readonly tangled: keyof BudgetLimits | undefined
}

export interface PathOptions {
  /** Milliseconds since 1970 at which certificates should be valid. */
  readonly at: number
  readonly budget?: Budget
  readonly signatures?: SignatureMemo | undefined
}

/** More ways than these nobody chooses from. */
const maxChains = 64

/**
 * How much worse a chain is for each defect, so that the search goes where a person would: a chain that breaks off is
 * worse than one with a flaw in a certificate, a wrong signature worse than all; among equals the shorter, then the
 * longer-lived one.
 */
const weights: Readonly<Record<Defect['kind'], number>> = {
  'signature-invalid': 1_000_000,
  'signature-unsupported': 800_000,
  'not-a-ca': 10_000,
  'no-key-cert-sign': 10_000,
  'path-length': 10_000,
  'name-constraint': 10_000,
  'unknown-critical-extension': 10_000,
  'malformed-extension': 10_000,
  expired: 1_000,
  'not-yet-valid': 1_000,
  'version-1-root': 2,
  'key-identifier': 1,
  'name-spelling': 1,
}
const missingWeight = 500_000

/** A path under construction: one more certificate on top of another path. */
interface Step {
  readonly certificate: Certificate
  readonly below: Step | undefined
  readonly length: number
  readonly defects: readonly Defect[]
  readonly weight: number
  /** Sum of the ends of validity of the CAs, to prefer renewed ones. */
  readonly lifetime: number
  readonly end: 'open' | 'root' | 'missing'
}

/**
 * Every chain from `leaf` that can be made of `pile`, best first, whatever the pile's order. Searches best-first with
 * backtracking, within a budget.
 */
export function findChains(leaf: Certificate, pile: readonly Certificate[], options: PathOptions): PathResult {
  const search = new Search(leaf, pile, options)
  try {
    search.run()
    return { chains: search.chains, tangled: undefined }
  } catch (error) {
    if (!(error instanceof BudgetExhausted)) throw error
    // The search goes best-first: what it has found already is better than all that it could not look at.
    if (search.chains.length > 0) return { chains: search.chains, tangled: undefined }
    return { chains: [search.longestPath()], tangled: error.spent }
  }
}

class Search {
  readonly chains: Chain[] = []
  private readonly budget: Budget
  private readonly issuers: IssuerIndex
  private readonly names: NameConstraintJudge
  private readonly queue: TinyQueue<Step>
  /** The longest path that was looked at: the best that can be shown where nothing was found in time. */
  private longest: Step

  constructor(
    leaf: Certificate,
    pile: readonly Certificate[],
    private readonly options: PathOptions,
  ) {
    this.budget = options.budget ?? new Budget()
    this.issuers = new IssuerIndex(distinct([...pile, leaf]), this.budget, options.signatures)
    this.names = new NameConstraintJudge(this.budget)
    const defects = ownDefects(leaf, 0, options.at)
    this.longest = {
      certificate: leaf,
      below: undefined,
      length: 1,
      defects,
      weight: weigh(defects),
      lifetime: 0,
      end: 'open',
    }
    this.queue = new TinyQueue([this.longest], compare)
  }

  /** @throws BudgetExhausted */
  run(): void {
    for (let step = this.queue.pop(); step && this.chains.length < maxChains; step = this.queue.pop()) {
      if (step.end === 'open') this.extend(step)
      else this.chains.push(this.chainOf(step))
    }
  }

  longestPath(): Chain {
    return { certificates: certificatesOf(this.longest), missing: undefined, defects: defectsOf(this.longest) }
  }

  private extend(step: Step): void {
    const { certificate } = step
    if (step.length > this.longest.length) this.longest = step
    const { certificates, signature } = this.issuers.of(certificate)
    if (this.isRoot(certificate)) {
      this.queue.push(ended(step, 'root', signatureDefects(signature, step.length - 1)))
      return
    }
    const candidates = certificates.filter((candidate) => !isOnPath(candidate, step))
    if (candidates.length === 0) this.queue.push(ended(step, 'missing', []))
    const below = certificatesOf(step)
    const linkDefects = signatureDefects(signature, step.length - 1)
    for (const candidate of candidates) {
      this.budget.spend('buildCalls')
      this.queue.push(this.onTop(step, below, candidate, linkDefects))
    }
  }

  /**
   * Whether it is its own issuer. Where its signature says no and its key identifiers say another key of the same name,
   * it is a CA's certificate for its new key, made with the old one.
   */
  private isRoot(certificate: Certificate): boolean {
    const { certificates, signature } = this.issuers.of(certificate)
    return certificates.includes(certificate) && !(signature === 'invalid' && fit(certificate, certificate) === 2)
  }

  /** @param below the certificates of `step`, leaf first: the same for each of its issuers */
  private onTop(step: Step, below: readonly Certificate[], issuer: Certificate, linkDefects: readonly Defect[]): Step {
    const position = step.length
    // Only of version 1 it matters, so that only there a signature is checked for it.
    const isRoot = issuer.version < 3 && this.isRoot(issuer)
    const defects = [
      ...linkDefects,
      ...(linkDefects.length === 0 ? looseFit(step, issuer) : []),
      ...ownDefects(issuer, position, this.options.at),
      ...caDefects(issuer, below, isRoot),
      ...this.names.defects(issuer, below),
    ]
    return {
      certificate: issuer,
      below: step,
      length: position + 1,
      defects,
      weight: step.weight + weigh(defects),
      lifetime: step.lifetime + issuer.notAfter,
      end: 'open',
    }
  }

  private chainOf(step: Step): Chain {
    return {
      certificates: certificatesOf(step),
      missing: step.end === 'missing' ? this.missingAbove(step.certificate) : undefined,
      defects: defectsOf(step),
    }
  }

  private missingAbove(certificate: Certificate): Missing {
    const { authorityKeyIdentifier, caIssuers } = certificate.extensions
    const { signature } = this.issuers.of(certificate)
    return {
      issuer: certificate.issuer,
      keyIdentifier: authorityKeyIdentifier?.keyIdentifier,
      addresses: caIssuers ?? [],
      isCircle: signature !== 'invalid',
      renamed: this.issuers.renamedIssuerOf(certificate),
    }
  }
}

/** Without duplicates and in an order of its own, so that the order of the pile can't matter. */
function distinct(pile: readonly Certificate[]): readonly Certificate[] {
  const bySha256 = new Map(pile.map((certificate) => [certificate.sha256, certificate]))
  return [...bySha256.values()].sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1))
}

/** In what a certificate and the one that signed it agree less than they should. Beside a wrong signature it is no cause. */
function looseFit({ certificate, length }: Step, issuer: Certificate): Defect[] {
  const defects: Defect[] = []
  if (fit(certificate, issuer) === 2) defects.push({ kind: 'key-identifier', position: length - 1 })
  if (!certificate.issuer.isPlainlyEqual(issuer.subject)) defects.push({ kind: 'name-spelling', position: length - 1 })
  return defects
}

function ended(step: Step, end: 'root' | 'missing', defects: readonly Defect[]): Step {
  const weight = step.weight + weigh(defects) + (end === 'missing' ? missingWeight : 0)
  return { ...step, defects: [...step.defects, ...defects], weight, end }
}

const weigh = (defects: readonly Defect[]): number => defects.reduce((sum, { kind }) => sum + weights[kind], 0)

function compare(a: Step, b: Step): number {
  if (a.weight !== b.weight) return a.weight - b.weight
  // Of two that break off, the longer one tells more.
  if (a.length !== b.length)
    return a.end === 'missing' && b.end === 'missing' ? b.length - a.length : a.length - b.length
  // What may be a root is looked at first: among CAs that all signed each other it would be found too late.
  if (a.certificate.isSelfIssued !== b.certificate.isSelfIssued) return a.certificate.isSelfIssued ? -1 : 1
  return b.lifetime - a.lifetime
}

/** The same CA under another certificate counts too: passing it twice leads nowhere (RFC 4158 §2.4.2). */
function isOnPath(candidate: Certificate, step: Step): boolean {
  for (let s: Step | undefined = step; s; s = s.below) {
    const { subject, publicKey } = s.certificate
    if (subject.key === candidate.subject.key && publicKey.sha256 === candidate.publicKey.sha256) return true
  }
  return false
}

function certificatesOf(step: Step): Certificate[] {
  const certificates: Certificate[] = []
  for (let s: Step | undefined = step; s; s = s.below) certificates.unshift(s.certificate)
  return certificates
}

function defectsOf(step: Step): Defect[] {
  const defects: Defect[] = []
  for (let s: Step | undefined = step; s; s = s.below) defects.unshift(...s.defects)
  return defects
}
