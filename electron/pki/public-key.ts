import { createHash, createPublicKey, type KeyObject } from 'node:crypto'
import { bitString, contentOf, type DerElement, DerError, DerReader, encodingOf, objectIdentifier, Tag } from './der.ts'
import { curves, KeyAlgorithm } from './oids.ts'

export type KeyKind = 'RSA' | 'RSA-PSS' | 'EC' | 'Ed25519' | 'Ed448' | 'DSA' | 'other'

const kinds: Readonly<Record<string, KeyKind>> = {
  [KeyAlgorithm.rsa]: 'RSA',
  [KeyAlgorithm.rsaPss]: 'RSA-PSS',
  [KeyAlgorithm.ec]: 'EC',
  [KeyAlgorithm.ed25519]: 'Ed25519',
  [KeyAlgorithm.ed448]: 'Ed448',
  [KeyAlgorithm.dsa]: 'DSA',
}

/** A SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
export class PublicKey {
  private digestMemo: string | undefined
  private keyObjectMemo: KeyObject | null | undefined

  constructor(
    readonly spki: Uint8Array,
    readonly kind: KeyKind,
    /** Dotted OID of the algorithm. */
    readonly algorithm: string,
    /** Size of the RSA modulus or the curve's field in bits, where it is known. */
    readonly bits: number | undefined,
    /** The curve's usual name, or its OID where both validators don't know it; only for kind EC. */
    readonly curve: { readonly name: string; readonly known: boolean } | undefined,
    /** The content of the BIT STRING. */
    private readonly octets: Uint8Array,
  ) {}

  /** SHA-256 over the SPKI, lower-case hex: two keys are the same exactly if this is. */
  get sha256(): string {
    return (this.digestMemo ??= createHash('sha256').update(this.spki).digest('hex'))
  }

  /** For node:crypto; undefined where it can't use the key (an algorithm it lacks, a point off its curve). */
  get keyObject(): KeyObject | undefined {
    if (this.keyObjectMemo === undefined) this.keyObjectMemo = this.import()
    return this.keyObjectMemo ?? undefined
  }

  private import(): KeyObject | null {
    try {
      // PKCS#1 takes a 25th of the time that the same RSA key takes as SPKI (OpenSSL 3 tries its decoders in turn).
      if (this.kind === 'RSA') return createPublicKey({ key: Buffer.from(this.octets), format: 'der', type: 'pkcs1' })
      return createPublicKey({ key: Buffer.from(this.spki), format: 'der', type: 'spki' })
    } catch {
      return null // Not our bug: node:crypto's way to say that it can't use this key
    }
  }
}

/** @throws DerError */
export function parsePublicKey(element: DerElement): PublicKey {
  if (element.tag !== Tag.sequence) throw new DerError('unexpected', element.start)
  const reader = DerReader.inside(element)
  const identifier = reader.enter(Tag.sequence)
  const algorithm = objectIdentifier(identifier.expect(Tag.objectIdentifier))
  const { octets } = bitString(reader.expect(Tag.bitString))
  reader.finish()
  const kind = kinds[algorithm] ?? 'other'
  const curve = kind === 'EC' ? parseCurve(identifier) : undefined
  return new PublicKey(encodingOf(element), kind, algorithm, bitsOf(kind, octets, curve), curve, octets)
}

function parseCurve(parameters: DerReader): { name: string; known: boolean; bits?: number } {
  const oid = parameters.optional(Tag.objectIdentifier)
  if (!oid) return { name: 'explicit parameters', known: false }
  const curve = curves[objectIdentifier(oid)]
  return curve ? { ...curve, known: true } : { name: objectIdentifier(oid), known: false }
}

function bitsOf(kind: KeyKind, octets: Uint8Array, curve: { bits?: number } | undefined): number | undefined {
  switch (kind) {
    case 'RSA':
    case 'RSA-PSS':
      return modulusBits(octets)
    case 'EC':
      return curve?.bits
    case 'Ed25519':
      return 256
    case 'Ed448':
      return 456
    default:
      return undefined
  }
}

/** RSAPublicKey (RFC 8017 A.1.1): the size of its modulus. */
function modulusBits(octets: Uint8Array): number {
  const modulus = contentOf(new DerReader(octets).enter(Tag.sequence).expect(Tag.integer))
  const first = modulus.findIndex((octet) => octet !== 0)
  if (first < 0) throw new DerError('value', 0)
  return (modulus.length - first) * 8 - Math.clz32(modulus[first] ?? 0) + 24
}
