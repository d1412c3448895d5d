import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import pageWorld from './window/page-world.ts?script'
import preloadWorld from './window/preload-world.ts?script'
import { type PreloadOptions } from './window-messages.ts'

/** What runs in the page's own world before the page does. */
export function pageScript(channel: string): string {
  return `(() => { ${pageWorld}; started(${JSON.stringify(channel)}) })()`
}

/** The app's preload, bundled as CommonJS, inside what a sandboxed preload gets. Throws where it does not parse. */
export function preloadScript(options: PreloadOptions): string {
  const wrapped = `(function (exports, require, module, process) { ${readFileSync(options.path, 'utf8')}\n})`
  new Script(wrapped, { filename: options.path })
  return `(() => { ${preloadWorld}; started(${JSON.stringify(options)}, ${wrapped}) })()`
}
