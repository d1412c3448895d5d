import { describe, expect, it } from 'vitest'
import { messageArgsIn } from '../../../../electron/appliance/explain/message-args.ts'

/** The text as the scanner hands it on: one byte a character. */
const argsIn = (text: string): readonly string[] | undefined => messageArgsIn(Buffer.from(text).toString('latin1'))

const nested = (value: unknown, depth: number): string =>
  depth === 0 ? JSON.stringify(value) : nested(JSON.stringify(value), depth - 1)

describe('the MessageArgs', () => {
  it.each([
    ['compact JSON', '{"MessageArgs":["Invalid CSR key."],"Severity":"Critical"}', ['Invalid CSR key.']],
    ['spaced JSON', '"MessageArgs" : [ "a" , "b" ]', ['a', 'b']],
    ['JSON on many lines', '"MessageArgs": [\n    "a",\r\n    "b"\n  ]', ['a', 'b']],
    ['a bracket on the next line', '"MessageArgs":\n["a"]', ['a']],
    ['a line break within a text', '"MessageArgs":["Invalid CSR\n key."]', ['Invalid CSR key.']],
    ['an empty list', '"MessageArgs":[]', []],
    ['an empty list on two lines', '"MessageArgs": [\n]', []],
    ['an empty text', '"MessageArgs":[""]', []],
    ['null', '"MessageArgs":null,"Severity":"x"', []],
    ['one text, no list', '"MessageArgs":"a","Severity":"x"', ['a']],
    ['a quote within', String.raw`"MessageArgs":["the \"x\" value"]`, ['the "x" value']],
    ['a bracket within', '"MessageArgs":["a [b], c"],"d":["e"]', ['a [b], c']],
    ['escapes', String.raw`"MessageArgs":["a\/b \u0027c\u0027 d\ne \\ f"]`, ["a/b 'c' d e \\ f"]],
    ['escapes of escapes', String.raw`\"MessageArgs\":[\"a\\u0027b\\nc\"]`, ["a'b c"]],
    ['a text that is cut off within quotes', '"MessageArgs":["', []],
    ['a blank before a text without quotes', 'MessageArgs =  a, b', ['a']],
    ['letters beyond ASCII', '"MessageArgs":["Clé non valide – 鍵"]', ['Clé non valide – 鍵']],
    ['a list that is cut off', '"MessageArgs":["a","b', ['a', 'b']],
    ['a list that is cut off behind a comma', '"MessageArgs":["a",', ['a']],
    ['another case of letters', '"messageArgs":["a"]', ['a']],
    ['HTML', '&quot;MessageArgs&quot;:[&quot;a&quot;,&quot;b&quot;]', ['a', 'b']],
    ['Python', "'MessageArgs': ['a', \"it's\"], 'x': ['y']", ['a', "it's"]],
    ['None', "'MessageArgs': None, 'x': 1", []],
    ['Java', 'MessageArgs=[Invalid CSR key., b], Severity=x', ['Invalid CSR key.', 'b']],
    ['a YAML list', 'MessageArgs:\n  - a\n  - b\nMessageId: c', ['a', 'b']],
    ['a YAML list in the column of its key', '  MessageArgs:\n  - a\n  MessageId: c', ['a']],
    ['a YAML list with CRLF', 'MessageArgs:\r\n  - a\r\n  - b\r\nMessageId: c', ['a', 'b']],
    ['YAML over two lines', 'MessageArgs:\n  - No Client\n    present.\nMessageId: c', ['No Client present.']],
    ['quoted YAML', `MessageArgs:\n  - 'it''s: a'\n  - "b"\n`, ["it's: a", 'b']],
    ['YAML flow', 'MessageArgs: [a, "b"]\n', ['a', 'b']],
    ['YAML null', 'MessageArgs: null\nMessageId: c', []],
    ['YAML nothing', 'MessageArgs:\nMessageId: c', []],
    ['YAML tilde', 'MessageArgs: ~\nMessageId: c', []],
    ['a YAML text', 'MessageArgs: a b\nMessageId: c', ['a b']],
    ['an empty YAML list', 'MessageArgs: []\nMessageId: c', []],
  ])('are read from %s', (_, text, expected) => {
    expect(argsIn(text)).toEqual(expected)
  })

  it.each([0, 1, 2, 3])('are read from JSON within JSON, %i deep', (depth) => {
    const text = nested({ MessageArgs: ['No Client/Server "a"', 'b'], Severity: 'Critical' }, depth)
    expect(argsIn(text)).toEqual(['No Client/Server "a"', 'b'])
  })

  it('are read from pretty JSON within JSON', () => {
    const text = JSON.stringify(JSON.stringify({ MessageArgs: ['a', 'b'], Severity: 'Critical' }, null, 2))
    expect(argsIn(text)).toEqual(['a', 'b'])
  })

  it.each([['{"MessageId":"CGEN1008"}'], ['"MessageArgs" are missing'], ['OtherMessageArgs: x'], ['MessageArgsX: y']])(
    'are not there in %s',
    (text) => {
      expect(argsIn(text)).toBeUndefined()
    },
  )

  it('are 16 at most, of 512 characters at most', () => {
    const many = Array.from({ length: 20 }, (_, i) => `a${i}`)
    expect(argsIn(JSON.stringify({ MessageArgs: many }))).toEqual(many.slice(0, 16))
    expect(argsIn(`MessageArgs:\n${many.map((arg) => `- ${arg}\n`).join('')}`)).toEqual(many.slice(0, 16))
    expect(argsIn(JSON.stringify({ MessageArgs: ['x'.repeat(600)] }))).toEqual(['x'.repeat(512)])
  })
})
