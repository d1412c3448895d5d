import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, openSync, closeSync, symlinkSync, writeSync, constants } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readFileBytes } from '../../../electron/files/read-bytes.ts'
import { folderWith } from './folder.ts'
import { canLoseAccess, withoutAccess } from './without-access.ts'
import { zip } from './zip-builder.ts'

const isWindows = process.platform === 'win32'

describe('reading the bytes of a file', () => {
  it.each([0, 1, 99, 100])('gives all %i of them, up to the limit', (size) => {
    const path = join(folderWith({ a: 'x'.repeat(size) }), 'a')
    expect(readFileBytes(path, 100)).toEqual({ ok: true, value: Buffer.from('x'.repeat(size)) })
  })

  it('gives every byte as it is', () => {
    const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => i % 251))
    expect(readFileBytes(join(folderWith({ a: bytes }), 'a'), 1e6)).toEqual({ ok: true, value: bytes })
  })

  it('refuses a file over the limit', () => {
    const path = join(folderWith({ a: 'x'.repeat(101) }), 'a')
    expect(readFileBytes(path, 100)).toEqual({ ok: false, failure: { code: 'too-large', file: path, limit: 100 } })
  })

  it('has another limit for a .zip, whatever its name', () => {
    const path = join(folderWith({ 'a.pem': zip({ name: 'x', content: 'y'.repeat(200), isStored: true }) }), 'a.pem')
    expect(readFileBytes(path, 100, { zipLimitBytes: 1000 })).toMatchObject({ ok: true })
    expect(readFileBytes(path, 100, { zipLimitBytes: 200 })).toEqual({
      ok: false,
      failure: { code: 'too-large', file: path, limit: 200 },
    })
    const text = join(folderWith({ a: 'x'.repeat(200) }), 'a')
    expect(readFileBytes(text, 100, { zipLimitBytes: 1000 })).toEqual({
      ok: false,
      failure: { code: 'too-large', file: text, limit: 100 },
    })
  })

  it('says what is not there, and what is no file', () => {
    const folder = folderWith({ a: 'x' })
    const failure = (path: string): unknown => {
      const result = readFileBytes(path, 100)
      return result.ok ? result : { ...result.failure, file: result.failure.file === path }
    }
    expect(failure(join(folder, 'b'))).toEqual({ code: 'not-found', file: true, errno: 'ENOENT' })
    expect(failure(join(folder, 'a', 'b'))).toEqual({ code: 'not-found', file: true, errno: 'ENOTDIR' })
    expect(failure(join(folder, 'x'.repeat(300)))).toEqual({ code: 'not-found', file: true, errno: 'ENAMETOOLONG' })
    expect(failure('a\0b')).toEqual({ code: 'not-found', file: true, errno: 'ERR_INVALID_ARG_VALUE' })
    expect(failure(folder)).toEqual({ code: 'is-folder', file: true })
  })

  it.skipIf(!canLoseAccess)('says what may not be read', () => {
    const folder = folderWith({ a: 'x' })
    chmodSync(folder, 0o755)
    const path = join(folder, 'a')
    const result = withoutAccess(path, () => readFileBytes(path, 100))
    expect(result).toMatchObject({ ok: false, failure: { code: 'no-permission', file: path } })
  })

  it('follows a link, and reports one that leads back to itself', () => {
    const folder = folderWith({ a: 'x' })
    symlinkSync('a', join(folder, 'link'))
    symlinkSync('loop', join(folder, 'loop'))
    expect(readFileBytes(join(folder, 'link'), 100)).toEqual({ ok: true, value: Buffer.from('x') })
    const loop = join(folder, 'loop')
    expect(readFileBytes(loop, 100)).toEqual({ ok: false, failure: { code: 'link-loop', file: loop, errno: 'ELOOP' } })
  })

  it('throws what is a bug', () => {
    expect(() => readFileBytes(undefined as unknown as string, 100)).toThrow(TypeError)
  })
})

describe.skipIf(isWindows)('reading what is no ordinary file', () => {
  function pipe(): string {
    const path = join(folderWith(), 'pipe')
    execFileSync('mkfifo', [path])
    return path
  }

  it('cuts a device that never ends at the limit', () => {
    expect(readFileBytes('/dev/zero', 1e6)).toEqual({
      ok: false,
      failure: { code: 'too-large', file: '/dev/zero', limit: 1e6 },
    })
  })

  it('takes an empty device for an empty file', () => {
    expect(readFileBytes('/dev/null', 100)).toEqual({ ok: true, value: Buffer.alloc(0) })
  })

  it('takes a pipe without a writer for an empty file, and does not wait', () => {
    expect(readFileBytes(pipe(), 100)).toEqual({ ok: true, value: Buffer.alloc(0) })
  })

  it('waits for a slow pipe and reads it to its end', async () => {
    const path = pipe()
    const writer = spawn('sh', ['-c', 'exec 3>"$0"; echo open; sleep 0.1; printf a >&3; sleep 0.1; printf b >&3', path])
    onTestFinished(() => void writer.kill())
    // The shell's end can be opened only once there is a reader.
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    await new Promise((resolve) => writer.stdout.once('data', resolve))
    const result = readFileBytes(path, 100)
    closeSync(reader)
    expect(result).toEqual({ ok: true, value: Buffer.from('ab') })
  })

  it('gives up on a pipe that is open and silent', () => {
    const path = pipe()
    const fd = openSync(path, constants.O_RDWR)
    onTestFinished(() => closeSync(fd))
    writeSync(fd, 'a')
    expect(readFileBytes(path, 100, { patienceMs: 20 })).toEqual({
      ok: false,
      failure: { code: 'timed-out', file: path },
    })
  })

  it('reads a pipe of 64 KiB and more, and cuts it at the limit', async () => {
    const path = pipe()
    const reader = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const writer = spawn('sh', ['-c', 'exec 3>"$0"; echo open; head -c 200000 /dev/zero >&3', path])
    await new Promise((resolve) => writer.stdout.once('data', resolve))
    const result = readFileBytes(path, 200_000)
    closeSync(reader)
    expect(result).toEqual({ ok: true, value: Buffer.alloc(200_000) })
  })

  it('does not read a socket', async () => {
    const path = join(folderWith(), 'socket')
    const server = createServer().listen(path)
    onTestFinished(() => void server.close())
    await new Promise((resolve) => server.once('listening', resolve))
    expect(readFileBytes(path, 100)).toEqual({ ok: false, failure: { code: 'not-a-file', file: path, errno: 'ENXIO' } })
  })

  it('reads a file that does not tell its size', () => {
    const result = readFileBytes('/proc/self/status', 1e6)
    if (process.platform === 'linux') expect(result).toMatchObject({ ok: true })
    else expect(result).toMatchObject({ ok: false, failure: { code: 'not-found' } })
  })
})
