import { execFileSync } from 'node:child_process'
import { Readable } from 'node:stream'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import { openLog, type LogSource } from '../../../electron/files/open-log.ts'
import { collect, folderWith } from './folder.ts'
import { zip } from './zip-builder.ts'

/** What a log gives: `name=content` for each log, and failures, in order; names relative to the folder. */
async function logsOf(source: LogSource, folder?: string): Promise<unknown[]> {
  const within = (name: string): string => (folder === undefined ? name : name.replace(`${folder}/`, ''))
  const all: unknown[] = []
  let former: string | undefined
  for await (const result of openLog(source)) {
    if (!result.ok) all.push({ ...result.failure, file: within(result.failure.file) })
    else if (result.value.name === former) all.push(`${String(all.pop())}${result.value.bytes.toString()}`)
    else all.push(`${within(result.value.name)}=${result.value.bytes.toString()}`)
    former = result.ok ? result.value.name : undefined
  }
  return all
}

async function fileOf(name: string, bytes: string | Uint8Array): Promise<unknown[]> {
  const folder = folderWith({ [name]: bytes })
  return logsOf(`${folder}/${name}`, folder)
}

async function tar(entries: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> {
  const archive = pack()
  for (const [name, content] of Object.entries(entries)) {
    if (name.endsWith('/')) archive.entry({ name, type: 'directory' })
    else archive.entry({ name }, Buffer.from(content))
  }
  archive.finalize()
  const chunks: Uint8Array[] = []
  for await (const chunk of archive) if (chunk instanceof Uint8Array) chunks.push(chunk)
  return Buffer.concat(chunks)
}

const bundled = {
  './': '',
  './tomcat/': '',
  './tomcat/catalina.log': 'no',
  './tomcat/application.log.1': 'older\n',
  './tomcat/application-2024-01-25.log.gz': gzipSync('packed\n'),
  './apache/application.log': 'no',
  './tomcat/application.log': 'newest\n',
}
const expected = (bundle: string): string[] => [
  `${bundle}/tomcat/application.log.1=older\n`,
  `${bundle}/tomcat/application-2024-01-25.log.gz=packed\n`,
  `${bundle}/tomcat/application.log=newest\n`,
]
const zipOf = (entries: Readonly<Record<string, string | Uint8Array>>): Buffer =>
  zip(...Object.entries(entries).map(([name, content]) => ({ name, content })))

describe('a log', () => {
  it('is text in a file', async () => {
    expect(await fileOf('any.txt', 'line\nline\n')).toEqual(['any.txt=line\nline\n'])
    expect(await fileOf('empty.log', '')).toEqual([])
  })

  it('is text packed as .gz', async () => {
    expect(await fileOf('a.log.gz', gzipSync('line\n'))).toEqual(['a.log.gz=line\n'])
    const large = 'x'.repeat(1_000_000)
    expect(await fileOf('a', gzipSync(large))).toEqual([`a=${large}`])
  })

  it('that is packed twice is given as it is the second time', async () => {
    const once = gzipSync('line\n')
    expect(await fileOf('a', gzipSync(once))).toEqual([`a=${once.toString()}`])
  })

  it('comes through a stream', async () => {
    const parts = ['li', 'ne\n', 'x'.repeat(600), 'end'].map((part) => Buffer.from(part))
    expect(await logsOf({ name: '-', stream: Readable.from(parts) })).toEqual([`-=line\n${'x'.repeat(600)}end`])
    expect(await logsOf({ name: '-', stream: Readable.from([]) })).toEqual([])
    expect(await logsOf({ name: '-', stream: Readable.from([gzipSync('packed')]) })).toEqual(['-=packed'])
  })

  it('comes in pieces, not as a whole', async () => {
    const folder = folderWith({ a: Buffer.alloc(3_000_000) })
    const pieces = await collect(openLog(`${folder}/a`))
    expect(pieces.length).toBeGreaterThan(5)
    expect(Math.max(...pieces.map((piece) => (piece.ok ? piece.value.bytes.length : 0)))).toBeLessThanOrEqual(300_000)
  })

  it.skipIf(process.platform === 'win32')('comes through a named pipe', async () => {
    const folder = folderWith({ text: 'line\n' })
    execFileSync('sh', ['-c', 'mkfifo pipe; cat text > pipe &'], { cwd: folder, stdio: 'ignore' })
    expect(await logsOf(`${folder}/pipe`, folder)).toEqual(['pipe=line\n'])
  })

  it('that is not there, or a folder, is a failure', async () => {
    const folder = folderWith()
    expect(await logsOf(`${folder}/a`, folder)).toEqual([{ code: 'not-found', file: 'a', errno: 'ENOENT' }])
    expect(await logsOf(folder, folder)).toEqual([{ code: 'is-folder', file: folder }])
  })

  it('may be left before its end', async () => {
    const archive = await tar({ 'tomcat/application.log': 'x'.repeat(5_000_000) })
    const large = 'x'.repeat(5_000_000)
    const folder = folderWith({ a: large, z: zipOf({ 'application.log': large }), t: archive, g: gzipSync(large) })
    for (const name of ['a', 'z', 't', 'g']) {
      for await (const piece of openLog(`${folder}/${name}`)) {
        expect(piece.ok).toBe(true)
        break
      }
    }
  })

  it('in a stream that breaks is given as far as it came', async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield Buffer.alloc(600, 'x')
      await Promise.resolve()
      throw Object.assign(new Error('read'), { code: 'EIO', errno: -5, syscall: 'read' })
    }
    expect(await logsOf({ name: '-', stream: broken() })).toEqual([
      `-=${'x'.repeat(600)}`,
      { code: 'read-failed', file: '-', errno: 'EIO' },
    ])
  })
})

