import stringWidth from 'string-width'

/** Breaks a text at blanks into lines of at most `width` columns, each behind `indent`. Long words stay whole. */
export function wrap(text: string, width: number, indent = ''): string {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && stringWidth(longer) > width - indent.length) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].map((each) => indent + each).join('\n')
}

/** Columns padded to their widest cell; the widest of all is cut with an ellipsis until the row fits `width`. */
export function table(rows: readonly (readonly string[])[], width: number, indent = ''): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => stringWidth(row[i] ?? ''))))
  const room = width - indent.length - 2 * (columns - 1)
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths))
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  const line = (row: readonly string[]) => widths.map((w, i) => fill(row[i] ?? '', w)).join('  ')
  return rows.map((row) => (indent + line(row)).trimEnd()).join('\n')
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** What a reader takes for one character, however many code points it is made of. */
const segmenter = new Intl.Segmenter()

function fill(text: string, width: number): string {
  const characters = [...segmenter.segment(text)].map(({ segment }) => segment)
  if (stringWidth(text) > width) {
    while (characters.length > 0 && stringWidth(characters.join('')) > width - 1) characters.pop()
    characters.push('…')
  }
  const cut = characters.join('')
  return cut + ' '.repeat(Math.max(0, width - stringWidth(cut)))
}
