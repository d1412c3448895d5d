import { invalidChain } from '../answers.ts'
import { always, type FileFacts, fileRule, type RuleCase } from '../rule.ts'
import { stranger } from './issued-to-by.ts'

const broken: RuleCase = { level: 'error', evidence: 'documented', answer: always(invalidChain) }

/** The root and every intermediate are in the file. */
export const chainComplete = fileRule({
  id: 'chain-complete',
  stage: 'upload',
  source: 'KB 000221202, requirement 5 and "Invalid certificate chain provided."',
  uploads: ['chain'],
  cases: {
    missing: broken,
    circle: broken,
    'self-signed': broken,
    'no-leaf': broken,
    // Not a rule of the appliance's, but of a search that has to end: nobody can say what such a file amounts to.
    tangled: { level: 'error', evidence: 'inferred', answer: always(null) },
  },
  judge(facts) {
    const { path, csr, pile, read } = facts
    if (pile.length === 0) return []
    if (!path)
      return csr || read.unreadable.length > 0
        ? []
        : [{ case: 'no-leaf', certificate: null, values: { count: pile.length } }]
    if (path.tangled) return [{ case: 'tangled', certificate: null, values: { count: pile.length } }]
    const { certificates, missing } = path.chain
    if (!missing) {
      const selfSigned = certificates.length === 1
      return selfSigned ? [{ case: 'self-signed', certificate: 0, values: { subject: path.leaf.subject.text } }] : []
    }
    if (isToldOtherwise(facts)) return []
    const last = certificates.length - 1
    const values = {
      subject: certificates[last]?.subject.text ?? '',
      issuer: missing.issuer.text,
      keyIdentifier: missing.keyIdentifier ?? '',
      addresses: missing.addresses,
    }
    return [{ case: missing.isCircle ? 'circle' : 'missing', certificate: last, values }]
  },
})

/** What is missing may stand in a part that could not be read, or another certificate may stand in its place. */
const isToldOtherwise = (facts: FileFacts): boolean =>
  facts.read.unreadable.length > 0 || facts.path?.chain.missing?.renamed !== undefined || stranger(facts) !== undefined
