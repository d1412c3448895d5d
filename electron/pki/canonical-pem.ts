import type { Armour } from './pem.ts'

const begin = '-----BEGIN CERTIFICATE-----\n'
const end = '\n-----END CERTIFICATE-----\n'
const lineFeed = 0x0a
const lineWidth = 64
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
    const bodyStart = offset + begin.length
    const bodyEnd = text.indexOf(end, bodyStart)
    if (bodyEnd < 0 || !text.startsWith(begin, offset)) return undefined
    const body = text.slice(bodyStart, bodyEnd)
    const content = decodeCanonical(body)
    if (!content) return undefined
    armours.push({ label: 'CERTIFICATE', line, content, hasEnd: true, isEncrypted: false, badLine: undefined })
    offset = bodyEnd + end.length
    line += lineBreaks(body) + 3
  }
  return armours
}

const lineBreaks = (body: string): number => Math.floor(body.length / (lineWidth + 1))

/** What encoding it again gives back is Base64: cheaper than to look at each character. */
function decodeCanonical(body: string): Uint8Array | undefined {
  if (body.length % (lineWidth + 1) === 0) return undefined // Empty, or with a blank line at its end
  for (let i = lineWidth; i < body.length; i += lineWidth + 1) if (body.charCodeAt(i) !== lineFeed) return undefined
  const content = Buffer.from(body, 'base64')
  const encoded = content.toString('base64')
  const isCanonical = encoded.length === body.length - lineBreaks(body) && encoded === body.replaceAll('\n', '')
  return isCanonical ? content : undefined
}
