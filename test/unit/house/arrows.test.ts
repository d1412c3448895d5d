import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { cruise, type ICruiseResult } from 'dependency-cruiser'
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../../..')
const options = await extractOptions(join(root, '.dependency-cruiser.mjs'))

/** What the rules say of a folder, as `rule: from → to`. */
async function violations(baseDir: string): Promise<string[]> {
  const { output } = await cruise(['.'], { ...options, baseDir })
  return (output as ICruiseResult).summary.violations
    .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`)
    .sort()
}

/** The same of a tree of files that is made up. It stands in the project, so that packages are found. */
async function violationsOf(files: Readonly<Record<string, string>>): Promise<string[]> {
  mkdirSync(join(root, 'reports'), { recursive: true })
  const folder = mkdtempSync(join(root, 'reports/arrows-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(folder, dirname(path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
    return await violations(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const importOf = (from: string, to: string): string => {
  const path = posix.relative(posix.dirname(from), to)
  return path.startsWith('.') ? path : `./${path}`
}

const foundations = ['files', 'appliance', 'pki', 'messages']
const everything = ['contract', 'projects', 'ca', 'engine', 'vault', ...foundations, 'resources']

/** Each layer, the file that does the importing, and the layers that it may import. */
const layers: Readonly<Record<string, readonly [file: string, mayImport: readonly string[]]>> = {
  renderer: ['renderer/a.ts', ['contract', 'messages']],
  main: ['electron/main.ts', ['host', ...everything]],
  preload: ['electron/preload.ts', ['contract']],
  worker: ['electron/worker.ts', ['engine', ...foundations]],
  cli: ['electron/cli.ts', ['commands', ...everything]],
  demo: ['electron/demo.ts', ['commands', ...everything]],
  host: ['electron/host/a.ts', everything],
  commands: ['electron/commands/a.ts', everything],
  contract: ['electron/contract/a.ts', ['projects', 'ca', 'engine', 'vault', ...foundations]],
  projects: ['electron/projects/a.ts', ['engine', ...foundations]],
  ca: ['electron/ca/a.ts', ['engine', 'vault', ...foundations, 'resources']],
  vault: ['electron/vault/a.ts', ['engine', ...foundations]],
  engine: ['electron/engine/a.ts', foundations],
  files: ['electron/files/a.ts', []],
  appliance: ['electron/appliance/a.ts', ['pki', 'messages']],
  pki: ['electron/pki/a.ts', []],
  messages: ['electron/messages/a.ts', ['texts']],
  build: ['build/a.ts', []],
}

/** What of each layer is imported. */
const targets: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.entries(layers).map(([name, [file]]) => [name, file.replace('/a.ts', '/b.ts')])),
  resources: 'resources/templates/b.ts',
  texts: 'resources/messages/b.ts',
  test: 'test/b.ts',
}

describe('import arrows', () => {
  it('lets each layer import its own list and nothing else, not even a type', async () => {
    const files: Record<string, string> = {}
    const expected: string[] = []
    for (const path of Object.values(targets)) files[path] = 'export type B = 1\n'
    for (const [name, [file, mayImport]] of Object.entries(layers)) {
      const others = Object.entries(targets).filter(([other]) => other !== name)
      files[file] = others
        .map(([other, path]) => `export type { B as ${other} } from '${importOf(file, path)}'\n`)
        .join('')
      for (const [other, path] of others) if (!mayImport.includes(other)) expected.push(`${file} → ${path}`)
    }
    const found = (await violationsOf(files)).filter((line) => line.startsWith('layer '))
    expect(found.map((line) => line.replace(/^.*: /, '')).sort()).toEqual(expected.sort())
  })

  const start = (...paths: string[]) => ({
    'electron/cli.ts': paths.map((path) => `import '${importOf('electron/cli.ts', path)}'\n`).join(''),
  })

  it.each([
    ['static', `import { b } from '../files/b.ts'`],
    ['dynamic', `export const load = () => import('../files/b.ts')`],
    ['of a type', `import type { B } from '../files/b.ts'`],
    ['passed on', `export * from '../files/b.ts'`],
  ])('sees an import that is %s', async (_, text) => {
    const files = {
      ...start('electron/pki/a.ts', 'electron/files/b.ts'),
      'electron/pki/a.ts': text,
      'electron/files/b.ts': '',
    }
    expect(await violationsOf(files)).toEqual(['layer electron/pki/: electron/pki/a.ts → electron/files/b.ts'])
  })

  it.each([
    ['of values', `import { b } from '../pki/b.ts'`, ['contract is types: electron/contract/a.ts → electron/pki/b.ts']],
    ['of types', `import type { B } from '../pki/b.ts'`, []],
    [
      'of both',
      `import { b, type B } from '../pki/b.ts'`,
      ['contract is types: electron/contract/a.ts → electron/pki/b.ts'],
    ],
  ])('lets the contract import types only: %s', async (_, text, expected) => {
    const files = { ...start('electron/contract/a.ts'), 'electron/contract/a.ts': text, 'electron/pki/b.ts': '' }
    expect(await violationsOf(files)).toEqual(expected)
  })

  it.each([
    ['electron', 'electron/host/a.ts', 'electron/projects/a.ts', 'host knows Electron'],
    ['@peculiar/x509', 'electron/pki/issue.ts', 'electron/pki/a.ts', 'owner of @peculiar/x509'],
    ['reflect-metadata', 'electron/pki/issue.ts', 'electron/pki/a.ts', 'owner of reflect-metadata'],
    ['node-forge', 'electron/pki/rc2.ts', 'electron/pki/a.ts', 'owner of node-forge'],
    ['yauzl', 'electron/files/zip.ts', 'electron/files/a.ts', 'owner of yauzl'],
    ['yazl', 'electron/files/write-zip.ts', 'electron/files/a.ts', 'owner of yazl'],
    ['tar-stream', 'electron/files/tar.ts', 'electron/files/a.ts', 'owner of tar-stream'],
    ['intl-messageformat', 'electron/messages/messages.ts', 'electron/messages/a.ts', 'owner of intl-messageformat'],
    ['commander', 'electron/commands/command-line.ts', 'electron/commands/a.ts', 'owner of commander'],
    ['node:fs/promises', 'electron/files/a.ts', 'electron/appliance/a.ts', 'bytes in, values out'],
    ['node:child_process', 'electron/commands/a.ts', 'electron/pki/a.ts', 'bytes in, values out'],
    ['node:https', 'electron/ca/a.ts', 'electron/files/a.ts', 'no network'],
    ['node:path', 'electron/files/a.ts', 'electron/contract/a.ts', 'window without Node'],
  ])('lets %s be imported by %s and not by %s', async (name, owner, other, rule) => {
    const text = `export const load = () => import('${name}')\n`
    const found = await violationsOf({ [owner]: text, [other]: text, 'electron/cli.ts': '' })
    expect(found.filter((line) => !line.startsWith('no orphan')).map((line) => line.replace(/ → .*/, ''))).toEqual([
      `${rule}: ${other}`,
    ])
  })

  it('lets the types of commander be imported beside its owner', async () => {
    const text = `import type { Command } from 'commander'\n`
    expect(await violationsOf({ ...start('electron/commands/a.ts'), 'electron/commands/a.ts': text })).toEqual([])
  })

  it('refuses a circle, also one of types', async () => {
    const files = {
      ...start('electron/pki/a.ts'),
      'electron/pki/a.ts': `import type { B } from './b.ts'\nexport type A = B\n`,
      'electron/pki/b.ts': `import type { A } from './a.ts'\nexport type B = A\n`,
    }
    expect(await violationsOf(files)).toEqual(['no circle: electron/pki/a.ts → electron/pki/b.ts'])
  })

  it('refuses a file to which no way leads, and a folder without a place', async () => {
    const files = {
      ...start('electron/pki/a.ts'),
      'electron/demo.ts': `import './pki/c.ts'\n`,
      'electron/pki/a.ts': '',
      'electron/pki/b.ts': `import './a.ts'\n`,
      'electron/pki/c.ts': '',
      'electron/utils/a.ts': `import 'node:path'\n`,
    }
    expect(await violationsOf(files)).toEqual([
      'known layer: electron/utils/a.ts → path',
      'no orphan: electron/pki/b.ts → electron/pki/b.ts',
      'no orphan: electron/utils/a.ts → electron/utils/a.ts',
    ])
  })

  it('finds nothing in the project itself', async () => {
    expect(await violations(root)).toEqual([])
  })
})
