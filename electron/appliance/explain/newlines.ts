const newline = 0x0a
const shortLine = 16
const run = 256

/**
 * How many lines end in `bytes[from, to)`. `indexOf` runs natively and is by far the fastest for lines of ordinary
 * length; where lines are very short its calls cost more than they save, so that a stretch is counted byte by byte.
 */
export function countNewlines(bytes: Buffer, from: number, to: number): number {
  const part = bytes.subarray(from, to)
  let count = 0
  let position = 0
  for (let end = part.indexOf(newline); end >= 0; end = part.indexOf(newline, position)) {
    count++
    const isShort = end - position < shortLine
    position = end + 1
    if (!isShort) continue
    const stop = Math.min(position + run, part.length)
    for (; position < stop; position++) if (part[position] === newline) count++
  }
  return count
}
