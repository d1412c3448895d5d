/** A handshake's outcome: who said no, the code, the alert, and the rules that name the cause; a version each. */
export interface Answers {
  /** Where the source, whose chain is broken, calls the target. Two: TLS 1.2, then TLS 1.3; one: both say the same. */
  readonly asClient: readonly string[]
  readonly asServer: readonly string[]
  /** The rules (errors) that no handshake shows: they are stricter than TLS. */
  readonly unseen: readonly string[]
}

const agreed = ['agreed']
const both = (answer: string, ...unseen: string[]): Answers => ({ asClient: [answer], asServer: [answer], unseen })

/**
 * What OpenSSL 3.0 answers by what is broken, at security level 1. A rule that is stricter than TLS says why.
 */
export const tlsAnswers: Readonly<Record<string, Answers>> = {
  nothing: both('agreed'),
  'client authentication missing': {
    asClient: ['refused by target: INVALID_PURPOSE, unsupported_certificate (eku-server-client)'],
    asServer: agreed,
    unseen: [],
  },
  'server authentication missing': {
    asClient: agreed,
    asServer: ['refused by target: INVALID_PURPOSE, unsupported_certificate (eku-server-client)'],
    unseen: [],
  },
  // Absent means any purpose to TLS (RFC 5280 §4.2.1.12); the KB asks for both by name.
  'no extended key usage': both('agreed', 'eku-server-client'),
  'any purpose alone': both('refused by target: INVALID_PURPOSE, unsupported_certificate (eku-server-client)'),
  // TLS 1.3, and the cipher suites of TLS 1.2 with forward secrecy, encipher no key with the certificate; the KB asks for it.
  'key encipherment missing': both('agreed', 'key-encipherment'),
  // No rule: the KB does not name it. As a client TLS needs it, to sign with; a CA that grants key encipherment grants it too.
  'digital signature missing': {
    asClient: ['refused by target: INVALID_PURPOSE, unsupported_certificate (no rule)'],
    asServer: agreed,
    unseen: [],
  },
  'intermediate missing': both('refused by target: UNABLE_TO_VERIFY_LEAF_SIGNATURE, unknown_ca (chain-complete)'),
  // The side that was given no root trusts nothing, whatever the other shows: the KB’s reason for the root in the file.
  'root missing': both('refused by source: SELF_SIGNED_CERT_IN_CHAIN, unknown_ca (chain-complete)'),
  'self-signed leaf alone': {
    asClient: ['refused by source: SELF_SIGNED_CERT_IN_CHAIN, unknown_ca (same-issuers)'],
    asServer: ['refused by target: DEPTH_ZERO_SELF_SIGNED_CERT, unknown_ca (chain-complete, same-issuers)'],
    unseen: [],
  },
  // A peer finds the order itself (RFC 8446 §4.4.2); the KB defines a chain as ordered, and Java reads it so.
  'issuers the wrong way round': both('agreed', 'chain-order'),
  // A server takes the first certificate in its file for its own.
  'leaf last': both('not started by source: ERR_OSSL_X509_KEY_VALUES_MISMATCH, no alert (chain-order)'),
  'impostor of the intermediate': both(
    'refused by target: UNABLE_TO_VERIFY_LEAF_SIGNATURE, unknown_ca (signature, same-keys)',
  ),
  'issuer is no CA': both('refused by target: INVALID_PURPOSE, unsupported_certificate (ca-constraints)'),
  'issuer may not sign': both('refused by target: UNSPECIFIED, unknown_ca (ca-constraints)'),
  // Both chains stand under the same root, so that either side refuses the other.
  'path length exceeded': {
    asClient: ['refused by source: PATH_LENGTH_EXCEEDED, unknown_ca (ca-constraints)'],
    asServer: ['refused by target: PATH_LENGTH_EXCEEDED, unknown_ca (ca-constraints)'],
    unseen: [],
  },
  'unknown critical extension in the leaf': both(
    'refused by target: UNSPECIFIED, certificate_unknown (ca-constraints)',
  ),
  'unknown critical extension in the intermediate': both(
    'refused by target: UNSPECIFIED, certificate_unknown (ca-constraints)',
  ),
  'name constraints violated': both('refused by target: UNSPECIFIED, certificate_unknown (ca-constraints)'),
  'leaf expired': both('refused by target: CERT_HAS_EXPIRED, certificate_expired (validity-now)'),
  'leaf not yet valid': both('refused by target: CERT_NOT_YET_VALID, bad_certificate (validity-now)'),
  'intermediate expired': both('refused by target: CERT_HAS_EXPIRED, certificate_expired (validity-now)'),
  // Both trust it, and OpenSSL dates anchors too, as the KB does and Java does not.
  'root expired': {
    asClient: ['refused by source: CERT_HAS_EXPIRED, certificate_expired (validity-now)'],
    asServer: ['refused by target: CERT_HAS_EXPIRED, certificate_expired (validity-now)'],
    unseen: [],
  },
  // Not even its owner’s TLS loads it: this library takes signatures from SHA-256 on at any security level above 0.
  'leaf signed with MD5': both('not started by source: ERR_SSL_CA_MD_TOO_WEAK, no alert (strong-crypto)'),
  'leaf signed with SHA-1': both('not started by source: ERR_SSL_CA_MD_TOO_WEAK, no alert (strong-crypto)'),
  'intermediate signed with SHA-1': both('not started by source: ERR_SSL_CA_MD_TOO_WEAK, no alert (strong-crypto)'),
  // A warning of strong-crypto: it depends on the security level (below), which the appliance’s is not known of.
  'RSA key of 1024 bits': both('agreed'),
  // A warning of rsa-key: with forward secrecy an EC key does all that is asked of it.
  'EC key': both('agreed'),
  // Each version of TLS gives up at another place.
  'EC key on an unknown curve': {
    asClient: [
      'refused by target: ERR_SSL_WRONG_CURVE, illegal_parameter (strong-crypto, rsa-key)',
      'refused by target: UNABLE_TO_GET_ISSUER_CERT, unknown_ca (no rule)',
    ],
    asServer: [
      'refused by source: ERR_SSL_NO_SHARED_CIPHER, handshake_failure (strong-crypto, rsa-key)',
      'refused by source: ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM, handshake_failure (strong-crypto, rsa-key)',
    ],
    unseen: [],
  },
  'another root': {
    asClient: ['refused by source: SELF_SIGNED_CERT_IN_CHAIN, unknown_ca (same-issuers)'],
    asServer: ['refused by target: SELF_SIGNED_CERT_IN_CHAIN, unknown_ca (same-issuers)'],
    unseen: [],
  },
  // To TLS one root is enough; the KB shows this very pair as invalid.
  'another intermediate under the same root': both('agreed', 'same-issuers'),
  'CAs of the same names with other keys': {
    asClient: ['refused by source: SELF_SIGNED_CERT_IN_CHAIN, unknown_ca (same-keys)'],
    asServer: ['refused by target: SELF_SIGNED_CERT_IN_CHAIN, unknown_ca (same-keys)'],
    unseen: [],
  },
  // A matter of names, which path validation does not look at; the KB refuses it.
  wildcard: both('agreed', 'no-wildcard'),
  // TLS looks at alternative names; the KB asks for a common name in every certificate.
  'no common name': both('agreed', 'common-name'),
  // OpenSSL passes over what it does not need; Java refuses such a path.
  'certificate twice': both('agreed', 'no-extra'),
  // OpenSSL passes over what it does not need; Java refuses such a path.
  'unrelated certificate': both('agreed', 'no-extra'),
  // The limit of ten is OME’s own; OpenSSL’s is a hundred.
  'eleven certificates': both('agreed', 'max-depth'),
  'signature wrong': both('refused by target: CERT_SIGNATURE_FAILURE, decrypt_error (signature)'),
}

