import { parse, stringify } from 'devalue'
import { notCloneable } from '../wire.ts'

/**
 * What contextBridge passes between the preload's world and the page's: functions are proxied, promises settle on the
 * other side, plain objects and arrays are copied, errors keep their message alone, files pass, the rest is cloned.
 * The two worlds share the document, so they talk by synchronous events under a name that only they know; an event
 * carries no more than a text across, or, in a DragEvent, a file.
 */

type Callable = (...values: unknown[]) => unknown

class Reference {
  constructor(
    readonly kind: 'function' | 'promise' | 'file',
    readonly id: number,
  ) {}
}

type Message =
  | { readonly kind: 'call'; readonly id: number; readonly values: string }
  | { readonly kind: 'settle'; readonly id: number; readonly settled: 'resolved' | 'rejected'; readonly value: string }
  | { readonly kind: 'expose'; readonly key: string; readonly api: string }

interface Answer {
  readonly failed: boolean
  readonly value: string
}

interface Settle {
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: unknown) => void
}

export type Side = 'page' | 'preload'

export interface Bridge {
  /** Puts a copy of `api` into the page's world, as `contextBridge.exposeInMainWorld` does. */
  readonly expose: (key: string, api: unknown) => void
}

const tooDeep = 'Electron contextBridge recursion depth exceeded. Nested objects deeper than 1000 are not supported.'
const alreadyBound = 'Cannot bind an API on top of an existing property on the window object'

const builtIns = [Date, RegExp, Map, Set, ArrayBuffer, Blob]

/** What is cloned as it is. Everything else counts as a plain object and loses its prototype. */
function isBuiltIn(value: object): boolean {
  return ArrayBuffer.isView(value) || builtIns.some((type) => value instanceof type)
}

function deepFreeze(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value) || isBuiltIn(value)) return value
  Object.freeze(value)
  for (const inner of Object.values(value)) deepFreeze(inner)
  return value
}

