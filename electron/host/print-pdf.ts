import { randomUUID } from 'node:crypto'
import { BrowserWindow } from 'electron'
import { origin } from './page.ts'

/** What a printed page may do: show its own styles. */
export const printedPagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

const marginInches = 0.5

/** Prints pages that were made here, each in a window of its own that nobody sees and that ends with it. */
export class PdfPrinter {
  private readonly pages = new Map<string, string>()

  /** The page that stands under this address while it is printed. */
  pageAt(url: string): string | undefined {
    return this.pages.get(url)
  }

  /** A page as PDF on A4. @param signal its abort ends the window too, and is thrown */
  async print(html: string, signal: AbortSignal): Promise<Uint8Array> {
    const url = `${origin}/print/${randomUUID()}.html`
    const window = hiddenWindow()
    const end = () => window.destroy()
    signal.addEventListener('abort', end)
    this.pages.set(url, html)
    try {
      await window.loadURL(url)
      return await window.webContents.printToPDF({
        pageSize: 'A4',
        displayHeaderFooter: false,
        generateTaggedPDF: true,
        margins: { top: marginInches, bottom: marginInches, left: marginInches, right: marginInches },
      })
    } catch (error) {
      signal.throwIfAborted()
      throw error
    } finally {
      signal.removeEventListener('abort', end)
      this.pages.delete(url)
      window.destroy()
    }
  }
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
