import { describe, expect, it } from 'vitest'
import { objectAround } from '../../../../electron/appliance/explain/json-object.ts'

/** What is found around the `@` of a text; `floor` is at its `|` where it has one. */
function around(marked: string): { readonly found: string; readonly isClosed: boolean } | undefined {
  const floor = Math.max(0, marked.indexOf('|'))
  const text = marked.replace('|', '')
  const span = objectAround(text, text.indexOf('@'), floor)
  return span && { found: text.slice(span.start, span.end), isClosed: span.isClosed }
}

const closed = (found: string): { found: string; isClosed: boolean } => ({ found, isClosed: true })
const open = (found: string): { found: string; isClosed: boolean } => ({ found, isClosed: false })
const head = '[ERROR] 2024-01-25 11:10:34.735'

describe('the innermost object around a place', () => {
  it.each([
    ['{"a":"@"}', closed('{"a":"@"}')],
    ['x {"a":"@"} y', closed('{"a":"@"}')],
    ['{"a":{"b":"@"}}', closed('{"b":"@"}')],
    ['{"a":{"b":1},"c":"@","d":{"e":2}} }', closed('{"a":{"b":1},"c":"@","d":{"e":2}}')],
    ['{"a":{"b":{"c":1}},"d":"@"}', closed('{"a":{"b":{"c":1}},"d":"@"}')],
    ['{"a":[\n"@"]\n}\n', closed('{"a":[\n"@"]\n}')],
    ['{"a":\n\n"@"\n\n}', closed('{"a":\n\n"@"\n\n}')],
    ['{"a":1} @', undefined],
    ['@ {"a":1}', undefined],
    ['no brace @ at all', undefined],
    ['{"a":1}, "@"}', undefined],
  ])('of %j is %j', (text, expected) => {
    expect(around(text)).toEqual(expected)
  })

  it.each([
    ['{"a":"@ cut off', open('{"a":"@ cut off')],
    ['{"a":"@ cut off\n\nx', open('{"a":"@ cut off')],
    [`{"a":"@ cut off\n${head} }`, open('{"a":"@ cut off')],
    [`{"a":"@" {${'{'.repeat(9)}`, open(`{"a":"@" {${'{'.repeat(7)}`)],
  ])('is open where its end is not seen: %j', (text, expected) => {
    expect(around(text)).toEqual(expected)
  })

  it('holds eight objects at most behind the place', () => {
    expect(around(`{"@"${'{}'.repeat(8)}}`)).toEqual(closed(`{"@"${'{}'.repeat(8)}}`))
    expect(around(`{"@"${'{}'.repeat(9)}}`)).toEqual(open(`{"@"${'{}'.repeat(8)}`))
  })

  it('does not begin before the floor', () => {
    expect(around('{|"a":"@"}')).toBeUndefined()
    expect(around('|{"a":"@"}')).toEqual(closed('{"a":"@"}'))
    expect(around('{|{"a":"@"}')).toEqual(closed('{"a":"@"}'))
  })

  it('does not begin in an earlier record', () => {
    expect(around(`{"a":\n${head} "@"}`)).toBeUndefined()
    expect(around(`${head} {"a":\n"@"}`)).toEqual(closed('{"a":\n"@"}'))
  })

  it('is looked for 4 KiB to either side', () => {
    const far = 'x'.repeat(4095)
    expect(around(`{${far}@}`)).toEqual(closed(`{${far}@}`))
    expect(around(`{${far}x@}`)).toBeUndefined()
    expect(around(`{@${far}}`)?.isClosed).toBe(false)
    expect(around(`{@${far.slice(1)}}`)).toEqual(closed(`{@${far.slice(1)}}`))
  })
})
