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

type Elements = ReturnType<IntlMessageFormat['getAst']>

/** The names that stand in braces, sorted. @throws where the text is no ICU message */
export function placeholdersOf(text: string, language: Language): readonly string[] {
  const ast = new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()
  return [...new Set(namesIn(ast))].sort()
}

const namesIn = (elements: Elements): readonly string[] =>
  elements.flatMap((element) => {
    if ('children' in element) return namesIn(element.children)
    const options = 'options' in element ? Object.values(element.options) : []
    return [...nameOf(element), ...options.flatMap(({ value }) => namesIn(value))]
  })

/** Of the elements, literals and the sign for a plural's number name nothing. */
const nameOf = (element: Elements[number]): readonly string[] =>
  'value' in element && Number(element.type) !== 0 ? [element.value] : []
