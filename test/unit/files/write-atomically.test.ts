import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  promises,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { writeAtomically } from '../../../electron/files/write-atomically.ts'
import { folderWith } from './folder.ts'

const isWindows = process.platform === 'win32'
const done = { ok: true, value: undefined }
const bytes = Buffer.from('new')
const raised = (code: string): Error => Object.assign(new Error(code), { code, errno: -1, syscall: 'x' })
const failure = (code: string, file: string, errno?: string): unknown => ({
  ok: false,
  failure: { code, file, ...(errno === undefined ? {} : { errno }) },
})

/** The files of a folder and what is in them: nothing else may be left behind. */
const contents = (folder: string): Record<string, string> =>
  Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]))

afterEach(() => {
  vi.restoreAllMocks()
})

describe('writing a file', () => {
  it('makes a new one, with overwriting allowed or not', async () => {
    const folder = folderWith()
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: false })).toEqual(done)
    expect(await writeAtomically(`${folder}/b`, bytes, { overwrite: true })).toEqual(done)
    expect(contents(folder)).toEqual({ a: 'new', b: 'new' })
  })

  it('replaces one where overwriting is allowed', async () => {
    const folder = folderWith({ a: 'former and longer' })
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: true })).toEqual(done)
    expect(contents(folder)).toEqual({ a: 'new' })
  })

  it('leaves one alone where it is not', async () => {
    const folder = folderWith({ a: 'former' })
    const path = `${folder}/a`
    expect(await writeAtomically(path, bytes, { overwrite: false })).toEqual(failure('exists', path))
    expect(contents(folder)).toEqual({ a: 'former' })
  })

  it('writes nothing, and much', async () => {
    const folder = folderWith()
    const much = Buffer.alloc(5e6, 'abc')
    await writeAtomically(`${folder}/nothing`, Buffer.alloc(0), { overwrite: false })
    await writeAtomically(`${folder}/much`, much, { overwrite: false })
    expect(readFileSync(`${folder}/nothing`)).toEqual(Buffer.alloc(0))
    expect(readFileSync(`${folder}/much`).equals(much)).toBe(true)
  })

  it.skipIf(isWindows)('gives it mode 0644, or the one asked for, or leaves the one it had', async () => {
    const folder = folderWith({ former: 'x', ordinary: 'x' })
    chmodSync(`${folder}/former`, 0o660)
    const modeOf = (name: string): number => statSync(`${folder}/${name}`).mode & 0o7777
    await writeAtomically(`${folder}/usual`, bytes, { overwrite: false })
    await writeAtomically(`${folder}/secret`, bytes, { overwrite: false, mode: 0o600 })
    await writeAtomically(`${folder}/former`, bytes, { overwrite: true })
    expect([modeOf('usual'), modeOf('secret'), modeOf('former')]).toEqual([modeOf('ordinary') & 0o644, 0o600, 0o660])
    await writeAtomically(`${folder}/former`, bytes, { overwrite: true, mode: 0o600 })
    expect(modeOf('former')).toBe(0o600)
  })

  it('says what stands in the way', async () => {
    const folder = folderWith({ a: 'x' })
    mkdirSync(`${folder}/d`)
    const write = (path: string, overwrite: boolean): Promise<unknown> => writeAtomically(path, bytes, { overwrite })
    for (const overwrite of [true, false]) {
      expect(await write(`${folder}/d`, overwrite)).toEqual(failure('is-folder', `${folder}/d`))
      expect(await write(`${folder}/e/f`, overwrite)).toEqual(failure('folder-missing', `${folder}/e/f`, 'ENOENT'))
      expect(await write(`${folder}/a/b`, overwrite)).toMatchObject({ failure: { code: 'folder-missing' } })
    }
    expect(await write(`${folder}/${'x'.repeat(300)}`, false)).toMatchObject({ failure: { code: 'write-failed' } })
    expect(contents(`${folder}/d`)).toEqual({})
  })

  it.skipIf(isWindows)('never replaces a device', async () => {
    expect(await writeAtomically('/dev/null', bytes, { overwrite: true })).toEqual(failure('not-a-file', '/dev/null'))
    expect(lstatSync('/dev/null').isCharacterDevice()).toBe(true)
  })

  it('throws what is a bug', async () => {
    await expect(writeAtomically(undefined as unknown as string, bytes, { overwrite: true })).rejects.toThrow(TypeError)
  })
})

