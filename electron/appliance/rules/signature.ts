import type { Certificate } from '../../pki/certificate.ts'
import type { Defect } from '../../pki/defects.ts'
import { invalidChain } from '../answers.ts'
import { always, fileRule, type RuleCase, type Values } from '../rule.ts'
import { hasBrokenDigest, hasUnknownKey } from './strong-crypto.ts'

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
    return (chain?.defects ?? []).flatMap((defect) => {
      const certificates = chain?.certificates ?? []
      const name = caseOf(defect, certificates)
      const { position } = defect
      return name ? [{ case: name, certificate: position, values: valuesOf(certificates, position) }] : []
    })
  },
})

function caseOf({ kind, position }: Defect, chain: readonly Certificate[]): Case | undefined {
  const signed = chain[position]
  const issuer = chain[position + 1]
  if (kind === 'signature-unsupported') return signed && isToldAsWeak(signed, issuer) ? undefined : 'unsupported'
  if (kind !== 'signature-invalid') return undefined
  return issuer ? 'invalid' : 'own-invalid'
}

/** A digest or a key that `strong-crypto` refuses is the one cause: that its signatures can't be checked is no other. */
const isToldAsWeak = (signed: Certificate, issuer: Certificate | undefined): boolean =>
  hasBrokenDigest(signed) || hasUnknownKey(issuer ?? signed)

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
