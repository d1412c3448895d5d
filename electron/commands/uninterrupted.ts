import process from 'node:process'

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Runs what must not stop half-way: a Ctrl-C meanwhile has its effect right afterwards, a second one at once. */
export async function uninterrupted<T>(work: () => Promise<T>): Promise<T> {
  let received: NodeJS.Signals | undefined
  const stopWaiting = () => signals.forEach((signal) => process.off(signal, wait))
  function wait(signal: NodeJS.Signals): void {
    if (received === undefined) received = signal
    else end(signal)
  }
  function end(signal: NodeJS.Signals): void {
    stopWaiting()
    process.kill(process.pid, signal)
  }
  signals.forEach((signal) => process.on(signal, wait))
  try {
    return await work()
  } finally {
    stopWaiting()
    if (received !== undefined) end(received)
  }
}
