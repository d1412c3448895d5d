import { scanBase64 } from './base64.ts'
import { splitCanonicalPem } from './canonical-pem.ts'
import { Tag } from './der.ts'
import {
  type Form,
  type Found,
  limits,
  type Place,
  type Quirk,
  type QuirkKind,
  type ReadResult,
  type UnreadableReason,
} from './found.ts'
import { Harvest, type Taken } from './harvest.ts'
import { isEncryptedOpenSshKey } from './identify.ts'
import { stringsInJson } from './json.ts'
import { LineCounter } from './lines.ts'
import { type Armour, splitPem } from './pem.ts'
import { Refusal } from './refusal.ts'
import { type DecodedText, decodeText } from './text-encoding.ts'

export interface ReadOptions {
  /** For PKCS#12. */
  readonly password?: string | undefined
}

/**
 * Reads whatever one file holds: PEM with anything around it, bare Base64, DER, PKCS#7, PKCS#12, and the JSON answers of
 * CAs. Never throws for any bytes: what can't be read is a value that says which part, and why.
 */
export async function read(bytes: Uint8Array, file: string, options: ReadOptions = {}): Promise<ReadResult> {
  const reader = new Reader(file)
  try {
    reader.readFile(bytes)
    await reader.openContainers(options.password)
    return reader.result()
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    const place = { file, within: [] }
    return { file, form: reader.form, found: [], unreadable: [{ place, reason: error.reason }], quirks: [] }
  }
}

type PlaceOfLine = (line: number) => Place

class Reader {
  form: Form = 'none'
  private readonly harvest = new Harvest()
  private quirks: Quirk[] = []

  constructor(private readonly file: string) {}

  readFile(bytes: Uint8Array): void {
    if (bytes.length > limits.bytes) throw new Refusal('too-large')
    const canonical = splitCanonicalPem(bytes)
    if (canonical) this.form = this.takePem(canonical, this.inLine)
    else if (isBinary(bytes)) this.readBinary(bytes)
    else this.readText(decodeText(bytes))
  }

  openContainers(password: string | undefined): Promise<void> | undefined {
    return this.harvest.hasContainers ? this.harvest.openContainers(password) : undefined
  }

  result(): ReadResult {
    const { found, unreadable } = this.harvest
    const quirks = this.quirks.sort((a, b) => a.line - b.line)
    return { file: this.file, form: this.form, found, unreadable, quirks }
  }

  private readonly inLine: PlaceOfLine = (line) => ({ file: this.file, within: [], line })

  /** One DER or BER, or several one after another, as `cat` joins them. */
  private readBinary(bytes: Uint8Array): void {
    this.form = 'der'
    let offset = 0
    do {
      const place = { file: this.file, within: [], byte: offset }
      const taken = this.harvest.take(bytes, offset, place)
      if (typeof taken === 'string') {
        if (taken === 'no-certificate' && offset === 0) this.form = 'none'
        this.harvest.fail(place, taken)
        return
      }
      if (taken.kind === 'cms') this.form = 'pkcs7'
      if (taken.kind === 'pkcs12') this.form = 'pkcs12'
      offset = taken.end
    } while (!isBlank(bytes.subarray(offset)))
  }

  private readText({ text, utf16 }: DecodedText): void {
    const whole = { file: this.file, within: [] }
    if (!anyText.test(text)) {
      this.harvest.fail(whole, 'empty')
      return
    }
    this.form = this.takeJson(text) ?? this.takePemText(text) ?? this.takeBase64(text, this.inLine) ?? 'none'
    if (utf16) this.note('utf-16', 1)
    if (this.harvest.isEmpty) {
      this.form = 'none'
      this.harvest.fail(whole, webPage.test(text.slice(0, webPageWithin)) ? 'web-page' : 'no-certificate')
    }
  }

  private takeJson(text: string): Form | undefined {
    const strings = stringsInJson(text)
    if (!strings) return undefined
    for (const { value, path } of strings) {
      if (value.length < minBase64) continue
      const place = { file: this.file, within: path === '' ? [] : [path] }
      this.takeEnclosedText(value, () => place)
    }
    return 'json'
  }

  /** A text within something else, whose layout is nobody's concern. */
  private takeEnclosedText(text: string, placeOf: PlaceOfLine): void {
    const { armours } = splitPem(text)
    if (armours.length > 0) this.takePem(armours, placeOf)
    else this.takeBase64(text, placeOf)
    this.quirks = []
  }

  private takePemText(text: string): Form | undefined {
    const { armours, quirks } = splitPem(text)
    if (armours.length === 0) return undefined
    this.quirks = [...quirks]
    return this.takePem(armours, this.inLine)
  }

  private takePem(armours: readonly Armour[], placeOf: PlaceOfLine): Form {
    for (const armour of armours) this.takeArmour(armour, placeOf)
    return 'pem'
  }

