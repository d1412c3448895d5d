/** As many, and as long, as we show. */
const mostArgs = 16
const longestArg = 512

const quote = String.raw`\\*(?:["']|&quot;)`
const blanks = String.raw`(?:\s|\\+[nrt])*`

const keyPattern = new RegExp(String.raw`\bMessageArgs(?:${quote})?${blanks.replace('*', '*?')}[:=]`, 'i')
const flowStart = new RegExp(String.raw`^${blanks}\[`)
const quotedStart = new RegExp(String.raw`^${blanks}(${quote})`)
const blockStart = /^[ \t]*\r?\n(?=[ \t]*-[ \t])/
const separators = new RegExp(String.raw`^(?:[\s,]|\\+[nrt])*`)
const nothing = new Set(['', 'null', '~', 'None'])

/**
 * The MessageArgs in the text of one error: JSON on one line or many, JSON within a string of other JSON (every quote
 * then has backslashes before it), Python's and YAML's ways of writing a list. Undefined where there are none, as
 * opposed to an empty list. The text holds one byte a character; what comes out is UTF-8 again.
 */
export function messageArgsIn(text: string): readonly string[] | undefined {
  const key = keyPattern.exec(text)
  if (!key) return undefined
  const value = text.slice(key.index + key[0].length)
  return rawArgs(value)
    .map(clean)
    .filter((argument) => !nothing.has(argument))
}

function rawArgs(value: string): readonly string[] {
  const flow = flowStart.exec(value)
  if (flow) return flowItems(value.slice(flow[0].length))
  const block = blockStart.exec(value)
  if (block) return blockItems(value.slice(block[0].length))
  return [scalar(value, /^[ \t]*([^\r\n,}]*)/).content]
}

/** The items up to the closing bracket, or to where the text was cut off. */
function flowItems(text: string): readonly string[] {
  const items: string[] = []
  let rest = text.replace(separators, '')
  while (rest !== '' && !rest.startsWith(']') && items.length < mostArgs) {
    const { content, length } = scalar(rest, /^([^,\]]*)/)
    items.push(content)
    rest = rest.slice(length).replace(separators, '')
  }
  return items
}

/** A quoted text, or what the pattern takes for one without quotes. */
function scalar(text: string, bare: RegExp): { content: string; length: number } {
  const opening = quotedStart.exec(text)
  if (!opening) {
    const [all, content = ''] = bare.exec(text) ?? ['']
    return { content, length: Math.max(all.length, 1) }
  }
  const [prefix, mark = ''] = opening
  const end = closingQuote(text, prefix.length, mark)
  return { content: text.slice(prefix.length, end), length: Math.min(end + mark.length, text.length) }
}

/** The same quote with as many backslashes; one with more of them is part of the text, as is a doubled one in YAML. */
function closingQuote(text: string, from: number, mark: string): number {
  for (let at = text.indexOf(mark, from); at >= 0; at = text.indexOf(mark, at + mark.length)) {
    const isDoubled = mark === "'" && text[at + 1] === "'"
    if (isDoubled) at++
    else if (text[at - 1] !== '\\') return at
  }
  return text.length
}

/** `- item` lines in one column, each with what is indented below it. */
function blockItems(text: string): readonly string[] {
  const items: string[] = []
  const column = text.search(/\S/)
  for (const line of text.split('\n')) {
    const indent = line.search(/\S/)
    if (indent === column && /^-\s/.test(line.slice(indent))) items.push(line.slice(indent + 1).trim())
    else if (indent > column && items.length > 0) items.push(`${items.pop() ?? ''} ${line.trim()}`)
    else break
  }
  return items.slice(0, mostArgs).map((item) => scalar(item, /^(.*)/).content)
}

function clean(raw: string): string {
  return Buffer.from(raw, 'latin1')
    .toString('utf8')
    .replaceAll(/\\+u([0-9a-f]{4})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)))
    .replaceAll(/\\+[nrt]/g, ' ')
    .replaceAll(/\\+(["'/\\])/g, '$1')
    .replaceAll("''", "'")
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, longestArg)
}
