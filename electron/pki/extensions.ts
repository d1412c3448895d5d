import {
  bitString,
  booleanValue,
  contentOf,
  contextTag,
  type DerElement,
  DerError,
  DerReader,
  hasBit,
  objectIdentifier,
  readElement,
  smallInteger,
  Tag,
} from './der.ts'
import { type Name, parseName } from './name.ts'
import { Extension } from './oids.ts'

/** RFC 5280 §4.2.1.3, in the order of the bits. */
export const keyUsageNames = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const
export type KeyUsage = (typeof keyUsageNames)[number]

export type GeneralName =
  | { readonly kind: 'dns' | 'email' | 'uri'; readonly value: string }
  /** `value` is the address as text; `octets` has 4 or 16 octets, twice that in name constraints (address, mask). */
  | { readonly kind: 'ip'; readonly value: string; readonly octets: Uint8Array }
  | { readonly kind: 'directory'; readonly value: string; readonly name: Name }
  | { readonly kind: 'other'; readonly value: string }

export interface NameConstraints {
  readonly permitted: readonly GeneralName[]
  readonly excluded: readonly GeneralName[]
}

/** What the known extensions of a certificate (or the requested ones of a CSR) say; an absent one is undefined. */
export interface Extensions {
  readonly basicConstraints?: { readonly ca: boolean; readonly pathLength: number | undefined }
  readonly keyUsage?: ReadonlySet<KeyUsage>
  /** Dotted OIDs. */
  readonly extendedKeyUsage?: readonly string[]
  readonly subjectAltName?: readonly GeneralName[]
  /** Lower-case hex. */
  readonly subjectKeyIdentifier?: string
  readonly authorityKeyIdentifier?: { readonly keyIdentifier: string | undefined }
  /** Addresses at which the issuer's certificate can be had (AIA, caIssuers). */
  readonly caIssuers?: readonly string[]
  readonly nameConstraints?: NameConstraints
  /** OIDs of critical extensions that neither Java's nor OpenSSL's path validation knows. */
  readonly unknownCritical: readonly string[]
  /** OIDs of extensions that occur twice or whose content is not what their type allows. */
  readonly malformed: readonly string[]
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }
type Parser = (value: DerElement, extensions: Writable<Extensions>) => void

const parsers: Readonly<Record<string, Parser>> = {
  [Extension.basicConstraints]: (value, extensions) => {
    const reader = enterSequence(value)
    const ca = reader.optional(Tag.boolean)
    const pathLength = reader.optional(Tag.integer)
    reader.finish()
    extensions.basicConstraints = {
      ca: ca !== undefined && booleanValue(ca),
      pathLength: pathLength && smallInteger(pathLength),
    }
  },
  [Extension.keyUsage]: (value, extensions) => {
    if (value.tag !== Tag.bitString) throw new DerError('unexpected', value.start)
    const { octets } = bitString(value)
    extensions.keyUsage = new Set(keyUsageNames.filter((_, index) => hasBit(octets, index)))
  },
  [Extension.extendedKeyUsage]: (value, extensions) => {
    extensions.extendedKeyUsage = [...enterSequence(value)].map(objectIdentifier)
  },
  [Extension.subjectAltName]: (value, extensions) => {
    extensions.subjectAltName = [...enterSequence(value)].map((name) => parseGeneralName(name, [4, 16]))
  },
  [Extension.subjectKeyIdentifier]: (value, extensions) => {
    if (value.tag !== Tag.octetString) throw new DerError('unexpected', value.start)
    extensions.subjectKeyIdentifier = Buffer.from(contentOf(value)).toString('hex')
  },
  [Extension.authorityKeyIdentifier]: (value, extensions) => {
    const keyIdentifier = enterSequence(value).optional(contextTag(0, false))
    extensions.authorityKeyIdentifier = {
      keyIdentifier: keyIdentifier && Buffer.from(contentOf(keyIdentifier)).toString('hex'),
    }
  },
  [Extension.authorityInformationAccess]: (value, extensions) => {
    extensions.caIssuers = [...enterSequence(value)].flatMap((description) => {
      const reader = enterSequence(description)
      const method = objectIdentifier(reader.expect(Tag.objectIdentifier))
      const location = parseGeneralName(reader.next(), [4, 16])
      return method === '1.3.6.1.5.5.7.48.2' && location.kind === 'uri' ? [location.value] : []
    })
  },
  [Extension.nameConstraints]: (value, extensions) => {
    const reader = enterSequence(value)
    const permitted = reader.optional(contextTag(0, true))
    const excluded = reader.optional(contextTag(1, true))
    reader.finish()
    extensions.nameConstraints = { permitted: parseSubtrees(permitted), excluded: parseSubtrees(excluded) }
  },
}

