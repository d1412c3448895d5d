import { runInThisContext } from 'node:vm'
import { app } from './app.ts'
import { browser } from './browser.ts'
import * as electron from './electron.ts'

/** What a test asks of main: to run a function there, with Electron and a value. */
interface Asked {
  readonly id: number
  readonly source: string
  readonly value: unknown
}

type Evaluated = (electronModule: typeof electron, value: unknown) => unknown

async function answer({ id, source, value }: Asked): Promise<object> {
  try {
    const evaluated = runInThisContext(`(${source})`) as Evaluated
    return { id, value: await evaluated(electron, value) }
  } catch (error) {
    return { id, error: error instanceof Error ? error.message : String(error) }
  }
}

/** Tells the test that started this process where the browser listens, and does in main what it asks for. */
export function listenToTest(): void {
  process.on('message', (asked: Asked) => void answer(asked).then((answered) => process.send?.(answered)))
  // Whoever started us is gone.
  process.on('disconnect', () => app.exit(1))
  process.send?.({ browser: browser.debuggingAddress() })
}
