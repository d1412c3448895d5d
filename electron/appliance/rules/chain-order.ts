import { invalidChain } from '../answers.ts'
import { always, fileRule } from '../rule.ts'

/** Leaf first, each certificate followed by its issuer, root last. */
export const chainOrder = fileRule({
  id: 'chain-order',
  stage: 'upload',
  source: 'KB 000221202 defines a chain as an ordered list; the answer is inferred',
  uploads: ['chain'],
  cases: {
    order: { level: 'error', evidence: 'documented', answer: always(invalidChain), answerEvidence: 'inferred' },
  },
  judge({ path, pile }) {
    if (!path) return []
    const wanted = path.chain.certificates.map(({ sha256 }) => sha256)
    const present = [...new Set(pile.map(({ sha256 }) => sha256))].filter((sha256) => wanted.includes(sha256))
    if (present.every((sha256, i) => sha256 === wanted[i])) return []
    const names = path.chain.certificates.map(({ subject }) => subject.commonName ?? subject.text)
    const order = present.map((sha256) => names[wanted.indexOf(sha256)] ?? '')
    return [{ case: 'order', certificate: null, values: { present: order, wanted: names } }]
  },
})
