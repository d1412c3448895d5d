import { always, chainOf, fileRule } from '../rule.ts'

export const maxDepth = 10

/** At most 10 certificates in the chain. */
export const maxDepthRule = fileRule({
  id: 'max-depth',
  stage: 'connection',
  source:
    'KB 000221202, requirement 5 and connection check ("10 leaf certificates"); the upload\'s answer is not documented',
  uploads: ['chain'],
  cases: {
    'too-deep': { level: 'error', evidence: 'documented', answer: always(null) },
  },
  judge(facts) {
    const depth = chainOf(facts).length
    return depth > maxDepth ? [{ case: 'too-deep', certificate: null, values: { depth, maxDepth } }] : []
  },
})
