import { type Clipboard } from 'electron'
import { browser } from './browser.ts'
import { lifecycle } from './lifecycle.ts'
import { offer } from './offer.ts'
import { settings } from './settings.ts'

type Offered = Pick<Clipboard, 'clear' | 'has' | 'readText' | 'writeText'>

let held = ''

/** Puts a text on the system's clipboard, which the browser reaches for us. */
const copy = (text: string): string => `
  document.addEventListener('copy', (event) => {
    event.clipboardData.setData('text/plain', ${JSON.stringify(text)})
    event.preventDefault()
    event.stopImmediatePropagation()
  }, { once: true, capture: true })
  document.execCommand('copy')
`

/** A test has a clipboard of its own; a person's copies go to the system's, and what is read is what was copied here. */
export const clipboard: Offered = offer('clipboard', {
  clear() {
    held = ''
  },
  has: (type) => Promise.resolve(type === 'text/plain' && held !== ''),
  readText() {
    lifecycle.mustBeReady('use the clipboard')
    return Promise.resolve(held)
  },
  async writeText(text) {
    lifecycle.mustBeReady('use the clipboard')
    if (typeof text !== 'string') throw new TypeError(`Error processing argument at index 0`)
    held = text
    if (settings.mode === 'start') await browser.runBeside(copy(text))
  },
} satisfies Offered)
