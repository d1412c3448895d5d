import { describe, expect, it } from 'vitest'
import { Bugs, framesIn, traceOf } from '../../../electron/host/bugs.ts'

const error = (stack: string, message = 'oment-310.example.com: /home/alex/secret.pem'): Error =>
  Object.assign(new TypeError(message), { stack })

describe('a trace', () => {
  it('names places in the code without folders, and never what the code worked on', () => {
    const trace = traceOf(
      error(
        `TypeError: oment-310.example.com: /home/alex/secret.pem
    at run (file:///opt/OME%20Chain%20Wizard/resources/app.asar/dist/app/main.js:1:200)
    at async Lane.run (C:\\Users\\alex\\wizard\\dist\\app\\chunks\\lane-x.js:2:3)
    at /home/alex/wizard/dist/app/main.js:7:9
    at new Promise (<anonymous>)
    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)`,
      ),
    )
    expect(trace).not.toMatch(/alex|example|secret|opt/)
    expect(trace.split('\n')).toEqual([
      'TypeError',
      '  at run (main.js:1:200)',
      '  at Lane.run (lane-x.js:2:3)',
      '  at  (main.js:7:9)',
      '  at process.processTicksAndRejections (task_queues:95:5)',
    ])
  })

  it('goes on with the cause', () => {
    const cause = error('Error\n    at judge (/a/worker.js:3:4)')
    const outer = Object.assign(new Error('outer', { cause }), { stack: '' })
    expect(traceOf(outer)).toBe('Error\nbecause of TypeError\n  at judge (worker.js:3:4)')
  })

  it.each([['a text of the user'], [undefined], [{ pem: '-----BEGIN' }]])('of %j says what it is alone', (thrown) => {
    expect(traceOf(thrown)).toBe(typeof thrown)
  })

  it('takes from what the window tells the places alone', () => {
    expect(framesIn('my password is hunter2\n    at click (app://wizard/assets/index-x.js:1:2)\nat home')).toEqual([
      '  at click (index-x.js:1:2)',
    ])
  })
})

it('remembers the last twenty', () => {
  const bugs = new Bugs(() => 0)
  for (let index = 0; index < 25; index++) bugs.remember(error(`\n    at f${index} (a.js:1:${index})`))
  expect(bugs.text).not.toContain('f4 ')
  expect(bugs.text).toContain('f5 ')
  expect(bugs.text).toContain('f24 ')
  expect(bugs.text.startsWith('1970-01-01T00:00:00.000Z\nTypeError\n')).toBe(true)
})
