import { chromium, type Page } from '@playwright/test'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { findBrowser } from '../../build/browser.mjs'
import { App } from '../e2e/fixture/app.ts'
import { hostileFile } from '../e2e/material/hostile.ts'
import { ask } from '../e2e/material/seed.ts'
import { atMost, median, type Row } from './measure.ts'

/** The folder of the built app, with its package.json. */
const built = (process.env.E2E_BUILD ??= process.cwd())
const starts = 5
const keys = 60

/** What the window costs: at its start, in size, and while somebody works in it. */
export async function windowRows(): Promise<Row[]> {
  return [await startRow(), sizeRow(), ...(await workRows())]
}

/** From the start of the process until home can be used, against the same browser with a page that says one word. */
async function startRow(): Promise<Row> {
  const times: (readonly [ours: number, blank: number])[] = []
  for (let i = 0; i < starts; i++) times.push([await timed(openApp), await timed(openBlank)])
  const [ours, blank] = [median(times.map(([a]) => a)), median(times.map(([, b]) => b))]
  const ratio = median(times.map(([a, b]) => a / b))
  return atMost('a usable window : a blank one of the same browser', ratio, 4, `${ms(ours)} : ${ms(blank)}`)
}

async function timed(open: () => Promise<() => Promise<void>>): Promise<number> {
  const begun = performance.now()
  const close = await open()
  const time = performance.now() - begun
  await close()
  return time
}

async function openApp(): Promise<() => Promise<void>> {
  const { app, remove } = newApp()
  await app.launch()
  await app.page.getByRole('heading', { level: 1 }).waitFor()
  return () => app.finish().then(remove)
}

async function openBlank(): Promise<() => Promise<void>> {
  const executablePath = findBrowser()
  if (executablePath === undefined) throw new Error('no browser to measure against')
  const browser = await chromium.launch({ executablePath, chromiumSandbox: process.getuid?.() !== 0 })
  const page = await browser.newPage()
  await page.setContent('<h1>blank</h1>')
  await page.getByRole('heading').waitFor()
  return () => browser.close()
}

function newApp(): { readonly app: App; readonly root: string; readonly remove: () => void } {
  const root = mkdtempSync(join(tmpdir(), 'ome-chain-bench-window-'))
  return { app: new App({ root, app: built }), root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** Every script that the window can load, each gzipped on its own as a server would. */
function sizeRow(): Row {
  const folder = join(built, 'dist/app/renderer')
  const scripts = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.js'))
  const sizes = scripts.map((name) => gzipSync(readFileSync(join(folder, name))).length / 1000)
  const size = sizes.reduce((sum, each) => sum + each, 0)
  return atMost('script of the window, gzipped, in kB', size, 200, `${scripts.length} files`)
}

async function workRows(): Promise<Row[]> {
  const { app, root, remove } = newApp()
  try {
    await app.launch()
    const hostile = join(root, 'hostile.pem')
    writeFileSync(hostile, hostileFile())
    return [await typingRow(app, hostile), await stepRow(app)]
  } finally {
    await app.finish()
    remove()
  }
}

/** From a key to the picture that shows it, while the largest file that is read is examined over and over. */
async function typingRow(app: App, hostile: string): Promise<Row> {
  const { page } = app
  const project = { name: 'bench', role: 'source', hostName: '', address: '', omeVersion: '' } as const
  await ask(page, 'project.create', project)
  await app.menu('home')
  await page.getByRole('button', { name: /: bench$/ }).click()
  const field = page.getByRole('textbox').first()
  await field.focus()
  const idle = await keyTimes(page)
  const typing = { isOver: false }
  let checks = 0
  const examining = (async () => {
    while (!typing.isOver) {
      await app.answerOpen([hostile])
      const picked = await ask(page, 'files.choose', { what: 'chain' })
      if (!picked) throw new Error('nothing was chosen')
      const source = { kind: 'picked', id: picked.id } as const
      await ask(page, 'files.check', { source, password: null, at: null, csr: null })
      checks++
    }
  })()
  const busy = await keyTimes(page)
  typing.isOver = true
  await examining
  if (checks === 0) throw new Error('nothing was examined while the keys were pressed')
  const detail = `${ms(median(busy))} : ${ms(median(idle))}, ${checks} files`
  return atMost('a key while 10 MiB are examined : a key at rest', median(busy) / median(idle), 1.5, detail)
}

/** Milliseconds from each of some keys to the end of the frame that paints it. */
async function keyTimes(page: Page): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = []
    const hear = ({ timeStamp }: Event): void => {
      const { port1, port2 } = new MessageChannel()
      port1.onmessage = () => times.push(performance.now() - timeStamp)
      requestAnimationFrame(() => port2.postMessage(null))
    }
    window.addEventListener('keydown', hear, true)
    Reflect.set(window, 'keyTimes', () => {
      window.removeEventListener('keydown', hear, true)
      return times
    })
  })
  await page.keyboard.type('a'.repeat(keys), { delay: 30 })
  return page.evaluate(() => (Reflect.get(window, 'keyTimes') as () => number[])())
}

/** From a click on a step to the frame that paints it, on the example. */
async function stepRow(app: App): Promise<Row> {
  const { page } = app
  await ask(page, 'home.example', undefined)
  await app.menu('home')
  await page.getByRole('button', { name: /: OMENT-310$/ }).click()
  await page.getByRole('button', { name: /^Step 6:/ }).waitFor()
  const frames: number[] = []
  for (let round = 0; round < 4; round++) {
    for (const number of [1, 2, 3, 4, 5, 6]) frames.push(await framesToStep(page, number))
  }
  const most = Math.max(...frames)
  return atMost('frames from a click to the step on the screen', most, 2, `the most of ${frames.length} clicks`)
}

async function framesToStep(page: Page, number: number): Promise<number> {
  await page.evaluate(() => {
    const before = document.querySelector('h1')
    const shown = new Promise<number>((resolve) => {
      const count = (frames: number): void => {
        const isShown = document.querySelector('h1') !== before
        if (isShown) resolve(frames)
        else requestAnimationFrame(() => count(frames + 1))
      }
      window.addEventListener('click', () => requestAnimationFrame(() => count(1)), { capture: true, once: true })
    })
    Reflect.set(window, 'framesToStep', shown)
  })
  await page.getByRole('button', { name: new RegExp(`^Step ${number}:`) }).click()
  return page.evaluate(() => Reflect.get(window, 'framesToStep') as Promise<number>)
}

const ms = (milliseconds: number): string => `${milliseconds.toFixed(0)} ms`
