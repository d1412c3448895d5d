import { type DerElement, DerError, DerReader, encodingOf, objectIdentifier, Tag } from './der.ts'
import { Attribute, attributeNames } from './oids.ts'

/** One attribute of a distinguished name: `type` is a dotted OID; `value` is text, or `#hex` where it isn't a string. */
export interface NameAttribute {
  readonly type: string
  readonly value: string
  /** Tag of the value's type. */
  readonly tag: number
}

/** A distinguished name (RFC 5280 §4.1.2.4), in the order of its encoding: the most general part first. */
export class Name {
  private keyMemo: string | undefined
  private textMemo: string | undefined

  constructor(
    readonly rdns: readonly (readonly NameAttribute[])[],
    readonly der: Uint8Array,
  ) {}

  /**
   * Two names are the same (RFC 5280 §7.1) exactly if their keys are equal: Unicode, case and inner blanks folded, the
   * string type ignored, the order within a multi-valued RDN too.
   */
  get key(): string {
    return (this.keyMemo ??= this.rdnKeys.join('\u0001'))
  }

  /**
   * Whether every validator takes the two for the same name. Where RFC 5280 says that they are, Java still tells apart
   * string types other than PrintableString and UTF8String, and OpenSSL the case and composition of letters beyond ASCII.
   */
  isPlainlyEqual(other: Name): boolean {
    return Buffer.compare(this.der, other.der) === 0 || this.plainKey === other.plainKey
  }

  private get plainKey(): string {
    return this.rdns.map((rdn) => rdn.map(plainAttribute).sort().join('\u0000')).join('\u0001')
  }

  /** The keys of the single RDNs, for the directory-name subtrees of name constraints. */
  get rdnKeys(): readonly string[] {
    return this.rdns.map((rdn) =>
      rdn
        .map(({ type, value }) => `${type}=${foldText(value)}`)
        .sort()
        .join('\u0000'),
    )
  }

  /** RFC 4514 text, safe to show: control characters and direction marks are escaped. */
  get text(): string {
    return (this.textMemo ??= [...this.rdns]
      .reverse()
      .map((rdn) => rdn.map(attributeText).join('+'))
      .join(','))
  }

  /** The last common name in the encoding, which is the most specific one, as it is encoded. */
  get commonName(): string | undefined {
    return this.attributes(Attribute.commonName).at(-1)
  }

  get isEmpty(): boolean {
    return this.rdns.length === 0
  }

  attributes(type: string): readonly string[] {
    return this.rdns.flat().flatMap((attribute) => (attribute.type === type ? [attribute.value] : []))
  }
}

/** @throws DerError */
export function parseName(element: DerElement): Name {
  if (element.tag !== Tag.sequence) throw new DerError('unexpected', element.start)
  const rdns = [...DerReader.inside(element)].map((set) => {
    if (set.tag !== Tag.set) throw new DerError('unexpected', set.start)
    const attributes = [...DerReader.inside(set)].map(parseAttribute)
    if (attributes.length === 0) throw new DerError('value', set.start)
    return attributes
  })
  return new Name(rdns, encodingOf(element))
}

function parseAttribute(element: DerElement): NameAttribute {
  if (element.tag !== Tag.sequence) throw new DerError('unexpected', element.start)
  const reader = DerReader.inside(element)
  const type = objectIdentifier(reader.expect(Tag.objectIdentifier))
  const value = reader.next()
  reader.finish()
  return { type, tag: value.tag, value: stringValue(value) ?? `#${Buffer.from(encodingOf(value)).toString('hex')}` }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** The text of any string type of ASN.1, or undefined where the element is none. @throws DerError */
export function stringValue(element: DerElement): string | undefined {
  const content = Buffer.from(
    element.bytes.buffer,
    element.bytes.byteOffset + element.contentStart,
    element.end - element.contentStart,
  )
  switch (element.tag) {
    case Tag.utf8String:
      return decodeUtf8(content, element)
    case Tag.printableString:
    case Tag.numericString:
    case Tag.ia5String:
    case Tag.visibleString:
    case Tag.teletexString: // Taken as Latin-1, as OpenSSL, Java and Windows take it
      return content.toString('latin1')
    case Tag.bmpString:
      if (content.length % 2 !== 0) throw new DerError('value', element.start)
      return Buffer.from(content).swap16().toString('utf16le')
    case Tag.universalString:
      return decodeUtf32(content, element)
    default:
      return undefined
  }
}

function decodeUtf8(content: Buffer, element: DerElement): string {
  try {
    return utf8.decode(content)
  } catch {
    throw new DerError('value', element.start)
  }
}

function decodeUtf32(content: Buffer, element: DerElement): string {
  let text = ''
  if (content.length % 4 !== 0) throw new DerError('value', element.start)
  for (let i = 0; i < content.length; i += 4) {
    const codePoint = content.readUInt32BE(i)
    if (codePoint > 0x10ffff) throw new DerError('value', element.start)
    text += String.fromCodePoint(codePoint)
  }
  return text
}

const plainAscii = /^[\x20-\x7e]*$/
/** RFC 4518 §2.2: characters mapped to nothing, and those mapped to a space. */
const ignored = /[\p{Cc}\p{Cf}\u034f\u180b-\u180d\ufe00-\ufe0f\ufffc]/gu
const blanks = /[\t-\r\u0085\p{Z}]+/gu

/** String preparation for comparing (RFC 4518, as RFC 5280 §7.1 asks): case, compatibility forms and blanks folded. */
export function foldText(text: string): string {
  if (plainAscii.test(text)) return text.toLowerCase().trim().replace(/ {2,}/g, ' ')
  // Upper case first: it expands what has no single lower-case partner (ß → SS), as the folding of RFC 3454 B.2 does.
  const folded = text
    .replace(blanks, ' ')
    .replace(ignored, '')
    .normalize('NFKC')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
  return folded.replace(/ +/g, ' ').trim()
}

const plainTags: ReadonlySet<number> = new Set([Tag.printableString, Tag.utf8String])

const plainAttribute = ({ type, value, tag }: NameAttribute): string =>
  plainTags.has(tag) && plainAscii.test(value) ? `${type}=${foldText(value)}` : `${type}:${tag}=${value}`

const hexValue = /^#[0-9a-f]+$/

function attributeText({ type, value }: NameAttribute): string {
  return `${attributeNames[type] ?? type}=${hexValue.test(value) && !attributeNames[type] ? value : escapeValue(value)}`
}

const needsEscape = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Whether a text has control characters, direction marks or the like, which can make it look like another one. */
export const hasUnsafeCharacter = (text: string): boolean => text.search(needsEscape) >= 0

/** RFC 4514 §2.4, and hex for what could disturb a terminal or turn the direction of a line. */
function escapeValue(value: string): string {
  return visibleText(value.replace(/[,+"\\<>;]/g, '\\$&')).replace(/^[ #]| $/g, '\\$&')
}

/** Text from a certificate made safe to show: control characters and direction marks as `\HH` (RFC 4514 §2.4). */
export function visibleText(value: string): string {
  return value.replace(needsEscape, (character) =>
    [...Buffer.from(character, 'utf8')]
      .map((octet) => `\\${octet.toString(16).padStart(2, '0').toUpperCase()}`)
      .join(''),
  )
}
