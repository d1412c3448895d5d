import { isIP } from 'node:net'
import type { Certificate } from '../../pki/certificate.ts'
import { always, fileRule } from '../rule.ts'

/** The leaf names the appliance by the address that the other one will use. */
export const hostName = fileRule({
  id: 'host-name',
  stage: 'connection',
  source: 'RFC 9525 §6, with the common name where there is no SAN; not part of path validation',
  uploads: ['chain', 'certificate'],
  cases: {
    'other-names': { level: 'warning', evidence: 'inferred', answer: always(null) },
  },
  judge({ host, path }) {
    if (host === undefined || !path) return []
    const names = namesOf(path.leaf)
    const wanted = canonical(host)
    return names.some((name) => canonical(name) === wanted)
      ? []
      : [{ case: 'other-names', certificate: 0, values: { host, names } }]
  },
})

function namesOf({ subject, extensions }: Certificate): readonly string[] {
  const names = (extensions.subjectAltName ?? []).flatMap(({ kind, value }) =>
    kind === 'dns' || kind === 'ip' ? [value] : [],
  )
  return names.length > 0 || subject.commonName === undefined ? names : [subject.commonName]
}

/** Host names without case and final dot; IPv6 addresses in their shortest form (RFC 5952). */
function canonical(name: string): string {
  const text = name
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
  if (isIP(text) === 6) return new URL(`http://[${text.replace(/%.*/, '')}]`).hostname
  return text.replace(/\.$/, '')
}