/**
 * Critical extensions that change nothing in our judgement and that path validation knows all the same. Policies are not
 * processed: OME names none.
 */
const understood: ReadonlySet<string> = new Set([
  ...Object.keys(parsers).filter((oid) => oid !== Extension.authorityInformationAccess),
  Extension.certificatePolicies,
  Extension.policyMappings,
  Extension.policyConstraints,
  Extension.inhibitAnyPolicy,
])

/** Reads `SEQUENCE OF Extension`. What a single extension holds wrong is noted, not thrown. @throws DerError */
export function parseExtensions(list: DerReader): Extensions {
  const seen = new Set<string>()
  const unknownCritical: string[] = []
  const malformed: string[] = []
  const extensions: Writable<Extensions> = { unknownCritical, malformed }
  while (!list.done) {
    const reader = list.enter(Tag.sequence)
    const oid = objectIdentifier(reader.expect(Tag.objectIdentifier))
    const critical = reader.optional(Tag.boolean)
    const octets = reader.expect(Tag.octetString)
    reader.finish()
    if (seen.has(oid) || !parsesCleanly(oid, octets, extensions)) malformed.push(oid)
    if (critical && booleanValue(critical) && !understood.has(oid)) unknownCritical.push(oid)
    seen.add(oid)
  }
  return extensions
}

function parsesCleanly(oid: string, octets: DerElement, extensions: Writable<Extensions>): boolean {
  const parser = parsers[oid]
  if (!parser) return true
  try {
    const value = readElement(octets.bytes, octets.contentStart, octets.end)
    parser(value, extensions)
    return value.end === octets.end
  } catch (error) {
    if (error instanceof DerError) return false
    throw error
  }
}

function enterSequence(element: DerElement): DerReader {
  if (element.tag !== Tag.sequence) throw new DerError('unexpected', element.start)
  return DerReader.inside(element)
}

function parseSubtrees(element: DerElement | undefined): GeneralName[] {
  if (!element) return []
  return [...DerReader.inside(element)].map((subtree) => parseGeneralName(enterSequence(subtree).next(), [8, 32]))
}

const generalNameKinds = { 1: 'email', 2: 'dns', 6: 'uri' } as const

function parseGeneralName(element: DerElement, addressLengths: readonly number[]): GeneralName {
  // Each kind is told by its context-specific tag: anything of another class is none.
  if ((element.tag & 0xc0) !== 0x80) throw new DerError('unexpected', element.start)
  const number = element.tag & 0x1f
  const content = contentOf(element)
  if (number === 1 || number === 2 || number === 6) {
    return { kind: generalNameKinds[number], value: Buffer.from(content).toString('latin1') }
  }
  if (number === 7) {
    if (!addressLengths.includes(content.length)) throw new DerError('value', element.start)
    return { kind: 'ip', value: addressText(content), octets: content }
  }
  if (number === 4) {
    const name = parseName(DerReader.inside(element).next())
    return { kind: 'directory', value: name.text, name }
  }
  return { kind: 'other', value: `[${number}]` }
}

/** An address as text, or `address/mask` where the octets are a pair (name constraints). */
function addressText(octets: Uint8Array): string {
  if (octets.length === 8 || octets.length === 32) {
    const half = octets.length / 2
    return `${addressText(octets.subarray(0, half))}/${addressText(octets.subarray(half))}`
  }
  if (octets.length === 4) return octets.join('.')
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16),
  )
  // The URL parser shortens as RFC 5952 asks.
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}
