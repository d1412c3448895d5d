import { spawnSync } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const module = join(import.meta.dirname, '../../../build/browser.mjs')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'browser-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function program(name: string): string {
  const path = join(folder, name)
  writeFileSync(path, '')
  chmodSync(path, 0o755)
  return path
}

function found(env: Record<string, string>): string {
  const source = `import(${JSON.stringify(module)}).then((m) => process.stdout.write(String(m.findBrowser())))`
  return spawnSync(process.execPath, ['-e', source], { env, encoding: 'utf8' }).stdout
}

describe('findBrowser', () => {
  it('takes the one that CHROME_PATH names before all others', () => {
    program('chromium')
    const own = program('own')
    expect(found({ PATH: folder, CHROME_PATH: own })).toBe(own)
  })

  it('takes no other where CHROME_PATH names no program', () => {
    program('chromium')
    expect(found({ PATH: folder, CHROME_PATH: join(folder, 'none') })).toBe('undefined')
  })

  it('finds what is on the PATH', () => {
    const chromium = program('chromium')
    expect(found({ PATH: folder })).toBe(chromium)
  })
})
