import type { BrowserWindow } from 'electron'
import { channels, type WindowEvent } from '../contract/bridge.ts'

/** The one window, and what main has to tell its page: kept until there is a page that listens. */
export class WindowLink {
  private shown: BrowserWindow | undefined
  private unheard: WindowEvent[] = []
  private isListening = false

  get window(): BrowserWindow | undefined {
    return this.shown?.isDestroyed() === false ? this.shown : undefined
  }

  set(window: BrowserWindow): void {
    this.shown = window
    this.isListening = false
  }

  send(event: WindowEvent): void {
    if (this.isListening) this.window?.webContents.send(channels.event, event)
    else this.unheard.push(event)
  }

  /** The page listens before it asks for anything. */
  pageListens(): void {
    if (this.isListening) return
    this.isListening = true
    for (const event of this.unheard.splice(0)) this.send(event)
  }

  pageIsGone(): void {
    this.isListening = false
  }
}
