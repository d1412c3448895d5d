import type { Certificate } from '../../pki/certificate.ts'
import { always, chainOf, endsAtRoot, fileRule, type RuleCase, type Values } from '../rule.ts'

const refused: RuleCase = { level: 'error', evidence: 'inferred', answer: always(null) }
const weak: RuleCase = { level: 'warning', evidence: 'inferred', answer: always(null) }

type Case = 'broken-digest' | 'very-short-key' | 'unknown-key' | 'sha1' | 'short-key'

/** No MD5, no RSA key under 1024 bits, no unknown curve; no SHA-1 and no RSA under 2048 bits either. */
export const strongCrypto = fileRule<Case>({
  id: 'strong-crypto',
  stage: 'upload',
  source: 'Java 17 (jdk.certpath.disabledAlgorithms) and OpenSSL 3.0 security levels, measured',
  uploads: ['chain', 'certificate'],
  cases: {
    'broken-digest': refused,
    'very-short-key': refused,
    'unknown-key': refused,
    sha1: weak,
    'short-key': weak,
  },
  judge(facts) {
    const chain = chainOf(facts)
    return chain.flatMap((certificate, position) => {
      const isRoot = endsAtRoot(facts) && position === chain.length - 1
      const values: Values = {
        subject: certificate.subject.text,
        signature: certificate.signatureAlgorithm.text,
        key: certificate.publicKey.curve?.name ?? certificate.publicKey.kind,
        bits: certificate.publicKey.bits ?? 0,
      }
      const cases = [weakDigest(certificate, isRoot), weakKey(certificate)]
      return cases.flatMap((name) => (name ? [{ case: name, certificate: position, values }] : []))
    })
  },
})

/** Nobody relies on a root's own signature, but MD5 is refused wherever it stands. */
function weakDigest(certificate: Certificate, isRoot: boolean): Case | undefined {
  if (hasBrokenDigest(certificate)) return 'broken-digest'
  return certificate.signatureAlgorithm.digest === 'sha1' && !isRoot ? 'sha1' : undefined
}

export const hasBrokenDigest = ({ signatureAlgorithm: { digest } }: Certificate): boolean =>
  digest === 'md5' || digest === 'md2'

export const hasUnknownKey = ({ publicKey: { kind, curve } }: Certificate): boolean =>
  kind === 'other' || kind === 'DSA' || curve?.known === false

function weakKey(certificate: Certificate): Case | undefined {
  const { kind, bits } = certificate.publicKey
  if (hasUnknownKey(certificate)) return 'unknown-key'
  if ((kind !== 'RSA' && kind !== 'RSA-PSS') || bits === undefined) return undefined
  if (bits < 1024) return 'very-short-key'
  return bits < 2048 ? 'short-key' : undefined
}
