import { type PrintToPDFOptions } from 'electron'

/** Width and height in inches. */
const sizes: Partial<Record<string, readonly [number, number]>> = {
  A3: [11.69, 16.54],
  A4: [8.27, 11.69],
  A5: [5.83, 8.27],
  Legal: [8.5, 14],
  Letter: [8.5, 11],
  Tabloid: [11, 17],
}

/** The default margin of Chromium, in inches. */
const defaultMargin = 0.4

function paperSize(size: PrintToPDFOptions['pageSize'] = 'Letter'): { paperWidth: number; paperHeight: number } {
  if (typeof size === 'object') return { paperWidth: size.width, paperHeight: size.height }
  const known = sizes[size]
  if (!known) throw new Error(`printToPDF: the page size ${size} is not in the stand-in for Electron.`)
  return { paperWidth: known[0], paperHeight: known[1] }
}

function marginSizes(margins: PrintToPDFOptions['margins'] = {}): Record<string, number> {
  const { top = defaultMargin, bottom = defaultMargin, left = defaultMargin, right = defaultMargin } = margins
  return { marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right }
}

/** Electron's options in the words of `Page.printToPDF`. */
export function pdfParameters({ pageSize, margins, ...same }: PrintToPDFOptions): Record<string, unknown> {
  return { ...same, ...paperSize(pageSize), ...marginSizes(margins) }
}
