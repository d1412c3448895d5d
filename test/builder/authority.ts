/**
 * An authority for tests. Its certificates are good ones for an appliance unless a case says otherwise; it signs
 * whatever it is told to.
 */
import { sign } from 'node:crypto'
import { type Certificate, parseCertificate } from '../../electron/pki/certificate.ts'
import { type Csr, parseCsr } from '../../electron/pki/csr.ts'
import { bitString, type Der, explicit, integer, nothing, oid, sequence, set, time } from './der.ts'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  keyUsage,
  purposes,
  subjectAltName,
  subjectKeyIdentifier,
} from './extensions.ts'
import { type Key, key, type KeyKind } from './keys.ts'
import { name, type NameSpec } from './name.ts'

/** When everything here is judged, unless a case says otherwise. */
export const now = Date.UTC(2025, 5, 1)
const longAgo = Date.UTC(2024, 0, 1)
const farOff = Date.UTC(2034, 0, 1)
export const day = 24 * 60 * 60 * 1000

export interface Issued {
  readonly certificate: Certificate
  readonly key: Key
  readonly subject: NameSpec
}

type ExtensionName =
  | 'basicConstraints'
  | 'keyUsage'
  | 'extendedKeyUsage'
  | 'subjectAltName'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
  | 'nameConstraints'
  | 'caIssuers'

/** In what a certificate differs from a good one. */
export interface Deviation {
  readonly subject?: NameSpec
  /** Issuer; without it the certificate is self-signed. */
  readonly by?: Issued
  /** What it calls its issuer, if not by its name. */
  readonly issuer?: NameSpec
  readonly key?: Key
  readonly keyKind?: KeyKind
  /** Who really signs it. */
  readonly signer?: Key
  readonly signature?: 'right' | 'wrong'
  readonly digest?: 'md5' | 'sha1' | 'sha256' | 'sha512'
  /** Another AlgorithmIdentifier than the one that was used. */
  readonly algorithm?: Der
  readonly version?: 1 | 2 | 3
  readonly serial?: number
  readonly notBefore?: number
  readonly notAfter?: number
  /** By name, in place of those of a good one; null: none. */
  readonly extensions?: Partial<Readonly<Record<ExtensionName, Der | null>>>
  /** Further ones after those. */
  readonly more?: readonly Der[]
}

/** A CA: a root without `by`, otherwise an intermediate one. */
export function ca(subject: NameSpec, deviation: Deviation = {}): Issued {
  return issue({
    subject,
    ...deviation,
    extensions: {
      basicConstraints: basicConstraints(true),
      keyUsage: keyUsage('keyCertSign', 'cRLSign'),
      ...deviation.extensions,
    },
  })
}

/** An appliance's certificate. Its key is Ed25519 for speed; `server` has the RSA key that the rules want. */
export function leaf(subject: NameSpec, deviation: Deviation = {}): Issued {
  return issue({
    subject,
    ...deviation,
    extensions: {
      keyUsage: keyUsage('digitalSignature', 'keyEncipherment'),
      extendedKeyUsage: extendedKeyUsage(purposes.server, purposes.client),
      ...(typeof subject === 'string' && { subjectAltName: subjectAltName(`dns:${subject}`) }),
      ...deviation.extensions,
    },
  })
}

/** A leaf that breaks no rule. */
export const server = (subject: NameSpec, deviation: Deviation = {}): Issued =>
  leaf(subject, { keyKind: 'rsa-2048', ...deviation })

