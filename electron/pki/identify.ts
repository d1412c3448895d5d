import { type DerElement, DerError, DerReader, Tag } from './der.ts'

/** What an encoding is by its structure; a label only says what somebody took it for. */
export type Kind =
  | 'certificate'
  | 'csr'
  | 'crl'
  | 'public-key'
  | 'private-key'
  | 'encrypted-private-key'
  | 'cms' // ContentInfo (RFC 5652), once known as PKCS#7
  | 'pkcs12'

type Shapes = readonly (readonly [tags: RegExp, kind: Kind])[]

/** The tags of the first elements inside the outermost SEQUENCE, in hex. */
const shapes: Shapes = [
  [/^06 a0/, 'cms'], // ContentInfo: type, content
  [/^30 03$/, 'public-key'], // SubjectPublicKeyInfo (RFC 5280): algorithm, key
  [/^30 04$/, 'encrypted-private-key'], // EncryptedPrivateKeyInfo (RFC 5958): algorithm, data
  [/^02 30 04/, 'private-key'], // PrivateKeyInfo (RFC 5958): version, algorithm, key
  [/^02 04/, 'private-key'], // ECPrivateKey (RFC 5915): version, key
  [/^02 02 02/, 'private-key'], // RSAPrivateKey (RFC 8017): version, modulus, exponent; DSA's older form likewise
  [/^02 02$/, 'public-key'], // RSAPublicKey (RFC 8017): modulus, exponent
  [/^02 30( 30)?$/, 'pkcs12'], // PFX (RFC 7292): version, content, MAC
]

/** What is signed over (algorithm, signature) is in the first of three elements: these are the tags inside it. */
const signed = /^30 30 03$/
const signedShapes: Shapes = [
  [/^a0 02/, 'certificate'], // TBSCertificate (RFC 5280): version, serial number
  [/^02 30 30 30/, 'certificate'], // version 1: serial number, algorithm, issuer, validity
  [/^02 30 30 1[78]/, 'crl'], // TBSCertList (RFC 5280): version, algorithm, issuer, date
  [/^30 30 1[78]/, 'crl'], // version 1: algorithm, issuer, date
  [/^02 30 30( a0)?$/, 'csr'], // CertificationRequestInfo (RFC 2986): version, subject, key, attributes
]

/** Looks at the first few elements only: whether the rest is sound, its parser finds out. */
export function identify(element: DerElement): Kind | undefined {
  if (element.tag !== Tag.sequence) return undefined
  try {
    const tags = firstTags(element)
    if (!signed.test(tags)) return match(shapes, tags)
    return match(signedShapes, firstTags(DerReader.inside(element).next()))
  } catch (error) {
    if (error instanceof DerError) return undefined // BER within, or no encoding at all
    throw error
  }
}

function firstTags(element: DerElement): string {
  const reader = DerReader.inside(element)
  const tags: string[] = []
  while (tags.length < 4 && !reader.done) tags.push(reader.next().tag.toString(16).padStart(2, '0'))
  return tags.join(' ')
}

const match = (candidates: Shapes, tags: string): Kind | undefined =>
  candidates.find(([shape]) => shape.test(tags))?.[1]

const openSshMagic = Buffer.from('openssh-key-v1\0')
const openSshUnencrypted = Buffer.from('\0\0\0\x04none')

/** OpenSSH's own format is no DER: a magic word, then the name of the cipher. */
export function isEncryptedOpenSshKey(content: Uint8Array): boolean {
  const magic = content.subarray(0, openSshMagic.length)
  const cipher = content.subarray(openSshMagic.length, openSshMagic.length + openSshUnencrypted.length)
  return openSshMagic.equals(magic) && !openSshUnencrypted.equals(cipher)
}