describe('writing where a link stands', () => {
  it('replaces the file behind it and keeps the link', async () => {
    const folder = folderWith({ 'd/a': 'former' })
    symlinkSync('d/a', `${folder}/link`)
    symlinkSync('link', `${folder}/again`)
    expect(await writeAtomically(`${folder}/again`, bytes, { overwrite: true })).toEqual(done)
    expect(readlinkSync(`${folder}/again`)).toBe('link')
    expect(readlinkSync(`${folder}/link`)).toBe('d/a')
    expect(contents(`${folder}/d`)).toEqual({ a: 'new' })
    expect(readdirSync(folder).sort()).toEqual(['again', 'd', 'link'])
  })

  it('makes the file to which it leads', async () => {
    const folder = folderWith({ 'd/x': '' })
    symlinkSync('d/a', `${folder}/link`)
    expect(await writeAtomically(`${folder}/link`, bytes, { overwrite: true })).toEqual(done)
    expect(readlinkSync(`${folder}/link`)).toBe('d/a')
    expect(contents(`${folder}/d`)).toEqual({ a: 'new', x: '' })
  })

  it('goes by the folder in which the link really stands', async () => {
    const folder = folderWith({ 'deep/er/x': '', 'deep/a': 'former' })
    symlinkSync('../a', `${folder}/deep/er/link`)
    symlinkSync('deep/er', `${folder}/short`)
    expect(await writeAtomically(`${folder}/short/link`, bytes, { overwrite: true })).toEqual(done)
    expect(readFileSync(`${folder}/deep/a`, 'utf8')).toBe('new')
  })

  it('takes a link for a file that exists, wherever it leads', async () => {
    const folder = folderWith({ a: 'former' })
    symlinkSync('a', `${folder}/link`)
    symlinkSync('nowhere', `${folder}/broken`)
    expect(await writeAtomically(`${folder}/link`, bytes, { overwrite: false })).toEqual(
      failure('exists', `${folder}/link`),
    )
    expect(await writeAtomically(`${folder}/broken`, bytes, { overwrite: false })).toEqual(
      failure('exists', `${folder}/broken`, 'EEXIST'),
    )
    expect(readdirSync(folder).sort()).toEqual(['a', 'broken', 'link'])
  })

  it('reports one that leads back to itself', async () => {
    const folder = folderWith()
    symlinkSync('loop', `${folder}/loop`)
    expect(await writeAtomically(`${folder}/loop`, bytes, { overwrite: true })).toEqual(
      failure('link-loop', `${folder}/loop`, 'ELOOP'),
    )
  })
})

describe('a file that appears at the last moment', () => {
  it('is not replaced', async () => {
    const folder = folderWith()
    const { link } = promises
    vi.spyOn(promises, 'link').mockImplementation((from, to) => {
      writeFileSync(to, 'other')
      return link(from, to)
    })
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: false })).toEqual(
      failure('exists', `${folder}/a`, 'EEXIST'),
    )
    expect(contents(folder)).toEqual({ a: 'other' })
  })

  it('is not replaced on a file system without hard links either', async () => {
    const folder = folderWith()
    vi.spyOn(promises, 'link').mockImplementation((_, to) => {
      writeFileSync(to, 'other')
      return Promise.reject(raised('EPERM'))
    })
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: false })).toEqual(
      failure('exists', `${folder}/a`, 'EEXIST'),
    )
    expect(contents(folder)).toEqual({ a: 'other' })
  })
})

