import { pack, unpack } from '../wire.ts'
import { type FromWindow, type PreloadOptions, type ToWindow } from '../window-messages.ts'
import { openBridge } from './bridge.ts'
import { pathTokens } from './file-paths.ts'
import { listenForAccelerators } from './accelerators.ts'
import { offer } from '../offer.ts'

type Listener = (event: unknown, ...values: unknown[]) => void
type Preload = (
  exports: object,
  require: (name: string) => unknown,
  module: { exports: object },
  process: object,
) => void

interface Waiting {
  readonly resolve: (value: unknown) => void
  readonly reject: (error: Error) => void
}

/** Runs in the preload's world: what a sandboxed preload gets of Electron, then the preload itself. */
export default function startPreloadWorld(options: PreloadOptions, preload: Preload): void {
  if (window !== window.top || location.href === 'about:blank') return
  const tell = (message: FromWindow): void => {
    const binding = Reflect.get(window, options.binding) as (text: string) => void
    binding(JSON.stringify({ ...message, url: location.href }))
  }
  const files = pathTokens(options.channel)
  const bridge = openBridge(options.channel, 'preload')
  const listeners = new Map<string, Set<Listener>>()
  const once = new WeakMap<Listener, Listener>()
  const waiting = new Map<number, Waiting>()
  let asked = 0

  const off = (channel: string, listener: Listener): object => {
    listeners.get(channel)?.delete(once.get(listener) ?? listener)
    return ipcRenderer
  }
  const on = (channel: string, listener: Listener): object => {
    const known = listeners.get(channel) ?? new Set()
    listeners.set(channel, known.add(listener))
    return ipcRenderer
  }
  const ipcRenderer: object = offer('ipcRenderer', {
    on,
    off,
    addListener: on,
    removeListener: off,
    once(channel: string, listener: Listener) {
      const first: Listener = (...values) => {
        off(channel, listener)
        listener(...values)
      }
      once.set(listener, first)
      return on(channel, first)
    },
    removeAllListeners(channel: string) {
      listeners.delete(channel)
      return ipcRenderer
    },
    send(channel: string, ...values: unknown[]) {
      tell({ kind: 'send', channel, values: pack(values) })
    },
    invoke(channel: string, ...values: unknown[]) {
      const id = (asked += 1)
      const packed = pack(values)
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject })
        tell({ kind: 'invoke', id, channel, values: packed })
      })
    },
  })

  function receive(message: ToWindow): void {
    if (message.kind === 'send') {
      const event = offer('the event of ipcRenderer.on', { sender: ipcRenderer, ports: [] })
      const values = unpack(message.values) as unknown[]
      for (const listener of [...(listeners.get(message.channel) ?? [])]) listener(event, ...values)
      return
    }
    const asker = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'answer') asker?.resolve(unpack(message.value))
    else asker?.reject(new Error(`Error invoking remote method '${message.channel}': ${message.error}`))
  }

  const electron = offer("require('electron') of the preload", {
    ipcRenderer,
    contextBridge: offer('contextBridge', { exposeInMainWorld: bridge.expose }),
    webUtils: offer('webUtils', { getPathForFile: files.tokenFor }),
  })
  Object.defineProperty(window, options.binding + 'Main', {
    value: { receive, fileOf: files.fileOf, setAccelerators: listenForAccelerators(tell, options.accelerators) },
  })

  const module = { exports: {} }
  const load = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer') return electron
    throw new Error(`module not found: ${name}`)
  }
  tell({ kind: 'started' })
  try {
    preload(module.exports, load, module, offer('process of the preload', options.process))
  } catch (error) {
    tell({ kind: 'preload-error', error: pack(error instanceof Error ? error : new Error(String(error))) })
  }
}
