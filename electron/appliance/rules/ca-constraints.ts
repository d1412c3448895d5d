import type { Certificate } from '../../pki/certificate.ts'
import type { Defect } from '../../pki/defects.ts'
import { invalidChain } from '../answers.ts'
import { always, fileRule, type RuleCase, type Values } from '../rule.ts'

const broken: RuleCase = { level: 'error', evidence: 'inferred', answer: always(invalidChain) }
const worthKnowing: RuleCase = { level: 'warning', evidence: 'inferred', answer: always(null) }

type Case =
  | 'not-a-ca'
  | 'no-key-cert-sign'
  | 'path-length'
  | 'name-not-permitted'
  | 'name-excluded'
  | 'unknown-critical-extension'
  | 'malformed-extension'
  | 'version-1-root'
  | 'key-identifier'

/** Every issuer is a CA, and what it may sign holds. */
export const caConstraints = fileRule<Case>({
  id: 'ca-constraints',
  stage: 'upload',
  source: 'RFC 5280 §6.1.4 and §4.2.1; refused by Java 17 and OpenSSL 3.0 but where the case is a warning',
  uploads: ['chain'],
  cases: {
    'not-a-ca': broken,
    'no-key-cert-sign': broken,
    'path-length': broken,
    'name-not-permitted': broken,
    'name-excluded': broken,
    'unknown-critical-extension': broken,
    'malformed-extension': broken,
    'version-1-root': worthKnowing,
    'key-identifier': worthKnowing,
  },
  judge({ path }) {
    const { certificates, defects } = path?.chain ?? { certificates: [], defects: [] }
    return defects.flatMap((defect) => {
      const subject = certificates[defect.position]?.subject.text
      const met = subject === undefined ? undefined : explain(defect, certificates)
      return met ? [{ case: met.case, certificate: defect.position, values: { subject, ...met.values } as Values }] : []
    })
  },
})

/** The case that a defect amounts to; none for those that other rules speak of. */
function explain(defect: Defect, chain: readonly Certificate[]): { case: Case; values: Values } | undefined {
  switch (defect.kind) {
    case 'not-a-ca':
      return { case: defect.kind, values: { reason: defect.reason } }
    case 'path-length':
      return { case: defect.kind, values: { allowed: defect.allowed, actual: defect.actual } }
    case 'name-constraint': {
      const { name, reason } = defect.violation
      const ca = chain[defect.caPosition]?.subject.text ?? ''
      return { case: reason === 'excluded' ? 'name-excluded' : 'name-not-permitted', values: { name, ca } }
    }
    case 'unknown-critical-extension':
    case 'malformed-extension':
      return { case: defect.kind, values: { oid: defect.oid } }
    case 'key-identifier':
      return { case: defect.kind, values: keyIdentifiers(defect.position, chain) }
    case 'no-key-cert-sign':
    case 'version-1-root':
      return { case: defect.kind, values: {} }
    case 'name-spelling':
    case 'expired':
    case 'not-yet-valid':
    case 'signature-invalid':
    case 'signature-unsupported':
      return undefined
  }
}

const keyIdentifiers = (position: number, chain: readonly Certificate[]): Values => ({
  wanted: chain[position]?.extensions.authorityKeyIdentifier?.keyIdentifier ?? '',
  found: chain[position + 1]?.extensions.subjectKeyIdentifier ?? '',
})
