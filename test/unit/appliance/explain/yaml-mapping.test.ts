import { describe, expect, it } from 'vitest'
import { mappingAround } from '../../../../electron/appliance/explain/yaml-mapping.ts'

/** What is found around the first `§` of a text, which is taken out. */
function around(marked: string, floor = 0): string | undefined {
  const at = marked.indexOf('§')
  const text = marked.replace('§', '')
  const span = mappingAround(text, at, floor)
  return span && text.slice(span.start, span.end)
}

const item = `      - Message: Unable to process the request because an error occurred.
        MessageArgs:
          - Invalid CSR key.
        MessageId: CGEN1008
        RelatedProperties: []
        Severity: Critical`
const ansible = `  error_info:
    error:
      '@Message.ExtendedInfo':
${item}
      code: Base.1.0.GeneralError
  msg: 'HTTP Error 400: '`

describe('the mapping around a place', () => {
  it.each(['CGEN1008', 'Unable', 'Invalid', 'Critical'])('is the list item in which %s stands', (word) => {
    expect(around(ansible.replace(word, `§${word}`))).toBe(item)
  })

  it('ends where the next item begins', () => {
    const text = `${item}\n${item}`
    expect(around(text.replace('CGEN1008', '§CGEN1008'))).toBe(item)
    expect(around(`${item}\n${item.replace('CGEN1008', '§CGEN1008')}`)).toBe(item)
  })

  it.each([
    ['two members', 'Message: a\nMessageId: §b', 'Message: a\nMessageId: b'],
    ['CRLF', 'Message: a\r\nMessageId: §b\r\nSeverity: c', 'Message: a\r\nMessageId: b\r\nSeverity: c'],
    ['quoted keys', `"Message": a\n'MessageId': §b`, `"Message": a\n'MessageId': b`],
    ['a list in the column of its key', 'MessageArgs:\n- a §b\nMessageId: c', 'MessageArgs:\n- a b\nMessageId: c'],
    ['a list above, in the column of its key', 'MessageArgs:\n- a\nMessageId: §c', 'MessageArgs:\n- a\nMessageId: c'],
    ['a list below, in the column of its key', 'MessageId: §c\nMessageArgs:\n- a', 'MessageId: c\nMessageArgs:\n- a'],
    ['a sentence over two lines', 'Message: a\n  §b\nMessageId: c', 'Message: a\n  b\nMessageId: c'],
    [
      'a list item over two lines',
      'MessageArgs:\n  - a\n    §b\nMessageId: c',
      'MessageArgs:\n  - a\n    b\nMessageId: c',
    ],
    ['a second list item', 'MessageArgs:\n  - a\n  - §b\nSeverity: c', 'MessageArgs:\n  - a\n  - b\nSeverity: c'],
    ['deeper lines above', 'Message:\n    a\nMessageId: §b', 'Message:\n    a\nMessageId: b'],
    ['another key among them', 'Other: a\nMessageId: §b\n@odata.id: c', 'Other: a\nMessageId: b\n@odata.id: c'],
    ['an empty line above', 'Message: a\n\nMessageId: §b', 'MessageId: b'],
    ['an empty line below', 'MessageId: §b\n\nMessage: a', 'MessageId: b'],
    ['an empty line of blanks', 'MessageId: §b\n  \n  Message: a', 'MessageId: b'],
    ['a key for the second time below', 'MessageId: §a\nMessage: b\nMessageId: c', 'MessageId: a\nMessage: b'],
    ['its own key again', 'Message: a\nMessageId: §b\nMessage: c', 'Message: a\nMessageId: b'],
    ['a key of the outer mapping', '  MessageId: §a\nMessage: b', '  MessageId: a'],
    ['a key of the outer mapping above', 'Message: b\n  MessageId: §a', '  MessageId: a'],
    ['a line that is no member', 'some text\nMessageId: §a\nsome text', 'MessageId: a'],
    ['no blank behind the colon', 'MessageId:a\nMessageId: §b', 'MessageId: b'],
  ])('%s', (_, text, expected) => {
    expect(around(text)).toBe(expected)
  })

  it.each([
    ['a sentence', 'CGEN1008 - §Unable to process'],
    ['a sentence below a member', 'Severity: Critical\n§CGEN1008'],
    ['a member of something else', 'code: §CGEN1008'],
    ['a list of something else', 'codes:\n  - §CGEN1008'],
    ['a list of nothing', '- §CGEN1008'],
    ['a list below an empty line', 'MessageArgs:\n\n  - §CGEN1008'],
    ['an indented line of nothing', '\n    §CGEN1008'],
    ['JSON without blanks', '"MessageId":"§CGEN1008"'],
    ['an indented line below the key of a line in the same column', '  Severity: a\n  §CGEN1008'],
    ['a list item left of the key', '    MessageArgs: a\n  - §CGEN1008'],
    ['a list of something else within', 'MessageArgs:\n  other:\n    - §CGEN1008'],
    ['a text with a hyphen', 'MessageArgs:\na - §CGEN1008'],
    ['a log line', '[ERROR] 2024-01-25 11:10:34.735 MessageId: §CGEN1008'],
  ])('is not there in %s', (_, text) => {
    expect(around(text)).toBeUndefined()
  })

  it('does not begin before the floor', () => {
    for (const floor of [3, 4, 12, 13, 14])
      expect(around('--\nMessage: a\nMessageId: §b', floor)).toBe(
        floor === 3 ? 'Message: a\nMessageId: b' : 'MessageId: b',
      )
  })

  it('finds its key up to 40 lines further up', () => {
    const text = (lines: number): string => `MessageArgs:\n${'  - a\n'.repeat(lines)}  - §b`
    expect(around(text(39))).toBe(text(39).replace('§', ''))
    expect(around(text(40))).toBeUndefined()
  })

  it('may be the end of the text, without a newline', () => {
    expect(around('MessageId: §b\n')).toBe('MessageId: b')
    expect(around('\nMessageId: §b')).toBe('MessageId: b')
  })

  it('reaches 40 lines up and 40 down', () => {
    const lines = (from: number, count: number): string[] => Array.from({ length: count }, (_, i) => `k${from + i}: v`)
    const text = [...lines(0, 50), 'MessageId: §a', ...lines(50, 50)].join('\n')
    expect(around(text)).toBe([...lines(10, 40), 'MessageId: a', ...lines(50, 40)].join('\n'))
  })
})
