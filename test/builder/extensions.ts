import { Extension } from '../../electron/pki/oids.ts'
import { type KeyUsage, keyUsageNames } from '../../electron/pki/extensions.ts'
import { bitString, boolean, type Der, explicit, implicit, integer, octetString, oid, sequence, string } from './der.ts'
import { name, type NameSpec } from './name.ts'

/** An extension, encoded. */
export function extension(type: string, value: Der, critical = false): Der {
  return sequence(oid(type), ...(critical ? [boolean(true)] : []), octetString(value))
}

export const basicConstraints = (ca: boolean, pathLength?: number): Der =>
  extension(
    Extension.basicConstraints,
    sequence(...(ca ? [boolean(true)] : []), ...(pathLength === undefined ? [] : [integer(pathLength)])),
    true,
  )

export function keyUsage(...usages: readonly KeyUsage[]): Der {
  const octets = [0, 0]
  for (const usage of usages) {
    const bit = keyUsageNames.indexOf(usage)
    octets[bit >> 3] = (octets[bit >> 3] ?? 0) | (0x80 >> (bit & 7))
  }
  return extension(Extension.keyUsage, bitString(Uint8Array.from(octets)), true)
}

export const purposes = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2', any: '2.5.29.37.0' } as const

export const extendedKeyUsage = (...oids: readonly string[]): Der =>
  extension(Extension.extendedKeyUsage, sequence(...oids.map(oid)))

export const subjectKeyIdentifier = (id: Der): Der => extension(Extension.subjectKeyIdentifier, octetString(id))

/** Without an id: one that names its issuer by other means only. */
export const authorityKeyIdentifier = (id?: Der): Der =>
  extension(Extension.authorityKeyIdentifier, sequence(...(id ? [implicit(0, id)] : [])))

/** A name as text with its kind before it, such as `dns:host.lab`; octets for an address; a NameSpec for a directory. */
export type GeneralNameSpec =
  | `dns:${string}`
  | `email:${string}`
  | `uri:${string}`
  | { readonly ip: readonly number[] }
  | { readonly directory: NameSpec }
  /** registeredID, which is `[8]`. */
  | { readonly registered: string }
  /** ediPartyName, which is `[5]`. */
  | { readonly ediParty: string }

const textTags = { email: 1, dns: 2, uri: 6 } as const

export function generalName(spec: GeneralNameSpec): Der {
  if (typeof spec !== 'string') {
    if ('ip' in spec) return implicit(7, Uint8Array.from(spec.ip))
    if ('directory' in spec) return explicit(4, name(spec.directory))
    if ('ediParty' in spec) return explicit(5, explicit(1, string(spec.ediParty)))
    return implicit(8, oid(spec.registered).subarray(2))
  }
  const split = spec.indexOf(':')
  return implicit(textTags[spec.slice(0, split) as keyof typeof textTags], Buffer.from(spec.slice(split + 1), 'latin1'))
}

export const subjectAltName = (...names: readonly GeneralNameSpec[]): Der =>
  extension(Extension.subjectAltName, sequence(...names.map(generalName)))

export interface NameConstraintsSpec {
  readonly permitted?: readonly GeneralNameSpec[]
  readonly excluded?: readonly GeneralNameSpec[]
}

export function nameConstraints({ permitted, excluded }: NameConstraintsSpec): Der {
  const subtrees = (number: number, names: readonly GeneralNameSpec[] | undefined) =>
    names ? [explicit(number, ...names.map((spec) => sequence(generalName(spec))))] : []
  return extension(Extension.nameConstraints, sequence(...subtrees(0, permitted), ...subtrees(1, excluded)), true)
}

export const caIssuers = (...addresses: readonly string[]): Der =>
  extension(
    Extension.authorityInformationAccess,
    sequence(...addresses.map((address) => sequence(oid('1.3.6.1.5.5.7.48.2'), generalName(`uri:${address}`)))),
  )
