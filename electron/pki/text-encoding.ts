import { isAscii, isUtf8 } from 'node:buffer'

/** A text and whether it came as UTF-16, which neither Java nor OpenSSL takes for a PEM. */
export interface DecodedText {
  readonly text: string
  readonly utf16: boolean
}

/**
 * The text of a file that says nowhere how it is encoded. A UTF-8 byte order mark stays in it, since it matters where it
 * stands; what is no UTF-8 is taken as Latin-1, so that no byte is lost.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const order = utf16Order(buffer)
  if (order) return { text: decodeUtf16(buffer, order), utf16: true }
  return { text: buffer.toString(isAscii(buffer) || !isUtf8(buffer) ? 'latin1' : 'utf8'), utf16: false }
}

type ByteOrder = 'little' | 'big'

function utf16Order(buffer: Buffer): ByteOrder | undefined {
  if (buffer[0] === 0xff && buffer[1] === 0xfe) return 'little'
  if (buffer[0] === 0xfe && buffer[1] === 0xff) return 'big'
  return unmarkedUtf16Order(buffer.subarray(0, 256))
}

/** Without a byte order mark: in ASCII text every other byte is zero, and in no other text a third of them. */
function unmarkedUtf16Order(sample: Buffer): ByteOrder | undefined {
  const zeros = [0, 0] as [even: number, odd: number]
  for (const [index, octet] of sample.entries()) if (octet === 0) zeros[index % 2 === 0 ? 0 : 1]++
  const [even, odd] = zeros
  const many = sample.length / 3
  if (odd > many && even === 0) return 'little'
  if (even > many && odd === 0) return 'big'
  return undefined
}

function decodeUtf16(buffer: Buffer, order: ByteOrder): string {
  const even = buffer.subarray(0, buffer.length - (buffer.length % 2))
  const text = (order === 'little' ? even : Buffer.from(even).swap16()).toString('utf16le')
  return text.startsWith('\ufeff') ? text.slice(1) : text
}
