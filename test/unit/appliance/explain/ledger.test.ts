import { describe, expect, it } from 'vitest'
import { Ledger, mostListed } from '../../../../electron/appliance/explain/ledger.ts'
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

  it('when full, counts what comes with the last of its kind, and the rest as unlisted', () => {
    const ledger = new Ledger()
    ledger.add(sighting(undefined), 1)
    ledger.add(sighting([]), 2)
    for (let line = 3; line <= mostListed; line++) ledger.add(sighting([`${line}`]), line)
    for (const args of [undefined, [], [], ['3'], ['3', '4'], ['other'], ['other']]) ledger.add(sighting(args), 5000)
    ledger.add(sighting(['3'], { code: 'CGEN6002' }), 5000)
    const { explained, unlisted } = ledger.explanations()
    expect(explained).toHaveLength(1000)
    expect(explained.map(({ line }) => line)).toEqual(Array.from({ length: 1000 }, (_, i) => i + 1))
    expect(explained.slice(0, 4).map(({ count }) => count)).toEqual([2, 3, 2, 1])
    expect(unlisted).toBe(4)
  })
})
