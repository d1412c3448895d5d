import { EventEmitter } from 'node:events'
import { type Accelerator } from './window-messages.ts'

interface Events {
  changed: []
  pressed: [command: number, window: object]
}

/** The keys of the application's menu, between the menu, which sets them, and the windows, which look for them. */
class AcceleratorTable extends EventEmitter<Events> {
  #keys: readonly Accelerator[] = []

  get keys(): readonly Accelerator[] {
    return this.#keys
  }

  set keys(keys: readonly Accelerator[]) {
    this.#keys = keys
    this.emit('changed')
  }
}

export const acceleratorTable = new AcceleratorTable()
