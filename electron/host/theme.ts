import { type BrowserWindow, nativeTheme } from 'electron'
import type { SavedSettings } from './settings.ts'

/** The grounds of the page in both themes: what the window shows before the page does. */
export const ground = (): string => (nativeTheme.shouldUseDarkColors ? '#14171c' : '#f6f7f9')

export const useTheme = (theme: SavedSettings['theme']): void => {
  nativeTheme.themeSource = theme
}

/** Chromium tells the page itself of light and dark; the window's ground and high contrast are ours to tell. */
export function followTheme(window: BrowserWindow, changed: () => void): void {
  const follow = () => {
    window.setBackgroundColor(ground())
    changed()
  }
  nativeTheme.on('updated', follow)
  window.on('closed', () => nativeTheme.off('updated', follow))
}
