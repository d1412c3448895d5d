import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { isSameFile } from '../../../electron/files/same-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'same-file-'))
const at = (name: string): string => join(folder, name)
writeFileSync(at('a'), 'same')
writeFileSync(at('b'), 'same')
afterAll(() => rmSync(folder, { recursive: true }))

describe('two paths', () => {
  it('lead to one file however they are written', () => {
    expect(isSameFile(at('a'), at('a'))).toBe(true)
    expect(isSameFile(at('a'), join(folder, '.', 'x', '..', 'a'))).toBe(true)
  })

  it('lead to two files though they hold the same', () => {
    expect(isSameFile(at('a'), at('b'))).toBe(false)
  })

  it('lead nowhere where one is missing', () => {
    expect(isSameFile(at('a'), at('missing'))).toBe(false)
    expect(isSameFile(at('missing'), at('missing'))).toBe(false)
  })

  it.skipIf(process.platform === 'win32')('lead to one file through a link', () => {
    symlinkSync(at('a'), at('link'))
    expect(isSameFile(at('link'), at('a'))).toBe(true)
  })
})
