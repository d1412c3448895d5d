import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NeedleSearch, type Match } from '../../../../electron/appliance/explain/needle-search.ts'

const find = (needles: readonly string[], text: string, from = 0, until = Infinity): Match[] =>
  new NeedleSearch(needles).find(Buffer.from(text, 'latin1'), from, Math.min(until, text.length))

/** The same, one place and one needle at a time. */
const findPlainly = (needles: readonly string[], text: string, from: number, until: number): Match[] =>
  Array.from({ length: Math.max(0, Math.min(until, text.length) - from) }, (_, i) => from + i).flatMap((at) =>
    needles.flatMap((word, needle) => (text.slice(at).toLowerCase().startsWith(word) ? [{ at, needle }] : [])),
  )

describe('the search for many words', () => {
  it('finds each in the order of the text', () => {
    expect(find(['CGEN1008', 'mutually'], 'mutually CGEN1008 mutually')).toEqual([
      { at: 0, needle: 1 },
      { at: 9, needle: 0 },
      { at: 18, needle: 1 },
    ])
  })

  it('does not mind the case of letters, and minds everything else', () => {
    expect(find(['Ab[1'], 'aB[1 AB[1 ab{1 ab[q')).toEqual([
      { at: 0, needle: 0 },
      { at: 5, needle: 0 },
    ])
  })

  it('finds longer words by their beginning, and words with the same beginning', () => {
    expect(find(['abc', 'abcdef', 'abcx'], 'abcdef')).toEqual([
      { at: 0, needle: 0 },
      { at: 0, needle: 1 },
    ])
  })

  it('leaves out what begins before or at the bounds, and looks beyond the end for what begins within', () => {
    expect(find(['abcd'], 'abcd abcd abcd', 1, 9)).toEqual([{ at: 5, needle: 0 }])
    expect(find(['abcd'], 'abcd abcd abcd', 5, 11)).toEqual([
      { at: 5, needle: 0 },
      { at: 10, needle: 0 },
    ])
    expect(find(['abcd'], 'abcd abcd abcd', 6, 10)).toEqual([])
  })

  it('does not find a word that is cut off at the end of the text', () => {
    expect(find(['ab', 'abcd'], 'xabc')).toEqual([{ at: 1, needle: 0 }])
  })

  it('finds what a plain search finds', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'C', 'c', '1', '\xe9'), maxLength: 60 })
    const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '1'), minLength: 2, maxLength: 5 })
    const bound = fc.nat(60)
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 4 }),
        letters,
        bound,
        bound,
        (words, text, from, until) => {
          const expected = findPlainly(words, text, from, until)
          const found = find(words, text, from, until)
          expect(found).toHaveLength(expected.length)
          expect(found).toEqual(expect.arrayContaining(expected))
        },
      ),
    )
  })
})
