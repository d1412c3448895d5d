import type { Certificate } from '../../pki/certificate.ts'
import type { Defect } from '../../pki/defects.ts'
import { invalidChain } from '../answers.ts'
import { always, fileRule, type RuleCase, type Values } from '../rule.ts'

const broken: RuleCase = { level: 'error', evidence: 'inferred', answer: always(invalidChain) }

type Case = 'invalid' | 'own-invalid' | 'unsupported'

/** Each signature verifies under the next certificate's key, the root's under its own. */
export const signature = fileRule<Case>({
  id: 'signature',
  stage: 'upload',
  source: 'RFC 5280 §6.1.3 (a)(1); refused by Java 17 and OpenSSL 3.0',
  uploads: ['chain'],
  cases: { invalid: broken, 'own-invalid': broken, unsupported: broken },
  judge({ path }) {
    const chain = path?.chain
    return (chain?.defects ?? []).flatMap(({ kind, position }) => {
      const name = caseOf(kind, position === (chain?.certificates.length ?? 0) - 1)
      return chain && name
        ? [{ case: name, certificate: position, values: valuesOf(chain.certificates, position) }]
        : []
    })
  },
})

function caseOf(kind: Defect['kind'], isLast: boolean): Case | undefined {
  if (kind === 'signature-unsupported') return 'unsupported'
  if (kind !== 'signature-invalid') return undefined
  return isLast ? 'own-invalid' : 'invalid'
}

function valuesOf(chain: readonly Certificate[], position: number): Values {
  const signed = chain[position]
  return {
    subject: signed?.subject.text ?? '',
    issuer: signed?.issuer.text ?? '',
    algorithm: signed?.signatureAlgorithm.text ?? '',
    keyIdentifier: signed?.extensions.authorityKeyIdentifier?.keyIdentifier ?? '',
    issuerKeyIdentifier: chain[position + 1]?.extensions.subjectKeyIdentifier ?? '',
  }
}
