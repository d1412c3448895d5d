import { app } from 'electron'
import { type Language, languages, loadMessages, type Messages } from '../messages/messages.ts'

/** The texts of the language in force. */
export class Speech {
  private constructor(private present: Messages) {}

  /** @param language null: the operating system's */
  static async of(language: Language | null): Promise<Speech> {
    return new Speech((await loadMessages(language ?? systemLanguage())).forWindow())
  }

  get messages(): Messages {
    return this.present
  }

  async change(language: Language | null): Promise<void> {
    this.present = (await loadMessages(language ?? systemLanguage())).forWindow()
  }
}

/** The first of the user's languages that we speak. */
function systemLanguage(): Language {
  const preferred = app.getPreferredSystemLanguages().map((tag) => tag.slice(0, 2).toLowerCase())
  return preferred.flatMap((code) => languages.filter((language) => language === code))[0] ?? 'en'
}
