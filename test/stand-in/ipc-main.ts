import { type IpcMain, type IpcMainEvent, type IpcMainInvokeEvent } from 'electron'
import { EventEmitter } from 'node:events'
import { guard } from './offer.ts'
import { pack } from './wire.ts'

type Offered = Pick<IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
type Handler = Parameters<IpcMain['handle']>[1]

/** The answer to `ipcRenderer.invoke`, or what Electron says where there is none. */
export type InvokeAnswer = { readonly value: string } | { readonly error: string }

class StandInIpcMain extends EventEmitter implements Offered {
  readonly #handlers = new Map<string, Handler>()

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function') {
      throw new Error(`Expected handler to be a function, but found type '${typeof handler}'`)
    }
    this.#handlers.set(channel, handler)
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...values: unknown[]): unknown => {
      this.removeHandler(channel)
      return handler(event, ...values)
    })
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel)
  }

  /** Carries out what a window asked for. An error is told in Electron's words, and printed as Electron does. */
  async answer(channel: string, event: IpcMainInvokeEvent, values: readonly unknown[]): Promise<InvokeAnswer> {
    try {
      const handler = this.#handlers.get(channel)
      if (!handler) throw new Error(`No handler registered for '${channel}'`)
      return { value: pack(await handler(event, ...values)) }
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${channel}': ${String(error)}\n`)
      return { error: String(error) }
    }
  }

  /** Hands a message of `ipcRenderer.send` to whoever listens. */
  receive(channel: string, event: IpcMainEvent, values: readonly unknown[]): void {
    this.emit(channel, event, ...values)
  }
}

guard(StandInIpcMain, 'ipcMain')

export const ipcMain = new StandInIpcMain()
