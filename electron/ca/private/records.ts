import { z } from 'zod'
import { parseCertificate, type Certificate } from '../../pki/certificate.ts'
import { parseCsr, type Csr } from '../../pki/csr.ts'
import { DerError } from '../../pki/der.ts'
import { revocationReasons } from '../../pki/revocation.ts'
import { type Armour, splitPem } from '../../pki/pem.ts'
import { Refusal } from '../../pki/refusal.ts'
import { parseAs, serialize } from '../../vault/key-file.ts'

export const schemaVersion = 1
const schema = z.literal(schemaVersion)
const moment = z.iso.datetime()
const pem = z.string().max(512 * 1024)
const serial = z.string().regex(/^[0-9a-f]{1,40}$/)
/** In UTF-16 units. */
export const longestText = 300
const text = z.string().max(longestText)

export const origins = ['made', 'imported', 'restored'] as const
export type Origin = (typeof origins)[number]

const caFormat = 'ome-chain-ca'
const caShape = z.object({
  format: z.literal(caFormat),
  schema,
  id: z.uuid(),
  name: text,
  createdAt: moment,
  origin: z.enum(origins),
})

const generationFormat = 'ome-chain-ca-generation'
const generationShape = z.object({
  format: z.literal(generationFormat),
  schema,
  at: moment,
  /** PEM, issuing CA first, root last. */
  chain: pem,
})

const issuedFormat = 'ome-chain-ca-issued'
const issuedShape = z.object({
  format: z.literal(issuedFormat),
  schema,
  certificate: pem,
  /** Under which of the CA's own certificates. */
  generation: z.number().int().positive(),
  csr: pem,
  csrSha256: z.string().regex(/^[0-9a-f]{64}$/),
  names: z.array(z.object({ kind: z.enum(['dns', 'ip']), value: text, from: z.enum(['csr', 'added', 'common-name']) })),
  issuedAt: moment,
  holder: text,
  /** The serial number of the certificate that this one follows. */
  renews: serial.nullable(),
})

const revokedFormat = 'ome-chain-ca-revoked'
const revokedShape = z.object({
  format: z.literal(revokedFormat),
  schema,
  at: moment,
  reason: z.enum(revocationReasons),
})

const crlFormat = 'ome-chain-ca-crl'
const crlShape = z.object({
  format: z.literal(crlFormat),
  schema,
  number: z.number().int().positive(),
  thisUpdate: moment,
  nextUpdate: moment,
})

type Content<Shape extends z.ZodType> = Omit<z.infer<Shape>, 'format' | 'schema'>

/** The CA itself: written once. */
export type CaRecord = Content<typeof caShape>
export type IssuedContent = Content<typeof issuedShape>
export type RevokedRecord = Content<typeof revokedShape>
export type CrlRecord = Content<typeof crlShape>

/** The CA's own certificates from one moment on. */
export interface Generation {
  readonly at: string
  /** Issuing CA first, root last. */
  readonly chain: readonly Certificate[]
}

export interface IssuedRecord extends Omit<IssuedContent, 'certificate' | 'csr'> {
  readonly certificate: Certificate
  readonly csr: Csr
}

export type Unread = 'damaged' | 'newer'

export const parseCaRecord = (bytes: Uint8Array): CaRecord | Unread => parseAs(caShape, bytes, caFormat, schemaVersion)

export function parseGeneration(bytes: Uint8Array): Generation | Unread {
  const content = parseAs(generationShape, bytes, generationFormat, schemaVersion)
  if (typeof content === 'string') return content
  const chain = certificatesInPem(content.chain)
  return chain && chain.length > 0 ? { at: content.at, chain } : 'damaged'
}

/** @param name the serial number by the file's name */
export function parseIssued(bytes: Uint8Array, name: string): IssuedRecord | Unread {
  const content = parseAs(issuedShape, bytes, issuedFormat, schemaVersion)
  if (typeof content === 'string') return content
  const [certificate] = inPem(content.certificate, parseCertificate) ?? []
  const [csr] = inPem(content.csr, parseCsr) ?? []
  if (!certificate || csr?.sha256 !== content.csrSha256 || serialOf(certificate) !== name) return 'damaged'
  return { ...content, certificate, csr }
}

export const parseRevoked = (bytes: Uint8Array): RevokedRecord | Unread =>
  parseAs(revokedShape, bytes, revokedFormat, schemaVersion)

/** @param name the number by the file's name */
export function parseCrlRecord(bytes: Uint8Array, name: string): CrlRecord | Unread {
  const content = parseAs(crlShape, bytes, crlFormat, schemaVersion)
  if (typeof content === 'string') return content
  const { number, thisUpdate, nextUpdate } = content
  return number === Number(name) ? { number, thisUpdate, nextUpdate } : 'damaged'
}

export const caBytes = (record: CaRecord): Uint8Array => serialize(caFormat, schemaVersion, record)
export const generationBytes = (at: string, chain: string): Uint8Array =>
  serialize(generationFormat, schemaVersion, { at, chain })
export const issuedBytes = (content: IssuedContent): Uint8Array => serialize(issuedFormat, schemaVersion, content)
export const revokedBytes = (record: RevokedRecord): Uint8Array => serialize(revokedFormat, schemaVersion, record)
export const crlBytes = (record: CrlRecord): Uint8Array => serialize(crlFormat, schemaVersion, record)

/** As OpenSSL shows it: without the octet that only keeps the number positive. */
export const serialOf = ({ serialNumber }: Certificate): string => serialNumber.replace(/^00(?=.)/, '')

/** Certificates in a PEM of ours; undefined where it is none. */
export const certificatesInPem = (source: string): readonly Certificate[] | undefined => inPem(source, parseCertificate)

/** What is in a PEM of ours; undefined where anything in it is not as we write it. */
function inPem<T>(source: string, parse: (der: Uint8Array) => T): readonly T[] | undefined {
  try {
    return splitPem(source).armours.map(({ content }: Armour) => parse(content))
  } catch (error) {
    if (error instanceof DerError || error instanceof Refusal) return undefined
    throw error
  }
}
