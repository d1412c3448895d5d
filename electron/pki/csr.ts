import { createHash } from 'node:crypto'
import { contextTag, DerError, DerReader, encodingOf, objectIdentifier, readElement, Tag, wholeOctets } from './der.ts'
import { type Extensions, parseExtensions } from './extensions.ts'
import { type Name, parseName } from './name.ts'
import { parsePublicKey, type PublicKey } from './public-key.ts'
import { parseSignatureAlgorithm, type SignatureAlgorithm, type Signed } from './signature.ts'

/** A certificate signing request (PKCS#10, RFC 2986) and what it asks for; nothing here is verified. */
export class Csr implements Signed {
  private digestMemo: string | undefined

  constructor(
    readonly der: Uint8Array,
    readonly subject: Name,
    readonly publicKey: PublicKey,
    /** The extensions that are asked for (PKCS#9 extensionRequest). */
    readonly extensions: Extensions,
    readonly signedBytes: Uint8Array,
    readonly signatureAlgorithm: SignatureAlgorithm,
    readonly signature: Uint8Array,
  ) {}

  /** SHA-256 over the whole request, lower-case hex. */
  get sha256(): string {
    return (this.digestMemo ??= createHash('sha256').update(this.der).digest('hex'))
  }
}

/** PKCS#9 (RFC 2985 §5.4.2), and the one that Windows' older tools write. */
const extensionRequests = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14']

/** Reads one DER request that fills `der` wholly. @throws DerError */
export function parseCsr(der: Uint8Array): Csr {
  const outer = readElement(der)
  if (outer.end !== der.length) throw new DerError('trailing', outer.end)
  if (outer.tag !== Tag.sequence) throw new DerError('unexpected', 0)
  const parts = DerReader.inside(outer)
  const info = parts.expect(Tag.sequence)
  const algorithm = parseSignatureAlgorithm(parts.expect(Tag.sequence))
  const signature = wholeOctets(parts.expect(Tag.bitString))
  parts.finish()

  const fields = DerReader.inside(info)
  fields.expect(Tag.integer)
  const subject = parseName(fields.next())
  const publicKey = parsePublicKey(fields.next())
  const attributes = fields.optional(contextTag(0, true))
  fields.finish()
  const extensions = requestedExtensions(attributes ? DerReader.inside(attributes) : new DerReader(new Uint8Array()))
  return new Csr(der, subject, publicKey, extensions, encodingOf(info), algorithm, signature)
}

function requestedExtensions(attributes: DerReader): Extensions {
  for (const attribute of attributes) {
    if (attribute.tag !== Tag.sequence) throw new DerError('unexpected', attribute.start)
    const reader = DerReader.inside(attribute)
    if (!extensionRequests.includes(objectIdentifier(reader.expect(Tag.objectIdentifier)))) continue
    const values = reader.enter(Tag.set)
    return parseExtensions(values.enter(Tag.sequence))
  }
  return parseExtensions(new DerReader(new Uint8Array()))
}
