import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { filesNamedIn } from '../../../electron/host/command-line.ts'
import { givenPaths, PickedFiles } from '../../../electron/host/picked.ts'
import { lifetimeMs, ShortLived } from '../../../electron/host/short-lived.ts'

const folder = mkdtempSync(join(tmpdir(), 'ome-picked-'))
const spaced = join(folder, 'from the CA.pem')
writeFileSync(join(folder, 'chain.pem'), '')
writeFileSync(spaced, '')
afterAll(() => rmSync(folder, { recursive: true }))

describe('an id', () => {
  it('stands for its value, by itself and by no other', () => {
    const values = new ShortLived<string>(() => 0)
    const [first, second] = [values.put('a'), values.put('b')]
    expect([values.get(first), values.get(second)]).toEqual(['a', 'b'])
    expect(values.get('b7ad8d4e-7d3c-4a8f-8f0e-0d4b5d5a6c11')).toBeUndefined()
    expect(first).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
  })

  it('ends ten minutes after it was last used', () => {
    let now = 0
    const values = new ShortLived<string>(() => now)
    const id = values.put('a')
    now = lifetimeMs - 1
    expect(values.get(id)).toBe('a')
    now += lifetimeMs - 1
    expect(values.get(id)).toBe('a')
    now += lifetimeMs
    expect(values.get(id)).toBeUndefined()
    now = 0
    expect(values.get(id)).toBeUndefined()
  })
})

it('shows the window names and no path', () => {
  const picked = new PickedFiles(() => 0)
  const shown = picked.put([resolve('/home/alex/from the CA/root.cer'), resolve('/home/alex/certs')])
  expect(shown.names).toEqual(['root.cer', 'certs'])
  expect(JSON.stringify(shown)).not.toContain('alex')
  expect(picked.get(shown.id)).toEqual([resolve('/home/alex/from the CA/root.cer'), resolve('/home/alex/certs')])
})

describe('paths from outside', () => {
  const path = resolve('/a/root.cer')

  it('are taken where all are absolute', () => {
    expect(givenPaths([path])).toEqual([path])
  })

  it.each<[string, unknown]>([
    ['none', []],
    ['a picture dragged out of a page, which has no path', ['']],
    ['one without a path among others', [path, '']],
    ['a relative one', ['root.cer']],
    ['a number', [7]],
    ['no list', path],
    ['nothing', undefined],
    ['too many', Array.from({ length: 2001 }, () => path)],
  ])('are refused: %s', (_, value) => {
    expect(givenPaths(value)).toBeUndefined()
  })
})

describe('a command line', () => {
  const file = join(folder, 'chain.pem')

  it.each<[string, readonly string[], boolean, readonly string[]]>([
    ['of the packed app', ['/opt/wizard', file], false, [file]],
    ['of electron .', ['/usr/bin/electron', folder, file], true, [file]],
    ['of electron with switches of Chromium first', ['electron', '--no-sandbox', folder, file], true, [file]],
    ['with a name in the present folder', ['wizard', 'chain.pem'], false, [file]],
    ['with a folder', ['wizard', folder], false, [folder]],
    ['with switches of Chromium', ['wizard', '--original-process-start-time=1', '--no-sandbox', file], false, [file]],
    ['with a file that is not there', ['wizard', join(folder, 'gone.pem')], false, []],
    ['with the URL of a file, as Linux gives it', ['wizard', pathToFileURL(spaced).href], false, [spaced]],
    ['with the URL of a file elsewhere', ['wizard', 'file://server/share/chain.pem'], false, []],
    ['with the URL of no file', ['wizard', 'file:///%E0%A4'], false, []],
    ['with an address', ['wizard', 'https://example.com/chain.pem'], false, []],
    ['with nothing', ['wizard'], false, []],
  ])('%s names its files', (_, argv, isBare, expected) => {
    expect(filesNamedIn(argv, folder, isBare)).toEqual(expected)
  })
})
