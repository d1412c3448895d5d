import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { PdfPrinter } from '../../../electron/host/print-pdf.ts'

const chromium = vi.hoisted(() => ({
  load: undefined as ((url: string) => Promise<void>) | undefined,
  print: undefined as (() => Promise<Uint8Array>) | undefined,
  open: 0,
}))

vi.mock('electron', () => ({
  BrowserWindow: class {
    #isDestroyed = false
    webContents = { printToPDF: () => chromium.print?.() }
    constructor() {
      chromium.open++
    }
    loadURL = (url: string) => chromium.load?.(url)
    destroy(): void {
      if (!this.#isDestroyed) chromium.open--
      this.#isDestroyed = true
    }
  },
}))

const never = <T>(): Promise<T> => new Promise<T>(() => undefined)

let printer: PdfPrinter
let controller: AbortController
beforeEach(() => {
  vi.useFakeTimers()
  printer = new PdfPrinter()
  controller = new AbortController()
  chromium.load = () => Promise.resolve()
  chromium.print = () => Promise.resolve(Uint8Array.of(1))
})
afterEach(() => {
  vi.useRealTimers()
  expect(chromium.open).toBe(0)
})

describe('printing', () => {
  it('shows the page to its own window alone, while it is printed', async () => {
    const shown: (string | undefined)[] = []
    let at = ''
    chromium.load = (url) => {
      shown.push(printer.pageAt((at = url)))
      return Promise.resolve()
    }
    expect(await printer.print('<p>', controller.signal)).toEqual(Uint8Array.of(1))
    expect(shown).toEqual(['<p>'])
    expect(printer.pageAt(at)).toBeUndefined()
    expect(vi.getTimerCount()).toBe(0)
  })

  it.each([
    ['loads', () => (chromium.load = never)],
    ['prints', () => (chromium.print = never)],
  ])('ends with the call, though Chromium %s for ever', async (_, hang) => {
    hang()
    const printing = printer.print('<p>', controller.signal)
    const said = expect(printing).rejects.toThrow('cancelled')
    await vi.advanceTimersByTimeAsync(1000)
    expect(chromium.open).toBe(1)
    controller.abort(new Error('cancelled'))
    await said
    expect(vi.getTimerCount()).toBe(0)
  })

  it('begins nothing for a call that was cancelled before', async () => {
    controller.abort(new Error('cancelled'))
    chromium.load = () => Promise.reject(new Error('opened'))
    await expect(printer.print('<p>', controller.signal)).rejects.toThrow('cancelled')
  })

  it('gives up when nothing comes, so that no window that nobody sees keeps the app alive', async () => {
    chromium.print = never
    const said = expect(printer.print('<p>', controller.signal)).rejects.toThrow('came to no end')
    await vi.advanceTimersByTimeAsync(30_000)
    await said
  })

  it('says what Chromium said', async () => {
    chromium.print = () => Promise.reject(new Error('Failed to generate PDF'))
    await expect(printer.print('<p>', controller.signal)).rejects.toThrow('Failed to generate PDF')
    expect(vi.getTimerCount()).toBe(0)
  })
})
