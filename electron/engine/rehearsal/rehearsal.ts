export type SideName = 'source' | 'target'

/** One appliance as it takes part in the rehearsal. */
export interface RehearsalSide {
  readonly name: string
  /** The chain as it would be uploaded: PEM, leaf first, root last. */
  readonly chain: Uint8Array | string
  /** PKCS#8 in DER, overwritten with zeros before the rehearsal ends; null: it never left the appliance. */
  readonly key: Uint8Array | null
  /** The address by which the other appliance will reach this one; null where nobody said. */
  readonly host: string | null
}

export interface RehearseInput {
  readonly source: RehearsalSide
  readonly target: RehearsalSide
  /** Milliseconds since 1970, for our own rules; TLS itself goes by this computer's clock. */
  readonly at: number
}

export const tlsVersions = ['TLSv1.2', 'TLSv1.3'] as const
export type TlsVersion = (typeof tlsVersions)[number]

/**
 * `agreed`: both sides accepted each other, and a byte went both ways; `refused`: one of the two said no during the
 * handshake; `not-started`: TLS would not load a side's own chain and key; `no-answer`: it came to no end in time.
 */
export type RunOutcome = 'agreed' | 'refused' | 'not-started' | 'no-answer'

/** One handshake: one version, one direction. */
export interface RehearsalRun {
  readonly version: TlsVersion
  readonly client: SideName
  readonly server: SideName
  readonly outcome: RunOutcome
  /** The side that said no, or could not begin; null where nobody did. */
  readonly refusedBy: SideName | null
  /** OpenSSL's code for it, such as `INVALID_PURPOSE`; null where there was none. */
  readonly code: string | null
  /** What the TLS library said, word for word; null where it gave no words. */
  readonly words: string | null
  /** The alert by which a TLS server or client tells the other, such as `unknown_ca` (RFC 8446 §6); null: none known. */
  readonly alert: string | null
  /** The reason in a sentence, in the user's language; null where they agreed. */
  readonly reason: string | null
  /** Ids of our rules that name this cause. */
  readonly rules: readonly string[]
  /** Where they agreed, what they agreed on. */
  readonly agreed: Agreement | null
}

export interface Agreement {
  /** Such as `TLSv1.3`. */
  readonly protocol: string
  /** Such as `TLS_AES_256_GCM_SHA384`. */
  readonly cipher: string
  /** SHA-256 of the certificate that each side was shown, in lower-case hex: the other side's leaf. */
  readonly clientSaw: string
  readonly serverSaw: string
}

/** What one side's root makes of the other's chain, by our own path validation: needs no key. */
export interface TrustCheck {
  readonly verifier: SideName
  readonly presenter: SideName
  readonly verifies: boolean
  /** In a sentence, in the user's language. */
  readonly detail: string
}

/** Why nothing could be run. */
export interface Obstacle {
  readonly side: SideName
  /** `no-key`: it stays on the appliance; `no-chain`: no certificate in it; `other-key`: the key is not the leaf's. */
  readonly code: 'no-key' | 'no-chain' | 'bad-key' | 'other-key'
  readonly detail: string
}

/** A name under which the other appliance would not find this one. It refuses nothing in the rehearsal. */
export interface HostWarning {
  readonly side: SideName
  readonly host: string
  readonly detail: string
}

/** A rule broken that no handshake shows, and that OME asks for all the same. */
export interface Unseen {
  readonly rule: string
  /** Whose chain; null: the pair. */
  readonly side: SideName | null
  readonly title: string
}

/**
 * What two chains and their keys came to in a real mutual TLS handshake. `shaken`: every run agreed; `refused`: at least
 * one did not; `impossible`: nothing was run, and `obstacles` says why.
 */
export interface Rehearsal {
  readonly outcome: 'shaken' | 'refused' | 'impossible'
  readonly runs: readonly RehearsalRun[]
  readonly obstacles: readonly Obstacle[]
  readonly trust: readonly TrustCheck[]
  readonly hostWarnings: readonly HostWarning[]
  readonly unseen: readonly Unseen[]
  /** What handshaked: of Node, OpenSSL or BoringSSL, with its version. */
  readonly library: string
}