const tooWeak = both('refused by target: UNSPECIFIED, bad_certificate (strong-crypto)')

/** What OpenSSL 3.5 answers otherwise: it loads a chain of its own that it refuses in another's hand. */
export const newerAnswers: Readonly<Record<string, Answers>> = {
  'leaf signed with MD5': tooWeak,
  'leaf signed with SHA-1': tooWeak,
  'intermediate signed with SHA-1': tooWeak,
  'EC key on an unknown curve': {
    asClient: [
      'refused by target: ERR_SSL_WRONG_CURVE, handshake_failure (strong-crypto, rsa-key)',
      'refused by target: UNABLE_TO_GET_ISSUER_CERT, unknown_ca (no rule)',
    ],
    asServer: [
      'refused by source: ERR_SSL_NO_SHARED_CIPHER, handshake_failure (strong-crypto, rsa-key)',
      'refused by source: ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM, handshake_failure (strong-crypto, rsa-key)',
    ],
    unseen: [],
  },
}

/** At security level 2, which OpenSSL 3.2 and many distributions have by default. */
export const stricterAnswers: Readonly<Record<string, Answers>> = {
  'RSA key of 1024 bits': both('not started by source: ERR_SSL_EE_KEY_TOO_SMALL, no alert (strong-crypto)'),
}
