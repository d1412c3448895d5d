import { EventEmitter } from 'node:events'
import { type WebContents } from 'electron'

/** What app needs of a window. */
export interface OpenWindow {
  readonly focus: () => void
  readonly close: () => void
  readonly destroy: () => void
}

interface Events {
  /** A window was closed; `left` are still open. */
  'window-closed': [left: number]
  /** A window refused to close while the app was quitting. */
  'close-prevented': []
  /** The browser is gone: the user has closed it, or it crashed. */
  'browser-gone': []
  'web-contents-created': [contents: WebContents]
  'window-created': [window: object]
}

/** What app, windows and the other parts know of each other. */
class Lifecycle extends EventEmitter<Events> {
  isReady = false
  readonly windows = new Set<OpenWindow>()

  /** Throws, as Electron does, for what must wait for `app.whenReady()`. */
  mustBeReady(what: string): void {
    if (!this.isReady) throw new Error(`Cannot ${what} before app is ready`)
  }

  opened(window: OpenWindow): void {
    this.windows.add(window)
    this.emit('window-created', window)
  }

  closed(window: OpenWindow): void {
    if (this.windows.delete(window)) this.emit('window-closed', this.windows.size)
  }
}

export const lifecycle = new Lifecycle()
