import { always, pairRule } from '../rule.ts'

/** CAs of the same name on both sides have the same key too. */
export const sameKeys = pairRule({
  id: 'same-keys',
  stage: 'connection',
  source: 'ours: names alone pass the documented check, and the handshake fails all the same (Java 17, OpenSSL 3.0)',
  cases: {
    'other-key': { level: 'error', evidence: 'inferred', answer: always(null) },
  },
  judge: ({ source, target }) =>
    source.certificates.slice(1).flatMap((ca, i) => {
      // Two where a CA has changed its key, the new one signed with the old one.
      const namesakes = target.certificates.slice(1).filter(({ subject }) => subject.key === ca.subject.key)
      const [twin] = namesakes
      if (!twin || namesakes.some(({ publicKey }) => publicKey.sha256 === ca.publicKey.sha256)) return []
      const values = {
        subject: ca.subject.text,
        sourceKey: ca.publicKey.sha256.slice(0, 16),
        targetKey: twin.publicKey.sha256.slice(0, 16),
      }
      return [{ case: 'other-key' as const, certificate: i + 1, values }]
    }),
})
