/** What a file is by its first bytes. Names lie: a bundle comes as .dat, a .zip as .pem. */
export type Kind = 'zip' | 'gzip' | 'tar' | 'other-archive' | 'plain'

/** As many bytes as `kindOf` wants to see: one tar header. */
export const headBytes = 512

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')

const zipHeads = [
  ascii('PK\x03\x04'), // a first entry
  ascii('PK\x05\x06'), // the end of an empty archive
]
const otherHeads = [
  ascii('\xfd7zXZ\0'),
  ascii('\x28\xb5\x2f\xfd'), // zstd
  ascii('7z\xbc\xaf\x27\x1c'),
  ascii('Rar!\x1a\x07'),
  ascii('BZh'),
]
const gzipHead = ascii('\x1f\x8b\x08')
const tarMagic = { offset: 257, bytes: ascii('ustar') }

const startsWith = (bytes: Buffer, head: Buffer, offset = 0): boolean =>
  bytes.subarray(offset, offset + head.length).equals(head)

export const isZip = (head: Buffer): boolean => zipHeads.some((magic) => startsWith(head, magic))

export function kindOf(head: Buffer): Kind {
  if (isZip(head)) return 'zip'
  if (startsWith(head, gzipHead)) return 'gzip'
  if (startsWith(head, tarMagic.bytes, tarMagic.offset)) return 'tar'
  return otherHeads.some((magic) => startsWith(head, magic)) ? 'other-archive' : 'plain'
}
