import 'reflect-metadata'
import { createPrivateKey, createPublicKey, randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { type AlternativeName, alternativeName, requestedNames } from './alternative-name.ts'
import { type Certificate, parseCertificate } from './certificate.ts'
import { type Csr, parseCsr } from './csr.ts'
import { Extension } from './oids.ts'
import type { PublicKey } from './public-key.ts'
import type { Revoked } from './revocation.ts'

x509.cryptoProvider.set(webcrypto)

export type KeyPair = webcrypto.CryptoKeyPair

/** A CA that can sign: its certificate, and its private key, which does not come out again. */
export interface Authority {
  readonly certificate: Certificate
  readonly signingKey: webcrypto.CryptoKey
}

/** Both ends as milliseconds since 1970; certificates count in whole seconds. */
export interface Validity {
  readonly notBefore: number
  readonly notAfter: number
}

/** The parts of a distinguished name that a CA or an appliance here gets, in the order of their encoding; '': left out. */
export interface SubjectName {
  readonly country?: string
  readonly state?: string
  readonly locality?: string
  readonly organization?: string
  readonly organizationalUnit?: string
  readonly commonName: string
  readonly email?: string
}

const encoded = (subject: SubjectName): x509.JsonName => {
  const { country, state, locality, organization, organizationalUnit, commonName, email } = subject
  const parts: Readonly<Record<string, string | undefined>> = {
    C: country,
    ST: state,
    L: locality,
    O: organization,
    OU: organizationalUnit,
    CN: commonName,
    E: email,
  }
  return Object.entries(parts).flatMap(([type, value]) => (value ? [{ [type]: [value] }] : []))
}

const signing = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' } as const

type SigningAlgorithm =
  typeof signing | { readonly name: 'ECDSA'; readonly namedCurve: string; readonly hash: `SHA-${string}` }

/** Each curve with the digest of its own strength (RFC 5480 §4). */
const curveHashes = { 'P-256': 'SHA-256', 'P-384': 'SHA-384', 'P-521': 'SHA-512' } as const

/** How a CA with this key signs; undefined where we can't sign with such a key. */
function signingWith({ kind, curve }: PublicKey): SigningAlgorithm | undefined {
  if (kind === 'RSA') return signing
  const name = curve?.name
  if (kind !== 'EC' || (name !== 'P-256' && name !== 'P-384' && name !== 'P-521')) return undefined
  return { name: 'ECDSA', namedCurve: name, hash: curveHashes[name] }
}

export const keySizes = [2048, 3072, 4096] as const
export type KeySize = (typeof keySizes)[number]

export const createKeys = (bits: KeySize): Promise<KeyPair> =>
  webcrypto.subtle.generateKey({ ...signing, modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]) }, true, [
    'sign',
    'verify',
  ])

/** The private key as PKCS#8 (RFC 5958) in DER, not encrypted: whoever takes it overwrites it after use. */
export const exportPrivateKey = async ({ privateKey }: KeyPair): Promise<Uint8Array> =>
  new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', privateKey))

/**
 * A CA from its certificate and its private key.
 * @param pkcs8 stays the caller's, to be overwritten
 * @returns why not: the key is another one's, or none that we can sign with
 */
export async function importAuthority(
  certificate: Certificate,
  pkcs8: Uint8Array,
): Promise<Authority | 'not-its-key' | 'unusable-key'> {
  const algorithm = signingWith(certificate.publicKey)
  const fits = algorithm ? isItsKey(certificate, pkcs8) : undefined
  if (!algorithm || fits === undefined) return 'unusable-key'
  if (!fits) return 'not-its-key'
  try {
    const signingKey = await webcrypto.subtle.importKey('pkcs8', pkcs8, algorithm, false, ['sign'])
    return { certificate, signingKey }
  } catch {
    return 'unusable-key' // WebCrypto's way to say so: RSA keys that are bound to PSS, for one
  }
}

