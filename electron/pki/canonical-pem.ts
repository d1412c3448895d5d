import type { Armour } from './pem.ts'

const begin = '-----BEGIN CERTIFICATE-----\n'
const end = '\n-----END CERTIFICATE-----\n'
const body = /(?:[A-Za-z0-9+/]{64}\n)*[A-Za-z0-9+/]{1,64}={0,2}/y
const maxLength = 1024 * 1024

/**
 * The armours of a file that is nothing but certificates as OpenSSL writes them: the common case, at a fraction of the
 * cost of `splitPem`. `undefined` for any other text.
 */
export function splitCanonicalPem(bytes: Uint8Array): readonly Armour[] | undefined {
  if (bytes[0] !== begin.charCodeAt(0) || bytes.length > maxLength) return undefined
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1')
  const armours: Armour[] = []
  let line = 1
  for (let offset = 0; offset < text.length;) {
    if (!text.startsWith(begin, offset)) return undefined
    body.lastIndex = offset + begin.length
    const base64 = body.exec(text)?.[0]
    if (base64 === undefined || !text.startsWith(end, body.lastIndex)) return undefined
    const breaks = Math.floor((base64.length - 1) / 65)
    if ((base64.length - breaks) % 4 !== 0) return undefined
    armours.push({
      label: 'CERTIFICATE',
      line,
      content: Buffer.from(base64, 'base64'),
      hasEnd: true,
      isEncrypted: false,
      badLine: undefined,
    })
    offset = body.lastIndex + end.length
    line += breaks + 3
  }
  return armours
}
