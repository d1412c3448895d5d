import { contextTag, type DerElement, DerReader, objectIdentifier, readElement, Tag } from './der.ts'

/** Content types (RFC 5652). */
export const ContentType = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  encryptedData: '1.2.840.113549.1.7.6',
} as const

export interface ContentInfo {
  /** Dotted OID. */
  readonly type: string
  readonly content: DerElement
}

/** ContentInfo (RFC 5652 §3). @throws DerError */
export function parseContentInfo(element: DerElement): ContentInfo {
  const reader = DerReader.inside(element)
  const type = objectIdentifier(reader.expect(Tag.objectIdentifier))
  const content = reader.enter(contextTag(0, true)).next()
  reader.finish()
  return { type, content }
}

/** What a CMS carries beside what it signs; nothing of it is verified. */
export interface CmsContent {
  readonly certificates: readonly DerElement[]
  readonly crls: readonly DerElement[]
}

/**
 * The certificates and lists of a SignedData (RFC 5652 §5.1), be it degenerate or the signature of something; every other
 * type of content has none. `der` is DER: what came as BER goes through `toDer` first.
 * @throws DerError
 */
export function parseCms(der: Uint8Array): CmsContent {
  const { type, content } = parseContentInfo(readElement(der))
  if (type !== ContentType.signedData) return { certificates: [], crls: [] }
  const fields = DerReader.inside(content)
  fields.expect(Tag.integer)
  fields.expect(Tag.set)
  fields.expect(Tag.sequence)
  const certificates = fields.optional(contextTag(0, true))
  const crls = fields.optional(contextTag(1, true))
  return { certificates: sequencesIn(certificates), crls: sequencesIn(crls) }
}

/** A choice that is no SEQUENCE is an attribute certificate or another format (RFC 5652 §10.2). */
const sequencesIn = (element: DerElement | undefined): DerElement[] =>
  element ? [...DerReader.inside(element)].filter(({ tag }) => tag === Tag.sequence) : []
