/** What a file name can't have on one system or another, and what could pass for a folder. */
const unsafe = /[^\p{L}\p{N}._ -]+/gu
/** Windows takes these for devices, with any ending. */
const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
/** File systems count bytes, and leave no room for more than 255. */
const mostBytes = 100

/** The beginning of a file's name that every system takes, from words of the user's or of a certificate, however long. */
export function fileStem(words: string): string {
  const plain = words.replace(unsafe, '-').replace(/^[-. ]+/, '')
  const short = firstBytes(plain).replace(/[-. ]+$/, '')
  if (short === '') return 'appliance'
  return device.test(short) ? `_${short}` : short
}

/** A character that would be cut in two is left out. */
const firstBytes = (text: string): string =>
  new TextDecoder().decode(Buffer.from(text.slice(0, mostBytes)).subarray(0, mostBytes), { stream: true })
