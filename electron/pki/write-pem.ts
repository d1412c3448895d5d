import type { Certificate } from './certificate.ts'
import type { Csr } from './csr.ts'

/** PEM as the strictest reader wants it (RFC 7468 §3): 64 columns, LF, one block after the other, nothing else. */
export const writePem = (certificates: readonly Certificate[]): string =>
  certificates.map(({ der }) => armour('CERTIFICATE', der)).join('')

export const writeCsrPem = ({ der }: Csr): string => armour('CERTIFICATE REQUEST', der)

/** @param der a revocation list */
export const writeCrlPem = (der: Uint8Array): string => armour('X509 CRL', der)

/** Any DER under its label. */
export function armour(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}
