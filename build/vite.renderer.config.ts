import { svelte } from '@sveltejs/vite-plugin-svelte'
import { defineConfig } from 'vite'

/** The window: nothing inline, since its Content Security Policy refuses that. */
export default defineConfig({
  root: 'renderer',
  base: './',
  publicDir: false,
  json: { stringify: true },
  plugins: [svelte({ configFile: '../svelte.config.js' })],
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
