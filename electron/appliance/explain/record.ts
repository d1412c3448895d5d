/**
 * The head of a log record: `[ERROR] 2024-01-25 11:10:34.735 ` as OME's application log has it, the same without or
 * with another level, or Tomcat's own `25-Jan-2024 11:10:34.735 `.
 */
const time = String.raw`(?:\d{4}-\d\d-\d\d[ T]|\d\d-[A-Z][a-z]{2}-\d{4} )\d\d:\d\d:\d\d(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?`
const head = String.raw`[ \t]*(?:\[ *[A-Za-z]+ *\][ \t]*|[A-Z]+[ \t]+)?(${time})`

const headAtLineStart = new RegExp(head, 'y')
const headOfNextLine = new RegExp(String.raw`\n${head}`)
const endOfText = new RegExp(String.raw`\n(?:[ \t\r]*\n|${head})`)

/** How far down in its record data can begin that is printed over many lines. */
const mostLinesBack = 32

/** Whether a record begins between two places. */
export const recordBeginsIn = (text: string, from: number, to: number): boolean =>
  headOfNextLine.test(text.slice(from, to))

/** Where, behind a place, the record or paragraph ends: at an empty line or the head of the next record. */
export function endOfParagraph(text: string, from: number, to: number): number {
  const end = endOfText.exec(text.slice(from, to))
  return end ? from + end.index : Math.min(to, text.length)
}

export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1

/** The time in the head of the record in which a place stands; `lines` says how far up the head may be. */
export function timestampOf(text: string, at: number, lines = mostLinesBack): string | undefined {
  let end = at
  for (let line = 0; line < lines && end >= 0; line++) {
    const start = lineStart(text, end)
    headAtLineStart.lastIndex = start
    const found = headAtLineStart.exec(text)
    if (found) return found[1]
    if (line > 0 && text.slice(start, end).trim() === '') return undefined
    end = start - 1
  }
  return undefined
}
