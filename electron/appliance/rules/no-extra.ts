import type { Certificate } from '../../pki/certificate.ts'
import type { LeftOver, LeftOverReason } from '../../pki/left-over.ts'
import { always, type FileFacts, fileRule, type Occurrence, type RuleCase } from '../rule.ts'
import { stranger } from './issued-to-by.ts'

const broken: RuleCase = { level: 'error', evidence: 'inferred', answer: always(null) }

type Case = LeftOverReason | 'private-key' | 'other-object' | 'chain-as-certificate'

/** Nothing else is in the file, above all no private key. */
export const noExtra = fileRule<Case>({
  id: 'no-extra',
  stage: 'upload',
  source: 'Java 17 refuses a private key outright and each of the others as a path; OpenSSL 3.0 passes some',
  uploads: ['chain', 'certificate'],
  cases: {
    duplicate: broken,
    twin: broken,
    'same-name-other-key': broken,
    'other-leaf': broken,
    'other-chain': broken,
    unrelated: broken,
    'private-key': broken,
    'other-object': broken,
    // Reported by users: the single upload takes a whole chain without a word, and the migration is then blocked.
    'chain-as-certificate': { level: 'warning', evidence: 'inferred', answer: always(null) },
  },
  judge(facts) {
    const { upload, pile } = facts
    // A file with no certificate at all is none to take something out of: `encoding-base64` tells what it holds.
    if (pile.length === 0) return []
    const objects = otherObjects(facts)
    if (upload === 'chain') return [...objects, ...extraCertificates(facts)]
    if (pile.length < 2) return objects
    return [...objects, { case: 'chain-as-certificate', certificate: null, values: { count: pile.length } }]
  },
})

function otherObjects({ read }: FileFacts): Occurrence<Case>[] {
  return read.found.flatMap(({ kind, place }) => {
    if (kind === 'certificate') return []
    const name = kind === 'private-key' ? ('private-key' as const) : ('other-object' as const)
    return [{ case: name, certificate: null, values: { kind, line: place.line ?? 0 } }]
  })
}

function extraCertificates(facts: FileFacts): Occurrence<Case>[] {
  // Where the search was broken off, nobody knows what belongs to the chain.
  if (facts.path?.tangled) return []
  const inItsPlace = standIns(facts)
  return (facts.path?.leftOver ?? [])
    .filter((extra) => !inItsPlace.has(extra.certificate) && !mayBelongAbove(extra, facts))
    .map(({ certificate, reason, index }) => ({
      case: reason,
      certificate: null,
      values: { subject: certificate.subject.text, issuer: certificate.issuer.text, number: index + 1 },
    }))
}

/** What stands in the place of the missing issuer, and all that leads on from there: `issued-to-by` speaks of it. */
function standIns(facts: FileFacts): ReadonlySet<Certificate> {
  const first = facts.path?.chain.missing?.renamed ?? stranger(facts)
  const found = new Set(first && [first])
  for (const { issuer } of found) {
    for (const { certificate } of facts.path?.leftOver ?? []) {
      if (certificate.subject.key === issuer.key) found.add(certificate)
    }
  }
  return found
}

/** Where the chain breaks off, a root may be the right one above what is missing; nobody can tell yet. */
const mayBelongAbove = ({ certificate, reason }: LeftOver, { path }: FileFacts): boolean =>
  path?.chain.missing !== undefined && reason === 'unrelated' && certificate.isSelfIssued
