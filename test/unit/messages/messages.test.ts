import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import {
  type Dictionary,
  type Language,
  languageOf,
  languages,
  loadMessages,
  Messages,
  type MessageValues,
  Texts,
} from '../../../electron/messages/messages.ts'
import en from '../../../resources/messages/en.json' with { type: 'json' }
import es from '../../../resources/messages/es.json' with { type: 'json' }
import fr from '../../../resources/messages/fr.json' with { type: 'json' }

interface Tree {
  readonly [name: string]: string | Tree
}

const flat = (texts: Tree, prefix: readonly string[] = []): readonly (readonly [string, string])[] =>
  Object.entries(texts).flatMap(([name, text]) =>
    typeof text === 'string' ? [[[...prefix, name].join('.'), text] as const] : flat(text, [...prefix, name]),
  )

const recipes = 'electron/ca/recipes'

/** The texts of each recipe stand beside it. */
const recipeTexts = (language: Language) =>
  readdirSync(recipes, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) =>
      flat(JSON.parse(readFileSync(join(recipes, name, `${language}.json`), 'utf8')) as Tree, ['recipes', name]),
    )

const textsIn = (language: Language, dictionary: Tree) => new Map([...flat(dictionary), ...recipeTexts(language)])

const texts: Readonly<Record<Language, ReadonlyMap<string, string>>> = {
  en: textsIn('en', en),
  fr: textsIn('fr', fr),
  es: textsIn('es', es),
}
const translations = ['fr', 'es'] as const

/** Those texts of a language that a check finds fault with, by key. */
const faults = (language: Language, fault: (text: string, english: string) => unknown): Record<string, unknown> =>
  Object.fromEntries(
    [...texts[language]].flatMap(([key, text]) => {
      const found = fault(text, texts.en.get(key) ?? '')
      return found === undefined || found === false ? [] : [[key, found]]
    }),
  )

const differ = (own: readonly string[], english: readonly string[]) =>
  own.join('\n') !== english.join('\n') && { own, english }

const parse = (text: string, language: Language) =>
  new IntlMessageFormat(text, language, undefined, { ignoreTag: true }).getAst()

type Part = ReturnType<typeof parse>[number]

/** The parser gives each kind of part a number: 0 is text with nothing to fill in. */
const isLiteral = ({ type }: { readonly type: number }): boolean => type === 0

/** The parts that take a value, those within a choice included. */
const demanding = (parts: readonly Part[]): readonly Extract<Part, { value: string }>[] =>
  parts.flatMap((part) => {
    if (!('value' in part) || isLiteral(part)) return []
    const within = 'options' in part ? Object.values(part.options).flatMap(({ value }) => demanding(value)) : []
    return [part, ...within]
  })

const sorted = (words: Iterable<string>): readonly string[] => [...new Set(words)].sort()

const isExact = (form: string): boolean => form.startsWith('=')

/** What a text takes from its values: their names, their formats, and the keys by which they choose. */
const demands = (parts: readonly Part[]): readonly string[] =>
  sorted(
    demanding(parts).map((part) => {
      if (!('options' in part)) return `{${part.value}${'style' in part ? ', formatted' : ''}}`
      const keys = Object.keys(part.options)
      return 'pluralType' in part
        ? `{${part.value}, plural ${sorted(keys.filter(isExact)).join(' ')}}`
        : `{${part.value}, select ${sorted(keys).join(' ')}}`
    }),
  )

/** The plural forms that each count in a text distinguishes, exact numbers aside. */
const pluralForms = (parts: readonly Part[]): readonly (readonly string[])[] =>
  demanding(parts).flatMap((part) =>
    'pluralType' in part ? [Object.keys(part.options).filter((form) => !isExact(form))] : [],
  )

