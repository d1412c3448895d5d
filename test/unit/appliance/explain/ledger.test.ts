import { describe, expect, it } from 'vitest'
import { Ledger } from '../../../../electron/appliance/explain/ledger.ts'
import type { Sighting } from '../../../../electron/appliance/explain/sighting.ts'

const sighting = (args: readonly string[] | undefined, more: Partial<Sighting> = {}): Sighting => ({
  code: 'CGEN1008',
  args,
  at: 0,
  end: 0,
  timestamp: undefined,
  isData: true,
  ...more,
})

describe('the list of errors', () => {
  it('has each with its line, cause and time', () => {
    const ledger = new Ledger()
    ledger.add(sighting(['Invalid CSR key.'], { timestamp: '2024-01-25 11:10:34.735' }), 7)
    ledger.add(sighting(undefined, { code: 'CSEC9002' }), 9)
    expect(ledger.explanations()).toEqual({
      explained: [
        {
          line: 7,
          code: 'CGEN1008',
          args: ['Invalid CSR key.'],
          cause: 'csr-key',
          rules: ['csr-key-match'],
          timestamp: '2024-01-25 11:10:34.735',
          count: 1,
        },
        {
          line: 9,
          code: 'CSEC9002',
          args: [],
          cause: 'certificate-file',
          rules: ['key-encipherment', 'encoding-base64'],
          count: 1,
        },
      ],
      unlisted: 0,
    })
  })

  it('keeps errors that say the same apart', () => {
    const ledger = new Ledger()
    ledger.add(sighting(['a']), 1)
    ledger.add(sighting(['a']), 2)
    expect(ledger.explanations().explained.map(({ line, count }) => [line, count])).toEqual([
      [1, 1],
      [2, 1],
    ])
  })

  const countsOf = (ledger: Ledger): (readonly [line: number, count: number])[] =>
    ledger.explanations().explained.map(({ line, count }) => [line, count])

  it('has the first hundred that say the same, and counts the others with the last of those', () => {
    const ledger = new Ledger()
    for (let line = 1; line <= 150; line++) ledger.add(sighting(undefined), line)
    ledger.add(sighting([]), 151)
    ledger.add(sighting(['a']), 152)
    ledger.add(sighting(['a', 'b']), 153)
    ledger.add(sighting(['a'], { code: 'CGEN6002' }), 154)
    const counts = countsOf(ledger)
    expect(counts.slice(0, 99)).toEqual(Array.from({ length: 99 }, (_, i) => [i + 1, 1]))
    expect(counts.slice(99)).toEqual([
      [100, 51],
      [151, 1],
      [152, 1],
      [153, 1],
      [154, 1],
    ])
    expect(ledger.explanations().unlisted).toBe(0)
    expect(ledger.size).toBe(154)
  })

  it('has a thousand in all; what else comes is unlisted, unless it says what one of those says', () => {
    const ledger = new Ledger()
    for (let line = 1; line <= 1000; line++) ledger.add(sighting([`${line}`]), line)
    for (const args of ['3', '3', 'x', 'x', 'y']) ledger.add(sighting([args]), 5000)
    ledger.addUnseen(7)
    const counts = countsOf(ledger)
    expect(counts).toEqual(Array.from({ length: 1000 }, (_, i) => [i + 1, i === 2 ? 3 : 1]))
    expect(ledger.explanations().unlisted).toBe(10)
    expect(ledger.size).toBe(1005)
  })
})
