import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, realpathSync, rmdirSync, rmSync, statSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

/** What a second instance tells the first. */
export interface SecondInstance {
  readonly argv: string[]
  readonly cwd: string
  readonly additionalData: unknown
}

/** A name that depends on the folder of the app's data alone: two apps with the same one are two instances. */
function socketOf(userData: string): string {
  mkdirSync(userData, { recursive: true })
  const name = createHash('sha256').update(realpathSync(userData)).digest('hex').slice(0, 20)
  return process.platform === 'win32' ? `\\\\.\\pipe\\stand-in-${name}` : join(tmpdir(), `stand-in-${name}.sock`)
}

/** Electron waits for the first instance's answer before it goes on: a process of its own does that here. */
const tellFirst = `
  const [path, text] = process.argv.slice(1)
  const socket = require('node:net').connect(path, () => socket.end(text))
  socket.on('data', () => process.exit(0)).on('error', () => process.exit(1)).setTimeout(20_000, () => process.exit(1))
`

function isHeardBy(socket: string, message: SecondInstance): boolean {
  const { status } = spawnSync(process.execPath, ['-e', tellFirst, socket, JSON.stringify(message)])
  return status === 0
}

function listen(socket: string, hear: (message: SecondInstance) => void): Server {
  const server = createServer({ allowHalfOpen: true }, (connection) => {
    let text = ''
    connection.setEncoding('utf8')
    connection.on('data', (chunk) => (text += String(chunk)))
    connection.on('end', () => {
      connection.end('heard')
      hear(JSON.parse(text) as SecondInstance)
    })
    connection.on('error', () => connection.destroy())
  })
  server.unref()
  return server.listen(socket)
}

const waiting = new Int32Array(new SharedArrayBuffer(4))
const staleAfter = 30_000

/** One process at a time asks and listens: two that start together must not both find nobody. */
function inTurn<T>(turn: string, action: () => T): T {
  for (;;) {
    try {
      mkdirSync(turn)
      break
    } catch {
      if (existsSync(turn) && Date.now() - statSync(turn).mtimeMs > staleAfter) rmdirSync(turn)
      Atomics.wait(waiting, 0, 0, 20)
    }
  }
  try {
    return action()
  } finally {
    rmdirSync(turn)
  }
}

/**
 * The lock of the first instance on a folder of data, or nothing where another has it: that one has then heard of us.
 * A socket whose owner was killed answers nobody, and is taken over.
 */
export function lockInstance(
  userData: string,
  message: SecondInstance,
  hear: (message: SecondInstance) => void,
): Server | undefined {
  const socket = socketOf(userData)
  const turn = join(tmpdir(), `stand-in-${basename(socket)}.turn`)
  return inTurn(turn, () => {
    const isPipe = process.platform === 'win32'
    if ((isPipe || existsSync(socket)) && isHeardBy(socket, message)) return undefined
    if (!isPipe) rmSync(socket, { force: true })
    return listen(socket, hear)
  })
}
