const alphabet = Buffer.from('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/')
const padding = 0x3d
const lineFeed = 0x0a
const lineWidth = 64
const begin = Buffer.from('-----BEGIN PRIVATE KEY-----\n')
const end = Buffer.from('\n-----END PRIVATE KEY-----\n')

/**
 * PEM of a private key, as TLS wants it, in a buffer that can be overwritten: a string, which Buffer's own Base64 makes,
 * can't be.
 * @param pkcs8 DER
 */
export function writeKeyPem(pkcs8: Uint8Array): Buffer {
  const width = Math.ceil(pkcs8.length / 3) * 4
  const pem = Buffer.alloc(begin.length + width + Math.ceil(width / lineWidth) - 1 + end.length)
  let offset = begin.copy(pem)
  for (let start = 0; start < pkcs8.length; start += 3) {
    if (start > 0 && (start / 3) % (lineWidth / 4) === 0) pem[offset++] = lineFeed
    for (const code of encodeThree(pkcs8, start)) pem[offset++] = code
  }
  end.copy(pem, offset)
  return pem
}

function encodeThree(bytes: Uint8Array, start: number): readonly number[] {
  const [a = 0, b = 0, c = 0] = bytes.subarray(start, start + 3)
  const bits = (a << 16) | (b << 8) | c
  const codes = [18, 12, 6, 0].map((shift) => alphabet[(bits >> shift) & 0x3f] ?? padding)
  return codes.map((code, index) => (start + index > bytes.length ? padding : code))
}
