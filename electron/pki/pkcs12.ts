import { ElementBudget, toDer } from './ber.ts'
import { ContentType, parseContentInfo } from './cms.ts'
import {
  contentOf,
  contextTag,
  type DerElement,
  DerError,
  DerReader,
  encodingOf,
  objectIdentifier,
  readElement,
  Tag,
} from './der.ts'
import type { UnreadableReason } from './found.ts'
import type { Password } from './pkcs12-key.ts'
import { decrypt, ProtectionError, verifyMac, WorkBudget } from './protection.ts'

/** What a bag holds that we name. A key stays as it is: it is not decrypted here. */
export type Bag =
  | { readonly kind: 'certificate'; readonly der: Uint8Array }
  | { readonly kind: 'crl' }
  /** PrivateKeyInfo or, encrypted, EncryptedPrivateKeyInfo (RFC 5958). */
  | { readonly kind: 'private-key'; readonly encrypted: boolean; readonly der: Uint8Array }

export interface Pkcs12Content {
  readonly bags: readonly Bag[]
  /** Why a part of it, or all, stayed closed. */
  readonly problems: readonly UnreadableReason[]
}

const BagType = {
  key: '1.2.840.113549.1.12.10.1.1',
  shroudedKey: '1.2.840.113549.1.12.10.1.2',
  certificate: '1.2.840.113549.1.12.10.1.3',
  crl: '1.2.840.113549.1.12.10.1.4',
  safeContents: '1.2.840.113549.1.12.10.1.6',
} as const
const x509Certificate = '1.2.840.113549.1.9.22.1'

export interface Opening {
  readonly password?: string | undefined
  /** Shared by all that one file holds. */
  readonly work?: WorkBudget
  readonly elements?: ElementBudget
}

/**
 * Opens a PFX (RFC 7292). `der` is DER: what came as BER goes through `toDer` first. Without a password both an empty one
 * and none at all are tried.
 */
export async function openPkcs12(der: Uint8Array, opening: Opening = {}): Promise<Pkcs12Content> {
  const opener = new Opener(opening)
  try {
    return await opener.open(der)
  } catch (error) {
    return { bags: [], problems: [opener.reasonOf(error)] }
  }
}

class Opener {
  private readonly work: WorkBudget
  private readonly elements: ElementBudget
  private readonly closed: UnreadableReason
  private passwords: readonly Password[]

  constructor({ password, work = new WorkBudget(), elements = new ElementBudget() }: Opening) {
    this.work = work
    this.elements = elements
    this.passwords = password ? [password] : ['', undefined]
    this.closed = password === undefined ? 'password-needed' : 'password-wrong'
  }

  /** @throws what is neither damage nor a protection that we can't undo */
  reasonOf(error: unknown): UnreadableReason {
    if (error instanceof DerError) return error.reason === 'too-deep' ? 'too-complex' : 'damaged'
    if (!(error instanceof ProtectionError)) throw error
    // Guessing costs as much as knowing: with the password it may well be within the budget.
    return error.reason === 'too-complex' && this.closed === 'password-needed' ? this.closed : error.reason
  }

  async open(der: Uint8Array): Promise<Pkcs12Content> {
    const fields = DerReader.inside(readElement(der))
    fields.expect(Tag.integer)
    const { type, content } = parseContentInfo(fields.expect(Tag.sequence))
    if (type !== ContentType.data) throw new ProtectionError('unknown-encryption')
    const safes = stringOf(content)
    const macData = fields.optional(Tag.sequence)
    fields.finish()
    if (macData) {
      const fitting = this.passwords.filter((password) => verifyMac(macData, safes, password, this.work))
      if (fitting.length === 0) return { bags: [], problems: [this.closed] }
      this.passwords = fitting
    }
    return this.openSafes(safes)
  }

  /** AuthenticatedSafe: what one of them holds is read even where another stays closed. */
  private async openSafes(encoding: Uint8Array): Promise<Pkcs12Content> {
    const bags: Bag[] = []
    const problems = new Set<UnreadableReason>()
    for (const safe of DerReader.inside(this.readSequence(encoding))) {
      try {
        const content = await this.openSafe(safe)
        if (content) for (const bag of bagsIn(content)) bags.push(bag)
        else problems.add(this.closed)
      } catch (error) {
        problems.add(this.reasonOf(error))
      }
    }
    return { bags, problems: [...problems] }
  }

  /** SafeContents, or undefined where no password fits. @throws DerError | ProtectionError */
  private async openSafe(safe: DerElement): Promise<DerElement | undefined> {
    const { type, content } = parseContentInfo(safe)
    if (type === ContentType.data) return this.readSequence(stringOf(content))
    if (type !== ContentType.encryptedData) throw new ProtectionError('unknown-encryption')
    const fields = DerReader.inside(content)
    fields.expect(Tag.integer)
    const encrypted = fields.enter(Tag.sequence)
    encrypted.expect(Tag.objectIdentifier)
    const algorithm = encrypted.expect(Tag.sequence)
    const data = implicitString(encrypted.next())
    for (const password of this.passwords) {
      const plain = await decrypt(algorithm, data, password, this.work)
      if (plain && isSequence(plain)) return this.readSequence(plain)
    }
    return undefined
  }

  /** An encoding within a string is BER of its own. @throws DerError */
  private readSequence(encoding: Uint8Array): DerElement {
    const element = readElement(toDer(encoding, this.elements))
    if (element.tag !== Tag.sequence) throw new DerError('unexpected', 0)
    return element
  }
}

/** Without a MAC, a wrong key shows in what comes out. */
const isSequence = (plain: Uint8Array): boolean => plain[0] === Tag.sequence

/** SafeContents (RFC 7292 §4.2). How deep they can be nested, `toDer` has bounded. @throws DerError */
function bagsIn(safeContents: DerElement): Bag[] {
  return [...DerReader.inside(safeContents)].flatMap((bag) => {
    const reader = DerReader.inside(bag)
    const type = objectIdentifier(reader.expect(Tag.objectIdentifier))
    const value = reader.enter(contextTag(0, true)).next()
    switch (type) {
      case BagType.certificate:
        return certificateIn(value)
      case BagType.key:
      case BagType.shroudedKey:
        return [{ kind: 'private-key', encrypted: type === BagType.shroudedKey, der: encodingOf(value) }]
      case BagType.crl:
        return [{ kind: 'crl' }]
      case BagType.safeContents:
        return bagsIn(value)
      default:
        return []
    }
  })
}

/** CertBag (RFC 7292 §4.2.3); the other kind, SDSI, died before it was used. */
function certificateIn(value: DerElement): Bag[] {
  const reader = DerReader.inside(value)
  if (objectIdentifier(reader.expect(Tag.objectIdentifier)) !== x509Certificate) return []
  return [{ kind: 'certificate', der: stringOf(reader.enter(contextTag(0, true)).next()) }]
}

function stringOf(element: DerElement): Uint8Array {
  if (element.tag !== Tag.octetString) throw new DerError('unexpected', element.start)
  return contentOf(element)
}

/** `[0] IMPLICIT OCTET STRING`, which BER may write in pieces and `toDer` can't know for a string. */
function implicitString(element: DerElement): Uint8Array {
  if (element.tag === contextTag(0, false)) return contentOf(element)
  if (element.tag !== contextTag(0, true)) throw new DerError('unexpected', element.start)
  return Buffer.concat([...DerReader.inside(element)].map(stringOf))
}
