/** Everything that a certificate or a CSR says, for a viewer, in the user's language. */
export interface Details {
  readonly title: string
  readonly sections: readonly DetailSection[]
  readonly pem: string
}

export interface DetailSection {
  readonly title: string
  readonly rows: readonly DetailRow[]
}

export interface DetailRow {
  readonly label: string
  readonly value: string
  /** Such as a fingerprint or a serial number: in a monospaced face. */
  readonly isCode: boolean
  /** What the word means, in one line. */
  readonly hint: string | null
}
