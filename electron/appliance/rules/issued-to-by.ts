import type { Certificate } from '../../pki/certificate.ts'
import { invalidChain } from '../answers.ts'
import { always, chainOf, type FileFacts, fileRule, type Occurrence, type RuleCase } from '../rule.ts'

const broken: RuleCase = { level: 'error', evidence: 'documented', answer: always(invalidChain) }

/** The issuer of each certificate is the subject of the next. */
export const issuedToBy = fileRule({
  id: 'issued-to-by',
  stage: 'upload',
  source: 'KB 000221202, requirement 6 "Issued to and Issued by"',
  uploads: ['chain'],
  cases: {
    stranger: broken,
    renamed: broken,
    // The KB asks for the same names; which spellings of one name OME takes for the same is not documented.
    spelling: { level: 'warning', evidence: 'inferred', answer: always(null) },
  },
  judge: (facts) => [...judgeGap(facts), ...judgeSpellings(facts)],
})

function judgeGap(facts: FileFacts): readonly Occurrence<'stranger' | 'renamed'>[] {
  const missing = facts.path?.chain.missing
  const last = facts.path?.chain.certificates.at(-1)
  const found = missing?.renamed ?? stranger(facts)
  if (!missing || !last || !found) return []
  const values = { subject: last.subject.text, issuer: missing.issuer.text, found: found.subject.text }
  const certificate = chainOf(facts).length - 1
  return [{ case: missing.renamed ? 'renamed' : 'stranger', certificate, values }]
}

const judgeSpellings = (facts: FileFacts): readonly Occurrence<'spelling'>[] =>
  (facts.path?.chain.defects ?? []).flatMap(({ kind, position }) => {
    if (kind !== 'name-spelling') return []
    const [issued, issuer] = chainOf(facts).slice(position)
    const values = {
      subject: issued?.subject.text ?? '',
      issuer: issued?.issuer.text ?? '',
      found: issuer?.subject.text ?? '',
    }
    return [{ case: 'spelling' as const, certificate: position, values }]
  })

/**
 * Where the chain breaks off: an intermediate CA that stands next in the file, in the place of the missing issuer. A root
 * that stands there says nothing: it may well be right, and the one between be missing.
 */
export function stranger({ path, pile }: FileFacts): Certificate | undefined {
  const last = path?.chain.certificates.at(-1)
  if (!path?.chain.missing || !last) return undefined
  const next = pile.findIndex(({ sha256 }) => sha256 === last.sha256) + 1
  const leftOver = path.leftOver.find(({ index, reason }) => index === next && reason === 'unrelated')
  return leftOver && !leftOver.certificate.isSelfIssued ? leftOver.certificate : undefined
}
