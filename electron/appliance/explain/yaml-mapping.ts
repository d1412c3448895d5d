import { lineStart } from './record.ts'
import type { Span } from './span.ts'

/** Lines of a mapping to either side; an error of OME's has six members. */
const mostLines = 40

const membersOfError: ReadonlySet<string> = new Set([
  'MessageId',
  'Message',
  'MessageArgs',
  'RelatedProperties',
  'Severity',
  'Resolution',
])

/**
 * The YAML mapping around a place, as Ansible prints an error under `error_info`: the lines whose keys stand in one
 * column, and what is indented below them. Undefined where the place is not in a member of an error of OME's.
 */
export function mappingAround(text: string, at: number, floor: number): Span | undefined {
  const own = lineAt(text, at)
  const member = memberOf(text, own, floor)
  if (!member || !membersOfError.has(member.key)) return undefined
  const above = linesAbove(text, member, floor)
  const below = linesBelow(text, own, new Set([member.key, ...above.map(({ key }) => key)]), member.column)
  return { start: above.at(-1)?.start ?? member.start, end: below.at(-1)?.end ?? own.end }
}

interface Line extends Span {
  /** Where its first character stands that is no blank; -1 for an empty line. */
  readonly indent: number
  readonly isListItem: boolean
  /** Its key, '' where it has none, and in which column that begins: behind the dash of a list's item. */
  readonly key: string
  readonly column: number
}

const keyOfLine = /^[ \t]*(?:-[ \t]+)?(["']?)([\w@.]+)\1[ \t]*:(?=[ \t\r]|$)/

function lineAt(text: string, place: number): Line {
  const start = lineStart(text, place)
  const newline = text.indexOf('\n', place)
  const end = newline < 0 ? text.length : newline
  const content = text.slice(start, end)
  const [, quote = '', key = ''] = keyOfLine.exec(content) ?? []
  const indent = content.search(/\S/)
  const isListItem = /^-(?:[ \t]|$)/.test(content.slice(indent))
  return { start, end, indent, isListItem, key, column: key === '' ? indent : content.indexOf(quote + key) }
}

function lineBefore(text: string, { start }: Line, floor: number): Line | undefined {
  const line = start > floor ? lineAt(text, start - 1) : undefined
  return line && line.start >= floor ? line : undefined
}

const lineAfter = (text: string, { end }: Line): Line | undefined =>
  end < text.length ? lineAt(text, end + 1) : undefined

/** The line with the key to whose value a line belongs: itself, or the nearest further up that is indented less. */
function memberOf(text: string, own: Line, floor: number): Line | undefined {
  let line: Line | undefined = own
  for (let i = 0; i <= mostLines && line && line.indent >= 0; i++) {
    if (line.key !== '' && (line === own || isBelow(own, line))) return line
    line = own.indent > 0 || own.isListItem ? lineBefore(text, line, floor) : undefined
  }
  return undefined
}

/** A list may stand in the same column as the key that it belongs to. */
const isBelow = (inner: Line, key: Line): boolean =>
  inner.indent > key.column || (inner.isListItem && inner.indent === key.column)

/** The mapping's other members above one, nearest first. */
function linesAbove(text: string, member: Line, floor: number): Line[] {
  const members: Line[] = []
  let below = member
  for (let i = 0; i < mostLines && !beginsItem(below, member.column); i++) {
    const line = lineBefore(text, below, floor)
    if (!line || !isInMapping(line, member.column)) break
    if (line.column === member.column && line.key !== '') members.push(line)
    below = line
  }
  return members
}

/** The lines below one that belong to the mapping; a key that comes a second time begins another mapping. */
function linesBelow(text: string, own: Line, keys: Set<string>, column: number): Line[] {
  const lines: Line[] = []
  for (let line = lineAfter(text, own); line && lines.length < mostLines; line = lineAfter(text, line)) {
    if (!isInMapping(line, column) || beginsItem(line, column)) break
    if (line.column === column && line.key !== '') {
      if (keys.has(line.key)) break
      keys.add(line.key)
    }
    lines.push(line)
  }
  return lines
}

const beginsItem = (line: Line, column: number): boolean => line.isListItem && line.key !== '' && line.column === column

function isInMapping(line: Line, column: number): boolean {
  if (line.indent < 0) return false
  if (line.key !== '' && line.column === column) return true
  return line.indent > column || (line.isListItem && line.indent === column)
}
