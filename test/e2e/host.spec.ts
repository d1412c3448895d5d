import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Bridge, WindowEvent } from '../../electron/contract/bridge.ts'
import { expect, test } from './fixture/test.ts'
import type { App } from './fixture/app.ts'

declare global {
  interface Window {
    readonly wizard: Bridge
    readonly trustedTypes: { createPolicy(name: string, rules: object): unknown }
  }
}

test.beforeEach(({ app }) => app.launch())

/** Begins to listen; the answer gives what the page hears first of that kind. */
async function listen(app: App, kind: WindowEvent['kind']): Promise<() => Promise<unknown>> {
  await app.page.evaluate((wanted) => {
    const heard = new Promise((resolve) => window.wizard.listen((event) => event.kind === wanted && resolve(event)))
    Object.assign(window, { heard })
  }, kind)
  return () => app.page.evaluate(() => Reflect.get(window, 'heard') as Promise<unknown>)
}

/** What main answers to a raw call of the page, right or wrong: `ok`, or the code of its failure. */
async function answerTo(app: App, route: unknown, input?: unknown, call: unknown = 1_000_001): Promise<string> {
  const result = await app.page.evaluate(
    (given) => window.wizard.call(given.call as number, given.route as string, given.input),
    { route, input, call },
  )
  return result.ok ? 'ok' : result.failure.code
}

test.describe('the page', () => {
  test('has of Electron and Node the bridge alone', async ({ app }) => {
    const found = await app.page.evaluate(() => ({
      bridge: Object.keys(window.wizard).sort(),
      node: ['require', 'process', 'module', 'global', 'Buffer', 'electron', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
    }))
    expect(found).toEqual({ bridge: ['call', 'cancel', 'dropped', 'listen'], node: [] })
  })

  test('is kept from scripts, styles, pictures, frames and the network of others', async ({ app }) => {
    const refused = await app.page.evaluate(async () => {
      const directives: string[] = []
      document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) =>
        directives.push(effectiveDirective),
      )
      const styled = document.createElement('p')
      styled.setAttribute('style', 'color: red')
      const style = document.createElement('style')
      style.textContent = 'p { color: red }'
      const image = document.createElement('img')
      image.src = 'https://example.com/a.png'
      const inlined = document.createElement('img')
      inlined.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACw='
      const frame = document.createElement('iframe')
      frame.src = 'https://example.com/'
      const added = [styled, style, image, inlined, frame]
      document.body.append(...added)
      await fetch('https://example.com/').catch(() => undefined)
      await new Promise((resolve) => setTimeout(resolve, 300))
      for (const each of added) each.remove()
      return [...new Set(directives)].sort()
    })
    expect(refused).toEqual(['connect-src', 'frame-src', 'img-src', 'style-src-attr', 'style-src-elem'])
    app.takeErrors()
  })

  test('can’t be made to write HTML or run a text', async ({ app }) => {
    const thrown = await app.page.evaluate(() =>
      [
        () => (document.createElement('p').innerHTML = '<b>x</b>'),
        () => (document.createElement('script').text = 'window.ran = true'),
        () => (document.createElement('script').src = '/assets/x.js'),
        () => window.trustedTypes.createPolicy('other', {}),
      ].map((attempt) => {
        try {
          attempt()
          return 'done'
        } catch (error) {
          return (error as Error).name
        }
      }),
    )
    expect(thrown).toEqual(['TypeError', 'TypeError', 'TypeError', 'TypeError'])
    app.takeErrors()
  })

  test('goes nowhere, opens nothing and gets no permission', async ({ app }) => {
    const { page } = app
    const before = page.url()
    await page.evaluate(() => {
      location.href = 'https://example.com/'
    })
    await page.evaluate(() => window.open('https://example.com/'))
    await page.evaluate(() => {
      const link = document.createElement('a')
      link.href = 'https://example.com/'
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.remove()
    })
    await page.waitForTimeout(500)
    expect(page.url()).toBe(before)
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    const permission = await page.evaluate(() => Notification.requestPermission())
    expect(permission).toBe('denied')
    const geolocation = await page.evaluate(
      () =>
        new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('denied'),
          ),
        ),
    )
    expect(geolocation).toBe('denied')
    app.takeErrors()
  })
})

