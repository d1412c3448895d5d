/** Why a certificate counts no longer (RFC 5280 §5.3.1), as far as it can be for an appliance's certificate. */
export const revocationReasons = [
  'unspecified',
  'keyCompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
] as const
export type RevocationReason = (typeof revocationReasons)[number]

export interface Revoked {
  /** Hex. */
  readonly serial: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly reason: RevocationReason
}
