import { expect, test } from '../fixture/test.ts'
import { sampleFolder } from './sample.ts'

test.use({ appFolder: sampleFolder })
test.beforeEach(({ app }) => app.launch())

test('clones what crosses to main and back', async ({ app }) => {
  const kinds = await app.page.evaluate(async () => {
    const value = {
      date: new Date(0),
      map: new Map([['a', 1n]]),
      bytes: new Uint8Array([1, 2]),
      nothing: undefined,
      list: [-0, Number.NaN],
    }
    const cyclic: { self?: unknown } = {}
    cyclic.self = cyclic
    const answer = (await window.sample.invoke('echo', value)) as typeof value
    const back = (await window.sample.invoke('echo', cyclic)) as typeof cyclic
    return [
      answer.date.getTime(),
      answer.map.get('a') === 1n,
      answer.bytes instanceof Uint8Array,
      'nothing' in answer,
      Object.is(answer.list[0], -0),
      back.self === back,
      answer !== value,
    ]
  })
  expect(kinds).toEqual([0, true, true, true, true, true, true])
})

const refusals: Record<string, () => unknown> = {
  'a function to main': () => window.sample.invoke('echo', () => undefined),
  'a symbol over the bridge': () => window.sample.kind(Symbol('no')),
  'a Blob over the bridge': () => window.sample.kind(new Blob(['a'])),
  'a function from main': () => window.sample.invoke('answer-a-function'),
}

for (const [what, attempt] of Object.entries(refusals)) {
  test(`refuses ${what}`, async ({ app }) => {
    await expect(app.page.evaluate(attempt)).rejects.toThrow('An object could not be cloned.')
  })
}

test('says in Electron’s words that a handler threw, or that there is none', async ({ app }) => {
  const message = (channel: string): Promise<string> =>
    app.page.evaluate(
      (name) => window.sample.invoke(name).then(String, (error: unknown) => (error as Error).message),
      channel,
    )
  expect(await message('fail')).toBe("Error invoking remote method 'fail': RangeError: nothing left")
  expect(await message('nobody')).toBe(
    "Error invoking remote method 'nobody': Error: No handler registered for 'nobody'",
  )
})

test('tells main who asks', async ({ app }) => {
  await app.page.evaluate(() => (location.hash = 'here'))
  const who = await app.page.evaluate(() => window.sample.invoke('who'))
  expect(who).toEqual(['app://sample/index.html#here', 'app://sample', null, 1])
})

test('carries messages both ways, in their order', async ({ app }) => {
  const heard = await app.page.evaluate(
    () =>
      new Promise((resolve) => {
        const values: unknown[] = []
        const stop = window.sample.listen('told-back', (value) => {
          values.push(value)
          if (values.length === 3) resolve(values)
          if (values.length === 3) stop()
        })
        for (const value of [1, 2, 3, 4]) window.sample.send('told', value)
      }),
  )
  expect(heard).toEqual([1, 2, 3])
})

test('proxies functions and promises over the bridge, keeps an error’s message, drops prototypes', async ({ app }) => {
  const seen = await app.page.evaluate(async () => {
    const error = await Promise.resolve()
      .then(() => window.sample.fail())
      .catch((reason: unknown) => reason as Error)
    return [
      window.sample.call((value) => [value, 'seen'], { a: 1 }),
      await window.sample.later(Promise.resolve('late')),
      await window.sample.later(Promise.reject(new RangeError('never'))).catch((reason: unknown) => String(reason)),
      String(error),
      window.sample.kind(new Date()),
      window.sample.point.x,
      window.sample.point.length,
      Object.isFrozen(window.sample.point),
    ]
  })
  expect(seen).toEqual([
    [{ a: 1 }, 'seen'],
    ['late'],
    'Error: never',
    'Error: as asked',
    '[object Date]',
    1,
    undefined,
    true,
  ])
})

test('shows the page what was exposed and nothing else', async ({ app }) => {
  const seen = await app.page.evaluate(() => {
    const names = ['require', 'process', 'module', 'Buffer', 'ipcRenderer', 'electron', 'global']
    Reflect.set(window, 'sample', 'other')
    return [names.filter((name) => name in window), typeof window.sample]
  })
  expect(seen).toEqual([[], 'object'])
})

test('gives the preload what is offered and names the rest', async ({ app }) => {
  const use = (module: string, member: string): Promise<unknown> =>
    app.page.evaluate(([of, name]) => window.sample.use(of, name), [module, member] as const)
  await expect(use('ipcRenderer', 'sendSync')).rejects.toThrow('ipcRenderer.sendSync is not in the stand-in')
  await expect(use('webFrame', 'setZoomLevel')).rejects.toThrow('webFrame is not in the stand-in')
  await expect(app.page.evaluate(() => window.sample.load('node:fs'))).rejects.toThrow('module not found: node:fs')
})

test('counts the page’s Content Security Policy', async ({ app }) => {
  const violated = await app.page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.violatedDirective))
        const script = document.createElement('script')
        script.textContent = 'window.injected = true'
        document.body.append(script)
      }),
  )
  expect(violated).toBe('script-src-elem')
  expect(await app.page.evaluate(() => 'injected' in window)).toBe(false)
  expect(app.takeErrors().join()).toContain('Content Security Policy')
})

test('keeps the handler’s status and headers, and lets nothing else through', async ({ app }) => {
  const got = await app.page.evaluate(async () => {
    const page = await fetch('index.html')
    const missing = await fetch('missing.html')
    return [page.headers.get('content-type'), missing.status, isSecureContext]
  })
  expect(got).toEqual(['text/html; charset=utf-8', 404, true])
  expect(app.takeErrors()).toHaveLength(1)
  const other = await app.page.evaluate(() => fetch('https://example.org/').catch((error: unknown) => String(error)))
  expect(other).toContain('TypeError')
  app.takeErrors()
})
