import { nativeTheme } from 'electron'
import type { SettingsService } from './services.ts'
import type { SettingsFile } from './settings.ts'
import type { Speech } from './speech.ts'
import { useTheme } from './theme.ts'

/** The settings in force: what is chosen is kept, and followed at once. @param changed after each change */
export function appSettings(file: SettingsFile, speech: Speech, changed: () => void): SettingsService {
  useTheme(file.all.theme)
  return {
    shown: () => ({
      language: file.all.language,
      spoken: speech.messages.language,
      theme: file.all.theme,
      highContrast: nativeTheme.shouldUseHighContrastColors,
    }),
    async change(change) {
      file.change(change)
      if (change.language !== undefined) await speech.change(change.language)
      if (change.theme !== undefined) useTheme(change.theme)
      changed()
    },
  }
}