test.describe('main', () => {
  test('answers whatever it is asked with a Result', async ({ app }) => {
    const answers = [
      await answerTo(app, 'app.start'),
      await answerTo(app, 'app.quit'),
      await answerTo(app, '__proto__'),
      await answerTo(app, { route: 'app.start' }),
      await answerTo(app, 'app.start', undefined, 'one'),
      await answerTo(app, 'app.link', { link: 'https://example.com' }),
      await answerTo(app, 'files.check', {
        source: { kind: 'picked', id: '/etc/passwd' },
        password: null,
        at: null,
        csr: null,
      }),
      await answerTo(app, 'app.show', { shown: 'b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11' }),
      await answerTo(app, 'project.open', { id: 'b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11' }),
    ]
    expect(answers).toEqual([
      'ok',
      'unknown-route',
      'unknown-route',
      'unknown-route',
      'bad-input',
      'bad-input',
      'bad-input',
      'not-shown',
      'project-not-found',
    ])
    expect(await app.opened).toEqual([])
  })

  test('takes nothing as dropped that has no path', async ({ app }) => {
    const codes = await app.page.evaluate(async () => {
      const results = [await window.wizard.dropped([new File(['x'], 'x.pem')]), await window.wizard.dropped([])]
      return results.map((result) => (result.ok ? 'ok' : result.failure.code))
    })
    expect(codes).toEqual(['nothing-dropped', 'nothing-dropped'])
  })
})

test.describe('the window', () => {
  test('comes back where and as large as it was', async ({ app }) => {
    await app.main(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.setBounds({ x: 40, y: 30, width: 900, height: 640 }),
    )
    await app.restart()
    expect(await app.bounds()).toEqual({ x: 40, y: 30, width: 900, height: 640 })
  })

  test('is no smaller than it can be used', async ({ app }) => {
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getMinimumSize())).toEqual([
      720, 560,
    ])
  })

  test('keeps the settings over a restart, and a damaged file aside', async ({ app }) => {
    await answerTo(app, 'app.settings', { language: 'fr', theme: 'dark' })
    await app.restart()
    const shown = () =>
      app.page.evaluate(async () => {
        const result = await window.wizard.call(1_000_002, 'app.start', undefined)
        return result.ok
          ? (result.value as { settings: object; home: { troubles: { code: string; file: string }[] } })
          : null
      })
    expect((await shown())?.settings).toMatchObject({ language: 'fr', spoken: 'fr', theme: 'dark' })
    expect(await app.main(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')

    await app.quit()
    writeFileSync(join(app.userData, 'settings.json'), '{"language":"fr",')
    await app.launch()
    const start = await shown()
    expect(start?.settings).toMatchObject({ language: null, spoken: 'en', theme: 'system' })
    const [trouble] = start?.home.troubles ?? []
    expect(trouble?.code).toBe('settings-damaged')
    expect(readFileSync(join(app.userData, trouble?.file ?? ''), 'utf8')).toBe('{"language":"fr",')
  })

  test('has a menu in the language of the app, which asks the page', async ({ app }) => {
    const labels = () => app.main(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [])
    expect(await labels()).toEqual(['File', 'Edit', 'View', 'Help'])
    const heard = await listen(app, 'menu')
    await app.menu('explain-error')
    expect(await heard()).toEqual({ kind: 'menu', command: 'explain-error' })
    await answerTo(app, 'app.settings', { language: 'es' })
    expect(await labels()).toEqual(['Archivo', 'Edición', 'Ver', 'Ayuda'])
  })

  test('tells the page when the desktop turns dark', async ({ app }) => {
    const heard = await listen(app, 'settings')
    await app.theme('dark')
    expect(await heard()).toMatchObject({ kind: 'settings' })
    expect(await app.page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  })

  test('hears of files that a second copy was started with, which then ends', async ({ app }) => {
    const file = join(app.files, 'chain.pem')
    writeFileSync(file, 'x')
    const heard = await listen(app, 'files-opened')
    expect(await app.startAgain([file, join(app.files, 'gone.pem')])).toBe(0)
    expect(await heard()).toMatchObject({ picked: { names: ['chain.pem'] } })
  })
})

test('files named on the command line wait for the page', async ({ app }) => {
  await app.quit()
  const file = join(app.files, 'chain.pem')
  writeFileSync(file, 'x')
  await app.launch({ args: [file] })
  await expect(app.page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(app.page.getByText('chain.pem').first()).toBeVisible()
})

test('the vault is locked when the computer goes to sleep', async ({ app }) => {
  await app.restart({ keyStore: false })
  await answerTo(app, 'vault.unlock', { passphrase: 'correct horse battery' })
  const heard = await listen(app, 'vault-locked')
  await app.suspend()
  expect(await heard()).toEqual({ kind: 'vault-locked' })
  const state = await app.page.evaluate(() => window.wizard.call(1_000_003, 'vault.state', undefined))
  expect(state).toEqual({ ok: true, value: 'locked' })
})