describe('a file system without hard links', () => {
  it.each(['EPERM', 'ENOTSUP', 'ENOSYS', 'UNKNOWN'])('(%s) takes a new file all the same', async (code) => {
    const folder = folderWith()
    vi.spyOn(promises, 'link').mockRejectedValue(raised(code))
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: false })).toEqual(done)
    expect(contents(folder)).toEqual({ a: 'new' })
  })

  it('has nothing left on it where that fails', async () => {
    const folder = folderWith()
    vi.spyOn(promises, 'link').mockRejectedValue(raised('EPERM'))
    vi.spyOn(promises, 'rename').mockRejectedValue(raised('EIO'))
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: false })).toEqual(
      failure('write-failed', `${folder}/a`, 'EIO'),
    )
    expect(contents(folder)).toEqual({})
  })
})

describe('when writing fails', () => {
  it.each([
    ['ENOSPC', 'disk-full'],
    ['EACCES', 'no-permission-to-write'],
    ['EBUSY', 'busy'],
    ['EIO', 'write-failed'],
  ])('with %s as the name is given, the former file is whole and nothing is left behind', async (errno, code) => {
    const folder = folderWith({ a: 'former' })
    vi.spyOn(promises, 'rename').mockRejectedValue(raised(errno))
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: true })).toEqual(
      failure(code, `${folder}/a`, errno),
    )
    expect(contents(folder)).toEqual({ a: 'former' })
  })

  it('and the new file can’t be removed either, the first failure is the one that is told', async () => {
    const folder = folderWith()
    vi.spyOn(promises, 'rename').mockRejectedValue(raised('ENOSPC'))
    vi.spyOn(promises, 'rm').mockRejectedValue(raised('EIO'))
    expect(await writeAtomically(`${folder}/a`, bytes, { overwrite: true })).toEqual(
      failure('disk-full', `${folder}/a`, 'ENOSPC'),
    )
  })

  it.skipIf(isWindows)('in a folder that may not be written, says so', async () => {
    // No file can be made under /proc/self/fd, not even by root.
    const folder = process.platform === 'linux' ? '/proc/self/fd' : '/System'
    const result = await writeAtomically(`${folder}/ome-chain-test`, bytes, { overwrite: false })
    expect(result.ok).toBe(false)
  })
})

/** A place that takes 8 KiB and no more: a tiny disk where we may mount one, else a limit on the size of files. */
function tinyDisk(): { readonly folder: string; readonly errno: string } {
  const folder = folderWith()
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8k', 'tmpfs', folder], { stdio: 'ignore' })
    onTestFinished(() => void execFileSync('umount', [folder]))
    return { folder, errno: 'ENOSPC' }
  } catch {
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=8192:unlimited'])
    onTestFinished(() => void execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited']))
    return { folder, errno: 'EFBIG' }
  }
}

describe.runIf(process.platform === 'linux')('a full disk', () => {
  it('leaves the former file whole and nothing behind', async () => {
    const { folder, errno } = tinyDisk()
    writeFileSync(`${folder}/a`, 'former')
    for (const overwrite of [true, false]) {
      const path = `${folder}/${overwrite ? 'a' : 'b'}`
      expect(await writeAtomically(path, Buffer.alloc(20_000), { overwrite })).toEqual(
        failure('disk-full', path, errno),
      )
    }
    expect(contents(folder)).toEqual({ a: 'former' })
    expect(await writeAtomically(`${folder}/b`, bytes, { overwrite: false })).toEqual(done)
  })

  it('is one too where only the size of files is limited', async () => {
    const folder = folderWith()
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=8192:unlimited'])
    const result = await writeAtomically(`${folder}/a`, Buffer.alloc(20_000), { overwrite: false })
    execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited'])
    expect(result).toEqual(failure('disk-full', `${folder}/a`, 'EFBIG'))
    expect(contents(folder)).toEqual({})
  })
})
