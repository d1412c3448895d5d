import { expect, test } from '../fixture/test.ts'
import { sampleFolder } from './sample.ts'

test.use({ appFolder: sampleFolder })

/** What the sample app's main has noted. */
interface Heard {
  readonly argv: string[]
  readonly cwd: string
  readonly data: unknown
}

test('has one instance: a second one tells its arguments, and ends', async ({ app }) => {
  await app.launch({ args: ['first.pem'] })
  expect(await app.startAgain(['second.pem'])).toBe(0)
  const heard = await app.main(() => Reflect.get(globalThis, 'heard') as Heard[])
  expect(heard).toEqual([
    { argv: expect.arrayContaining(['second.pem']) as unknown, cwd: process.cwd(), data: { from: 'sample' } },
  ])
})

test('starts again after it was killed, also at once', async ({ app }) => {
  await app.launch()
  await app.kill()
  await app.launch()
  await expect(app.page.getByRole('heading')).toBeVisible()
})

test('quits when its window closes', async ({ app }) => {
  await app.launch()
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close()).catch(() => undefined)
  expect(await app.ended()).toBe(0)
})

test('quits when the user closes the window in the browser', async ({ app }) => {
  await app.launch()
  await app.page.close()
  expect(await app.ended()).toBe(0)
})

test('lets the window and the page refuse to quit', async ({ app }) => {
  await app.launch()
  const isOpen = (): Promise<number> => app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  await app.main(({ app: electron, BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.once('close', (event) => event.preventDefault())
    electron.quit()
  })
  expect(await isOpen()).toBe(1)

  await app.page.evaluate(() => {
    window.onbeforeunload = () => {
      Reflect.set(window, 'isAsked', true)
      return 'not saved'
    }
  })
  await app.main(({ app: electron }) => electron.quit())
  await expect.poll(() => app.page.evaluate(() => 'isAsked' in window)).toBe(true)
  expect(await isOpen()).toBe(1)
  await app.page.evaluate(() => {
    window.onbeforeunload = null
  })
  expect(await app.quit()).toBe(0)
})

test('tells of quitting in Electron’s order', async ({ app }) => {
  await app.launch()
  await app.main(({ app: electron, BrowserWindow }) => {
    const note = (what: string): void => void process.stdout.write(`${what}\n`)
    for (const name of ['before-quit', 'will-quit', 'quit', 'window-all-closed'] as const) {
      electron.on(name as 'quit', () => note(name))
    }
    BrowserWindow.getAllWindows()[0]?.on('close', () => note('close'))
    BrowserWindow.getAllWindows()[0]?.on('closed', () => note('closed'))
  })
  await app.quit()
  expect(app.printed.trim().split('\n')).toEqual(['before-quit', 'close', 'closed', 'will-quit', 'quit'])
})

test('takes the language of the desktop', async ({ app }) => {
  await app.launch({ lang: 'fr' })
  const known = await app.main(({ app: electron }) => [electron.getLocale(), electron.getPreferredSystemLanguages()])
  expect(known).toEqual(['fr', ['fr']])
  expect(await app.page.evaluate(() => navigator.language)).toBe('fr')
})

test('keeps secrets where the system has a store, and says so where it has none', async ({ app }) => {
  await app.launch()
  const bytes = await app.main(async ({ safeStorage }) => [...(await safeStorage.encryptStringAsync('secret'))])
  await app.restart()
  const read = await app.main(({ safeStorage }, given) => safeStorage.decryptStringAsync(Buffer.from(given)), bytes)
  expect(read).toEqual({ shouldReEncrypt: false, result: 'secret' })

  await app.restart({ keyStore: false })
  const known = await app.main(async ({ safeStorage }) => [
    await safeStorage.isAsyncEncryptionAvailable(),
    process.platform === 'linux' ? safeStorage.getSelectedStorageBackend() : 'basic_text',
  ])
  expect(known).toEqual([false, 'basic_text'])
  await expect(app.main(({ safeStorage }) => safeStorage.encryptStringAsync('secret'))).rejects.toThrow('not available')
})

test('fails a test that leaves a dialog unanswered', async ({ app }) => {
  await app.launch()
  const asked = app.main(({ dialog }) => dialog.showOpenDialog({ title: 'Which?' }))
  await expect(asked).rejects.toThrow('dialog.showOpenDialog was called, and no test answered it.')
  expect(await app.takeUnanswered()).toEqual(['dialog.showOpenDialog({"title":"Which?"})'])
})

test('answers dialogs as the test says, and records them', async ({ app }) => {
  await app.launch()
  await app.answerOpen(['/a.pem'])
  await app.answerSave(null)
  await app.answerMessage(1)
  const answers = await app.main(async ({ BrowserWindow, dialog }) => {
    const [window] = BrowserWindow.getAllWindows()
    if (!window) throw new Error('no window')
    return [
      await dialog.showOpenDialog(window, { properties: ['openFile'] }),
      await dialog.showSaveDialog({ defaultPath: '/b.pem' }),
      await dialog.showMessageBox(window, { message: 'Sure?', buttons: ['No', 'Yes'] }),
    ]
  })
  expect(answers).toEqual([
    { canceled: false, filePaths: ['/a.pem'] },
    { canceled: true, filePath: '' },
    { response: 1, checkboxChecked: false },
  ])
  expect(await app.dialogs).toEqual([
    { kind: 'open', options: { properties: ['openFile'] } },
    { kind: 'save', options: { defaultPath: '/b.pem' } },
    { kind: 'message', options: { message: 'Sure?', buttons: ['No', 'Yes'] } },
  ])
})

test('hears of sleep, keeps a clipboard', async ({ app }) => {
  await app.launch()
  await app.main(({ clipboard, powerMonitor }) => {
    powerMonitor.once('suspend', () => void clipboard.writeText('asleep'))
  })
  await app.suspend()
  expect(await app.clipboard()).toBe('asleep')
})

test('refuses what must come before or after ready, twice or never', async ({ app }) => {
  await app.launch()
  const said = await app.main((electron) => {
    const attempts: (() => unknown)[] = [
      () => electron.protocol.registerSchemesAsPrivileged([]),
      () => electron.ipcMain.handle('echo', () => undefined),
      () => electron.net.fetch('https://example.org/'),
      () => electron.app.relaunch(),
      () => new electron.Notification(),
      () => electron.utilityProcess.fork('x.js'),
      () => electron.Menu.buildFromTemplate([{ role: 'toggleDevTools' }]),
    ]
    return attempts.map((attempt) => {
      try {
        attempt()
        return 'allowed'
      } catch (error) {
        return (error as Error).message
      }
    })
  })
  expect(said).toEqual([
    'protocol.registerSchemesAsPrivileged should be called before app is ready',
    "Attempted to register a second handler for 'echo'",
    'net.fetch is not in the stand-in for Electron.',
    'app.relaunch is not in the stand-in for Electron.',
    'Notification is not in the stand-in for Electron.',
    'utilityProcess.fork is not in the stand-in for Electron.',
    'The role toggleDevTools of a menu item is not in the stand-in for Electron.',
  ])
})