/** Opens this side's end. `channel` is the name that only the two worlds know. */
export function openBridge(channel: string, side: Side): Bridge {
  const other: Side = side === 'page' ? 'preload' : 'page'
  const functions: Callable[] = []
  const numbers = new Map<Callable, number>()
  const proxies = new Map<number, Callable>()
  const waiting = new Map<number, Settle>()
  const files = new Map<number, File>()
  let asked = 0
  let numbered = 0

  function ask(message: Message): Answer {
    const reply = `${channel}:${side}:${(asked += 1)}`
    let answer: Answer | undefined
    const listen = (event: Event): void => {
      answer = JSON.parse((event as CustomEvent<string>).detail) as Answer
    }
    window.addEventListener(reply, listen, { once: true })
    const detail = JSON.stringify({ reply, message })
    window.dispatchEvent(new CustomEvent(`${channel}:${other}`, { detail }))
    window.removeEventListener(reply, listen)
    if (!answer) throw new Error('The stand-in found no other side of the bridge.')
    return answer
  }

  function request(message: Message): unknown {
    const { failed, value } = ask(message)
    if (failed) throw decode(value)
    return decode(value)
  }

  function numberOf(callable: Callable): number {
    const known = numbers.get(callable)
    if (known !== undefined) return known
    const id = functions.push(callable) - 1
    numbers.set(callable, id)
    return id
  }

  function settleThere(id: number, settled: 'resolved' | 'rejected', value: unknown): void {
    request({ kind: 'settle', id, settled, value: encode(value) })
  }

  /** A File is handed over inside the DataTransfer of an event: the one thing that both worlds see as it is. */
  function passFile(file: File): Reference {
    const id = (numbered += 1)
    const dataTransfer = new DataTransfer()
    dataTransfer.items.add(file)
    window.dispatchEvent(new DragEvent(`${channel}:${other}:file`, { dataTransfer, detail: id }))
    return new Reference('file', id)
  }

  function promised(promise: Promise<unknown>): Reference {
    const id = (numbered += 1)
    promise.then(
      (value) => settleThere(id, 'resolved', value),
      (reason: unknown) => settleThere(id, 'rejected', reason),
    )
    return new Reference('promise', id)
  }

  function copyObject(source: object, seen: Map<object, unknown>, depth: number): unknown {
    const copy: Record<string, unknown> = {}
    seen.set(source, copy)
    for (const [key, value] of Object.entries(source)) copy[key] = copyOf(value, seen, depth + 1)
    return copy
  }

  function copyArray(source: readonly unknown[], seen: Map<object, unknown>, depth: number): unknown {
    const copy: unknown[] = []
    seen.set(source, copy)
    for (const value of source) copy.push(copyOf(value, seen, depth + 1))
    return copy
  }

  function copyOf(value: unknown, seen: Map<object, unknown>, depth: number): unknown {
    if (depth > 1000) throw new TypeError(tooDeep)
    if (typeof value === 'function') return new Reference('function', numberOf(value as Callable))
    if (typeof value === 'symbol') throw new Error(notCloneable)
    if (typeof value !== 'object' || value === null) return value
    const known = seen.get(value)
    if (known !== undefined) return known
    if (Array.isArray(value)) return copyArray(value, seen, depth)
    if (value instanceof Promise) return promised(value)
    if (value instanceof Error) return new Error(value.message)
    if (value instanceof File) return passFile(value)
    return isBuiltIn(value) ? structuredClone(value) : copyObject(value, seen, depth)
  }

  function encode(value: unknown): string {
    try {
      return stringify(copyOf(value, new Map(), 0), {
        Reference: (item: unknown) => item instanceof Reference && [item.kind, item.id],
        Error: (item: unknown) => item instanceof Error && [item.message],
      })
    } catch (error) {
      throw error instanceof TypeError ? error : new Error(notCloneable)
    }
  }

  function proxyOf(id: number): Callable {
    const known = proxies.get(id)
    if (known) return known
    const proxy: Callable = (...values) => request({ kind: 'call', id, values: encode(values) })
    proxies.set(id, proxy)
    return proxy
  }

  function takeFile(id: number): File {
    const file = files.get(id)
    if (!file) throw new Error('The stand-in lost a file on the bridge.')
    files.delete(id)
    return file
  }

  function revive([kind, id]: ['function' | 'promise' | 'file', number]): unknown {
    if (kind === 'function') return proxyOf(id)
    if (kind === 'file') return takeFile(id)
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
  }

  function decode(text: string): unknown {
    return parse(text, { Reference: revive, Error: ([message]: [string]) => new Error(message) })
  }

  function settleHere(id: number, settled: 'resolved' | 'rejected', value: string): void {
    const settle = waiting.get(id)
    waiting.delete(id)
    if (settled === 'resolved') settle?.resolve(decode(value))
    else settle?.reject(decode(value))
  }

  function bind(key: string, api: string): void {
    if (Object.hasOwn(window, key)) throw new Error(alreadyBound)
    const value = deepFreeze(decode(api))
    Object.defineProperty(window, key, { value, enumerable: true, writable: false, configurable: false })
  }

  function carryOut(message: Message): unknown {
    switch (message.kind) {
      case 'call':
        return functions[message.id]?.(...(decode(message.values) as unknown[]))
      case 'settle':
        settleHere(message.id, message.settled, message.value)
        return undefined
      case 'expose':
        bind(message.key, message.api)
        return undefined
    }
  }

  function answer(message: Message): Answer {
    try {
      return { failed: false, value: encode(carryOut(message)) }
    } catch (error) {
      return { failed: true, value: encode(error) }
    }
  }

  window.addEventListener(`${channel}:${side}`, (event) => {
    const { reply, message } = JSON.parse((event as CustomEvent<string>).detail) as { reply: string; message: Message }
    window.dispatchEvent(new CustomEvent(reply, { detail: JSON.stringify(answer(message)) }))
  })

  window.addEventListener(`${channel}:${side}:file`, (event) => {
    const { dataTransfer, detail } = event as DragEvent
    const file = dataTransfer?.files[0]
    if (file) files.set(detail, file)
  })

  return {
    expose(key, api) {
      request({ kind: 'expose', key, api: encode(api) })
    },
  }
}