/** undefined: no private key that node:crypto can read. */
function isItsKey({ publicKey }: Certificate, pkcs8: Uint8Array): boolean | undefined {
  const own = publicKey.keyObject
  if (!own) return undefined
  // A view, not a copy, so that overwriting the key leaves none behind.
  const key = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.byteLength)
  try {
    return createPublicKey(createPrivateKey({ key, format: 'der', type: 'pkcs8' })).equals(own)
  } catch {
    return undefined // node:crypto's way to say that it is no key
  }
}

/** A PKCS#10 request with host names or addresses as alternative names. */
export async function createCsr(
  subject: SubjectName,
  alternativeNames: readonly string[],
  keys: KeyPair,
): Promise<Csr> {
  const request = await x509.Pkcs10CertificateRequestGenerator.create({
    name: encoded(subject),
    keys,
    signingAlgorithm: signing,
    extensions: alternativeNames.length > 0 ? [subjectAltName(alternativeNames.map(alternativeName))] : [],
  })
  return parseCsr(new Uint8Array(request.rawData))
}

const subjectAltName = (names: readonly AlternativeName[]): x509.SubjectAlternativeNameExtension =>
  new x509.SubjectAlternativeNameExtension(names.map(({ kind: type, value }) => ({ type, value })))

/**
 * A self-signed root.
 * @param pathLength how many CAs may stand between it and a leaf; any number where it is not given
 */
export async function createRoot(
  subject: SubjectName,
  keys: KeyPair,
  validity: Validity,
  pathLength?: number,
): Promise<Authority> {
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(validity),
    name: encoded(subject),
    keys,
    signingAlgorithm: signing,
    extensions: [...caExtensions(pathLength), await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)],
  })
  return { certificate: parsed(certificate), signingKey: keys.privateKey }
}

/** A CA below another one, which may sign end certificates only. */
export async function issueCa(
  issuer: Authority,
  subject: SubjectName,
  keys: KeyPair,
  validity: Validity,
): Promise<Authority> {
  const publicKey = new Uint8Array(await webcrypto.subtle.exportKey('spki', keys.publicKey))
  const extensions = [...caExtensions(0), ...(await keyIdentifiers(issuer, publicKey))]
  return {
    certificate: await issue(issuer, new x509.Name(encoded(subject)), publicKey, validity, extensions),
    signingKey: keys.privateKey,
  }
}

/**
 * A CA's certificate once more, for another time: same names, same key, same extensions, so that all that it signed goes
 * on to verify. A root is its own issuer.
 */
export async function renewCa(issuer: Authority, former: Certificate, validity: Validity): Promise<Certificate> {
  const { extensions } = new x509.X509Certificate(former.der)
  const kept = extensions.filter(({ type }) => type !== Extension.authorityKeyIdentifier)
  // The former one may name its issuer by the serial number, which is another one now.
  const named = kept.length < extensions.length ? [await authorityKeyIdentifier(issuer)] : []
  const subject = new x509.Name(former.subject.der)
  return issue(issuer, subject, former.publicKey.spki, validity, [...kept, ...named])
}

/** What a certificate may be used for (RFC 5280 §4.2.1.12). */
export type Purpose = 'serverAuth' | 'clientAuth'

export interface LeafOptions {
  /** The whole SAN; where it is not given, the host names and addresses that the request has. */
  readonly names?: readonly AlternativeName[]
  /** Other EKUs, as a CA gives them that knows web servers only. */
  readonly purposes?: readonly Purpose[]
}

/**
 * The certificate for a request with exactly the profile that a mutual TLS server needs: both EKUs, key encipherment. The
 * subject is copied as it is encoded.
 */
export async function issueLeaf(
  issuer: Authority,
  csr: Csr,
  validity: Validity,
  { names = requestedNames(csr), purposes = ['serverAuth', 'clientAuth'] }: LeafOptions = {},
): Promise<Certificate> {
  const { spki } = csr.publicKey
  return issue(issuer, new x509.Name(csr.subject.der), spki, validity, [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
    new x509.ExtendedKeyUsageExtension(purposes.map((purpose) => x509.ExtendedKeyUsage[purpose])),
    ...(names.length > 0 ? [subjectAltName(names)] : []),
    ...(await keyIdentifiers(issuer, spki)),
  ])
}

