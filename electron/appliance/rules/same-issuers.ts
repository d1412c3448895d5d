import type { Certificate } from '../../pki/certificate.ts'
import { always, pairRule } from '../rule.ts'

/** Walking both chains up from the leaf, each CA is the same on both sides: the same CAs signed both leaves. */
export const sameIssuers = pairRule({
  id: 'same-issuers',
  stage: 'connection',
  source: 'KB 000221202, connection check "Issued to and Issued by"',
  cases: {
    'other-issuer': { level: 'error', evidence: 'documented', answer: always(null) },
    'other-depth': { level: 'error', evidence: 'documented', answer: always(null) },
  },
  judge({ source, target }) {
    const rows = Math.max(source.certificates.length, target.certificates.length)
    for (let position = 0; position < rows; position++) {
      const [a, b] = [source.certificates[position], target.certificates[position]]
      if (a && b && matches(a, b, position)) continue
      // A chain that breaks off is too short for a reason of its own, which `chain-complete` tells.
      if (!(a && b) && (a ? target : source).missing) return []
      const values = { source: a?.issuer.text ?? '', target: b?.issuer.text ?? '', position: position + 1 }
      return [{ case: a && b ? 'other-issuer' : 'other-depth', certificate: position, values }]
    }
    return []
  },
})

/** Whether a row of the KB's table holds: of the leaves only the issuer counts. */
export const matches = (source: Certificate, target: Certificate, position: number): boolean =>
  source.issuer.key === target.issuer.key && (position === 0 || source.subject.key === target.subject.key)
