import { nativeTheme } from 'electron'
import { CallFailed } from '../contract/dispatch.ts'
import { fileFailureReport } from '../engine/failure-report.ts'
import type { SettingsService } from './services.ts'
import type { SettingsFile } from './settings.ts'
import type { Speech } from './speech.ts'
import { useTheme } from './theme.ts'

/** The settings in force: what is chosen is kept, and followed at once. @param changed after each change */
export function appSettings(file: SettingsFile, speech: Speech, changed: () => void): SettingsService {
  useTheme(file.all.theme)
  return {
    keptAside: file.keptAside,
    shown: () => ({
      language: file.all.language,
      spoken: speech.messages.language,
      theme: file.all.theme,
      vaultIdleMinutes: file.all.vaultIdleMinutes,
      highContrast: nativeTheme.shouldUseHighContrastColors,
    }),
    async change(change) {
      const saved = file.change(change)
      if (change.language !== undefined) await speech.change(change.language)
      if (change.theme !== undefined) useTheme(change.theme)
      changed()
      if (!saved.ok) throw new CallFailed(fileFailureReport(saved.failure, speech.messages))
    },
  }
}
