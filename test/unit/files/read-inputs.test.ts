import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, symlinkSync } from 'node:fs'
import { relative } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { FileFailure } from '../../../electron/files/failure.ts'
import { readInputs } from '../../../electron/files/read-inputs.ts'
import { collect, folderWith } from './folder.ts'
import { zip, type ZipEntry } from './zip-builder.ts'

const MiB = 1024 * 1024

/** What the paths in a folder give: `name=content`, or the failure, names relative to the folder. */
async function read(folder: string, ...paths: readonly string[]): Promise<(string | FileFailure)[]> {
  const full = paths.map((path) => (path === '' ? folder : `${folder}/${path}`))
  const within = (file: string): string => relative(folder, file).replaceAll('\\', '/')
  return (await collect(readInputs(full))).map((result) =>
    result.ok
      ? `${within(result.value.name)}=${result.value.bytes.subarray(0, 20).toString()}`
      : { ...result.failure, file: within(result.failure.file) },
  )
}

const many = (count: number, prefix = 'f'): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${prefix}${String(i).padStart(5, '0')}`, `${i}`]))

describe('reading files and folders', () => {
  it('gives the files in the order in which they are named, a hidden one too', async () => {
    const folder = folderWith({ b: '2', a: '1', '.c': '3' })
    expect(await read(folder, 'b', '.c', 'a', 'b')).toEqual(['b=2', '.c=3', 'a=1', 'b=2'])
    expect(await read(folder)).toEqual([])
  })

  it('gives all files of a folder, sorted, with those below, without the hidden ones', async () => {
    const folder = folderWith({ 'z/1': 'a', 'z/0': 'b', a: 'c', m: 'd', '.git/x': 'e', '.h': 'f', 'z/.h': 'g', B: 'h' })
    expect(await read(folder, '')).toEqual(['B=h', 'a=c', 'm=d', 'z/0=b', 'z/1=a'])
  })

  it('goes on behind what can’t be read', async () => {
    const folder = folderWith({ b: '2' })
    expect(await read(folder, 'a', 'b')).toEqual([{ code: 'not-found', file: 'a', errno: 'ENOENT' }, 'b=2'])
  })

  it('reports a broken link in a folder', async () => {
    const folder = folderWith({ b: '2' })
    symlinkSync('nowhere', `${folder}/a`)
    expect(await read(folder, '')).toEqual([{ code: 'not-found', file: 'a', errno: 'ENOENT' }, 'b=2'])
  })

  it('follows links, enters each folder once, and so ends where links lead in a circle', async () => {
    const folder = folderWith({ 'd/x': '1', 'e/y': '2' })
    symlinkSync('..', `${folder}/d/up`)
    symlinkSync('d', `${folder}/again`)
    symlinkSync('e/y', `${folder}/file`)
    expect(await read(folder, '')).toEqual(['again/x=1', 'e/y=2', 'file=2'])
  })

  it('enters a folder once though it is named twice', async () => {
    const folder = folderWith({ 'd/x': '1' })
    expect(await read(folder, 'd', 'd', '')).toEqual(['d/x=1'])
  })

  it('says of an empty folder that nothing is in it', async () => {
    const folder = folderWith({ 'hidden/.a': '', 'full/a': '1' })
    mkdirSync(`${folder}/full/empty`)
    mkdirSync(`${folder}/nested/empty`, { recursive: true })
    expect(await read(folder, 'hidden')).toEqual([{ code: 'nothing-inside', file: 'hidden' }])
    expect(await read(folder, 'nested')).toEqual([{ code: 'nothing-inside', file: 'nested' }])
    expect(await read(folder, 'full')).toEqual(['full/a=1'])
  })

  it.skipIf(process.platform === 'win32')(
    'names a pipe in a folder and does not open it; opens one that is named',
    async () => {
      const folder = folderWith({ b: '2' })
      execFileSync('mkfifo', [`${folder}/a`])
      expect(await read(folder, '')).toEqual([{ code: 'not-a-file', file: 'a' }, 'b=2'])
      expect(await read(folder, 'a')).toEqual(['a='])
    },
  )

  it('reads 2,000 files and refuses more', async () => {
    expect(await read(folderWith(many(2000)), '')).toHaveLength(2000)
    const results = await read(folderWith(many(2001)), '')
    expect(results.slice(1999)).toEqual(['f01999=1999', { code: 'too-many-files', file: '', limit: 2000 }])
    const folder = folderWith({ ...many(1500, 'd/'), ...many(600, 'e/'), z: '' })
    const two = await read(folder, 'd', 'e', 'z')
    expect(two.slice(1999)).toEqual(['e/00499=499', { code: 'too-many-files', file: 'e', limit: 2000 }])
  })

  it('enters 2,000 folders and no more', async () => {
    const folder = folderWith()
    for (let i = 0; i < 2000; i++) mkdirSync(`${folder}/d/${String(i).padStart(4, '0')}`, { recursive: true })
    mkdirSync(`${folder}/e`)
    expect(await read(folder, 'd', 'e')).toEqual([{ code: 'too-many-files', file: 'd/1999', limit: 2000 }])
  })

  it('refuses a file over 10 MiB', async () => {
    const folder = folderWith({ a: Buffer.alloc(10 * MiB + 1), b: Buffer.alloc(10 * MiB, 'x') })
    expect(await read(folder, 'a', 'b')).toEqual([
      { code: 'too-large', file: 'a', limit: 10 * MiB },
      `b=${'x'.repeat(20)}`,
    ])
  })

  it('passes over nothing in a folder that may not be entered', async () => {
    const folder = folderWith({ 'd/x': '1' })
    chmodSync(`${folder}/d`, 0)
    const results = await read(folder, 'd')
    chmodSync(`${folder}/d`, 0o755)
    const isRoot = process.getuid?.() === 0 || process.platform === 'win32'
    expect(results).toEqual([isRoot ? 'd/x=1' : { code: 'no-permission', file: 'd', errno: 'EACCES' }])
  })
})

describe('reading a .zip', () => {
  const inZip = (...entries: readonly ZipEntry[]): Promise<(string | FileFailure)[]> =>
    read(folderWith({ 'b.pem': zip(...entries) }), 'b.pem')

  it('gives its files in their order, named by the archive, whatever the archive is called', async () => {
    expect(
      await inZip({ name: 'z', content: '1' }, { name: 'dir/' }, { name: 'dir/a', content: '2', isStored: true }),
    ).toEqual(['b.pem/z=1', 'b.pem/dir/a=2'])
  })

  it('passes over hidden files, and takes ./ from names', async () => {
    expect(
      await inZip(
        { name: '.a' },
        { name: '__MACOSX/._x' },
        { name: './x', content: '1' },
        { name: 'y\\z', content: '2' },
      ),
    ).toEqual(['b.pem/x=1', 'b.pem/y/z=2'])
  })

  it('is opened in a folder, among other files', async () => {
    const folder = folderWith({ a: '1', 'b.zip': zip({ name: 'x', content: '2' }), c: '3' })
    expect(await read(folder, '')).toEqual(['a=1', 'b.zip/x=2', 'c=3'])
  })

  it('may be larger than a file, up to 64 MiB', async () => {
    const file = { content: Buffer.alloc(10 * MiB - 100, 'x'), isStored: true }
    const results = await inZip({ name: '1', ...file }, { name: '2', ...file })
    expect(results).toEqual([`b.pem/1=${'x'.repeat(20)}`, `b.pem/2=${'x'.repeat(20)}`])
    const folder = folderWith({ big: Buffer.concat([zip(), Buffer.alloc(64 * MiB)]) })
    expect(await read(folder, 'big')).toEqual([{ code: 'too-large', file: 'big', limit: 64 * MiB }])
  })

  it('says that nothing is in an empty one', async () => {
    const nothing = [{ code: 'nothing-inside', file: 'b.pem' }]
    expect(await inZip()).toEqual(nothing)
    expect(await inZip({ name: 'dir/' }, { name: '.hidden' })).toEqual(nothing)
  })

  it('does not open another in it', async () => {
    expect(await inZip({ name: 'in', content: zip({ name: 'x' }) }, { name: 'y', content: '1' })).toEqual([
      { code: 'zip-nested', file: 'b.pem/in' },
      'b.pem/y=1',
    ])
  })

  it('does not ask for a password', async () => {
    expect(await inZip({ name: 'x', flags: 1 }, { name: 'y', content: '1' })).toEqual([
      { code: 'zip-encrypted', file: 'b.pem/x' },
      'b.pem/y=1',
    ])
    expect(await inZip({ name: 'x', flags: 0x41 })).toEqual([{ code: 'zip-encrypted', file: 'b.pem' }])
  })

  it('says what it can’t unpack', async () => {
    expect(await inZip({ name: 'x', method: 12 })).toEqual([{ code: 'zip-method', file: 'b.pem/x' }])
  })

  it('refuses more than 2,000 entries before it opens any', async () => {
    const entries = Array.from({ length: 2001 }, (_, i) => ({ name: `${i}` }))
    expect(await inZip(...entries)).toEqual([{ code: 'too-many-files', file: 'b.pem', limit: 2000 }])
    expect(await inZip(...entries.slice(1))).toHaveLength(2000)
  })
})

describe('a .zip that is made to fill the memory', () => {
  const bomb = (name: string, size: number, claimedSize = size): ZipEntry => ({
    name,
    content: Buffer.alloc(size),
    claimedSize,
  })
  const inZip = (...entries: readonly ZipEntry[]): Promise<(string | FileFailure)[]> =>
    read(folderWith({ bomb: zip(...entries) }), 'bomb')

  it('gives no file over 10 MiB, whatever its header claims', async () => {
    expect(await inZip(bomb('x', 10 * MiB + 1, 5), { name: 'y', content: '1' })).toEqual([
      { code: 'too-large', file: 'bomb/x', limit: 10 * MiB },
      'bomb/y=1',
    ])
    const stored = { name: 'x', content: Buffer.alloc(10 * MiB + 1), isStored: true }
    expect(await inZip(stored)).toEqual([{ code: 'too-large', file: 'bomb/x', limit: 10 * MiB }])
  })

  it('is left when 64 MiB were unpacked, and takes what was refused into account', async () => {
    const parts = Array.from({ length: 8 }, (_, i) => bomb(`${i}`, 9 * MiB))
    const results = await inZip(...parts)
    expect(results.slice(0, 7)).toEqual(parts.slice(0, 7).map(({ name }) => `bomb/${name}=${'\0'.repeat(20)}`))
    expect(results.slice(7)).toEqual([{ code: 'zip-too-large', file: 'bomb', limit: 64 * MiB }])
    const refused = await inZip(...Array.from({ length: 9 }, (_, i) => bomb(`${i}`, 11 * MiB)))
    expect(refused).toHaveLength(7)
    expect(refused[6]).toEqual({ code: 'zip-too-large', file: 'bomb', limit: 64 * MiB })
  })

  it('may use the same data for many files: what comes out counts', async () => {
    const first = bomb('x', 9 * MiB)
    const overlapping = Array.from({ length: 12 }, (_, i) => ({ ...first, name: `${i}`, offset: 0 }))
    const results = await inZip(...overlapping)
    expect(results).toHaveLength(8)
    expect(results[7]).toEqual({ code: 'zip-too-large', file: 'bomb', limit: 64 * MiB })
  })
})

describe('a damaged .zip', () => {
  const whole = zip({ name: 'x', content: 'certificate '.repeat(50) }, { name: 'y', content: '1' })
  const damaged = (bytes: Buffer): Promise<(string | FileFailure)[]> => read(folderWith({ b: bytes }), 'b')

  it.each([
    ['cut off', whole.subarray(0, -30)],
    ['cut to its first bytes', whole.subarray(0, 4)],
  ])('is named: %s', async (_, bytes) => {
    expect(await damaged(bytes)).toEqual([{ code: 'zip-damaged', file: 'b' }])
  })

  it('is left where its table of contents breaks off', async () => {
    const bytes = Buffer.concat([whole.subarray(0, -69), Buffer.alloc(47), whole.subarray(-22)])
    expect(await damaged(bytes)).toEqual(['b/x=certificate certific', { code: 'zip-damaged', file: 'b' }])
  })

  it.each([
    ['another checksum', { claimedCrc: 1 }],
    ['another size', { claimedSize: 7 }],
    ['no local header', { offset: 1 }],
    ['a local header beyond the end', { offset: 0xfffffff }],
  ])('gives what is whole: %s', async (_, defect) => {
    const bytes = zip({ name: 'x', content: 'certificate', ...defect }, { name: 'y', content: '1' })
    expect(await damaged(bytes)).toEqual([{ code: 'zip-damaged', file: 'b/x' }, 'b/y=1'])
  })

  it('gives what is whole: data that are no deflate', async () => {
    const bytes = zip({ name: 'x', content: '\xff\xff\xff', isStored: true, method: 8 }, { name: 'y', content: '1' })
    expect(await damaged(bytes)).toEqual([{ code: 'zip-damaged', file: 'b/x' }, 'b/y=1'])
  })

  it('may lead out of the folder in its names: nothing is ever unpacked to disk', async () => {
    expect(await damaged(zip({ name: '../../etc/x', content: '1' }))).toEqual([{ code: 'zip-damaged', file: 'b' }])
  })

  it('never throws, whatever byte is changed', async () => {
    for (let at = 4; at < whole.length; at++) {
      const bytes = Buffer.from(whole)
      bytes[at] = (bytes[at] ?? 0) ^ 0xff
      const folder = folderWith({ b: bytes })
      expect((await read(folder, 'b')).length).toBeGreaterThan(0)
    }
  })
})