  private takeArmour(armour: Armour, placeOf: PlaceOfLine): void {
    const { content, label, line, hasEnd, badLine } = armour
    const place = placeOf(line)
    const isBroken = hasEnd && badLine !== undefined
    const taken = isBroken ? 'not-base64' : this.harvest.take(content, 0, place)
    if (typeof taken !== 'string') this.takeRest(armour, taken, place)
    // What can't be read under such a label is a key all the same: the user has to move it away.
    else if (label.includes('PRIVATE KEY')) this.harvest.add(unreadKey(armour, place))
    else if (isBroken) this.harvest.fail(placeOf(badLine), taken)
    else this.harvest.fail(place, content.length === 0 || !hasEnd ? 'truncated' : expected(label, taken))
  }

  private takeRest({ content, label, line, hasEnd }: Armour, { kind, end }: Taken, place: Place): void {
    if (kind === 'cms') this.note('pkcs7-armour', line)
    if (kind === 'certificate' && label !== 'CERTIFICATE') {
      this.note(otherLabels.includes(label) ? 'other-label' : 'wrong-label', line)
    }
    if (!hasEnd || end === content.length) return
    this.note('extra-data', line)
    this.takeWhileKnown(content, end, place)
  }

  /** A Base64 without armour: all of the text, or none of it. */
  private takeBase64(text: string, placeOf: PlaceOfLine): Form | undefined {
    const start = base64Start.exec(text)?.[0]
    if (start === undefined) return undefined
    const { content, characters, badAt } = scanBase64(text, ignore)
    if (characters < minBase64) return undefined
    if (startsWithArmour(content)) {
      this.takeEnclosedText(decodeText(content).text, placeOf)
      return 'base64'
    }
    const lines = new LineCounter(text)
    const place = placeOf(lines.lineAt(text.search(anyText)))
    const taken = badAt === undefined ? this.harvest.take(content, 0, place) : 'not-base64'
    if (typeof taken !== 'string') this.takeWhileKnown(content, taken.end, place)
    // Chance makes short lengths out of a token that is no DER, but hardly one that a certificate has.
    else if ((content[1] ?? 0) < 0x80) return undefined
    else this.harvest.fail(badAt === undefined ? place : placeOf(lines.lineAt(badAt)), taken)
    return 'base64'
  }

  private takeWhileKnown(bytes: Uint8Array, start: number, place: Place): UnreadableReason | undefined {
    for (let offset = start; offset < bytes.length;) {
      const taken = this.harvest.take(bytes, offset, place)
      if (typeof taken === 'string') return taken
      offset = taken.end
    }
    return undefined
  }

  private note(kind: QuirkKind, line: number): void {
    if (!this.quirks.some((quirk) => quirk.kind === kind)) this.quirks.push({ kind, line })
  }
}

const otherLabels = ['X509 CERTIFICATE', 'TRUSTED CERTIFICATE']

/** 'no certificate' said of an armour that promises one. */
const expected = (label: string, reason: UnreadableReason): UnreadableReason =>
  reason === 'no-certificate' && /CERTIFICATE|PKCS ?#?7|CMS|CRL/.test(label) ? 'damaged' : reason

const unreadKey = ({ label, content, isEncrypted }: Armour, place: Place): Found => ({
  kind: 'private-key',
  encrypted: isEncrypted || label.includes('ENCRYPTED') || isEncryptedOpenSshKey(content),
  place,
})

const anyText = /[^\s\0]/
const webPage = /<(?:!doctype\s+html|html|head|body)[\s>]/i
const webPageWithin = 4096

/** How a SEQUENCE begins in Base64, and how an armour does: with so many characters more, it is no word. */
const base64Start = /^[\s>|]*(?:M[A-P]|LS0tLS1CRUdJTi)[\w+/-]{30}/
/** No certificate, request or key is shorter. */
const minBase64 = 56

const ignore = (): void => undefined

const startsWithArmour = (content: Uint8Array): boolean =>
  Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1', 0, 11) === '-----BEGIN '

const isBlank = (bytes: Uint8Array): boolean => bytes.every((octet) => blanks.includes(octet))
/** NUL, tab, LF, CR, the end-of-file mark of DOS, space. */
const blanks = [0x00, 0x09, 0x0a, 0x0d, 0x1a, 0x20]

/** A DER or BER, as opposed to a text that begins with a 0: no text has such length octets, and no short one such tags. */
function isBinary(bytes: Uint8Array): boolean {
  const [tag, length = 0] = bytes
  if (tag !== Tag.sequence || length > 0x84) return false
  return length >= 0x80 || (bytes.length <= 0x84 && bytes.some((octet) => octet > 0 && octet < 0x09))
}
