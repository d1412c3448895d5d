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
    const names = namesOf(path.leaf, isAddress(host))
    return names.some((name) => isNamedBy(canonical(host), canonical(name)))
      ? []
      : [{ case: 'other-names', certificate: 0, values: { host, names } }]
  },
})

/** IPv6 addresses in brackets, too. */
const isAddress = (host: string): boolean => canonical(host).endsWith(']') || isIP(canonical(host)) !== 0

/** The alternative names; where none is of the host's kind, the common name too (as Java and OpenSSL do). */
function namesOf({ subject, extensions }: Certificate, byAddress: boolean): readonly string[] {
  const names = (extensions.subjectAltName ?? []).filter(({ kind }) => kind === 'dns' || kind === 'ip')
  const isOfKind = names.some(({ kind }) => kind === (byAddress ? 'ip' : 'dns'))
  const commonNames = isOfKind || subject.commonName === undefined ? [] : [subject.commonName]
  return [...names.map(({ value }) => value), ...commonNames]
}

/** A wildcard stands for one label, the first (RFC 9525 §6.3). That OME wants none is another rule. */
const isNamedBy = (host: string, name: string): boolean =>
  name === host || (name.startsWith('*.') && host.indexOf('.') > 0 && host.slice(host.indexOf('.')) === name.slice(1))

/** Host names without case and final dot; IPv6 addresses in their shortest form (RFC 5952). */
function canonical(name: string): string {
  const text = name
    .trim()
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
  if (isIP(text) === 6) return new URL(`http://[${text.replace(/%.*/, '')}]`).hostname
  return text.replace(/\.$/, '')
}
