import { invalidCsrKey } from '../answers.ts'
import { always, fileRule } from '../rule.ts'

/** The leaf certifies the key of the CSR that this very appliance generated. */
export const csrKeyMatch = fileRule({
  id: 'csr-key-match',
  stage: 'upload',
  source: 'KB 000221202, requirement 1 and "Invalid CSR key."',
  uploads: ['chain', 'certificate'],
  cases: {
    'other-key': { level: 'error', evidence: 'documented', answer: always(invalidCsrKey) },
    'no-leaf': { level: 'error', evidence: 'documented', answer: always(invalidCsrKey) },
    'not-judged': { level: 'note', evidence: 'documented', answer: always(null) },
  },
  judge({ csr, path, pile, read }) {
    if (pile.length === 0) return []
    if (!csr) return path ? [{ case: 'not-judged', certificate: 0, values: {} }] : []
    // It may stand in a part that could not be read.
    if (!path && read.unreadable.length > 0) return []
    if (!path) return [{ case: 'no-leaf', certificate: null, values: { requested: csr.subject.text } }]
    const { leaf } = path
    if (leaf.publicKey.sha256 === csr.publicKey.sha256) return []
    const values = {
      subject: leaf.subject.text,
      certificateKey: leaf.publicKey.sha256.slice(0, 16),
      requested: csr.subject.text,
      csrKey: csr.publicKey.sha256.slice(0, 16),
    }
    return [{ case: 'other-key', certificate: 0, values }]
  },
})
