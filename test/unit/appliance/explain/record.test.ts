import { describe, expect, it } from 'vitest'
import {
  endOfParagraph,
  lineStart,
  recordBeginsIn,
  timestampOf,
} from '../../../../electron/appliance/explain/record.ts'

const heads: readonly (readonly [head: string, time: string])[] = [
  ['[ERROR] 2024-01-25 11:10:34.735 [main]', '2024-01-25 11:10:34.735'],
  ['[INFO ] 2024-01-25 11:10:34,735 [main]', '2024-01-25 11:10:34,735'],
  ['  [Warn]2024-01-25T11:10:34Z text', '2024-01-25T11:10:34Z'],
  ['2024-01-25 11:10:34 text', '2024-01-25 11:10:34'],
  ['2024-01-25T11:10:34.5+01:00 text', '2024-01-25T11:10:34.5+01:00'],
  ['2024-01-25T11:10:34-0130 text', '2024-01-25T11:10:34-0130'],
  ['ERROR 2024-01-25 11:10:34.735', '2024-01-25 11:10:34.735'],
  ['25-Jan-2024 11:10:34.735 SEVERE [main]', '25-Jan-2024 11:10:34.735'],
]

const noHeads = ['ERROR nothing', '[1] 2024-01-25 11:10:34', '2024-01-25', 'at 2024-01-25 11:10:34', '{"time":1}']

describe('a log record', () => {
  it.each(heads)('begins with %s', (head, time) => {
    expect(timestampOf(`${head} CGEN1008`, head.length + 1)).toBe(time)
    expect(recordBeginsIn(`x\n${head}`, 0, 100)).toBe(true)
  })

  it.each(noHeads)('does not begin with %s', (head) => {
    expect(timestampOf(`${head} CGEN1008`, head.length + 1)).toBeUndefined()
    expect(recordBeginsIn(`x\n${head}`, 0, 100)).toBe(false)
  })

  it('begins between two places only where the line break is between them too', () => {
    const text = 'x\n2024-01-25 11:10:34'
    expect(recordBeginsIn(text, 1, 21)).toBe(true)
    expect(recordBeginsIn(text, 2, 21)).toBe(false)
    expect(recordBeginsIn(text, 0, 20)).toBe(false)
  })

  it('lends its time to the lines below it, up to an empty line', () => {
    const record = '[ERROR] 2024-01-25 11:10:34.735 a\n b\n'
    expect(timestampOf(`${record}c`, record.length)).toBe('2024-01-25 11:10:34.735')
    expect(timestampOf(`${record}\nc`, record.length + 1)).toBeUndefined()
    expect(timestampOf(`${record} \t\r\nc`, record.length + 4)).toBeUndefined()
  })

  it('has the time of the nearest head', () => {
    const text = '2024-01-25 11:10:34 a\n2024-01-26 11:10:34 b\nc'
    expect(timestampOf(text, text.length)).toBe('2024-01-26 11:10:34')
  })

  it('is looked for as many lines up as asked, 32 at most', () => {
    const text = (lines: number): string => `2024-01-25 11:10:34 a\n${'x\n'.repeat(lines)}c`
    expect(timestampOf(text(0), text(0).length, 1)).toBeUndefined()
    expect(timestampOf(text(0), text(0).length, 2)).toBe('2024-01-25 11:10:34')
    expect(timestampOf(text(30), text(30).length)).toBe('2024-01-25 11:10:34')
    expect(timestampOf(text(31), text(31).length)).toBeUndefined()
  })

  it('takes the time from the line itself where a place is at its beginning', () => {
    expect(timestampOf('\nCGEN1008', 1)).toBeUndefined()
    expect(timestampOf('2024-01-25 11:10:34 a\nCGEN1008', 22)).toBe('2024-01-25 11:10:34')
  })
})

describe('the end of a paragraph', () => {
  it.each([
    ['one two', 0, 100, 7],
    ['one two', 0, 3, 3],
    ['one\ntwo', 0, 100, 7],
    ['one\n\ntwo', 0, 100, 3],
    ['one\n \t\r\ntwo', 0, 100, 3],
    ['one\r\n\r\ntwo', 0, 100, 4],
    ['one\n[ERROR] 2024-01-25 11:10:34 two', 0, 100, 3],
    ['one\n\ntwo\n\nthree', 4, 100, 8],
    ['one\n\ntwo', 0, 4, 4],
  ])('%#: is an empty line, the next record or the limit', (text, from, to, end) => {
    expect(endOfParagraph(text, from, to)).toBe(end)
  })
})

describe('the start of a line', () => {
  it.each([
    ['abc', 2, 0],
    ['abc', 0, 0],
    ['ab\ncd', 4, 3],
    ['ab\ncd', 3, 3],
    ['ab\ncd', 2, 0],
  ])('%#: is behind the newline before it', (text, at, start) => {
    expect(lineStart(text, at)).toBe(start)
  })
})
