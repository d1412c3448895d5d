import { describe, expect, it } from 'vitest'
import { scanBase64 } from '../../../electron/pki/base64.ts'

/** What was decoded, where it broke off, and every kind noted with the offset of each note. */
function scan(text: string): { content: string; badAt: number | undefined; notes: string[] } {
  const notes: string[] = []
  const { content, badAt } = scanBase64(text, (kind, offset) => notes.push(`${kind} ${offset}`))
  return { content: Buffer.from(content).toString('latin1'), badAt, notes }
}

const decoded = (content: string, ...notes: string[]) => ({ content, badAt: undefined, notes })
const line64 = 'QUFB'.repeat(16)
const content64 = 'A'.repeat(48)

describe('scanBase64', () => {
  it.each([
    ['a body as it should be', '\nQUJD\n', decoded('ABC')],
    ['one padding', '\nQUI=\n', decoded('AB')],
    ['two paddings', '\nQQ==\n', decoded('A')],
    ['padding in a line of its own', '\nQQ\n==\n', decoded('A', 'long-lines 3')],
    ['nothing', '', decoded('')],
    ['a line end', '\n', decoded('')],
    ['no padding', '\nQQ\n', decoded('A', 'no-padding 4')],
    ['too little padding', '\nQQ=\n', decoded('A', 'no-padding 5')],
    ['too much padding', '\nQUJD====\n', decoded('ABC', 'no-padding 10')],
    ['full lines', `\n${line64}\n${line64}\n`, decoded(content64 + content64)],
    ['a shorter last line', `\n${line64}\nQUJD\n`, decoded(`${content64}ABC`)],
    ['a shorter line before another', `\nQUJD\n${line64}\n`, decoded(`ABC${content64}`, 'long-lines 5')],
    ['a shorter line in the middle', `\n${line64}\nQUJD\nQUJD\n`, decoded(`${content64}ABCABC`, 'long-lines 70')],
    ['a longer line', `\n${line64}QUJD\n`, decoded(`${content64}ABC`, 'long-lines 69')],
    ['Base64 in the line of the BEGIN', 'QUJD\n', decoded('ABC', 'one-line 4')],
    ['Base64 in the line of the END', '\nQUJD', decoded('ABC', 'one-line 4')],
    ['all in one line', 'QUJD', decoded('ABC', 'one-line 3')],
    ['blanks at line ends', ' \nQUJD\t \n', decoded('ABC', 'trailing-blanks 0', 'trailing-blanks 6')],
    ['blanks before Base64', '\n \tQUJD\n', decoded('ABC', 'indented-body 1')],
    ['blanks within Base64', '\nQU JD\n', decoded('ABC', 'indented-body 3')],
    ['blanks at the very beginning', ' QUJD\n', decoded('ABC', 'indented-body 0', 'one-line 5')],
    ['blanks before the END', '\nQUJD\n  ', decoded('ABC', 'quoted-armour 6')],
    ['nothing but a blank', ' ', decoded('', 'quoted-armour 0')],
    ['a blank line first', '\n\nQUJD\n', decoded('ABC', 'blank-after-begin 1')],
    ['two blank lines first', '\n\n\nQUJD\n', decoded('ABC', 'blank-after-begin 1', 'blank-in-body 2')],
    ['a blank line within', '\nQUJD\n\nQUJD\n', decoded('ABCABC', 'blank-in-body 6', 'long-lines 5')],
    ['CRLF', '\r\nQUJD\r\n', decoded('ABC', 'crlf 0', 'crlf 6')],
    ['CR CR LF', '\r\r\nQUJD\r\r\n', decoded('ABC', 'crlf 1', 'trailing-blanks 0', 'crlf 8', 'trailing-blanks 7')],
    ['CR', '\rQUJD\r', decoded('ABC', 'cr-only 0', 'cr-only 5')],
    ['a CR after Base64 in the first line', 'QUJD\rQUJD\n', decoded('ABCABC', 'long-lines 4', 'one-line 9')],
    ['a CR within', '\nQUJD\rQUJD\n', decoded('ABCABC', 'long-lines 5')],
    ['two CR within', '\nQUJD\r\rQUJD\n', decoded('ABCABC', 'long-lines 5', 'long-lines 6')],
    ['a CR after BEGIN alone', '\rQUJD\n', decoded('ABC', 'cr-only 0')],
    ['a CR before a blank line', '\r\nQUJD\n\rQUJD\n', decoded('ABCABC', 'crlf 0', 'long-lines 7', 'long-lines 6')],
    ['quoting', '\n> QUJD\n> ', decoded('ABC', 'quoted-armour 1', 'quoted-armour 8', 'quoted-armour 9')],
    ['quoting of a quoting', '\n>| >QUJD\n', decoded('ABC', 'quoted-armour 1', 'quoted-armour 2', 'quoted-armour 4')],
    ['quoting, and blanks within', '\n>QU JD\n', decoded('ABC', 'quoted-armour 1', 'indented-body 4')],
    [
      'a quoted line before an indented one',
      '\n>QUJD\n QUJD\n',
      decoded('ABCABC', 'quoted-armour 1', 'indented-body 7', 'long-lines 6'),
    ],
    ['quoting after a CR', '\n>QUJD\r>QUJD\n', decoded('ABCABC', 'quoted-armour 1', 'long-lines 6', 'quoted-armour 7')],
    [
      'URL-safe characters',
      '\n-_-_\n',
      decoded('\xfb\xff\xbf', 'url-safe 1', 'url-safe 2', 'url-safe 3', 'url-safe 4'),
    ],
    ['a no-break space', '\nQU\u00a0JD\n', decoded('ABC', 'odd-blank 3')],
    [
      'a zero, a form feed and a mark',
      '\n\0\f\ufeffQUJD\n',
      decoded('ABC', 'odd-blank 1', 'odd-blank 2', 'odd-blank 3'),
    ],
    [
      'escaped line ends',
      '\\nQUJD\\r\\nQUJD\\n',
      decoded('ABCABC', ...[0, 6, 8, 14].map((at) => `one-line ${at}`), 'one-line 15'),
    ],
    ['line ends that are escaped twice', '\\\\nQUJD\\\\n', decoded('ABC', 'one-line 0', 'one-line 7', 'one-line 9')],
    ['line ends that are escaped four times', '\\\\\\\\nQUJD\n', decoded('ABC', 'one-line 0', 'one-line 9')],
    ['an escaped tab', '\n\\tQUJD\n', decoded('ABC', 'one-line 1')],
    ['an escaped slash', '\nQU\\/D\n', decoded('AO\xc3', 'one-line 3')],
    ['escaped signs', '\n\\u002BQU\\u002f\n', decoded('\xf9\x05\x3f', 'one-line 1', 'one-line 9')],
    ['escaped padding', '\nQQ\\u003d\\u003D\n', decoded('A', 'one-line 3', 'one-line 9')],
    [
      'quoting after an escaped line end',
      '\\n> QUJD\\r> QUJD\n',
      decoded('ABCABC', 'one-line 0', 'quoted-armour 2', 'one-line 8', 'quoted-armour 10', 'one-line 16'),
    ],
  ])('reads %s', (_, text, result) => {
    expect(scan(text)).toEqual(result)
  })

  it.each([
    ['another character', '\nQU*D', 'A', 3],
    ['one at the beginning', '*', '', 0],
    ['one beyond Latin-1', '\nQUJD\u2013', 'ABC', 5],
    ['Base64 after padding', '\nQQ==QUJD', 'A', 5],
    ['a slash after padding', '\nQQ==\\/', 'A', 5],
    ['padding before all', '\n=QQ=', '', 1],
    ['quoting after Base64', '\nQU>JD', 'A', 3],
    ['quoting after an escaped tab', '\nQU\\t>JD', 'A', 5],
    ['a backslash before another letter', '\nQU\\xJD', 'A', 3],
    ['five backslashes', '\nQUJD\\\\\\\\\\n', 'ABC', 5],
    ['a backslash at the end', '\nQUJD\\', 'ABC', 5],
    ['an escaped character that is no Base64', '\nQUJD\\u0041\\u0020', 'ABC\x00', 11],
    ['an escape that is no number', '\nQUJD\\uxyz', 'ABC', 5],
    ['an escaped character that is URL-safe', '\nQUJD\\u002d', 'ABC', 5],
  ])('stops at %s', (_, text, content, badAt) => {
    const result = scan(text)
    expect([result.content.slice(0, 3), result.badAt]).toEqual([content.slice(0, 3), badAt])
    expect(result.notes.filter((note) => /quoted-armour|trailing/.test(note) && !note.endsWith(` ${badAt}`))).toEqual(
      [],
    )
  })

  it('does not look at the last line where it stopped', () => {
    expect(scan('\nQUJD *')).toEqual({ content: 'ABC', badAt: 6, notes: [] })
  })

  it('counts characters without padding', () => {
    const ignore = (): void => undefined
    expect(scanBase64('\nQQ==\n', ignore).characters).toBe(2)
    expect(scanBase64(`\n${line64}\n`, ignore).characters).toBe(64)
  })
})
