import { createHash } from 'node:crypto'
import {
  contentOf,
  contextTag,
  DerError,
  DerReader,
  type DerElement,
  encodingOf,
  readElement,
  smallInteger,
  Tag,
  time,
  wholeOctets,
} from './der.ts'
import { type Extensions, parseExtensions } from './extensions.ts'
import { type Name, parseName } from './name.ts'
import { parsePublicKey, type PublicKey } from './public-key.ts'
import { parseSignatureAlgorithm, type SignatureAlgorithm, type Signed } from './signature.ts'

/** An X.509 certificate (RFC 5280 §4.1) and what it says of itself; nothing here is verified. */
export class Certificate implements Signed {
  private digestMemo: string | undefined

  constructor(
    readonly der: Uint8Array,
    readonly version: number,
    /** Lower-case hex. */
    readonly serialNumber: string,
    readonly issuer: Name,
    readonly subject: Name,
    /** Milliseconds since 1970; both ends belong to the validity period. */
    readonly notBefore: number,
    readonly notAfter: number,
    readonly publicKey: PublicKey,
    readonly extensions: Extensions,
    readonly signedBytes: Uint8Array,
    readonly signatureAlgorithm: SignatureAlgorithm,
    readonly signature: Uint8Array,
  ) {}

  /** SHA-256 fingerprint, lower-case hex. */
  get sha256(): string {
    return (this.digestMemo ??= createHash('sha256').update(this.der).digest('hex'))
  }

  /** Subject and issuer are the same name (RFC 5280 §3.2); whether it signed itself is another question. */
  get isSelfIssued(): boolean {
    return this.subject.key === this.issuer.key
  }

  /** By its own word. A version 1 certificate can't say so. */
  get isCa(): boolean {
    return this.extensions.basicConstraints?.ca === true
  }

  isValidAt(time: number): boolean {
    return this.notBefore <= time && time <= this.notAfter
  }
}

/** Reads one DER certificate that fills `der` wholly. @throws DerError */
export function parseCertificate(der: Uint8Array): Certificate {
  const outer = readElement(der)
  if (outer.end !== der.length) throw new DerError('trailing', outer.end)
  if (outer.tag !== Tag.sequence) throw new DerError('unexpected', 0)
  const parts = DerReader.inside(outer)
  const toBeSigned = parts.expect(Tag.sequence)
  const outerAlgorithm = parts.expect(Tag.sequence)
  const signature = wholeOctets(parts.expect(Tag.bitString))
  parts.finish()

  const fields = DerReader.inside(toBeSigned)
  const version = parseVersion(fields.optional(contextTag(0, true)))
  const serialNumber = contentOf(fields.expect(Tag.integer))
  const innerAlgorithm = fields.expect(Tag.sequence)
  // RFC 5280 §4.1.1.2: both must be the same, or a signature could be read as one of another kind.
  if (Buffer.compare(encodingOf(innerAlgorithm), encodingOf(outerAlgorithm)) !== 0) {
    throw new DerError('value', outerAlgorithm.start)
  }
  const issuer = parseName(fields.next())
  const validity = fields.enter(Tag.sequence)
  const notBefore = time(validity.next())
  const notAfter = time(validity.next())
  validity.finish()
  const subject = parseName(fields.next())
  const publicKey = parsePublicKey(fields.next())
  fields.optional(contextTag(1, false)) // issuerUniqueID and subjectUniqueID say nothing that we judge
  fields.optional(contextTag(2, false))
  const extensions = parseExtensionsField(fields.optional(contextTag(3, true)))
  fields.finish()
  return new Certificate(
    der,
    version,
    Buffer.from(serialNumber).toString('hex'),
    issuer,
    subject,
    notBefore,
    notAfter,
    publicKey,
    extensions,
    encodingOf(toBeSigned),
    parseSignatureAlgorithm(outerAlgorithm),
    signature,
  )
}

function parseVersion(element: DerElement | undefined): number {
  if (!element) return 1
  const version = smallInteger(DerReader.inside(element).expect(Tag.integer)) + 1
  if (version > 3) throw new DerError('value', element.start)
  return version
}

function parseExtensionsField(element: DerElement | undefined): Extensions {
  return parseExtensions(element ? DerReader.inside(element).enter(Tag.sequence) : new DerReader(new Uint8Array()))
}
