import { always, chainOf, fileRule } from '../rule.ts'

const day = 24 * 60 * 60 * 1000
/** From so many days on, an end is near enough to be told of. */
export const soonInDays = 30

/** Nothing in the chain ends within 30 days. */
export const validitySoon = fileRule({
  id: 'validity-soon',
  stage: 'connection',
  source: 'ours: what ends soon may end before the change window',
  uploads: ['chain', 'certificate'],
  cases: {
    'ends-soon': { level: 'warning', evidence: 'inferred', answer: always(null) },
  },
  judge: (facts) =>
    chainOf(facts).flatMap((certificate, position) => {
      const left = certificate.notAfter - facts.at
      if (!certificate.isValidAt(facts.at) || left > soonInDays * day) return []
      const values = {
        subject: certificate.subject.text,
        notAfter: new Date(certificate.notAfter),
        days: Math.floor(left / day),
      }
      return [{ case: 'ends-soon' as const, certificate: position, values }]
    }),
})
