import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countNewlines } from '../../../../electron/appliance/explain/newlines.ts'

describe('counting newlines', () => {
  it.each([
    ['', 0, 0, 0],
    ['\n', 0, 1, 1],
    ['a\nb\nc', 0, 5, 2],
    ['a\nb\nc', 1, 3, 1],
    ['a\nb\nc', 2, 3, 0],
    [`${'long line '.repeat(10)}\n`.repeat(5), 0, 505, 5],
    ['\n'.repeat(1000), 0, 1000, 1000],
    [`${'\n'.repeat(300)}${'x'.repeat(100)}\n`, 0, 401, 301],
  ])('%#: counts those between two places', (text, from, to, count) => {
    expect(countNewlines(Buffer.from(text), from, to)).toBe(count)
  })

  it('counts what a plain loop counts', () => {
    const lines = fc.array(fc.nat(40), { maxLength: 400 })
    fc.assert(
      fc.property(lines, fc.nat(2000), fc.nat(2000), (lengths, from, size) => {
        const text = lengths.map((length) => 'x'.repeat(length)).join('\n')
        const plain = text.slice(from, from + size).split('\n').length - 1
        expect(countNewlines(Buffer.from(text), from, from + size)).toBe(plain)
      }),
    )
  })
})
