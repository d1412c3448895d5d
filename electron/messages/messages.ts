import { IntlMessageFormat } from 'intl-messageformat'
import en from '../../resources/messages/en.json' with { type: 'json' }

/** Every text a user sees, by key; English is the model that the other languages follow. */
export type Dictionary = typeof en

type KeysOf<Texts, Prefix extends string = ''> = {
  [K in keyof Texts & string]: Texts[K] extends string ? `${Prefix}${K}` : KeysOf<Texts[K], `${Prefix}${K}.`>
}[keyof Texts & string]

/** Path of a text, such as `terminal.check.ready`. */
export type MessageKey = KeysOf<Dictionary>

export type MessageValue = string | number | Date | readonly string[]
export type MessageValues = Readonly<Record<string, MessageValue>>

export const languages = ['en', 'fr', 'es'] as const
export type Language = (typeof languages)[number]

const dictionaries: Readonly<Record<Language, () => Promise<Dictionary>>> = {
  en: () => Promise.resolve(en),
  fr: async () => (await import('../../resources/messages/fr.json', { with: { type: 'json' } })).default,
  es: async () => (await import('../../resources/messages/es.json', { with: { type: 'json' } })).default,
}

const loaded = new Map<Language, Promise<Messages>>()

/** The texts of a language, which remember what they parsed: always the same ones. */
export function loadMessages(language: Language): Promise<Messages> {
  const present = loaded.get(language)
  if (present) return present
  const messages = dictionaries[language]().then((dictionary) => new Messages(language, dictionary))
  loaded.set(language, messages)
  return messages
}

/** The language of a locale such as `fr_CA.UTF-8` or `es-MX`; English where we don't speak it. */
export function languageOf(locale: string | undefined): Language {
  const code = locale?.slice(0, 2).toLowerCase()
  return languages.find((language) => language === code) ?? 'en'
}

/** Day before month, as everywhere but in America, and as the other languages have it. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr', es: 'es' }

/** `{at, date, day}` writes when the user did something: by the user's own calendar, as `19 Nov`. */
const formats = { date: { day: { day: 'numeric', month: 'short' } } } as const

/** Texts of one language, in ICU MessageFormat, by names within names. */
export class Texts {
  private readonly texts = new Map<string, { readonly format: IntlMessageFormat; readonly uses: Uses }>()

  constructor(
    readonly language: Language,
    private readonly all: unknown,
    /** Texts that stand in for those under the same keys. */
    private readonly instead: unknown = {},
  ) {}

  /** A text whose key is made of data, such as a rule's id; a test holds these keys complete. */
  find(path: readonly string[], values: MessageValues = {}): string {
    const key = path.join('.')
    let text = this.texts.get(key)
    if (!text) {
      const source = this.lookUp(path)
      if (!/[{']/.test(source)) return source // Most texts have nothing to fill in: no need to parse them at each start
      const format = new IntlMessageFormat(source, locales[this.language], formats, { ignoreTag: true })
      text = { format, uses: usesIn(format.getAst()) }
      this.texts.set(key, text)
    }
    return String(text.format.format(written(values, text.uses)))
  }

  private lookUp(path: readonly string[]): string {
    const text = textAt(this.instead, path) ?? textAt(this.all, path)
    if (typeof text !== 'string') throw new Error(`no text ${path.join('.')} in ${this.language}`)
    return text
  }
}

/** The dictionary's texts of one language. */
export class Messages extends Texts {
  constructor(
    language: Language,
    private readonly dictionary: Dictionary,
    instead: unknown = {},
  ) {
    super(language, dictionary, instead)
  }

  /** The same for the window, where a click does what the terminal needs a command for. */
  forWindow(): Messages {
    return new Messages(this.language, this.dictionary, this.dictionary.inWindow)
  }

  text(key: MessageKey, values: MessageValues = {}): string {
    return this.find(key.split('.'), values)
  }
}

const textAt = (texts: unknown, path: readonly string[]): unknown =>
  path.reduce((within, name) => (isTexts(within) ? within[name] : undefined), texts)

const isTexts = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

type Part = ReturnType<IntlMessageFormat['getAst']>[number]

/** What a text does with its values, by their names. */
interface Uses {
  /** The keys between which a value chooses the wording (ICU select). */
  readonly choosers: Map<string, Set<string>>
  /** Dates that are written in a format of the text's own. */
  readonly days: Set<string>
}

/** The parser gives each kind of part a number: 3 is a date with a format. */
const isDay = ({ type }: { readonly type: number }): boolean => type === 3

function usesIn(parts: readonly Part[], uses: Uses = { choosers: new Map(), days: new Set() }): Uses {
  for (const part of parts) {
    if (isDay(part) && 'value' in part) uses.days.add(part.value)
    if (!('options' in part)) continue
    if (!('pluralType' in part)) {
      const keys = uses.choosers.get(part.value) ?? new Set()
      for (const key of Object.keys(part.options)) keys.add(key)
      uses.choosers.set(part.value, keys)
    }
    for (const { value } of Object.values(part.options)) usesIn(value, uses)
  }
  return uses
}

/**
 * Dates unmistakable in any country and in the appliance's own manner: UTC, where the text has no format of its own for
 * them; lists with commas; `none` for nothing.
 */
function written(values: MessageValues, { choosers, days }: Uses): Record<string, string | number | Date> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      days.has(name) && value instanceof Date ? value : chosenOrShown(writtenValue(value), choosers.get(name)),
    ]),
  )
}

function chosenOrShown(text: string | number, keys: ReadonlySet<string> | undefined): string | number {
  if (typeof text === 'number') return text
  const key = chooserKey(text)
  return keys?.has(key) ? key : harmless(text)
}

/** ICU allows no hyphen in the key of a wording: `web-page` chooses `webPage`. */
const chooserKey = (text: string): string => text.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())

const disturbing = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** What could disturb a terminal, turn the direction of a line or begin a line of its own shows as U+FFFD. */
const harmless = (text: string): string => text.replace(disturbing, '\uFFFD')

function writtenValue(value: MessageValue): string | number {
  if (value instanceof Date) return writtenDate(value)
  if (typeof value === 'number') return value
  return (typeof value === 'string' ? value : value.join(', ')) || 'none'
}

export const writtenDate = (date: Date): string => `${date.toISOString().slice(0, 16).replace('T', ' ')} UTC`
