import { type BrowserWindowConstructorOptions } from 'electron'
import { expect, test } from '../fixture/test.ts'
import { sampleFolder } from './sample.ts'

test.use({ appFolder: sampleFolder })
test.beforeEach(({ app }) => app.launch())

test('stands where and as large as main says, not below its least size', async ({ app }) => {
  expect(await app.bounds()).toEqual({ x: 448, y: 190, width: 1024, height: 700 })
  expect(await app.page.evaluate(() => [innerWidth, innerHeight])).toEqual([1024, 700])
  await app.resize(100, 800)
  expect(await app.bounds()).toEqual({ x: 448, y: 190, width: 640, height: 800 })
  await expect.poll(() => app.page.evaluate(() => [innerWidth, innerHeight])).toEqual([640, 800])
})

test('is maximized and restored, and tells of it', async ({ app }) => {
  const seen = await app.main(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) throw new Error('no window')
    const told: string[] = []
    for (const name of ['maximize', 'unmaximize', 'minimize', 'restore'] as const) {
      window.on(name as 'maximize', () => told.push(name))
    }
    window.maximize()
    const normal = window.getNormalBounds()
    window.minimize()
    window.restore()
    const isMaximized = window.isMaximized()
    window.unmaximize()
    return { told, width: normal.width, isMaximized }
  })
  expect(seen).toEqual({ told: ['maximize', 'minimize', 'restore', 'unmaximize'], width: 1024, isMaximized: true })
})

test('zooms as a browser does: media queries see it', async ({ app }) => {
  await app.page.keyboard.press('Control++')
  await expect.poll(() => app.page.evaluate(() => innerWidth)).toBe(Math.round(1024 / 1.2 ** 0.5))
  await app.page.keyboard.press('Control+0')
  await expect.poll(() => app.page.evaluate(() => innerWidth)).toBe(1024)
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(2))
  await expect.poll(() => app.page.evaluate(() => matchMedia('(max-width: 512px)').matches)).toBe(true)
})

test('is dark when the desktop is', async ({ app }) => {
  const isDark = (): Promise<boolean> => app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  expect(await isDark()).toBe(false)
  await app.theme('dark')
  await expect.poll(isDark).toBe(true)
  expect(await app.main(({ nativeTheme }) => nativeTheme.shouldUseDarkColors)).toBe(true)
})

test('does what the menu says, by click and by key, unless the page wants the key', async ({ app }) => {
  const heard = (): Promise<unknown> => app.main(() => Reflect.get(globalThis, 'heard') as unknown)
  await app.menu('new')
  await app.page.keyboard.press('Control+n')
  await app.page.keyboard.press('Control+Shift+n')
  await app.page.keyboard.press('Control+f')
  await expect.poll(heard).toEqual(['new', 'new'])

  await app.page.evaluate(() => window.addEventListener('keydown', (event) => event.preventDefault()))
  await app.page.keyboard.press('Control+n')
  await app.page.evaluate(() => window.sample.send('told', 'after the key'))
  await expect.poll(heard).toEqual(['new', 'new', ['after the key']])
})

test('stays on its page, and opens no other window', async ({ app }) => {
  const heard = (): Promise<unknown> => app.main(() => Reflect.get(globalThis, 'heard') as unknown)
  await app.page.locator('#away').click()
  await expect.poll(heard).toEqual(['navigate https://example.org/'])
  await app.page.locator('#tab').click()
  await app.page.evaluate(() => window.open('https://example.com/'))
  const opened = ['open https://example.org/', 'open https://example.com/']
  await expect.poll(heard).toEqual(['navigate https://example.org/', ...opened])
  await expect.poll(() => app.page.context().pages().length).toBe(1)
  await expect(app.page.getByRole('heading')).toBeVisible()
})

test('reloads when main says so, and starts the preload again', async ({ app }) => {
  await app.page.evaluate(() => Reflect.set(window, 'before', true))
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.reload())
  // In between there is no page to ask.
  const isBefore = () => app.page.evaluate(() => 'before' in window).catch(() => true)
  await expect.poll(isBefore).toBe(false)
  await app.page.waitForLoadState()
  expect(await app.page.evaluate(() => window.sample.invoke('echo', 'again'))).toBe('again')
})

test('prints to PDF', async ({ app }) => {
  const start = await app.main(async ({ BrowserWindow }) => {
    const pdf = await BrowserWindow.getAllWindows()[0]?.webContents.printToPDF({ pageSize: 'A4' })
    return pdf?.subarray(0, 5).toString('latin1')
  })
  expect(start).toBe('%PDF-')
})

test('throws where a destroyed window is used', async ({ app }) => {
  const said = await app.main(({ BrowserWindow }) => {
    const window = new BrowserWindow({
      show: false,
      webPreferences: { sandbox: true, contextIsolation: true, nodeIntegration: false },
    })
    window.destroy()
    try {
      window.setTitle('gone')
      return 'allowed'
    } catch (error) {
      return `${String(window.isDestroyed())} ${(error as Error).message}`
    }
  })
  expect(said).toBe('true Object has been destroyed')
})

const isolated = { sandbox: true, contextIsolation: true, nodeIntegration: false }
const refusals: Record<string, [BrowserWindowConstructorOptions, string]> = {
  'without a sandbox': [{ webPreferences: { ...isolated, sandbox: false } }, 'isolated windows only'],
  'that says nothing of isolation': [{}, 'isolated windows only'],
  'without web security': [{ webPreferences: { ...isolated, webSecurity: false } }, 'isolated windows only'],
  'with an option it does not know': [{ kiosk: true, webPreferences: isolated }, 'BrowserWindow.kiosk is not in'],
}

for (const [what, [options, message]] of Object.entries(refusals)) {
  test(`refuses a window ${what}`, async ({ app }) => {
    const opened = app.main(({ BrowserWindow }, given) => new BrowserWindow(given).id, options)
    await expect(opened).rejects.toThrow(message)
  })
}

test('tells of a preload that fails', async ({ app }) => {
  const told = app.main(
    async ({ BrowserWindow }, webPreferences) => {
      const { writeFileSync } = process.getBuiltinModule('node:fs')
      writeFileSync(webPreferences.preload, 'throw new Error("broken")')
      const window = new BrowserWindow({ show: false, webPreferences })
      const failed = new Promise<string>((resolve) => {
        window.webContents.once('preload-error', (_event, path, error) => resolve(`${path}: ${error.message}`))
      })
      await window.loadURL('app://sample/index.html')
      return failed
    },
    { ...isolated, preload: `${app.files}/broken.cjs` },
  )
  expect(await told).toBe(`${app.files}/broken.cjs: broken`)
})
