// A worker that does what its input says, for the tests of the lane.
import { parentPort } from 'node:worker_threads'

const doings = {
  answer: ({ id, input }) => parentPort.postMessage({ id, ok: true, value: input.value }),
  progress: ({ id }) => {
    parentPort.postMessage({ id, progress: { done: 1, total: null, text: 'a' } })
    parentPort.postMessage({ id, ok: true, value: 'done' })
  },
  bug: ({ id }) => parentPort.postMessage({ id, bug: { name: 'TypeError', message: 'x' } }),
  hang: () => {
    for (;;);
  },
  crash: () => {
    throw new Error('crashed')
  },
  exit: () => process.exit(3),
  eat: () => {
    const eaten = []
    for (;;) eaten.push(new Array(100_000).fill(eaten.length))
  },
}

parentPort.on('message', (request) => doings[request.input.do](request))
