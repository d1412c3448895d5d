import { parentPort } from 'node:worker_threads'
import { Workbench, type WorkRequest } from './engine/work.ts'

/** Entry of the thread that reads and judges, so that no file holds up the window. */
const port = parentPort
if (!port) throw new Error('to be started as a worker thread')

const bench = new Workbench()
port.on('message', (request: WorkRequest) => {
  void bench.work(request, (reply, transfer = []) => port.postMessage(reply, [...transfer]))
})
