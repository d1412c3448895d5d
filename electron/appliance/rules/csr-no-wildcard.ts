import { invalidDistinguishedName } from '../answers.ts'
import { always, csrRule } from '../rule.ts'

/** A distinguished name with a wildcard is refused already when the CSR is generated. */
export const csrNoWildcard = csrRule({
  id: 'csr-no-wildcard',
  stage: 'csr',
  source: 'KB 000221202, "CGEN6002"',
  cases: {
    subject: { level: 'error', evidence: 'documented', answer: always(invalidDistinguishedName) },
  },
  judge: ({ csr }) =>
    csr.subject.text.includes('*')
      ? [{ case: 'subject', certificate: null, values: { subject: csr.subject.text } }]
      : [],
})
