import type { Dictionary } from '../../messages/messages.ts'

/** Why a side said no; each has its sentence in the messages. */
export type CauseName = keyof Dictionary['rehearsal']['reasons']

export interface Cause {
  readonly name: CauseName
  /** As TLS names it (RFC 8446 §6); null where none is sent. */
  readonly alert: string | null
  /** Ids of the rules that can name this cause. */
  readonly rules: readonly string[]
  /** It lies in the chain or key of the very side that says no, not in the other's. */
  readonly isOwn: boolean
}

const cause = (name: CauseName, alert: string | null, ...rules: readonly string[]): Cause => ({
  name,
  alert,
  rules,
  isOwn: false,
})

const noIssuer = cause(
  'noIssuer',
  'unknown_ca',
  'chain-complete',
  'same-issuers',
  'issued-to-by',
  'signature',
  'same-keys',
)
const notCa = cause('notCa', 'unknown_ca', 'ca-constraints')
const weak = cause('weak', 'bad_certificate', 'strong-crypto')
const otherKey = cause('otherKey', null, 'chain-order', 'chain-complete', 'no-extra')
const algorithm = cause('algorithm', 'handshake_failure', 'strong-crypto', 'rsa-key')
const ownAlgorithm: Cause = { ...algorithm, isOwn: true }
const purpose = cause('purpose', 'unsupported_certificate', 'eku-server-client', 'key-encipherment', 'ca-constraints')

/**
 * By the code that Node gives a failed verification, or a failed handshake. Node verifies once the handshake is through and
 * hangs up without an alert; Apache's OpenSSL verifies within it, and sends the one that its own table has for the same
 * code (`x509table` of OpenSSL's ssl/statem/statem_lib.c).
 */
const byCode: Readonly<Record<string, Cause>> = {
  CERT_HAS_EXPIRED: cause('expired', 'certificate_expired', 'validity-now'),
  CERT_NOT_YET_VALID: cause('notYetValid', 'bad_certificate', 'validity-now'),
  CERT_SIGNATURE_FAILURE: cause('signature', 'decrypt_error', 'signature', 'same-keys', 'issued-to-by'),
  SELF_SIGNED_CERT_IN_CHAIN: cause('otherRoot', 'unknown_ca', 'same-issuers', 'same-keys', 'chain-complete'),
  DEPTH_ZERO_SELF_SIGNED_CERT: cause('selfSigned', 'unknown_ca', 'chain-complete', 'same-issuers'),
  UNABLE_TO_GET_ISSUER_CERT: noIssuer,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: noIssuer,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: noIssuer,
  INVALID_CA: notCa,
  PATH_LENGTH_EXCEEDED: cause('pathLength', 'unknown_ca', 'ca-constraints'),
  INVALID_PURPOSE: purpose,
  CERT_CHAIN_TOO_LONG: cause('tooLong', 'unknown_ca', 'max-depth'),
  ERR_OSSL_X509_KEY_VALUES_MISMATCH: otherKey,
  ERR_SSL_EE_KEY_TOO_SMALL: { ...weak, alert: null },
  ERR_SSL_CA_KEY_TOO_SMALL: { ...weak, alert: null },
  ERR_SSL_CA_MD_TOO_WEAK: { ...weak, alert: null },
  ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM: ownAlgorithm,
  ERR_SSL_NO_SHARED_CIPHER: ownAlgorithm,
  ERR_SSL_WRONG_CURVE: algorithm,
  // Electron's BoringSSL: it wants the usage to sign of a server too, and has a slot for one kind of key alone.
  ERR_SSL_KEY_USAGE_BIT_INCORRECT: { ...purpose, alert: 'illegal_parameter' },
  ERR_SSL_NO_COMMON_SIGNATURE_ALGORITHMS: ownAlgorithm,
  ERR_OSSL_X509_KEY_TYPE_MISMATCH: otherKey,
}

/** What Node has no code for (`UNSPECIFIED`) is known by its words alone: OpenSSL's and BoringSSL's, which differ. */
const byWords: readonly (readonly [RegExp, Cause])[] = [
  [/critical extension/i, cause('criticalExtension', 'certificate_unknown', 'ca-constraints')],
  [/subtree violation|name constraints?/i, cause('nameConstraint', 'certificate_unknown', 'ca-constraints')],
  [/too weak|too small/i, weak],
  [/invalid CA|not a CA|keyCertSign|certificate signing/i, notCa],
]

const unknown = cause('unknown', null)

/** What a code and the words beside it mean. */
export const causeOf = (code: string, words: string | null): Cause =>
  byCode[code] ?? byWords.find(([pattern]) => words !== null && pattern.test(words))?.[1] ?? unknown

/** The alert that came from the other side, by the code of the error: `ERR_SSL_TLSV1_ALERT_UNKNOWN_CA`. */
export const alertReceived = (code: string): string | null =>
  /^ERR_SSL_(?:SSLV3|TLSV1|TLSV13)_ALERT_(?<name>\w+)$/.exec(code)?.groups?.name?.toLowerCase() ?? null
