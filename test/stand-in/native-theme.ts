import { EventEmitter } from 'node:events'
import { type NativeTheme } from 'electron'
import { browser } from './browser.ts'
import { guard } from './offer.ts'

type Offered = Pick<
  NativeTheme,
  | 'themeSource'
  | 'shouldUseDarkColors'
  | 'shouldUseDarkColorsForSystemIntegratedUI'
  | 'shouldUseHighContrastColors'
  | 'shouldUseInvertedColorScheme'
  | 'inForcedColorsMode'
  | 'prefersReducedTransparency'
>

/** The operating system's own theme is light and without high contrast. */
class StandInNativeTheme extends EventEmitter implements Offered {
  #source: NativeTheme['themeSource'] = 'system'
  readonly shouldUseDarkColorsForSystemIntegratedUI = false
  readonly shouldUseHighContrastColors = false
  readonly shouldUseInvertedColorScheme = false
  readonly inForcedColorsMode = false
  readonly prefersReducedTransparency = false

  get themeSource(): NativeTheme['themeSource'] {
    return this.#source
  }

  set themeSource(source: NativeTheme['themeSource']) {
    if (!['system', 'light', 'dark'].includes(source)) {
      throw new TypeError(`Error processing argument at index 0, conversion failure from ${source}`)
    }
    const isChanged = source !== this.#source
    this.#source = source
    void browser.setColorScheme(source === 'system' ? undefined : source)
    if (isChanged) this.emit('updated')
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'dark'
  }
}

guard(StandInNativeTheme, 'nativeTheme')

export const nativeTheme = new StandInNativeTheme()
