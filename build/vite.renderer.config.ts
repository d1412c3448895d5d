import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig, type Plugin } from 'vite'

/** The window speaks its own texts only; whatever main says comes in words. */
const ownTexts: Plugin = {
  name: 'own-texts',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/resources\/messages\/\w+\.json$/.test(id)) return null
    const { window } = JSON.parse(code) as { readonly window: unknown }
    return JSON.stringify({ window })
  },
}

/** The window: nothing inline, since its Content Security Policy refuses that. */
export default defineConfig({
  root: 'renderer',
  base: './',
  publicDir: false,
  json: { stringify: true },
  plugins: [ownTexts, svelte({ configFile: '../svelte.config.js' })],
  build: {
    target: 'chrome156', // Electron 45's
    outDir: '../dist/app/renderer',
    emptyOutDir: false,
    minify: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1000, // It comes from the disk, texts and all.
  },
})
