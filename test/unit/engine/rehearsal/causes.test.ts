import { describe, expect, it } from 'vitest'
import { alertReceived, causeOf } from '../../../../electron/engine/rehearsal/causes.ts'

/** What only BoringSSL says, which Node here does not have: by its ssl/ssl_cert.cc and ssl/extensions.cc. */
describe('the reasons of BoringSSL', () => {
  it('have the names that those of OpenSSL have', () => {
    expect(causeOf('ERR_SSL_KEY_USAGE_BIT_INCORRECT', null)).toMatchObject({
      name: 'purpose',
      alert: 'illegal_parameter',
      isOwn: false,
    })
    expect(causeOf('ERR_SSL_NO_COMMON_SIGNATURE_ALGORITHMS', null)).toEqual(
      causeOf('ERR_SSL_NO_SUITABLE_SIGNATURE_ALGORITHM', null),
    )
    expect(causeOf('ERR_OSSL_X509_KEY_TYPE_MISMATCH', null).name).toBe('otherKey')
  })

  it('are otherwise told word for word', () => {
    expect(causeOf('ERR_SSL_EXCESS_HANDSHAKE_DATA', 'EXCESS_HANDSHAKE_DATA').name).toBe('unknown')
  })
})

it.each([
  ['ERR_SSL_SSLV3_ALERT_ILLEGAL_PARAMETER', 'illegal_parameter'],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 'unknown_ca'],
  ['ERR_SSL_KEY_USAGE_BIT_INCORRECT', null],
])('%s is the alert %s', (code, alert) => expect(alertReceived(code)).toBe(alert))