export interface CrlContent {
  /** Higher with each list (RFC 5280 §5.2.3). */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  readonly nextUpdate: number
  readonly revoked: readonly Revoked[]
}

/** A revocation list (RFC 5280 §5) in DER. */
export async function createCrl(issuer: Authority, content: CrlContent): Promise<Uint8Array> {
  const crl = await x509.X509CrlGenerator.create({
    issuer: new x509.Name(issuer.certificate.subject.der),
    thisUpdate: new Date(content.thisUpdate),
    nextUpdate: new Date(content.nextUpdate),
    entries: content.revoked.map(({ serial, at, reason }) => ({
      serialNumber: serial,
      revocationDate: new Date(at),
      reason: x509.X509CrlReason[reason],
    })),
    extensions: [await authorityKeyIdentifier(issuer), crlNumber(content.number)],
    signingAlgorithm: algorithmOf(issuer),
    signingKey: issuer.signingKey,
  })
  return new Uint8Array(crl.rawData)
}

/** CRLNumber: a non-negative INTEGER, not critical. */
function crlNumber(number: number): x509.Extension {
  const hex = number.toString(16)
  const octets = Buffer.from(`00${hex.length % 2 === 0 ? '' : '0'}${hex}`, 'hex')
  const content = (octets[1] ?? 0) < 0x80 ? octets.subarray(1) : octets
  return new x509.Extension('2.5.29.20', false, Uint8Array.from([0x02, content.length, ...content]))
}

/** Certificates as a CA hands them over for download: a PKCS#7 without signers, in the order given. */
export const bundle = (certificates: readonly Certificate[]): Uint8Array =>
  new Uint8Array(new x509.X509Certificates(certificates.map(({ der }) => new x509.X509Certificate(der))).export('raw'))

async function issue(
  issuer: Authority,
  subject: x509.Name,
  publicKey: Uint8Array,
  validity: Validity,
  extensions: readonly x509.Extension[],
): Promise<Certificate> {
  const certificate = await x509.X509CertificateGenerator.create({
    ...common(validity),
    subject,
    issuer: new x509.Name(issuer.certificate.subject.der),
    publicKey,
    signingKey: issuer.signingKey,
    signingAlgorithm: algorithmOf(issuer),
    extensions: [...extensions],
  })
  return parsed(certificate)
}

/** @throws Error for an issuer that `importAuthority` would have refused: a bug */
function algorithmOf({ certificate }: Authority): SigningAlgorithm {
  const algorithm = signingWith(certificate.publicKey)
  if (!algorithm) throw new Error(`no way to sign with a key of kind ${certificate.publicKey.kind}`)
  return algorithm
}

async function keyIdentifiers(issuer: Authority, publicKey: Uint8Array): Promise<x509.Extension[]> {
  return [
    await x509.SubjectKeyIdentifierExtension.create(new x509.PublicKey(publicKey)),
    await authorityKeyIdentifier(issuer),
  ]
}

/** As the issuer calls its own key, which need not be its SHA-1: OpenSSL compares the two. */
function authorityKeyIdentifier({ certificate }: Authority): Promise<x509.Extension> {
  const own = certificate.extensions.subjectKeyIdentifier
  return own === undefined
    ? x509.AuthorityKeyIdentifierExtension.create(new x509.PublicKey(certificate.publicKey.spki))
    : Promise.resolve(new x509.AuthorityKeyIdentifierExtension(own))
}

const common = ({ notBefore, notAfter }: Validity) => ({
  // RFC 5280 §4.1.2.2: positive, and not to be guessed
  serialNumber: `00${randomBytes(16).toString('hex')}`,
  notBefore: new Date(notBefore),
  notAfter: new Date(notAfter),
})

const caExtensions = (pathLength: number | undefined): x509.Extension[] => [
  new x509.BasicConstraintsExtension(true, pathLength, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
]

const parsed = (certificate: x509.X509Certificate): Certificate => parseCertificate(new Uint8Array(certificate.rawData))
