import type { Budget } from './budget.ts'
import type { Certificate } from './certificate.ts'
import { findNameViolation, type NameViolation } from './name-constraints.ts'
import { Extension } from './oids.ts'
import type { SignatureVerdict } from './signature.ts'

/**
 * What is wrong with a certificate in its place in a chain (RFC 5280 §6.1). `position` counts from the leaf (0).
 * Key strengths and usages of the leaf are not judged here: what is enough depends on who asks.
 */
export type Defect = { readonly position: number } & (
  | { readonly kind: 'signature-invalid' | 'signature-unsupported' }
  | { readonly kind: 'expired' | 'not-yet-valid' }
  | { readonly kind: 'not-a-ca'; readonly reason: 'version-1' | 'no-basic-constraints' | 'ca-false' }
  /** A version 1 certificate can't say that it is a CA; as a root, Java and OpenSSL take it. */
  | { readonly kind: 'version-1-root' }
  | { readonly kind: 'no-key-cert-sign' }
  /** `allowed` and `actual` count the CA certificates between this one and the leaf. */
  | { readonly kind: 'path-length'; readonly allowed: number; readonly actual: number }
  /** The name of the certificate at `position` is outside what the CA at `caPosition` may sign for. */
  | { readonly kind: 'name-constraint'; readonly caPosition: number; readonly violation: NameViolation }
  | { readonly kind: 'unknown-critical-extension' | 'malformed-extension'; readonly oid: string }
  /** The signature is right although the key identifiers differ: Java takes that, OpenSSL does not. */
  | { readonly kind: 'key-identifier' }
  /** Issuer and subject are the same name by RFC 5280, and not in every validator's eyes. */
  | { readonly kind: 'name-spelling' }
)

/** Defects that the certificate at `position` has by itself. */
export function ownDefects(certificate: Certificate, position: number, at: number): Defect[] {
  const { extensions } = certificate
  const defects: Defect[] = []
  if (at > certificate.notAfter) defects.push({ kind: 'expired', position })
  if (at < certificate.notBefore) defects.push({ kind: 'not-yet-valid', position })
  for (const oid of extensions.unknownCritical) defects.push({ kind: 'unknown-critical-extension', position, oid })
  for (const oid of extensions.malformed) defects.push({ kind: 'malformed-extension', position, oid })
  return defects
}

export function signatureDefects(signature: SignatureVerdict, position: number): Defect[] {
  return signature === 'valid' ? [] : [{ kind: `signature-${signature}`, position }]
}

/** Defects of an issuer at the top of `below` (leaf first), in what it says of itself as a CA. */
export function caDefects(ca: Certificate, below: readonly Certificate[], isRoot: boolean): Defect[] {
  const position = below.length
  const { basicConstraints, keyUsage } = ca.extensions
  const defects: Defect[] = []
  if (!basicConstraints?.ca && !hasUnreadableWord(ca)) defects.push(notACa(ca, position, isRoot))
  if (keyUsage && !keyUsage.has('keyCertSign')) defects.push({ kind: 'no-key-cert-sign', position })
  const allowed = basicConstraints?.pathLength
  const actual = below.slice(1).filter((certificate) => !certificate.isSelfIssued).length
  if (allowed !== undefined && actual > allowed) defects.push({ kind: 'path-length', position, allowed, actual })
  return defects
}

/** Basic constraints that can't be read are a defect already; what they would have said is no second one. */
const hasUnreadableWord = ({ extensions }: Certificate): boolean =>
  !extensions.basicConstraints && extensions.malformed.includes(Extension.basicConstraints)

function notACa(ca: Certificate, position: number, isRoot: boolean): Defect {
  if (ca.version < 3 && isRoot) return { kind: 'version-1-root', position }
  if (ca.version < 3) return { kind: 'not-a-ca', position, reason: 'version-1' }
  return { kind: 'not-a-ca', position, reason: ca.extensions.basicConstraints ? 'ca-false' : 'no-basic-constraints' }
}

/** Names in `below` (leaf first) that `ca`'s name constraints forbid. Each pair is compared once and remembered. */
export class NameConstraintJudge {
  private readonly remembered = new Map<string, NameViolation | undefined>()

  constructor(private readonly budget: Budget) {}

  /** @throws BudgetExhausted */
  defects(ca: Certificate, below: readonly Certificate[]): Defect[] {
    return below.flatMap((certificate, position) => {
      // RFC 5280 §4.2.1.10: a self-issued certificate is exempt unless it is the last one, the leaf.
      if (position > 0 && certificate.isSelfIssued) return []
      const violation = this.violation(ca, certificate, position === 0)
      return violation ? [{ kind: 'name-constraint' as const, position, caPosition: below.length, violation }] : []
    })
  }

  private violation(ca: Certificate, certificate: Certificate, isLeaf: boolean): NameViolation | undefined {
    const constraints = ca.extensions.nameConstraints
    if (!constraints) return undefined
    const key = `${ca.sha256}:${certificate.sha256}`
    if (!this.remembered.has(key)) {
      this.remembered.set(key, findNameViolation(constraints, certificate, isLeaf, this.budget))
    }
    return this.remembered.get(key)
  }
}