function issue(deviation: Deviation & { readonly subject: NameSpec }): Issued {
  const { subject, by } = deviation
  const ownKey = deviation.key ?? key(JSON.stringify(subject), deviation.keyKind)
  const signer = deviation.signer ?? by?.key ?? ownKey
  const algorithm = deviation.algorithm ?? algorithmOf(signer, deviation.digest)
  const toBeSigned = sequence(
    ...versionOf(deviation.version ?? 3),
    integer(deviation.serial ?? 1),
    algorithm,
    name(deviation.issuer ?? by?.subject ?? subject),
    sequence(time(deviation.notBefore ?? longAgo), time(deviation.notAfter ?? farOff)),
    name(subject),
    ownKey.spki,
    ...extensionsOf(deviation, ownKey, by?.key ?? ownKey),
  )
  const signature = signatureOf(toBeSigned, signer, deviation)
  return { certificate: parseCertificate(sequence(toBeSigned, algorithm, bitString(signature))), key: ownKey, subject }
}

const versionOf = (version: 1 | 2 | 3): Der[] => (version === 1 ? [] : [explicit(0, integer(version - 1))])

function extensionsOf({ version, extensions, more = [] }: Deviation, own: Key, authority: Key): Der[] {
  if (version !== undefined && version < 3) return []
  const wanted: Deviation['extensions'] = {
    subjectKeyIdentifier: subjectKeyIdentifier(own.id),
    authorityKeyIdentifier: authorityKeyIdentifier(authority.id),
    ...extensions,
  }
  return [explicit(3, sequence(...Object.values(wanted).filter((encoded) => encoded !== null), ...more))]
}

function signatureOf(
  bytes: Der,
  { privateKey }: Key,
  { signature, digest }: Pick<Deviation, 'signature' | 'digest'>,
): Der {
  const isEdwards = privateKey.asymmetricKeyType?.startsWith('ed') === true
  const octets = sign(isEdwards ? null : (digest ?? 'sha256'), bytes, privateKey)
  if (signature === 'wrong') octets[octets.length - 1] = (octets.at(-1) ?? 0) ^ 1
  return octets
}

const rsaAlgorithms = { md5: 4, sha1: 5, sha256: 11, sha512: 13 } as const
const ecAlgorithms = { md5: '4.3.0', sha1: '4.1', sha256: '4.3.2', sha512: '4.3.4' } as const

/** The AlgorithmIdentifier that this key signs under. */
function algorithmOf({ privateKey }: Key, digest: keyof typeof rsaAlgorithms = 'sha256'): Der {
  switch (privateKey.asymmetricKeyType) {
    case 'ed25519':
      return sequence(oid('1.3.101.112'))
    case 'ed448':
      return sequence(oid('1.3.101.113'))
    case 'ec':
      return sequence(oid(`1.2.840.10045.${ecAlgorithms[digest]}`))
    case 'dsa':
      return sequence(oid('2.16.840.1.101.3.4.3.2'))
    case 'rsa':
      return sequence(oid(`1.2.840.113549.1.1.${rsaAlgorithms[digest]}`), nothing)
    default:
      throw new Error('this key signs nothing here')
  }
}

export interface CsrDeviation extends Pick<Deviation, 'key' | 'keyKind' | 'digest' | 'signature'> {
  /** Encoded ones that are asked for. */
  readonly extensions?: readonly Der[]
}

/** A request. With `key` of a leaf, the one that the leaf was made for. */
export function csr(subject: NameSpec, deviation: CsrDeviation = {}): Csr {
  const ownKey = deviation.key ?? key(JSON.stringify(subject), deviation.keyKind)
  const { extensions = [] } = deviation
  const attributes =
    extensions.length === 0 ? [] : [sequence(oid('1.2.840.113549.1.9.14'), set(sequence(...extensions)))]
  const info = sequence(integer(0), name(subject), ownKey.spki, explicit(0, ...attributes))
  const signature = signatureOf(info, ownKey, deviation)
  return parseCsr(sequence(info, algorithmOf(ownKey, deviation.digest), bitString(signature)))
}

/** As PEM text, one after the other. */
export const pem = (...certificates: readonly Certificate[]): string =>
  certificates
    .map(({ der }) =>
      Buffer.from(der)
        .toString('base64')
        .replace(/.{64}(?=.)/g, '$&\n'),
    )
    .map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`)
    .join('')
