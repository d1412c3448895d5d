import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { homedir, userInfo } from 'node:os'
import { join } from 'node:path'
import { parseSync } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
/** What marks the place of the fuses in Electron's binary: its version, how many, and one digit each. */
const fuseMark = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuses = 9

let folder = ''
let packed: ReadonlyMap<string, Buffer> = new Map()
let binary = Buffer.alloc(0)

/** Packs what `npm run dist` packs, around a placeholder for Electron's binary, which can't be had everywhere. */
beforeAll(() => {
  mkdirSync(join(root, 'node_modules/.cache'), { recursive: true })
  folder = mkdtempSync(join(root, 'node_modules/.cache/packed-'))
  copyFileSync(join(root, 'package.json'), join(folder, 'package.json'))
  run('build/build.mjs', join(folder, 'dist'))
  const electron = join(folder, 'electron')
  mkdirSync(join(electron, 'resources'), { recursive: true })
  writeFileSync(
    join(electron, 'electron'),
    Buffer.from(`${fuseMark}\u0001${String.fromCharCode(fuses)}${'1'.repeat(fuses)}`),
  )
  run(
    'node_modules/electron-builder/cli.js',
    ...['--linux', 'dir', '--projectDir', folder, '--config', join(root, 'build/electron-builder.yml')],
    ...[`-c.electronDist=${electron}`, `-c.directories.output=${join(folder, 'release')}`],
  )
  const app = join(folder, 'release/linux-unpacked')
  packed = filesIn(readFileSync(join(app, 'resources/app.asar')))
  binary = readFileSync(join(app, 'ome-chain-wizard'))
}, 120_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(script: string, ...values: readonly string[]): void {
  execFileSync(process.execPath, [join(root, script), ...values], { stdio: ['ignore', 'ignore', 'pipe'] })
}

interface Entry {
  readonly files?: Readonly<Record<string, Entry>>
  readonly offset?: string
  readonly size?: number
  readonly unpacked?: boolean
}

/** The files of an asar archive: a table in JSON between lengths, then all the bytes. */
function filesIn(archive: Buffer): ReadonlyMap<string, Buffer> {
  const start = 8 + archive.readUInt32LE(4)
  const table = JSON.parse(archive.subarray(16, 16 + archive.readUInt32LE(12)).toString('utf8')) as Entry
  const found = new Map<string, Buffer>()
  const enter = (path: string, { files, offset = '0', size = 0, unpacked }: Entry): void => {
    for (const [name, entry] of Object.entries(files ?? {})) enter(path === '' ? name : `${path}/${name}`, entry)
    if (!files && unpacked) throw new Error(`${path} lies outside of the archive, where anybody can change it`)
    if (!files) found.set(path, archive.subarray(start + Number(offset), start + Number(offset) + size))
  }
  enter('', table)
  return found
}

const isOfMain = /^dist\/app\/(main|worker|chunks\/.+)\.js$/

/** What a module imports by names, which have to be found somewhere. */
const packagesOf = (text: string): readonly string[] =>
  parseSync('main.js', text).program.body.flatMap((statement) => {
    const source = 'source' in statement ? statement.source?.value : undefined
    return typeof source === 'string' && !source.startsWith('.') ? [source] : []
  })

describe('the package', () => {
  it('holds the built app and nothing else', () => {
    expect([...packed.keys()]).toEqual(
      expect.arrayContaining(['dist/app/main.js', 'dist/app/preload.cjs', 'package.json']),
    )
    const isBuilt =
      /^(package\.json|dist\/app\/((chunks\/)?[\w-]+\.js|(preload|worker)\.cjs|renderer\/index\.html|renderer\/assets\/[\w-]+\.(js|css)))$/
    expect([...packed.keys()].filter((path) => !isBuilt.test(path))).toEqual([])
  })

  it.each<[string, RegExp]>([
    ['source map', /sourceMappingURL|sourcesContent/],
    ['private key', /-----BEGIN [A-Z ]*PRIVATE KEY-----\s*[A-Za-z0-9+/=]{40}/],
    [
      'way for a developer in',
      /openDevTools|toggleDevTools|VITE_DEV|DEV_SERVER|remote-debugging|import\.meta\.hot|localhost:\d/,
    ],
    ['way of Svelte for developers', /\$inspect|__svelte_meta|svelte\/internal\/client\/dev/],
    ['part of the stand-in', /playwright|stand-in/i],
  ])('holds no %s', (_, pattern) => {
    const holders = [...packed].filter(([, bytes]) => pattern.test(bytes.toString('latin1')))
    expect(holders.map(([path]) => path)).toEqual([])
  })

  it('holds no path of the machine that it was built on', () => {
    const paths = [root, homedir()].filter((path) => path.length > 3 && path !== '/root')
    const names = [...paths, `/home/${userInfo().username}`]
    const holders = [...packed].filter(([, bytes]) => names.some((name) => bytes.includes(name)))
    expect(holders.map(([path]) => path)).toEqual([])
  })

  it('starts at main, and asks for no package', () => {
    const { main, type } = JSON.parse(packed.get('package.json')?.toString('utf8') ?? '{}') as Record<string, unknown>
    expect({ main, type }).toEqual({ main: 'dist/app/main.js', type: 'module' })
    const asked = [...packed].flatMap(([path, bytes]) =>
      isOfMain.test(path) ? packagesOf(bytes.toString('utf8')) : [],
    )
    expect(asked.filter((name) => name !== 'electron' && !isBuiltin(name))).toEqual([])
    const preload = packed.get('dist/app/preload.cjs')?.toString('utf8') ?? ''
    expect([...preload.matchAll(/require\(([^)]*)\)/g)].map(([, name]) => name)).toEqual(['"electron"'])
  })

  it('has everything inline in no page of it', () => {
    const page = packed.get('dist/app/renderer/index.html')?.toString('utf8') ?? ''
    expect(page).toContain('<script type="module"')
    expect(page).not.toMatch(/<style|style=|<script(?![^>]*\bsrc=)|\son\w+=|https?:/)
  })

  it('can’t be run as a Node, looked into, or have other code put in its place', () => {
    const wire = binary.subarray(binary.indexOf(fuseMark) + fuseMark.length + 2).toString('latin1', 0, fuses)
    const names = [
      'runAsNode',
      'cookies',
      'nodeOptions',
      'inspect',
      'integrity',
      'onlyAsar',
      'snapshot',
      'fileProtocol',
    ]
    expect(Object.fromEntries(names.map((name, index) => [name, wire[index]]))).toEqual({
      runAsNode: '0',
      cookies: '1',
      nodeOptions: '0',
      inspect: '0',
      integrity: '1',
      onlyAsar: '1',
      snapshot: '0',
      fileProtocol: '0',
    })
  })
})
