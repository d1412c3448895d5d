/** Runs the command: within this process, which is fast, or as its users do, built and in a process of its own. */
import { spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import process, { env, execPath } from 'node:process'
import { Readable, Writable } from 'node:stream'
import { inject, onTestFinished } from 'vitest'
import type { StandardInput } from '../../../electron/commands/context.ts'
import { runProgram } from '../../../electron/commands/program.ts'
import { now } from '../../builder/authority.ts'

export interface Ran {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

type Content = string | Uint8Array
type Environment = Readonly<Record<string, string | undefined>>

/** A folder of its own for one test. */
export class Folder {
  private constructor(readonly path: string) {}

  static with(files: Readonly<Record<string, Content>> = {}): Folder {
    const folder = new Folder(mkdtempSync(join(tmpdir(), 'ome-chain-command-')))
    onTestFinished(() => rmSync(folder.path, { recursive: true, force: true }))
    for (const [name, content] of Object.entries(files)) folder.write(name, content)
    return folder
  }

  /** Where a file of that name stands, or would. */
  at(name: string): string {
    return join(this.path, name)
  }

  /** Gives its path. */
  write(name: string, content: Content): string {
    mkdirSync(dirname(this.at(name)), { recursive: true })
    writeFileSync(this.at(name), content)
    return this.at(name)
  }

  read(name: string): string {
    return readFileSync(this.at(name), 'latin1')
  }

  /** Everything in it, hidden files too, sorted. */
  get names(): readonly string[] {
    return readdirSync(this.path, { recursive: true, encoding: 'utf8' }).sort()
  }
}

/** Takes what is written to it. */
class Sink extends Writable {
  text = ''
  readonly columns?: number
  constructor(
    readonly isTTY: boolean,
    columns: number | undefined,
  ) {
    super()
    if (columns !== undefined) this.columns = columns
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.text += chunk.toString('utf8')
    done()
  }
}

export interface RunOptions {
  /** What comes from standard input. */
  readonly stdin?: Content
  /** What somebody types at a terminal, one after the other. */
  readonly typed?: readonly string[]
  readonly env?: Environment
  /** When the command is started, in milliseconds since 1970; by default when the builder's certificates are valid. */
  readonly now?: number
  readonly isTerminal?: boolean
  readonly columns?: number
}

/** Runs the command within this process. The environment has nothing but what is given. */
export async function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const stdout = new Sink(options.isTerminal === true, options.columns)
  const stderr = new Sink(options.isTerminal === true, options.columns)
  const stdin = options.typed ? keyboard(options.typed) : Readable.from([Buffer.from(options.stdin ?? '')])
  const exitCode = await runProgram({
    args,
    env: { LANG: 'en_US.UTF-8', ...options.env },
    stdin: () => stdin,
    stdout,
    stderr,
    version: '1.2.3',
    now: options.now ?? now,
  })
  return { exitCode, stdout: stdout.text, stderr: stderr.text }
}

/** A terminal's input. */
const keyboard = (typed: readonly string[]): StandardInput =>
  Object.assign(Readable.from(typed.map((text) => Buffer.from(text))), { isTTY: true, setRawMode: () => undefined })

/** Runs it with `--json` (or `--jsonl`), and gives what it prints. */
export async function runJson(args: readonly string[], options: RunOptions = {}): Promise<unknown> {
  const { stdout } = await run([...args, '--json'], options)
  return JSON.parse(stdout)
}

/** A text as if it stood on one line, however it was broken. */
export const inOneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()

export interface ProcessOptions {
  readonly in: Folder
  readonly stdin?: Content
  readonly env?: Environment
  /** `demo` in place of the command. */
  readonly script?: 'cli' | 'demo'
}

/** What a user's shell would have, without anything that changes colours or languages. */
export const plainEnvironment = (folder: Folder, extra: Environment = {}): Record<string, string | undefined> => ({
  PATH: env.PATH,
  SystemRoot: env.SystemRoot,
  HOME: folder.path,
  LANG: 'en_US.UTF-8',
  ...extra,
})

export const scriptPath = (script: 'cli' | 'demo' = 'cli'): string => join(inject('bundle'), `${script}.js`)

/** Runs the built command in a process of its own, in that folder. */
export const runProcess = (args: readonly string[], options: ProcessOptions): Promise<Ran> =>
  runFile(execPath, [scriptPath(options.script), ...args], options)

/** Runs any program and waits for its end. */
export function runFile(file: string, args: readonly string[], options: ProcessOptions): Promise<Ran> {
  const child = spawn(file, args, { cwd: options.in.path, env: plainEnvironment(options.in, options.env) })
  const ran = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      ran[name] += text
    })
  }
  child.stdin.on('error', () => undefined) // A program need not read to the end
  child.stdin.end(options.stdin)
  return new Promise((resolve, reject) => {
    child.on('error', reject).on('close', (exitCode) => resolve({ ...ran, exitCode }))
  })
}

/** A module that stops the next writing where the bytes go to the disk, until a signal has come. */
export const slowDisk = `
    import { open } from 'node:fs/promises'
    const handle = await open(process.argv[1])
    const file = Object.getPrototypeOf(handle)
    await handle.close()
    const { sync } = file
    file.sync = async function () {
      const signal = new Promise((resolve) => ['SIGINT', 'SIGTERM', 'SIGHUP'].map((name) => process.once(name, resolve)))
      const alive = setInterval(() => {}, 1000)
      process.stderr.write('writing')
      await signal
      clearInterval(alive)
      file.sync = sync
      await sync.call(this)
    }`

const nobody = 65534

/** Takes away every right to these, and runs as somebody to whom that means something. See `canLoseAccess`. */
export async function withoutAccessTo<T>(paths: readonly string[], work: () => Promise<T>): Promise<T> {
  const restore = paths.map((path) => [path, statSync(path).mode] as const)
  for (const path of paths) chmodSync(path, 0)
  const isRoot = process.getuid?.() === 0
  if (isRoot) process.seteuid?.(nobody)
  try {
    return await work()
  } finally {
    if (isRoot) process.seteuid?.(0)
    for (const [path, mode] of restore) chmodSync(path, mode)
  }
}