/** Values for every way in which a text can be worded. */
function samples(parts: readonly Part[]): readonly MessageValues[] {
  const choices = new Map<string, Set<string | number>>()
  for (const part of demanding(parts)) {
    const own = choices.get(part.value) ?? new Set()
    choices.set(part.value, own)
    if (!('options' in part)) continue
    const keys = Object.keys(part.options)
    const values = 'pluralType' in part ? [1, 2, ...keys.filter(isExact).map((form) => Number(form.slice(1)))] : keys
    for (const value of values) own.add(value)
  }
  return [...choices].reduce<readonly MessageValues[]>(
    (all, [name, own]) =>
      all.flatMap((values) => [...(own.size > 0 ? own : [7])].map((value) => ({ ...values, [name]: value }))),
    [{}],
  )
}

const options = /--[a-z][a-z-]*/g
const names = /\b(?:C(?:GEN|SEC)\d{4}|KB|0002\d{5}|OME(?:_CHAIN_DEBUG)?|PKCS#\d+|[A-Z]+ CERTIFICATE)\b/g
const commands =
  /ome-chain (?:assemble|check|compare|csr (?:new|show)|explain|completion|rehearse|ca (?:init|sign|list|export|backup|restore|renew|revoke))\b/g
const menus =
  /Application Settings(?: → [A-Z][\w ]*\w)+|“Certificate(?: Chain)?”|«\u00A0?Certificate(?: Chain)?\u00A0?»/g
const unquoted = (text: string) => text.replace(/[“”«»\u00A0]/g, '')
const all = (text: string, pattern: RegExp) => sorted([...text.matchAll(pattern)].map(([match]) => unquoted(match)))

describe.each(translations)('the texts in %s', (language) => {
  it('have the keys of the English ones, in their order', () => {
    expect([...texts[language].keys()]).toEqual([...texts.en.keys()])
  })

  it('take the same values, and choose by the same keys', () => {
    const different = (own: string, english: string) =>
      differ(demands(parse(own, language)), demands(parse(english, 'en')))
    expect(faults(language, different)).toEqual({})
  })

  it('name the same commands, options, codes, articles and menus', () => {
    const different = (own: string, english: string) =>
      [options, names, commands, menus]
        .map((pattern) => differ(all(own, pattern), all(english, pattern)))
        .find((difference) => difference)
    expect(faults(language, different)).toEqual({})
  })

  it('show the same examples', () => {
    for (const [key, text] of texts[language])
      if (/^command\.\w+\.examples$/.test(key)) expect(text).toBe(texts.en.get(key))
  })

  it('have typographic apostrophes alone', () => {
    expect(faults(language, (text) => text.includes("'"))).toEqual({})
  })

  it('ask without haste', () => {
    expect(faults(language, (text) => /[!¡]|veuillez|s’il vous pla|por favor/i.test(text))).toEqual({})
  })

  it('say what the verdicts say, in capitals', () => {
    const words = [...texts[language]].filter(([key]) => key.startsWith('terminal.words.'))
    for (const [, word] of words) expect(word).toBe(word.toUpperCase())
  })
})

describe.each(languages)('the texts in %s', (language) => {
  it('can all be read as ICU messages, and none is empty', () => {
    for (const [key, text] of texts[language]) {
      expect(() => parse(text, language), key).not.toThrow()
      expect(text.trim(), key).not.toBe('')
    }
  })

  it('have no apostrophe that would make a brace or a number sign literal', () => {
    expect(faults(language, (text) => /'\s*[{}#|]|[{}#|]'/.test(text))).toEqual({})
  })

  it('know the plural forms of their language and no others', () => {
    const known = new Intl.PluralRules(language).resolvedOptions().pluralCategories
    const wrong = (text: string) =>
      pluralForms(parse(text, language)).find(
        (forms) => !forms.includes('other') || forms.some((form) => !known.includes(form as Intl.LDMLPluralRule)),
      )
    expect(faults(language, wrong)).toEqual({})
  })

  it('can all be written, whichever wording is chosen', () => {
    const messages = new Texts(language, Object.fromEntries(texts[language]))
    for (const [key, text] of texts[language])
      for (const values of samples(parse(text, language))) {
        const written = messages.find([key], values)
        expect(written, key).not.toMatch(/[{}]|undefined|NaN/)
        expect(written.trim(), key).not.toBe('')
      }
  })
})

it('sets French punctuation off with a space that does not break', () => {
  const breaking = (text: string) => /« | [»;:?]|[^\u00A0\u202F]»|«[^\u00A0\u202F]/.exec(text)?.[0]
  expect(faults('fr', breaking)).toEqual({})
})

it('sets no Spanish quotation mark off', () => {
  expect(faults('es', (text) => /«\s|\s»|[“”]/.exec(text)?.[0])).toEqual({})
})

describe('the language', () => {
  it.each<[string | undefined, Language]>([
    ['fr', 'fr'],
    ['fr_CA.UTF-8', 'fr'],
    ['es-MX', 'es'],
    ['ES', 'es'],
    ['en_GB', 'en'],
    ['de_DE.UTF-8', 'en'],
    ['C.UTF-8', 'en'],
    ['POSIX', 'en'],
    ['', 'en'],
    [undefined, 'en'],
  ])('of the locale %s is %s', (locale, language) => {
    expect(languageOf(locale)).toBe(language)
  })
})

/** Writes one text made for the test. */
const say = (text: string, values?: MessageValues, language: Language = 'en'): string =>
  new Messages(language, { sample: text } as unknown as Dictionary).find(['sample'], values)

describe('a text', () => {
  it.each<[string, MessageValues[string], string]>([
    ['a date in UTC, to the minute', new Date('2026-06-01T22:05:59.999Z'), '2026-06-01 22:05 UTC'],
    ['a list with commas', ['serverAuth', 'clientAuth'], 'serverAuth, clientAuth'],
    ['a list of one', ['serverAuth'], 'serverAuth'],
    ['a number', 10, '10'],
    ['zero', 0, '0'],
    ['nothing', '', 'none'],
    ['an empty list', [], 'none'],
    ['marks of ICU', "it's {x} # <b>|", "it's {x} # <b>|"],
    ['a path with hyphens', 'oment-310-chain', 'oment-310-chain'],
    ['letters of any script', 'Zoë Ångström 鍵 مفتاح', 'Zoë Ångström 鍵 مفتاح'],
  ])('shows %s', (_, value, shown) => {
    expect(say('[{value}]', { value })).toBe(`[${shown}]`)
  })

  it.each<[Language, string]>([
    ['en', 'Sent 19 Nov'],
    ['fr', 'Sent 19 nov.'],
    ['es', 'Sent 19 nov'],
  ])('shows a day as short as people write it, in %s', (language, wording) => {
    const at = new Date(2026, 10, 19, 23, 59)
    expect(say('Sent {at, date, day}', { at }, language)).toBe(wording)
    expect(say('{a, select, x {Sent {at, date, day}} other {}}', { a: 'x', at }, language)).toBe(wording)
  })

  it('is found by its path as by its key', async () => {
    const messages = await loadMessages('en')
    expect(messages.text('terminal.line', { line: 3 })).toBe('line 3')
    expect(messages.find(['terminal', 'line'], { line: 4 })).toBe('line 4')
  })

  it.each<[Language, readonly string[]]>([
    ['en', ['2 days', 'one day', 'less than a day']],
    ['fr', ['2 jours', 'un jour', 'moins d’un jour']],
    ['es', ['quedan 2 días', 'queda un día', 'queda menos de un día']],
  ])('counts in %s', async (language, wordings) => {
    const messages = await loadMessages(language)
    const values = { subject: 'CN=x', notAfter: new Date(0) }
    const path = ['rules', 'validity-soon', 'ends-soon', 'detail']
    wordings.forEach((wording, i) => {
      expect(messages.find(path, { ...values, days: 2 - i })).toContain(wording)
    })
  })

  it.each<[Language, string]>([
    ['en', 'more than 10,000,000 bytes'],
    ['fr', 'plus de 10\u202F000\u202F000\u00A0octets'],
    ['es', 'más de 10.000.000 bytes'],
  ])('groups the digits of a large number in %s', async (language, wording) => {
    const messages = await loadMessages(language)
    expect(messages.find(['files', 'too-large', 'detail'], { limit: 10_000_000 })).toContain(wording)
  })

  it('speaks of the file as a whole at position -1', async () => {
    const messages = await loadMessages('en')
    const origin = (position: number, name = '') =>
      messages.text('terminal.origin', { rule: 'no-extra', evidence: 'inferred', position, name })
    expect(origin(-1)).toBe('no-extra · the file as a whole · inferred')
    expect(origin(0)).toBe('no-extra · certificate 0 · inferred')
    expect(origin(1, 'CA-Root')).toBe('no-extra · certificate 1 (CA-Root) · inferred')
  })

  it.each(languages)('that does not exist is named, in %s', async (language) => {
    const messages = await loadMessages(language)
    expect(() => messages.find(['rules', 'no-such-rule', 'title'])).toThrow(
      `no text rules.no-such-rule.title in ${language}`,
    )
    expect(() => messages.find(['terminal', 'check'])).toThrow(`no text terminal.check in ${language}`)
    expect(() => messages.find(['terminal', 'line', 'length'])).toThrow('no text terminal.line.length')
  })
})

describe('a choice of wordings', () => {
  const text = '{value, select, none {nothing} webPage {a page} utf16Le {wide} other {“{value}”}}'

  it.each<[string, MessageValues[string], string]>([
    ['the key itself', 'webPage', 'a page'],
    ['a key with hyphens', 'web-page', 'a page'],
    ['a key with digits', 'utf-16-le', 'wide'],
    ['nothing', '', 'nothing'],
    ['an empty list', [], 'nothing'],
  ])('goes by %s', (_, value, written) => {
    expect(say(text, { value })).toBe(written)
  })

  it.each(['oment-310', 'ca1-inter', 'web-page-2', 'a', 'A-b', '-', 'constructor', 'to-string'])(
    'shows %s as it is, where that is no key',
    (value) => {
      expect(say(text, { value })).toBe(`“${value}”`)
    },
  )

  it('goes by keys within a choice as well', () => {
    const nested = '{a, select, x {{b, select, someKey {deep} other {{b}}}} other {{count, plural, other {{b}}}}}'
    expect(say(nested, { a: 'x', b: 'some-key', count: 1 })).toBe('deep')
    expect(say(nested, { a: 'x', b: 'no-key', count: 1 })).toBe('no-key')
  })
})

describe('what comes from a certificate or a file', () => {
  it.each<[string, string, string]>([
    ['an escape sequence', '\u001B[31mred\u001B[0m', '�[31mred�[0m'],
    ['a line break', 'a\nREADY: b', 'a�READY: b'],
    ['a carriage return', 'NOT READY\rREADY', 'NOT READY�READY'],
    ['a tabulator', 'a\tb', 'a�b'],
    ['NUL', 'a\u0000b', 'a�b'],
    ['DEL', 'a\u007Fb', 'a�b'],
    ['a control sequence of C1', '\u009B31m', '�31m'],
    ['a line and a paragraph separator', 'a\u2028b\u2029c', 'a�b�c'],
    ['a change of direction', 'exe.\u202Emep\u202C', 'exe.�mep�'],
    ['direction marks', '\u200Ea\u200Fb\u061Cc', '�a�b�c'],
    ['isolates', '\u2066a\u2069', '�a�'],
    ['invisible characters', 'a\u200Bb\uFEFFc\u{E0041}d', 'a�b�c�d'],
    ['half a character', 'a\uD800b', 'a�b'],
  ])('can’t disturb the terminal by %s', (_, value, harmless) => {
    expect(say('{value}', { value })).toBe(harmless)
    expect(say('{value}', { value: [value, 'b'] })).toBe(`${harmless}, b`)
    expect(say('{value, select, none {} other {({value})}}', { value })).toBe(`(${harmless})`)
  })

  it('leaves the text around it as it is', () => {
    expect(say('a\u00A0:\n{value}', { value: 'b\n' })).toBe('a\u00A0:\nb\uFFFD')
  })
})
