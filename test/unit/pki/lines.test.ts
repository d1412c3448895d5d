import { expect, it } from 'vitest'
import { LineCounter } from '../../../electron/pki/lines.ts'

it('counts LF, CR and CRLF as one line end each', () => {
  const text = 'a\nb\r\nc\rd\r\r\ne'
  const counter = new LineCounter(text)
  const lineOf = (character: string): number => counter.lineAt(text.indexOf(character))
  expect(['a', 'b', 'c', 'd', 'e'].map(lineOf)).toEqual([1, 2, 3, 4, 6])
})

it('puts a line end into the line that it ends', () => {
  const counter = new LineCounter('a\n\nb')
  expect([0, 1, 1, 2, 3, 4].map((offset) => counter.lineAt(offset))).toEqual([1, 1, 1, 2, 3, 3])
})
