import measure from 'fast-string-truncated-width'
import { visibleText } from '../pki/name.ts'

/** Columns that a text takes on a terminal: wide characters take two, combining ones none. */
const columnsOf = (text: string): number => measure(text).width

/**
 * Breaks a text at blanks into lines of at most `width` columns, each behind `indent`. Long words stay whole, and a
 * command with options, which the texts have in backticks, stands whole on a line of its own, ready to be copied. What
 * could disturb the terminal (a file or a certificate may be called anything) is made visible.
 */
export function wrap(text: string, width: number, indent = ''): string {
  const parts = visibleText(text).split(/\s*`(ome-chain [^`]* --[^`]*)`[.,;]?\s*/)
  const lines = parts.flatMap((part, i) => {
    if (part === '') return []
    return i % 2 === 1 ? [`${indent}    ${part}`] : fold(part.replaceAll('`', ''), width, indent)
  })
  return lines.length > 0 ? lines.join('\n') : indent
}

function fold(text: string, width: number, indent: string): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && columnsOf(longer) > width - indent.length) {
      lines.push(line)
      line = word
    } else line = longer
  }
  return [...lines, line].map((each) => indent + each)
}

/**
 * Columns padded to their widest cell; the widest of all is cut with an ellipsis until the row fits `width`. What could
 * disturb the terminal is made visible.
 */
export function table(cells: readonly (readonly string[])[], width: number, indent = ''): string {
  const rows = cells.map((row) => row.map(visibleText))
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, i) => Math.max(...rows.map((row) => columnsOf(row[i] ?? ''))))
  const room = width - indent.length - 2 * (columns - 1)
  for (let excess = sum(widths) - room; excess > 0; excess--) {
    const widest = widths.indexOf(Math.max(...widths))
    widths[widest] = (widths[widest] ?? 0) - 1
  }
  const line = (row: readonly string[]) => widths.map((w, i) => fill(row[i] ?? '', w)).join('  ')
  return rows.map((row) => (indent + line(row)).trimEnd()).join('\n')
}

/** Terms with their texts beside them, which are never cut. */
export function definitions(rows: readonly (readonly [term: string, text: string])[], width: number): string {
  const widest = Math.max(...rows.map(([term]) => columnsOf(term)))
  const row = ([term, text]: (typeof rows)[number]) =>
    fill(term, widest) + wrap(text, width, ' '.repeat(widest + 2)).slice(widest)
  return rows.map(row).join('\n')
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Pads with blanks to `width` columns, or cuts with an ellipsis. */
function fill(text: string, width: number): string {
  const cut = columnsOf(text) > width ? `${beginning(text, width - 1)}…` : text
  return cut + ' '.repeat(Math.max(0, width - columnsOf(cut)))
}

/** What of a text fits, letters with their accents whole. */
function beginning(text: string, width: number): string {
  let kept = ''
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (columnsOf(kept + segment) > width) break
    kept += segment
  }
  return kept
}