describe('a log bundle', () => {
  it('is a .tar.gz, a .tar or a .zip, by its content: its application logs are given one after the other', async () => {
    const archive = await tar(bundled)
    expect(await fileOf('bundle', gzipSync(archive))).toEqual(expected('bundle'))
    expect(await fileOf('bundle', archive)).toEqual(expected('bundle'))
    expect(await fileOf('bundle', zipOf(bundled))).toEqual(expected('bundle'))
  })

  it('may come through a stream, a .zip excepted', async () => {
    const archive = await tar(bundled)
    expect(await logsOf({ name: '-', stream: Readable.from([gzipSync(archive)]) })).toEqual(expected('-'))
    const bytes = zipOf(bundled)
    expect(await logsOf({ name: '-', stream: Readable.from([bytes]) })).toEqual([{ code: 'zip-from-pipe', file: '-' }])
  })

  it('without the log is a failure', async () => {
    const without = { 'tomcat/catalina.log': 'x', 'tomcat/application.log/': '', 'application.log/x': 'y' }
    const failure = [{ code: 'log-not-in-archive', file: 'bundle' }]
    expect(await fileOf('bundle', gzipSync(await tar(without)))).toEqual(failure)
    expect(await fileOf('bundle', zipOf(without))).toEqual(failure)
    expect(await fileOf('bundle', zipOf({}))).toEqual(failure)
  })

  it('may hold an empty log', async () => {
    expect(await fileOf('bundle', await tar({ 'tomcat/application.log': '' }))).toEqual([])
    expect(await fileOf('bundle', zipOf({ 'tomcat/application.log': '' }))).toEqual([])
  })

  it('may hold stored and deflated logs of any size', async () => {
    const large = 'x'.repeat(20_000_000)
    const log = { name: 'tomcat/application.log', content: large }
    expect(await fileOf('b', zip(log, { ...log, name: 'tomcat/application.log.1', isStored: true }))).toEqual([
      `b/tomcat/application.log=${large}`,
      `b/tomcat/application.log.1=${large}`,
    ])
  })

  it('of another kind is named', async () => {
    expect(await fileOf('b.7z', Buffer.from('377abcaf271c0004', 'hex'))).toEqual([
      { code: 'archive-unknown', file: 'b.7z' },
    ])
  })
})

