import type { Certificate } from '../../pki/certificate.ts'
import { unexplainedError } from '../answers.ts'
import { always, chainOf, fileRule, type Occurrence } from '../rule.ts'

type Case = 'subject' | 'alternative-name'

/** No certificate contains a wildcard. */
export const noWildcard = fileRule<Case>({
  id: 'no-wildcard',
  stage: 'upload',
  source: 'KB 000221202, "No common name found": certificates with wildcards (*) are not supported',
  uploads: ['chain', 'certificate'],
  cases: {
    subject: { level: 'error', evidence: 'documented', answer: always(unexplainedError) },
    // Whether OME looks into the SAN is not documented; that it supports no such certificate is.
    'alternative-name': { level: 'error', evidence: 'inferred', answer: always(null) },
  },
  judge: (facts) =>
    chainOf(facts).flatMap((certificate, position) => {
      const found = findWildcard(certificate)
      return found ? [{ ...found, certificate: position }] : []
    }),
})

function findWildcard({ subject, extensions }: Certificate): Pick<Occurrence<Case>, 'case' | 'values'> | undefined {
  if (subject.text.includes('*')) return { case: 'subject', values: { subject: subject.text } }
  const names = (extensions.subjectAltName ?? []).map(({ value }) => value).filter((name) => name.includes('*'))
  return names.length > 0 ? { case: 'alternative-name', values: { names } } : undefined
}
