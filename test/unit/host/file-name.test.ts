import { describe, expect, it } from 'vitest'
import { fileNameOf, withEnding } from '../../../electron/host/file-name.ts'

describe('a file name', () => {
  it.each([
    ['oment-310.example.com', '.csr', 'oment-310.example.com.csr'],
    ['Überwachung Süd', '.omechain', 'Überwachung Süd.omechain'],
    ['../../etc/passwd', '.pem', 'etc-passwd.pem'],
    ['C:\\Windows\\x', '.pem', 'C-Windows-x.pem'],
    ['a\0b\nc', '.pem', 'a-b-c.pem'],
    ['--output', '.pem', 'output.pem'],
    ['...', '.pem', 'appliance.pem'],
    ['', '.html', 'appliance.html'],
    ['x'.repeat(300), '.pem', `${'x'.repeat(100)}.pem`],
    ['証'.repeat(300), '.pem', `${'証'.repeat(33)}.pem`],
    ['CON', '.pem', '_CON.pem'],
    ['nul.example.com', '.csr', '_nul.example.com.csr'],
    ['console', '.pem', 'console.pem'],
  ])('of %j', (words, ending, expected) => {
    expect(fileNameOf(words, ending)).toBe(expected)
  })

  it('of a million dashes takes no time', () => {
    const begun = performance.now()
    expect(fileNameOf(`a${'-'.repeat(1_000_000)}b`, '.pem')).toBe('a.pem')
    expect(performance.now() - begun).toBeLessThan(1000)
  })

  it.each([
    ['chain.pem', 'chain.pem'],
    ['chain.PEM', 'chain.pem'],
    ['chain', 'chain.pem'],
    ['CA1-Inter', 'CA1-Inter.pem'],
    ['../up.pem', 'up.pem'],
    ['.pem', 'appliance.pem'],
  ])('%j keeps one ending', (name, expected) => {
    expect(withEnding(name, '.pem')).toBe(expected)
  })
})
