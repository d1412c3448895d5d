import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { WindowEvent } from '../../../electron/contract/bridge.ts'
import {
  CallFailed,
  type Cancelled,
  Dispatcher,
  type Handlers,
  type RawCall,
  type Refusal,
} from '../../../electron/contract/dispatch.ts'
import type { RouteName } from '../../../electron/contract/routes.ts'
import type { FailureReport } from '../../../electron/engine/failure-report.ts'

const failure = (code: string): FailureReport => ({ file: null, code, detail: '', remedy: '' })

/** A dispatcher whose handlers are these; asking for another one is a bug of the test. */
function dispatcherOf(handlers: Partial<Handlers>) {
  const events: WindowEvent[] = []
  const bugs: unknown[] = []
  const dispatcher = new Dispatcher(handlers as Handlers, {
    refusal: (code: Refusal) => failure(code),
    bug: (error) => {
      bugs.push(error)
      return failure('bug')
    },
    send: (event) => events.push(event),
  })
  return { dispatcher, events, bugs }
}

const copy: RawCall = { isOurs: true, call: 1, route: 'app.copy', input: { text: 'a' } }

describe('a call', () => {
  it('is answered with what its handler gives', async () => {
    const { dispatcher } = dispatcherOf({ 'app.copy': () => null })
    expect(await dispatcher.answer(copy)).toEqual({ ok: true, value: null })
  })

  it('of the window itself counts as its use', async () => {
    vi.useFakeTimers()
    onTestFinished(() => {
      vi.useRealTimers()
    })
    const { dispatcher } = dispatcherOf({ 'app.copy': () => null })
    vi.advanceTimersByTime(90_000)
    await dispatcher.answer({ ...copy, isOurs: false })
    expect(dispatcher.unusedSeconds).toBe(90)
    await dispatcher.answer(copy)
    expect(dispatcher.unusedSeconds).toBe(0)
  })

  it.each<[string, Partial<RawCall>, Refusal]>([
    ['from elsewhere', { isOurs: false }, 'wrong-sender'],
    ['from elsewhere, for a route that is none', { isOurs: false, route: 'x' }, 'wrong-sender'],
    ['for a route that is none', { route: 'app.quit' }, 'unknown-route'],
    ['for what every object has', { route: 'constructor' }, 'unknown-route'],
    ['for __proto__', { route: '__proto__' }, 'unknown-route'],
    ['for no text', { route: { toString: () => 'app.copy' } }, 'unknown-route'],
    ['without a number', { call: undefined }, 'bad-input'],
    ['with a text for its number', { call: '1' }, 'bad-input'],
    ['with half a number', { call: 1.5 }, 'bad-input'],
    ['without input', { input: undefined }, 'bad-input'],
    ['with null', { input: null }, 'bad-input'],
    ['with a wrong type', { input: { text: 7 } }, 'bad-input'],
    ['with too much', { input: { text: 'x'.repeat(10 * 1024 * 1024 + 1) } }, 'bad-input'],
  ])('%s is refused, and its handler never asked', async (_, change, code) => {
    const handler = vi.fn(() => null)
    const { dispatcher, bugs } = dispatcherOf({ 'app.copy': handler })
    expect(await dispatcher.answer({ ...copy, ...change })).toEqual({ ok: false, failure: failure(code) })
    expect(handler).not.toHaveBeenCalled()
    expect(bugs).toEqual([])
  })

  it.each<[RouteName, unknown]>([
    ['project.open', { id: '../../etc/passwd' }],
    ['project.open', { id: 'e6a3d1c2' }],
    ['app.link', { link: 'https://example.com' }],
    ['app.settings', { language: 'de' }],
    ['files.choose', { what: 'anything' }],
    ['files.check', { source: { kind: 'path', path: '/etc/passwd' }, password: null, at: null, csr: null }],
    ['project.restore', { id: 'b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11', revision: 0 }],
    ['validate.moment', { id: 'b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11', moment: { kind: 'date', at: 'tomorrow' } }],
    ['certificates.choose', { id: 'b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11', chain: ['x'] }],
  ])('of %s with %j is refused', async (route, input) => {
    const { dispatcher } = dispatcherOf({})
    expect(await dispatcher.answer({ ...copy, route, input })).toEqual({ ok: false, failure: failure('bad-input') })
  })

  it('hands its handler nothing but what the schema names', async () => {
    const handler = vi.fn(() => null)
    const { dispatcher } = dispatcherOf({ 'app.copy': handler })
    await dispatcher.answer({ ...copy, input: { text: 'a', path: '/etc/passwd', __proto__: { polluted: true } } })
    expect(handler).toHaveBeenCalledWith({ text: 'a' }, expect.anything())
  })

  it('that fails is answered with its failure', async () => {
    const { dispatcher, bugs } = dispatcherOf({
      'app.copy': () => {
        throw new CallFailed(failure('disk-full'))
      },
    })
    expect(await dispatcher.answer(copy)).toEqual({ ok: false, failure: failure('disk-full') })
    expect(bugs).toEqual([])
  })

  it.each<[string, Error]>([
    ['an error', new TypeError('x is not a function')],
    ['a text', 'x' as unknown as Error],
    ['nothing', undefined as unknown as Error],
  ])('in which %s is thrown is answered as a bug', async (_, thrown) => {
    const { dispatcher, bugs } = dispatcherOf({ 'app.copy': () => Promise.reject(thrown) })
    expect(await dispatcher.answer(copy)).toEqual({ ok: false, failure: failure('bug') })
    expect(bugs).toEqual([thrown])
  })

  it('tells how far it is, by its number', async () => {
    const { dispatcher, events } = dispatcherOf({
      'app.copy': (_, call) => {
        call.progress(1, 2, 'root.cer')
        return null
      },
    })
    await dispatcher.answer({ ...copy, call: 7 })
    expect(events).toEqual([{ kind: 'progress', call: 7, done: 1, total: 2, text: 'root.cer' }])
  })
})

