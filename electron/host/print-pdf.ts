import { randomUUID } from 'node:crypto'
import { BrowserWindow } from 'electron'
import { origin } from './page.ts'

/** What a printed page may do: show its own styles. */
export const printedPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const marginInches = 0.5
/** A page takes a second; Chromium may never say that it failed. */
const timeLimitMs = 30_000

/** Prints pages that were made here, each in a window of its own that nobody sees and that ends with it. */
export class PdfPrinter {
  private readonly pages = new Map<string, string>()

  /** The page that stands under this address while it is printed. */
  pageAt(url: string): string | undefined {
    return this.pages.get(url)
  }

  /** A page as PDF on A4. @param signal its abort ends the window too, and is thrown */
  async print(html: string, signal: AbortSignal): Promise<Uint8Array> {
    signal.throwIfAborted()
    const url = `${origin}/print/${randomUUID()}.html`
    const window = hiddenWindow()
    this.pages.set(url, html)
    try {
      // An app whose window was closed lives on as long as this one does, and a print whose window is gone may not end.
      return await unlessEnded(printed(window, url), signal)
    } finally {
      this.pages.delete(url)
      window.destroy()
    }
  }
}

async function printed(window: BrowserWindow, url: string): Promise<Uint8Array> {
  await window.loadURL(url)
  return window.webContents.printToPDF({
    pageSize: 'A4',
    displayHeaderFooter: false,
    generateTaggedPDF: true,
    margins: { top: marginInches, bottom: marginInches, left: marginInches, right: marginInches },
  })
}

/** @throws what the signal was aborted with; Error where it takes too long */
async function unlessEnded<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let forget = (): void => undefined
  const ended = new Promise<never>((_, reject) => {
    const abort = () => reject(signal.reason as Error)
    const timer = setTimeout(() => reject(new Error('printing came to no end')), timeLimitMs)
    signal.addEventListener('abort', abort)
    forget = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', abort)
    }
  })
  return Promise.race([work, ended]).finally(forget)
}

/** Without a preload it reaches nothing of the app, and without JavaScript nothing at all. */
const hiddenWindow = (): BrowserWindow =>
  new BrowserWindow({
    show: false,
    webPreferences: {
      javascript: false,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    },
  })
