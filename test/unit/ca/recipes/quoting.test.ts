import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { quotings } from '../../../../electron/ca/recipes/quoting.ts'

const { sh, powershell, cmd } = quotings

const words = ['plain', 'two words', "it's", 'Schlüssel für OME', '$HOME `id` $(id)', 'a\\b', '-rf', 'x; rm *', '', '"']

describe('a word for a POSIX shell', () => {
  it.each(words)('comes through as it is: %s', (word) => {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${sh.word(word)}`])
    expect(stdout.toString()).toBe(word)
  })

  it('loses the control characters', () => {
    expect(sh.word('a\nb\u0007')).toBe("'ab'")
  })
})

describe('a word for PowerShell', () => {
  it.each([
    ['plain', "'plain'"],
    ['two words', "'two words'"],
    ["it's", "'it''s'"],
    ['it’s', "'it’’s'"],
    ['Schlüssel für OME', "'Schlüssel für OME'"],
    ['$HOME `id` $(id)', "'$HOME `id` $(id)'"],
    ['a"b', "'ab'"],
    ['a\r\nb', "'ab'"],
  ])('stands between single quotation marks: %s', (word, quoted) => {
    expect(powershell.word(word)).toBe(quoted)
  })
})

describe('a word for cmd', () => {
  it.each([
    ['plain', '"plain"'],
    ['two words', '"two words"'],
    ["it's", `"it's"`],
    ['Schlüssel für OME', '"Schlüssel für OME"'],
    ['a"b', '"ab"'],
    ['a\r\nb', '"ab"'],
    ['100 %PATH%', '"100 "^%"PATH"^%""'],
    ['C:\\', String.raw`"C:\\"`],
    ['a & del *', '"a & del *"'],
  ])('stands between double quotation marks: %s', (word, quoted) => {
    expect(cmd.word(word)).toBe(quoted)
  })
})

it('a file is named in its folder', () => {
  expect(sh.file('-x.csr')).toBe("'./-x.csr'")
  expect(powershell.file('-x.csr')).toBe(String.raw`'.\-x.csr'`)
  expect(cmd.file('-x.csr')).toBe(String.raw`".\-x.csr"`)
})
