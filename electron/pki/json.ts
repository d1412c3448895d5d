import { visibleText } from './name.ts'

export interface JsonString {
  readonly value: string
  /** As people write it: `data.ca_chain[1]`; empty for a document that is nothing but a string. */
  readonly path: string
}

/** Deeper or wider than this no answer of a CA is; the parser of a crafted one would take seconds. */
const maxDepth = 64
const maxValues = 100_000

/** Every string value of a JSON document, in its order; `undefined` where the text is none that we read. */
export function stringsInJson(text: string): readonly JsonString[] | undefined {
  if (!/^\s*["{[]/.test(text) || !isModest(text)) return undefined
  const document = parse(text)
  return document && stringsIn(document.value)
}

/** The parse is bounded by what stands outside strings. */
function isModest(text: string): boolean {
  let depth = 0
  let values = 0
  let inString = false
  for (let i = 0; i < text.length; i++) {
    const character = text[i]
    if (character === '"') inString = !inString
    else if (inString) {
      if (character === '\\') i++
    } else if (character === '{' || character === '[') depth++
    else if (character === '}' || character === ']') depth--
    else if (character === ',') values++
    if (depth > maxDepth || values > maxValues) return false
  }
  return true
}

function parse(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text.replace(/^\ufeff/, '')) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

interface Node {
  readonly value: unknown
  readonly path: string
}

function stringsIn(root: unknown): JsonString[] {
  const strings: JsonString[] = []
  const open: Node[] = [{ value: root, path: '' }]
  for (let node = open.pop(); node; node = open.pop()) {
    const { value, path } = node
    if (typeof value === 'string') strings.push({ value, path })
    else if (typeof value === 'object' && value !== null) {
      for (const child of childrenOf(value, path).reverse()) open.push(child)
    }
  }
  return strings
}

function childrenOf(parent: object, path: string): Node[] {
  if (Array.isArray(parent)) return parent.map((value: unknown, index) => ({ value, path: `${path}[${index}]` }))
  return Object.entries(parent).map(([key, value]: [string, unknown]) => ({ value, path: `${path}${step(key, path)}` }))
}

const plainKey = /^[A-Za-z_$][\w$-]*$/
const maxKeyLength = 60

function step(key: string, path: string): string {
  if (plainKey.test(key) && key.length <= maxKeyLength) return path === '' ? key : `.${key}`
  return `[${visibleText(JSON.stringify(key.slice(0, maxKeyLength)))}]`
}
