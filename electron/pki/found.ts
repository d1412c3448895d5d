import type { Certificate } from './certificate.ts'
import type { Csr } from './csr.ts'

/** Where something stands: the file, then what it is wrapped in, then the line (text) or the byte (binary). */
export interface Place {
  /** The name under which the bytes were handed in. */
  readonly file: string
  /** Wrappings from the outside in: `PKCS#7`, `PKCS#12`, or a JSON path such as `data.ca_chain[1]`. */
  readonly within: readonly string[]
  /** 1-based line in a text. */
  readonly line?: number
  /** 0-based offset in a binary. */
  readonly byte?: number
}

/** One thing that a file holds. A private key is named, never kept. */
export type Found =
  | { readonly kind: 'certificate'; readonly certificate: Certificate; readonly place: Place }
  | { readonly kind: 'csr'; readonly csr: Csr; readonly place: Place }
  | { readonly kind: 'private-key'; readonly encrypted: boolean; readonly place: Place }
  | { readonly kind: 'crl' | 'public-key'; readonly place: Place }

/** Why a part of a file, or all of it, can't be read. */
export type UnreadableReason =
  | 'empty' // no bytes, or only blanks
  | 'web-page' // HTML: an error or login page saved in place of the certificate
  | 'no-certificate' // nothing in it looks like a certificate, CSR, key or list
  | 'not-base64' // an armour around characters that are no Base64
  | 'truncated' // the end is missing: a BEGIN without END, or an encoding that stops short
  | 'damaged' // an encoding that breaks X.509's own rules
  | 'password-needed' // a PKCS#12 that opens with a password only
  | 'password-wrong'
  | 'unknown-encryption' // a PKCS#12 protected in a way that we can't undo
  | 'too-large' // over `limits.bytes`
  | 'too-many-certificates' // over `limits.certificates`
  | 'too-complex' // nested, split up or iterated more than any real file is

export interface Unreadable {
  readonly place: Place
  readonly reason: UnreadableReason
}

/** How the whole file is encoded; `none` where nothing was recognised. */
export type Form = 'pem' | 'base64' | 'der' | 'pkcs7' | 'pkcs12' | 'json' | 'none'

/** A peculiarity of a text that one reader or another stumbles over, or that a clean file has not. */
export type QuirkKind =
  | 'crlf'
  | 'cr-only' // an armour whose line ends with a CR alone
  | 'no-final-newline'
  | 'long-lines' // Base64 in lines of another length than 64
  | 'other-label' // X509 CERTIFICATE, TRUSTED CERTIFICATE
  | 'wrong-label' // a certificate under any other label than those and CERTIFICATE
  | 'label-mismatch' // an END of another label than its BEGIN
  | 'missing-end' // a certificate that is whole although its END is missing
  | 'extra-data' // more in an armour than its certificate, as OpenSSL's trust settings
  | 'trailing-blanks' // blanks at the ends of lines
  | 'indented-body' // blanks before or within Base64 lines
  | 'blank-after-begin'
  | 'blank-in-body'
  | 'text-around' // text before, between or after the armours
  | 'dashes-in-text' // a line of text that begins with five dashes and is no armour
  | 'zero-in-text' // a text that begins with the digit 0, which is also the first byte of every DER certificate
  | 'bom-own-line' // a byte order mark on a line of its own
  | 'bom-before-begin'
  | 'one-line' // armour and body in one line
  | 'glued-armours' // an END and a BEGIN in one line
  | 'quoted-armour' // blanks, mail quoting or other text beside an armour
  | 'lower-case-armour'
  | 'odd-dashes' // an armour with another number of dashes than five
  | 'headers' // RFC 1421 headers after BEGIN
  | 'no-padding'
  | 'url-safe'
  | 'odd-blank' // a no-break space or the like within Base64
  | 'utf-16'
  | 'pkcs7-armour' // a PKCS#7 in PEM, under any label

export interface Quirk {
  readonly kind: QuirkKind
  /** 1-based line where it was met first. */
  readonly line: number
}

/** All that reading one file gave. */
export interface ReadResult {
  readonly file: string
  readonly form: Form
  readonly found: readonly Found[]
  readonly unreadable: readonly Unreadable[]
  readonly quirks: readonly Quirk[]
}

/** Beyond these a file is refused: no real one comes near, and a crafted one costs nothing. */
export const limits = { bytes: 10 * 1024 * 1024, certificates: 1000 } as const

export const certificatesIn = (results: readonly ReadResult[]): readonly Certificate[] =>
  results.flatMap(({ found }) => found.flatMap((item) => (item.kind === 'certificate' ? [item.certificate] : [])))
