import { endOfParagraph, recordBeginsIn } from './record.ts'
import { reach, type Span } from './span.ts'

/** More objects than these within one are not an error of OME's, which has none. */
const mostInner = 8

export interface ObjectSpan extends Span {
  /** Whether its end was found; a log line or a paste may be cut off. */
  readonly isClosed: boolean
}

/**
 * The innermost JSON object around a place. Only braces are counted, not quotes: the JSON may stand within strings of
 * other JSON, be broken over several lines, or be Python's way of printing it. Does not look before `floor`, nor across
 * the head of a log record.
 */
export function objectAround(text: string, at: number, floor: number): ObjectSpan | undefined {
  const start = openingBrace(text, at, Math.max(floor, at - reach))
  if (start === undefined || recordBeginsIn(text, start, at)) return undefined
  const close = closingBrace(text, at)
  const isClosed = close.isThere && !recordBeginsIn(text, at, close.at)
  return { start, end: isClosed ? close.at + 1 : endOfParagraph(text, at, close.at), isClosed }
}

function openingBrace(text: string, at: number, floor: number): number | undefined {
  let depth = 0
  for (let i = at - 1; i >= floor; i--) {
    const char = text[i]
    if (char === '}') depth++
    else if (char === '{' && depth-- === 0) return i
  }
  return undefined
}

/** Where the brace stands, or the first place that can't be in the object any more. */
function closingBrace(text: string, from: number): { readonly at: number; readonly isThere: boolean } {
  let depth = 0
  let inner = 0
  const end = Math.min(text.length, from + reach)
  for (let at = from; at < end; at++) {
    const char = text[at]
    if (char === '}' && depth-- === 0) return { at, isThere: true }
    if (char !== '{') continue
    depth++
    if (++inner > mostInner) return { at, isThere: false }
  }
  return { at: end, isThere: false }
}
