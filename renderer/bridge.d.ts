import type { Bridge } from '../electron/contract/bridge.ts'

declare global {
  interface Window {
    /** What the preload exposes: the page's only way out. */
    readonly wizard: Bridge
  }
}
