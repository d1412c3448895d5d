import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { inFolder, quotedForPowerShell, quotedForShell } from '../../../electron/ca/quote.ts'

const words = ['plain', 'two words', "it's", 'Schlüssel für OME', '$HOME `id` $(id)', 'a\\b', '-rf', 'x; rm *', '', '"']

describe('a word for a POSIX shell', () => {
  it.each(words)('comes through as it is: %s', (word) => {
    const { stdout } = spawnSync('sh', ['-c', `printf %s ${quotedForShell(word)}`])
    expect(stdout.toString()).toBe(word)
  })

  it('loses the control characters', () => {
    expect(quotedForShell('a\nb\u0007')).toBe("'ab'")
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
    expect(quotedForPowerShell(word)).toBe(quoted)
  })
})

it('a file is named in its folder', () => {
  expect(inFolder('-x.csr', '/')).toBe('./-x.csr')
  expect(inFolder('-x.csr', '\\')).toBe('.\\-x.csr')
})
