import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { gather } from '../../../electron/engine/gather.ts'
import type { Gathered, GatherInput } from '../../../electron/engine/gathered.ts'
import { shortener } from '../../../electron/engine/sources.ts'
import { folderWith } from '../files/folder.ts'
import { zip } from '../files/zip-builder.ts'
import { jobContext } from './context.ts'
import { bytesOf, csrPem, host, inter, root, textOf } from './material.ts'

const gathered = async (input: Partial<GatherInput>): Promise<Gathered> =>
  structuredClone(await gather({ paths: [], texts: [], password: null, ...input }, jobContext()))
const fixture = (name: string) => join('test/fixtures', name)
const keyPem = readFileSync(fixture('keys/oment-310.pem'), 'latin1')
const textIn = (bytes: Uint8Array | undefined) => Buffer.from(bytes ?? []).toString('latin1')
const found = ({ files }: Gathered) => files.map(({ name, report }) => [name, report.found.map(({ kind }) => kind)])

describe('gathering', () => {
  it('keeps a file as it came, under its name without the path', async () => {
    const bytes = `text before\r\n${textOf(host)}`
    const folder = folderWith({ 'leaf.cer': bytes })
    const { files, failures } = await gathered({ paths: [join(folder, 'leaf.cer')] })
    expect(failures).toEqual([])
    expect(files).toMatchObject([{ name: 'leaf.cer', keyRemoved: false, isLocked: false }])
    expect(textIn(files[0]?.bytes)).toBe(bytes)
    expect(files[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'))
    expect(files[0]?.report).toMatchObject({ file: 'leaf.cer', found: [{ subject: 'CN=host.lab' }] })
  })

  it('names what is in folders and archives from these on', async () => {
    const folder = folderWith({
      'from the CA/root.cer': textOf(root),
      'from the CA/below/inter.cer': textOf(inter),
      'answer.zip': zip({ name: 'certs/leaf.cer', content: textOf(host) }),
    })
    const paths = [join(folder, 'from the CA/'), join(folder, 'answer.zip')]
    expect(found(await gathered({ paths }))).toEqual([
      ['from the CA/below/inter.cer', ['certificate']],
      ['from the CA/root.cer', ['certificate']],
      ['answer.zip/certs/leaf.cer', ['certificate']],
    ])
  })

  it('names no file by what could turn the direction of a line', async () => {
    const folder = folderWith({ 'a.zip': zip({ name: 'rec.\u202Emep', content: textOf(host) }) })
    expect((await gathered({ paths: [join(folder, 'a.zip')] })).files[0]?.name).toBe('a.zip/rec.\\E2\\80\\AEmep')
  })

  it('says nowhere where a file lies', async () => {
    const folder = folderWith({
      'a/log.txt': 'a log',
      'a/big.pem': Buffer.alloc(11 * 1024 * 1024),
      'empty/.hidden': '',
    })
    const paths = ['a', 'empty', 'gone.pem'].map((name) => join(folder, name))
    const { files, failures } = await gathered({ paths })
    expect(failures.map(({ file, code }) => [file, code])).toEqual([
      ['a/big.pem', 'too-large'],
      ['empty', 'nothing-inside'],
      ['gone.pem', 'not-found'],
    ])
    expect(JSON.stringify({ files: files.map(({ report }) => report), failures })).not.toContain(folder)
  })

  it('takes pasted texts, and refuses those over the limit of a file', async () => {
    const texts = [
      { name: 'Pasted', text: textOf(host) },
      { name: 'Huge', text: 'x'.repeat(10 * 1024 * 1024 + 1) },
    ]
    const all = await gathered({ texts })
    expect(found(all)).toEqual([['Pasted', ['certificate']]])
    expect(all.failures).toMatchObject([{ file: 'Huge', code: 'too-large' }])
  })

  it('tells what is no certificate at all', async () => {
    const texts = ['[ERROR] 2024-01-25', '<!doctype html><html></html>', ''].map((text, i) => ({ name: `${i}`, text }))
    const { files } = await gathered({ texts })
    expect(files.map(({ report }) => report.unreadable.map(({ code }) => code))).toEqual([
      ['no-certificate'],
      ['web-page'],
      ['empty'],
    ])
  })

  it('tells its progress by file', async () => {
    const context = jobContext()
    await gather({ paths: [], texts: ['a', 'b'].map((name) => ({ name, text: 'x' })), password: null }, context)
    expect(context.told).toEqual([
      { done: 0, total: null, text: 'a' },
      { done: 1, total: null, text: 'b' },
    ])
  })
})

describe('a private key', () => {
  const encrypted = readFileSync(fixture('reading/traditional-encrypted-key.pem'), 'latin1')

  it.each([
    ['plain', keyPem],
    ['encrypted', encrypted],
  ])('is never kept, %s', async (_, key) => {
    const { files } = await gathered({ texts: [{ name: 'all.pem', text: `${textOf(host)}${key}${csrPem}` }] })
    expect(files).toMatchObject([{ keyRemoved: true, isLocked: false }])
    expect(textIn(files[0]?.bytes)).toBe(textOf(host) + csrPem)
    expect(files[0]?.report.found).toHaveLength(3)
  })

  it('alone leaves nothing to keep', async () => {
    const { files } = await gathered({ paths: [fixture('keys/oment-310.pem')] })
    expect(files).toMatchObject([{ keyRemoved: true, report: { found: [{ kind: 'private-key' }] } }])
    expect(files[0]?.bytes).toHaveLength(0)
  })

  it('in a PKCS#12 that opens without a password goes too', async () => {
    const { files } = await gathered({ paths: [fixture('reading/empty-password.p12')] })
    expect(files).toMatchObject([{ keyRemoved: true, isLocked: false }])
    expect(textIn(files[0]?.bytes)).toMatch(/^(-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----\n)+$/)
  })
})

describe('a file with a password', () => {
  const paths = [fixture('reading/modern.p12')]

  it.each([null, 'wrong'])('is locked under the password %s, and nothing of it is kept', async (password) => {
    const { files } = await gathered({ paths, password })
    expect(files).toMatchObject([{ name: 'modern.p12', isLocked: true, keyRemoved: true }])
    expect(files[0]?.bytes).toHaveLength(0)
  })

  it('gives its certificates as PEM once it opens', async () => {
    const { files } = await gathered({ paths, password: 'Schlüssel' })
    expect(files).toMatchObject([{ isLocked: false, keyRemoved: true }])
    expect(textIn(files[0]?.bytes)).toMatch(/^-----BEGIN CERTIFICATE-----/)
    expect(textIn(files[0]?.bytes)).not.toContain('PRIVATE KEY')
  })

  it('speaks to the window, not to the terminal', async () => {
    const { files } = await gathered({ paths })
    expect(files[0]?.report.unreadable[0]?.remedy).toContain('Give it again with its password')
  })
})

describe('a name', () => {
  it.each([
    [['/a/b.pem'], '/a/b.pem', 'b.pem'],
    [['/a/b'], '/a/b/c/d.pem', 'b/c/d.pem'],
    [['/a/b'], '/a/bc/d.pem', 'd.pem'],
    [['/'], '/c/d.pem', 'c/d.pem'],
    [['/x', '/a/b/'], '/a/b/d.pem', 'b/d.pem'],
  ])('given as %s: %s is called %s', (paths, path, name) => {
    expect(shortener(paths)(path)).toBe(name)
  })

  it('comes whole bytes of its own, so that they can be handed over', async () => {
    const { files } = await gathered({ texts: [{ name: 'a', text: Buffer.from(bytesOf(host)).toString() }] })
    expect(files[0]?.bytes.byteLength).toBe(files[0]?.bytes.buffer.byteLength)
  })
})
