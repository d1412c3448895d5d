import 'reflect-metadata'
import { randomBytes, webcrypto } from 'node:crypto'
import * as x509 from '@peculiar/x509'
import { type Certificate, parseCertificate } from './certificate.ts'
import { type Csr, parseCsr } from './csr.ts'

x509.cryptoProvider.set(webcrypto)

export type KeyPair = webcrypto.CryptoKeyPair

/** A CA that can sign: its certificate and its keys. */
export interface Authority {
  readonly certificate: Certificate
  readonly keys: KeyPair
}

/** Both ends as milliseconds since 1970. */
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

export type KeySize = 2048 | 3072 | 4096

export const createKeys = (bits: KeySize): Promise<KeyPair> =>
  webcrypto.subtle.generateKey({ ...signing, modulusLength: bits, publicExponent: new Uint8Array([1, 0, 1]) }, true, [
    'sign',
    'verify',
  ])

/** The private key as PKCS#8 (RFC 5958) in DER, not encrypted: whoever takes it overwrites it after use. */
export const exportPrivateKey = async ({ privateKey }: KeyPair): Promise<Uint8Array> =>
  new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', privateKey))

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
    extensions: alternativeNames.length > 0 ? [subjectAltName(alternativeNames)] : [],
  })
  return parseCsr(new Uint8Array(request.rawData))
}

const isAddress = (name: string): boolean => /^[\d.]+$/.test(name) || name.includes(':')

const subjectAltName = (names: readonly string[]): x509.SubjectAlternativeNameExtension =>
  new x509.SubjectAlternativeNameExtension(
    names.map((value) => ({ type: isAddress(value) ? ('ip' as const) : ('dns' as const), value })),
  )

/** A self-signed root. */
export async function createRoot(subject: SubjectName, keys: KeyPair, validity: Validity): Promise<Authority> {
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    ...common(validity),
    name: encoded(subject),
    keys,
    extensions: [...caExtensions(undefined), await x509.SubjectKeyIdentifierExtension.create(keys.publicKey)],
  })
  return { certificate: parsed(certificate), keys }
}

/** A CA below another one, which may sign end certificates only. */
export async function issueCa(
  issuer: Authority,
  subject: SubjectName,
  keys: KeyPair,
  validity: Validity,
): Promise<Authority> {
  const extensions = caExtensions(0)
  return {
    certificate: await issue(issuer, new x509.Name(encoded(subject)), keys.publicKey, validity, extensions),
    keys,
  }
}

/** What a certificate may be used for (RFC 5280 §4.2.1.12). */
export type Purpose = 'serverAuth' | 'clientAuth'

/**
 * The certificate for a request with exactly the profile that a mutual TLS server needs: both EKUs, key encipherment.
 * @param purposes other EKUs, as a CA gives them that knows web servers only
 */
export async function issueLeaf(
  issuer: Authority,
  csr: Csr,
  validity: Validity,
  purposes: readonly Purpose[] = ['serverAuth', 'clientAuth'],
): Promise<Certificate> {
  const key = await webcrypto.subtle.importKey('spki', csr.publicKey.spki, signing, true, ['verify'])
  const names = (csr.extensions.subjectAltName ?? []).map(({ value }) => value)
  return issue(issuer, new x509.Name(csr.subject.der), key, validity, [
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment, true),
    new x509.ExtendedKeyUsageExtension(purposes.map((purpose) => x509.ExtendedKeyUsage[purpose])),
    ...(names.length > 0 ? [subjectAltName(names)] : []),
  ])
}

/** Certificates as a CA hands them over for download: a PKCS#7 without signers, in the order given. */
export const bundle = (certificates: readonly Certificate[]): Uint8Array =>
  new Uint8Array(new x509.X509Certificates(certificates.map(({ der }) => new x509.X509Certificate(der))).export('raw'))

async function issue(
  issuer: Authority,
  subject: x509.Name,
  publicKey: webcrypto.CryptoKey,
  validity: Validity,
  extensions: readonly x509.Extension[],
): Promise<Certificate> {
  const certificate = await x509.X509CertificateGenerator.create({
    ...common(validity),
    subject,
    issuer: new x509.Name(issuer.certificate.subject.der),
    publicKey,
    signingKey: issuer.keys.privateKey,
    extensions: [
      ...extensions,
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.keys.publicKey),
    ],
  })
  return parsed(certificate)
}

const common = ({ notBefore, notAfter }: Validity) => ({
  // RFC 5280 §4.1.2.2: positive, and not to be guessed
  serialNumber: `00${randomBytes(16).toString('hex')}`,
  notBefore: new Date(notBefore),
  notAfter: new Date(notAfter),
  signingAlgorithm: signing,
})

const caExtensions = (pathLength: number | undefined): x509.Extension[] => [
  new x509.BasicConstraintsExtension(true, pathLength, true),
  new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
]

const parsed = (certificate: x509.X509Certificate): Certificate => parseCertificate(new Uint8Array(certificate.rawData))
