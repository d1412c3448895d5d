import { always, pairRule } from '../rule.ts'

/** Source and target do not show the very same leaf. */
export const distinctLeaves = pairRule({
  id: 'distinct-leaves',
  stage: 'connection',
  source: 'ours: each appliance has a CSR and so a certificate of its own (KB 000221202, requirement 1)',
  cases: {
    'same-leaf': { level: 'warning', evidence: 'inferred', answer: always(null) },
  },
  judge({ source, target }) {
    const [a, b] = [source.certificates[0], target.certificates[0]]
    if (!a || a.sha256 !== b?.sha256) return []
    return [{ case: 'same-leaf', certificate: 0, values: { subject: a.subject.text } }]
  },
})
