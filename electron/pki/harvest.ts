import { ElementBudget, toDer } from './ber.ts'
import { parseCertificate } from './certificate.ts'
import { parseCms } from './cms.ts'
import { parseCsr } from './csr.ts'
import { type DerElement, DerError, encodingOf, readElement, Tag } from './der.ts'
import { type Found, limits, type Place, type Unreadable, type UnreadableReason } from './found.ts'
import { identify, type Kind } from './identify.ts'
import { openPkcs12 } from './pkcs12.ts'
import { WorkBudget } from './protection.ts'
import { Refusal } from './refusal.ts'

/** Things of any kind, readable or not: no file has more that holds no more certificates than we read. */
const maxParts = 10_000

/** As many certificates as we read, of three KiB each: what is longer on average is made to cost time. */
const maxParsedBytes = limits.certificates * 3 * 1024

/** What was taken: what it is, and the offset after it. */
export interface Taken {
  readonly kind: Kind
  readonly end: number
}

/** Gathers what one file holds. A part that can't be read becomes a value, and the rest is read on. */
export class Harvest {
  readonly found: Found[] = []
  readonly unreadable: Unreadable[] = []
  private readonly closedContainers: { readonly der: Uint8Array; readonly place: Place }[] = []
  private readonly elements = new ElementBudget()
  private certificates = 0
  private parsedBytes = 0

  get isEmpty(): boolean {
    return this.parts === 0
  }

  get hasContainers(): boolean {
    return this.closedContainers.length > 0
  }

  private get parts(): number {
    return this.found.length + this.unreadable.length + this.closedContainers.length
  }

  /** @throws Refusal */
  add(found: Found): void {
    this.count()
    this.found.push(found)
  }

  /** @throws Refusal */
  fail(place: Place, reason: UnreadableReason): void {
    this.count()
    this.unreadable.push({ place, reason })
  }

  /**
   * Takes the element that begins at `offset`, whatever it is. Where it is nothing that we know, or no element at all,
   * nothing is noted yet: that is for the caller, who knows what was expected.
   * @throws Refusal
   */
  take(bytes: Uint8Array, offset: number, place: Place): Taken | UnreadableReason {
    const opened = open(bytes, offset, this.elements)
    if (typeof opened === 'string') return opened
    this.takeKnown(opened, place)
    return { kind: opened.kind, end: opened.end }
  }

  /** What stands in PKCS#12 files, whose legacy ciphers are loaded only then. @throws Refusal */
  async openContainers(password: string | undefined): Promise<void> {
    const work = new WorkBudget()
    for (const { der, place } of this.closedContainers.splice(0)) {
      const within = { ...place, within: [...place.within, 'PKCS#12'] }
      const { bags, problems } = await openPkcs12(der, { password, work, elements: this.elements })
      for (const bag of bags) {
        if (bag.kind === 'certificate') this.takeCertificate(bag.der, within)
        else if (bag.kind === 'crl') this.add({ kind: bag.kind, place: within })
        // Named, never kept.
        else this.add({ kind: bag.kind, encrypted: bag.encrypted, place: within })
      }
      for (const reason of problems) this.fail(within, reason)
    }
  }

  private count(): void {
    if (this.parts >= maxParts) throw new Refusal('too-complex')
  }

  private countBytes(length: number): void {
    this.parsedBytes += length
    if (this.parsedBytes > maxParsedBytes) throw new Refusal('too-complex')
  }

  private takeKnown(opened: Opened, place: Place): void {
    const { kind, element } = opened
    switch (kind) {
      case 'certificate':
        this.takeCertificate(encodingOf(element), place)
        return
      case 'csr':
        this.countBytes(element.end - element.start)
        this.attempt(place, () => this.add({ kind, csr: parseCsr(encodingOf(element)), place }))
        return
      case 'private-key':
      case 'encrypted-private-key':
        this.add({ kind: 'private-key', encrypted: kind !== 'private-key', place })
        return
      case 'crl':
      case 'public-key':
        this.add({ kind, place })
        return
      case 'cms':
        this.attempt(place, () => this.takeCms(opened, place))
        return
      case 'pkcs12':
        this.attempt(place, () => {
          this.count()
          this.closedContainers.push({ der: toDer(encodingOf(element), this.elements), place })
        })
    }
  }

  private takeCertificate(der: Uint8Array, place: Place): void {
    if (++this.certificates > limits.certificates) throw new Refusal('too-many-certificates')
    this.countBytes(der.length)
    this.attempt(place, () => this.add({ kind: 'certificate', certificate: parseCertificate(der), place }))
  }

  private takeCms({ element, isRewritten }: Opened, container: Place): void {
    const source = encodingOf(element)
    const der = toDer(source, this.elements)
    // Where a member stands in the file, can't be told where it was not read from there.
    const isInPlace = !isRewritten && der.buffer === source.buffer && der.byteOffset === source.byteOffset
    const place = (member: DerElement): Place => ({
      ...container,
      within: [...container.within, 'PKCS#7'],
      ...(container.byte !== undefined && { byte: container.byte + (isInPlace ? member.start : 0) }),
    })
    const { certificates, crls } = parseCms(der)
    for (const certificate of certificates) this.takeCertificate(encodingOf(certificate), place(certificate))
    for (const crl of crls) this.add({ kind: 'crl', place: place(crl) })
    if (certificates.length + crls.length === 0) this.fail(container, 'no-certificate')
  }

  private attempt(place: Place, take: () => void): void {
    try {
      take()
    } catch (error) {
      if (!(error instanceof DerError)) throw error
      this.fail(place, error.reason === 'too-deep' ? 'too-complex' : 'damaged')
    }
  }
}

interface Opened {
  readonly kind: Kind
  readonly element: DerElement
  readonly end: number
  /** The element was BER, and stands in bytes of its own. */
  readonly isRewritten: boolean
}

const indefinite = 0x80

/** BER is rewritten only where it shows itself: most files are DER. */
function open(bytes: Uint8Array, offset: number, elements: ElementBudget): Opened | UnreadableReason {
  if (offset < bytes.length && bytes[offset] !== Tag.sequence) return 'no-certificate'
  try {
    if (bytes[offset + 1] === indefinite) return rewrite(bytes.subarray(offset), bytes.length, elements)
    const element = readElement(bytes, offset)
    const kind = identify(element)
    return kind
      ? { kind, element, end: element.end, isRewritten: false }
      : rewrite(encodingOf(element), element.end, elements)
  } catch (error) {
    if (!(error instanceof DerError)) throw error
    if (error.reason === 'too-deep') return 'too-complex'
    return error.reason === 'truncated' ? 'truncated' : 'damaged'
  }
}

function rewrite(source: Uint8Array, end: number, elements: ElementBudget): Opened | UnreadableReason {
  const element = readElement(toDer(source, elements))
  const kind = identify(element)
  return kind ? { kind, element, end, isRewritten: true } : 'no-certificate'
}
