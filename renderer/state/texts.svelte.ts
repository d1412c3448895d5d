import {
  type Language,
  loadMessages,
  type MessageKey,
  type Messages,
  type MessageValues,
} from '../../electron/messages/messages.ts'

let messages = $state.raw<Messages | null>(null)

/** Texts of one language; every `t` on the screen follows. */
export async function speak(language: Language): Promise<void> {
  messages = await loadMessages(language)
  document.documentElement.lang = language
}

/** The window is built with these alone. */
type OwnKey = Extract<MessageKey, `window.${string}`>

/** A text of the language in force. @throws Error before the first `speak` */
export function t(key: OwnKey, values?: MessageValues): string {
  return spoken().text(key, values)
}

/** A text whose key is made of data, such as a rule's id. */
export function find(path: readonly ['window', ...string[]], values?: MessageValues): string {
  return spoken().find(path, values)
}

/** In the reader's language and time zone; the sentence beside it says where a time is the appliance's. */
export const day = (iso: string): string => format(iso, { dateStyle: 'medium' })
/** A date without an hour, such as 2027-02-10: the same day in every time zone. */
export const calendarDay = (date: string): string => day(`${date}T12:00`)
export const moment = (iso: string): string => format(iso, { dateStyle: 'medium', timeStyle: 'short' })

export const month = (iso: string): string => format(iso, { month: 'short', year: 'numeric' })

const units = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
] as const

/** Such as `2 hours ago`, in the largest unit that fits; `now` within a minute. @param now milliseconds since 1970 */
export function ago(iso: string, now: number): string {
  const past = Math.max(0, now - Date.parse(iso))
  const [unit, length] = units.find(([, each]) => past >= each) ?? ['second', Number.POSITIVE_INFINITY]
  const words = new Intl.RelativeTimeFormat(spoken().language, { numeric: 'auto' })
  return words.format(-Math.floor(past / length), unit)
}

/** In English the day comes first, with the month as a word: no country takes it for another date. */
const locales: Readonly<Record<Language, string>> = { en: 'en-GB', fr: 'fr', es: 'es' }

const format = (iso: string, options: Intl.DateTimeFormatOptions): string =>
  new Intl.DateTimeFormat(locales[spoken().language], options).format(new Date(iso))

function spoken(): Messages {
  if (!messages) throw new Error('no language is loaded yet')
  return messages
}
