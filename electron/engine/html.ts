/** HTML that was made by us: its parts are escaped already. */
export class Html {
  constructor(readonly markup: string) {}
}

type Part = string | number | Html | readonly Html[] | null

/** What stands between the markup is text, and is escaped; `Html` and lists of it go in as they are; null is nothing. */
export function html(markup: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return new Html(markup.map((piece, index) => piece + written(parts[index] ?? null)).join(''))
}

function written(part: Part): string {
  if (part === null) return ''
  if (part instanceof Html) return part.markup
  return typeof part === 'string' || typeof part === 'number' ? escaped(String(part)) : part.map(written).join('')
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Control characters and direction marks too: they could make a page say what it does not. */
const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character] ?? '').replace(/[\p{Cc}\p{Cf}]/gu, keepLineBreaks)

const keepLineBreaks = (character: string): string => (character === '\n' || character === '\t' ? character : '\uFFFD')
