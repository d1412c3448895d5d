import { unexplainedError } from '../answers.ts'
import { always, chainOf, fileRule } from '../rule.ts'

/** Every certificate has a common name. */
export const commonName = fileRule({
  id: 'common-name',
  stage: 'upload',
  source: 'KB 000221202, "No common name found"; no MessageArgs documented',
  uploads: ['chain', 'certificate'],
  cases: {
    missing: { level: 'error', evidence: 'documented', answer: always(unexplainedError) },
  },
  judge: (facts) =>
    chainOf(facts).flatMap(({ subject }, certificate) =>
      subject.commonName?.trim() ? [] : [{ case: 'missing' as const, certificate, values: { subject: subject.text } }],
    ),
})
