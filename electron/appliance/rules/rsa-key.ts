import { always, fileRule } from '../rule.ts'

/** Key encipherment is an RSA notion: another key can't honour it. */
export const rsaKey = fileRule({
  id: 'rsa-key',
  stage: 'upload',
  source: 'RFC 5280 §4.2.1.3, RFC 8446 §4.4.2.2; whether OME makes other keys is not documented',
  uploads: ['chain', 'certificate'],
  cases: {
    'not-rsa': { level: 'warning', evidence: 'inferred', answer: always(null) },
  },
  judge({ path }) {
    if (!path || path.leaf.publicKey.kind === 'RSA') return []
    const { kind, curve } = path.leaf.publicKey
    const values = { subject: path.leaf.subject.text, key: curve ? `${kind} ${curve.name}` : kind }
    return [{ case: 'not-rsa', certificate: 0, values }]
  },
})
