import { always, chainOf, fileRule, type RuleCase } from '../rule.ts'

const broken: RuleCase = { level: 'error', evidence: 'documented', answer: always(null) }

/** Every certificate is inside its validity period by the appliance's date and time. */
export const validityNow = fileRule({
  id: 'validity-now',
  stage: 'connection',
  source: 'KB 000221202, connection check "Validity period"',
  uploads: ['chain', 'certificate'],
  cases: { expired: broken, 'not-yet-valid': broken },
  judge: (facts) =>
    chainOf(facts).flatMap((certificate, position) => {
      if (certificate.isValidAt(facts.at)) return []
      const values = {
        subject: certificate.subject.text,
        notBefore: new Date(certificate.notBefore),
        notAfter: new Date(certificate.notAfter),
        at: new Date(facts.at),
      }
      const name = facts.at > certificate.notAfter ? ('expired' as const) : ('not-yet-valid' as const)
      return [{ case: name, certificate: position, values }]
    }),
})