describe('a damaged bundle', () => {
  it('as .gz gives what comes before the damage', async () => {
    const packed = gzipSync('line\n'.repeat(1000), { level: 0 })
    const [text, failure] = await fileOf('a.gz', packed.subarray(0, -100))
    expect(String(text)).toMatch(/^a\.gz=line\n/)
    expect(failure).toEqual({ code: 'archive-damaged', file: 'a.gz' })
    expect(await fileOf('b.gz', Buffer.from('1f8b08ffffffffff', 'hex'))).toEqual([
      { code: 'archive-damaged', file: 'b.gz' },
    ])
  })

  it('as .tar names the log in which it breaks off', async () => {
    const archive = await tar({ 'tomcat/application.log.1': 'older\n', 'tomcat/application.log': 'x'.repeat(5000) })
    const [first, second, third] = await fileOf('b', archive.subarray(0, 3000))
    expect(first).toBe('b/tomcat/application.log.1=older\n')
    expect(String(second)).toMatch(/^b\/tomcat\/application\.log=x+$/)
    expect(third).toEqual({ code: 'archive-damaged', file: 'b/tomcat/application.log' })
  })

  it('as .tar with a header that is none is named', async () => {
    const archive = await tar({ 'tomcat/application.log': 'x' })
    archive.fill('7', 148, 154)
    expect(await fileOf('b', archive)).toEqual([{ code: 'archive-damaged', file: 'b' }])
  })

  it('as .tar.gz that is cut off is named', async () => {
    const archive = gzipSync(await tar({ other: 'y'.repeat(5000), 'tomcat/application.log': 'x' }), { level: 0 })
    expect(await fileOf('b', archive.subarray(0, 3000))).toEqual([{ code: 'archive-damaged', file: 'b' }])
  })

  it('as .zip gives the logs that are whole', async () => {
    const log = (name: string): { name: string; content: string } => ({ name: `tomcat/${name}`, content: `${name}\n` })
    const bytes = zip(
      { ...log('application.log.1'), flags: 1 },
      { ...log('application.log.2'), method: 12 },
      { ...log('application.log.3'), claimedSize: 3 },
      { ...log('application.log.4'), offset: 1 },
      { ...log('application.log.5.gz'), content: Buffer.from('1f8b08ffffffffff', 'hex') },
      log('application.log'),
    )
    const results = await fileOf('b', bytes)
    expect(results.filter((result) => typeof result !== 'string')).toEqual([
      { code: 'zip-encrypted', file: 'b/tomcat/application.log.1' },
      { code: 'zip-method', file: 'b/tomcat/application.log.2' },
      { code: 'zip-damaged', file: 'b/tomcat/application.log.3' },
      { code: 'zip-damaged', file: 'b/tomcat/application.log.4' },
      { code: 'zip-damaged', file: 'b/tomcat/application.log.5.gz' },
    ])
    expect(results.at(-1)).toBe('b/tomcat/application.log=application.log\n')
  })

  it('as .zip that is cut off is named', async () => {
    const bytes = zipOf(bundled)
    expect(await fileOf('b', bytes.subarray(0, -10))).toEqual([{ code: 'zip-damaged', file: 'b' }])
    expect(await fileOf('b', bytes.subarray(0, 10))).toEqual([{ code: 'zip-damaged', file: 'b' }])
  })

  it('never throws, whatever byte of it is changed', async () => {
    const whole = [await tar({ 'tomcat/application.log': 'x' }), zipOf(bundled)]
    for (const archive of whole) {
      for (let at = 4; at < Math.min(archive.length, 1100); at += 3) {
        const bytes = Buffer.from(archive)
        bytes[at] = (bytes[at] ?? 0) ^ 0xff
        expect(await fileOf('b', bytes)).toBeDefined()
      }
    }
  })
})
