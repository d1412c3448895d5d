import type { Budget } from './budget.ts'
import type { Certificate } from './certificate.ts'
import { type SignatureVerdict, verifySignature } from './signature.ts'

/** The certificates that could stand above one: all have its issuer's name and, where `signature` is valid, its key. */
export interface Issuers {
  readonly certificates: readonly Certificate[]
  readonly signature: SignatureVerdict
}

/** Signatures once checked, by certificate and key. Can be shared by searches over the same certificates. */
export type SignatureMemo = Map<string, SignatureVerdict>

/** Who in a pile signed whom. Names lead to candidates, key identifiers sort them, the signature decides. */
export class IssuerIndex {
  private readonly bySubject: ReadonlyMap<string, readonly Certificate[]>
  private readonly found = new Map<Certificate, Issuers>()

  constructor(
    readonly pile: readonly Certificate[],
    private readonly budget: Budget,
    private readonly signatures: SignatureMemo = new Map(),
  ) {
    const bySubject = new Map<string, Certificate[]>()
    for (const certificate of pile) {
      const sameName = bySubject.get(certificate.subject.key)
      if (sameName) sameName.push(certificate)
      else bySubject.set(certificate.subject.key, [certificate])
    }
    this.bySubject = bySubject
  }

  /**
   * At most one key can have made a signature, so that the issuers are the certificates of that one key. Where no key
   * fits, the likeliest same-named ones come back with the verdict.
   * @throws BudgetExhausted
   */
  of(certificate: Certificate): Issuers {
    let issuers = this.found.get(certificate)
    if (!issuers) {
      issuers = this.search(certificate)
      this.found.set(certificate, issuers)
    }
    return issuers
  }

  /** A certificate of another name whose key made the signature nevertheless: a CA that was renamed. */
  renamedIssuerOf(certificate: Certificate): Certificate | undefined {
    const wanted = certificate.extensions.authorityKeyIdentifier?.keyIdentifier
    if (wanted === undefined) return undefined
    return this.pile.find(
      (candidate) =>
        candidate.extensions.subjectKeyIdentifier === wanted &&
        candidate.subject.key !== certificate.issuer.key &&
        this.verify(certificate, candidate) === 'valid',
    )
  }

  private search(certificate: Certificate): Issuers {
    const named = this.bySubject.get(certificate.issuer.key) ?? []
    // Where no key identifier tells, a self-issued certificate is most likely a root and its own issuer.
    const unlikeliness = (issuer: Certificate) => 2 * fit(certificate, issuer) - (issuer === certificate ? 1 : 0)
    const likelyFirst = [...named].sort((a, b) => unlikeliness(a) - unlikeliness(b))
    let signature: SignatureVerdict = 'invalid'
    let unusable: Certificate | undefined
    for (const candidate of likelyFirst) {
      const verdict = this.verify(certificate, candidate)
      if (verdict === 'valid') return { certificates: sameKeyAs(candidate, likelyFirst), signature: 'valid' }
      if (verdict === 'unsupported') {
        signature = 'unsupported'
        unusable ??= candidate
      }
    }
    const likeliest = unusable ?? likelyFirst[0]
    return { certificates: likeliest ? sameKeyAs(likeliest, likelyFirst) : [], signature }
  }

  private verify(certificate: Certificate, issuer: Certificate): SignatureVerdict {
    const key = `${certificate.sha256}:${issuer.publicKey.sha256}`
    let verdict = this.signatures.get(key)
    if (verdict === undefined) {
      this.budget.spend('signatureChecks')
      verdict = verifySignature(certificate, issuer.publicKey)
      this.signatures.set(key, verdict)
    }
    return verdict
  }
}

const sameKeyAs = (one: Certificate, all: readonly Certificate[]): readonly Certificate[] =>
  all.filter((other) => other.publicKey.sha256 === one.publicKey.sha256)

/** 0: the key identifiers agree; 1: one of the two has none; 2: they differ. They guide, they do not decide. */
export function fit(certificate: Certificate, issuer: Certificate): 0 | 1 | 2 {
  const wanted = certificate.extensions.authorityKeyIdentifier?.keyIdentifier
  const offered = issuer.extensions.subjectKeyIdentifier
  if (wanted === undefined || offered === undefined) return 1
  return wanted === offered ? 0 : 2
}
