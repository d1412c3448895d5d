import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'

export const languages = ['en', 'fr', 'es'] as const
export type Language = (typeof languages)[number]

export const textParts = ['title', 'detail', 'remedy'] as const

const folder = join(import.meta.dirname, '../../resources/messages')
const read = (language: Language): unknown => JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'))
const dictionaries: Readonly<Record<Language, unknown>> = { en: read('en'), fr: read('fr'), es: read('es') }

const isTexts = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

/** What stands there in that language: a text, texts by name, or nothing. */
export const textAt = (language: Language, ...path: readonly string[]): unknown =>
  path.reduce((texts, name) => (isTexts(texts) ? texts[name] : undefined), dictionaries[language])

export const keysAt = (language: Language, ...path: readonly string[]): readonly string[] => {
  const texts = textAt(language, ...path)
  return isTexts(texts) ? Object.keys(texts) : []
}

/** The texts of a case, by part. @throws where one is missing */
export function ruleTexts(language: Language, rule: string, name: string): readonly (readonly [string, string])[] {
  return textParts.map((part) => {
    const text = textAt(language, 'rules', rule, name, part)
    if (typeof text !== 'string' || text.trim() === '') throw new Error(`no ${part} of ${rule}.${name} in ${language}`)
    return [part, text] as const
  })
}

/** What of an element of a parsed text matters here. */
interface Element {
  readonly type: number
  readonly value?: string
  readonly children?: readonly Element[]
  readonly options?: Readonly<Record<string, { readonly value: readonly Element[] }>>
}
const literal = 0

/** The names that stand in braces, sorted. @throws where the text is no ICU message */
export function placeholdersOf(text: string, language: Language): readonly string[] {
  const elements: readonly Element[] = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()
  return [...new Set(namesIn(elements))].sort()
}

const namesIn = (elements: readonly Element[]): readonly string[] =>
  elements.flatMap(({ type, value, children = [], options = {} }) => [
    ...(value !== undefined && type !== literal ? [value] : []),
    ...namesIn(children),
    ...Object.values(options).flatMap((option) => namesIn(option.value)),
  ])