/** Runs until it is cancelled. */
const endless: Partial<Handlers> = {
  'app.copy': (_, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason as Cancelled))
    }),
}

describe('a call that runs', () => {
  it('can be cancelled by its number', async () => {
    const { dispatcher, bugs } = dispatcherOf(endless)
    const [first, second] = [dispatcher.answer(copy), dispatcher.answer({ ...copy, call: 2 })]
    dispatcher.cancel(1)
    expect(await first).toEqual({ ok: false, failure: failure('cancelled') })
    dispatcher.cancel('2')
    dispatcher.cancel(3)
    dispatcher.cancel(2)
    expect(await second).toEqual({ ok: false, failure: failure('cancelled') })
    expect(bugs).toEqual([])
  })

  it('keeps its number for itself until it has ended', async () => {
    const { dispatcher } = dispatcherOf(endless)
    const first = dispatcher.answer(copy)
    expect(await dispatcher.answer(copy)).toEqual({ ok: false, failure: failure('bad-input') })
    dispatcher.cancelAll()
    await first
    const again = dispatcher.answer(copy)
    dispatcher.cancel(1)
    expect(await again).toEqual({ ok: false, failure: failure('cancelled') })
  })

  it('that can’t be cancelled is waited for at the end', async () => {
    let save = (): void => undefined
    const saving = new Promise<null>((resolve) => (save = () => resolve(null)))
    const { dispatcher } = dispatcherOf({ 'app.copy': () => saving })
    const answer = dispatcher.answer(copy)
    let isFinished = false
    const finishing = dispatcher.finish().then(() => (isFinished = true))
    await new Promise((resolve) => setTimeout(resolve, 5))
    expect(isFinished).toBe(false)
    save()
    await finishing
    expect(await answer).toEqual({ ok: true, value: null })
  })
})
