import { constants, verify, type VerifyKeyObjectInput } from 'node:crypto'
import { contextTag, type DerElement, DerError, DerReader, objectIdentifier, smallInteger, Tag } from './der.ts'
import { digests, type DigestName, signatureAlgorithms, type SignatureScheme } from './oids.ts'
import type { KeyKind, PublicKey } from './public-key.ts'

/** An AlgorithmIdentifier of a signature. */
export interface SignatureAlgorithm {
  /** Dotted OID. */
  readonly oid: string
  readonly scheme: SignatureScheme | 'other'
  /** undefined for the Edwards curves, which fix their own, and for algorithms that we don't know. */
  readonly digest: DigestName | undefined
  /** RSA-PSS only. */
  readonly saltLength: number | undefined
  /** As people write it: `RSA with SHA-256`. */
  readonly text: string
}

/** What somebody signed: the exact bytes, how, and the signature. */
export interface Signed {
  readonly signedBytes: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly signature: Uint8Array
}

/** 'unsupported': neither right nor wrong could be found out (an algorithm or a key that this machine can't use). */
export type SignatureVerdict = 'valid' | 'invalid' | 'unsupported'

/** @throws DerError */
export function parseSignatureAlgorithm(element: DerElement): SignatureAlgorithm {
  if (element.tag !== Tag.sequence) throw new DerError('unexpected', element.start)
  const reader = DerReader.inside(element)
  const oid = objectIdentifier(reader.expect(Tag.objectIdentifier))
  const known = signatureAlgorithms[oid]
  if (!known) return { oid, scheme: 'other', digest: undefined, saltLength: undefined, text: oid }
  const pss = known.scheme === 'RSA-PSS' ? parsePssParameters(reader) : undefined
  const digest = pss ? pss.digest : known.digest
  return {
    oid,
    scheme: known.scheme,
    digest,
    saltLength: pss?.saltLength,
    text: digest ? `${known.scheme} with ${digestText(digest)}` : known.scheme,
  }
}

function digestText(digest: DigestName): string {
  return digest.startsWith('sha3-') || digest.startsWith('md') ? digest.toUpperCase() : digest.replace('sha', 'SHA-')
}

/** RSASSA-PSS-params (RFC 4055 §3.1), with their defaults. */
function parsePssParameters(reader: DerReader): { digest: DigestName | undefined; saltLength: number } {
  const parameters = reader.optional(Tag.sequence)
  const fields = parameters ? DerReader.inside(parameters) : undefined
  const hash = fields?.optional(contextTag(0, true))
  const maskGeneration = fields?.optional(contextTag(1, true))
  const salt = fields?.optional(contextTag(2, true))
  const digest = hash ? digestOf(DerReader.inside(hash)) : 'sha1'
  const maskDigest = maskGeneration ? maskDigestOf(DerReader.inside(maskGeneration)) : 'sha1'
  return {
    // node:crypto takes one digest for both; two different ones no CA uses.
    digest: digest === maskDigest ? digest : undefined,
    saltLength: salt ? smallInteger(DerReader.inside(salt).expect(Tag.integer)) : 20,
  }
}

const digestOf = (reader: DerReader): DigestName | undefined =>
  digests[objectIdentifier(reader.enter(Tag.sequence).expect(Tag.objectIdentifier))]

function maskDigestOf(reader: DerReader): DigestName | undefined {
  const generation = reader.enter(Tag.sequence)
  generation.expect(Tag.objectIdentifier)
  return digestOf(generation)
}

const keyKindsOf: Readonly<Record<SignatureScheme, readonly KeyKind[]>> = {
  RSA: ['RSA'],
  'RSA-PSS': ['RSA', 'RSA-PSS'],
  ECDSA: ['EC'],
  DSA: ['DSA'],
  Ed25519: ['Ed25519'],
  Ed448: ['Ed448'],
}

/** Whether `signed` was signed by the holder of `publicKey`. Never throws for any content. */
export function verifySignature(signed: Signed, publicKey: PublicKey): SignatureVerdict {
  const { scheme, digest, saltLength } = signed.signatureAlgorithm
  if (scheme === 'other') return 'unsupported'
  if (publicKey.kind !== 'other' && !keyKindsOf[scheme].includes(publicKey.kind)) return 'invalid'
  const isEdwards = scheme === 'Ed25519' || scheme === 'Ed448'
  const key = publicKey.keyObject
  if (!key || (!isEdwards && !digest)) return 'unsupported'
  const input: VerifyKeyObjectInput = { key }
  if (scheme === 'RSA-PSS') {
    input.padding = constants.RSA_PKCS1_PSS_PADDING
    if (saltLength !== undefined) input.saltLength = saltLength
  }
  try {
    return verify(isEdwards ? null : digest, signed.signedBytes, input, signed.signature) ? 'valid' : 'invalid'
  } catch {
    return 'unsupported' // node:crypto lacks the digest, or this key forbids it
  }
}
