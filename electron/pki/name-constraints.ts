import type { Budget } from './budget.ts'
import type { Certificate } from './certificate.ts'
import type { GeneralName, NameConstraints } from './extensions.ts'
import { Attribute } from './oids.ts'

/** A name of a certificate that a CA above it does not allow, as text. */
export interface NameViolation {
  readonly name: string
  /** Not within any permitted subtree, or within an excluded one. */
  readonly reason: 'not-permitted' | 'excluded'
}

/**
 * The first name of `certificate` that breaks the constraints (RFC 5280 §4.2.1.10).
 * @param isLeaf a leaf without a DNS name in its SAN is held to them by its common name (as OpenSSL does)
 * @throws BudgetExhausted
 */
export function findNameViolation(
  constraints: NameConstraints,
  certificate: Certificate,
  isLeaf: boolean,
  budget: Budget,
): NameViolation | undefined {
  const isWithin = (name: GeneralName, subtree: GeneralName) => {
    budget.spend('nameComparisons')
    return matches(name, subtree)
  }
  for (const name of namesOf(certificate, isLeaf)) {
    const permitted = constraints.permitted.filter((subtree) => isSameKind(name, subtree))
    if (permitted.length > 0 && !permitted.some((subtree) => isWithin(name, subtree))) {
      return { name: name.value, reason: 'not-permitted' }
    }
    const excluded = constraints.excluded.filter((subtree) => isSameKind(name, subtree))
    if (excluded.some((subtree) => name.kind === 'other' || isWithin(name, subtree))) {
      return { name: name.value, reason: 'excluded' }
    }
  }
  return undefined
}

/** The subject, its e-mail addresses and the SAN: all that a constraint can speak of. */
function namesOf(certificate: Certificate, isLeaf: boolean): readonly GeneralName[] {
  const { subject, extensions } = certificate
  const alternative = extensions.subjectAltName ?? []
  const names: GeneralName[] = [...alternative]
  if (!subject.isEmpty) names.push({ kind: 'directory', value: subject.text, name: subject })
  for (const value of subject.attributes(Attribute.emailAddress)) names.push({ kind: 'email', value })
  const commonName = subject.commonName
  if (isLeaf && commonName && isHostName(commonName) && !alternative.some(({ kind }) => kind === 'dns')) {
    names.push({ kind: 'dns', value: commonName })
  }
  return names
}

/** With a dot at least: a single word is taken for a name, not a host. */
const isHostName = (text: string): boolean => text.length <= 253 && /^[\w-]{1,63}(\.[\w-]{1,63})+$/.test(text)

const isSameKind = (name: GeneralName, subtree: GeneralName): boolean =>
  name.kind === subtree.kind && (name.kind !== 'other' || name.value === subtree.value)

function matches(name: GeneralName, subtree: GeneralName): boolean {
  switch (name.kind) {
    case 'dns':
      return isInDomain(name.value.toLowerCase(), subtree.value.toLowerCase(), true)
    case 'email':
      return isMailboxWithin(name.value, subtree.value)
    case 'uri':
      return isHostWithin(uriHost(name.value), subtree.value.toLowerCase())
    case 'ip':
      return subtree.kind === 'ip' && isInNetwork(name.octets, subtree.octets)
    case 'directory':
      return subtree.kind === 'directory' && startsWith(name.name.rdnKeys, subtree.name.rdnKeys)
    case 'other':
      return false // Kinds that no validator here understands: never within what is permitted
  }
}

/** `.example.com` takes hosts below it only; `example.com` itself too where `orEqual` says so; empty takes all. */
function isInDomain(host: string, domain: string, orEqual: boolean): boolean {
  if (domain === '') return true
  if (domain.startsWith('.')) return host.endsWith(domain) && host.length > domain.length
  return host === domain || (orEqual && host.endsWith(`.${domain}`))
}

/** In e-mail and URI constraints a domain without leading dot is one host. */
const isHostWithin = (host: string | undefined, subtree: string): boolean =>
  host !== undefined && isInDomain(host, subtree, false)

function isMailboxWithin(mailbox: string, subtree: string): boolean {
  const [local, host] = splitMailbox(mailbox)
  const [wantedLocal, wantedHost] = splitMailbox(subtree)
  if (wantedLocal !== undefined) return local === wantedLocal && host === wantedHost
  return isHostWithin(host, wantedHost)
}

function splitMailbox(text: string): [local: string | undefined, host: string] {
  const at = text.lastIndexOf('@')
  return at < 0 ? [undefined, text.toLowerCase()] : [text.slice(0, at), text.slice(at + 1).toLowerCase()]
}

/** The host of a URI that has a named one: an address or an opaque URI is within no domain. */
function uriHost(uri: string): string | undefined {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?([^/?#:@[\]]+)(?::\d*)?(?:[/?#]|$)/i.exec(uri)?.[1]
  return host === undefined || /^[\d.]+$/.test(host) ? undefined : host.toLowerCase()
}

function isInNetwork(address: Uint8Array, network: Uint8Array): boolean {
  if (network.length !== 2 * address.length) return false
  return address.every((octet, i) => {
    const mask = network[address.length + i] ?? 0
    return (octet & mask) === ((network[i] ?? 0) & mask)
  })
}

const startsWith = (rdns: readonly string[], prefix: readonly string[]): boolean =>
  prefix.length <= rdns.length && prefix.every((rdn, i) => rdn === rdns[i])
