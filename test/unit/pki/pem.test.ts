import { describe, expect, it } from 'vitest'
import { splitPem } from '../../../electron/pki/pem.ts'
import { findMarkers } from '../../../electron/pki/pem-markers.ts'
import { Refusal } from '../../../electron/pki/refusal.ts'

const begin = '-----BEGIN A-----\n'
const end = '-----END A-----\n'
const body = 'QUJDQUJDQUJDQUJDQUJDQUJD'
const block = `${begin}${body}\n${end}`

/** Armours as `LABEL line content`, with what else is to be said of them. */
function split(text: string): { armours: string[]; quirks: string[] } {
  const { armours, quirks } = splitPem(text)
  return {
    armours: armours.map(({ label, line, content, hasEnd, isEncrypted, badLine }) =>
      [
        label,
        line,
        Buffer.from(content).toString('latin1').slice(0, 3),
        ...(hasEnd ? [] : ['open']),
        ...(isEncrypted ? ['encrypted'] : []),
        ...(badLine === undefined ? [] : [`bad ${badLine}`]),
      ].join(' '),
    ),
    quirks: quirks.map(({ kind, line }) => `${kind} ${line}`),
  }
}

const gives = (armours: string[], ...quirks: string[]) => ({ armours, quirks })

describe('splitPem', () => {
  it.each([
    ['one armour', block, gives(['A 1 ABC'])],
    ['two', block + block, gives(['A 1 ABC', 'A 4 ABC'])],
    ['blank lines around', `\n\n${block}\n${block}\n`, gives(['A 3 ABC', 'A 7 ABC'])],
    ['no armour', 'text', gives([])],
    ['no armour and no newline at its end', '-----BEGIN', gives([])],
    ['text before', `x\n${block}`, gives(['A 2 ABC'], 'text-around 1')],
    ['text after a blank line', `\n x\n${block}`, gives(['A 3 ABC'], 'text-around 2')],
    ['text between', `${block}x\n${block}`, gives(['A 1 ABC', 'A 5 ABC'], 'text-around 4')],
    ['text after', `${block}\nx\n`, gives(['A 1 ABC'], 'text-around 5')],
    ['text after without end', `${block}x`, gives(['A 1 ABC'], 'text-around 4', 'no-final-newline 4')],
    ['dashes before', `-----\n${block}`, gives(['A 2 ABC'], 'text-around 1', 'dashes-in-text 1')],
    ['dashes after', `${block}\n------x\n`, gives(['A 1 ABC'], 'text-around 5', 'dashes-in-text 5')],
    ['four dashes', `${block}----\n`, gives(['A 1 ABC'], 'text-around 4')],
    ['a zero first', `0\n${block}`, gives(['A 2 ABC'], 'zero-in-text 1', 'text-around 1')],
    ['a zero later', `x0\n0\n${block}`, gives(['A 3 ABC'], 'text-around 1')],
    ['a zero after an END', `${block}0`, gives(['A 1 ABC'], 'zero-in-text 4', 'text-around 4', 'no-final-newline 4')],
    [
      'a zero after an END and CRLF',
      `${block.slice(0, -1)}\r\n0\n`,
      gives(['A 1 ABC'], 'crlf 3', 'zero-in-text 4', 'text-around 4'),
    ],
    ['a zero a line later', `${block}\n0\n`, gives(['A 1 ABC'], 'text-around 5')],
    ['a mark first', `\ufeff${block}`, gives(['A 1 ABC'], 'bom-before-begin 1')],
    ['a mark between', `${block}\ufeff${block}`, gives(['A 1 ABC', 'A 4 ABC'], 'bom-before-begin 4')],
    ['a mark on its line', `\ufeff\n${block}`, gives(['A 2 ABC'], 'bom-own-line 1')],
    ['a mark between on its line', `${block}\n\ufeff\n${block}`, gives(['A 1 ABC', 'A 6 ABC'], 'bom-own-line 5')],
    ['a mark and a blank', `\ufeff ${block}`, gives(['A 1 ABC'], 'quoted-armour 1')],
    ['glued armours', block.slice(0, -1) + block, gives(['A 1 ABC', 'A 3 ABC'], 'glued-armours 3')],
    [
      'armours glued by a blank',
      `${block.slice(0, -1)} ${block}`,
      gives(['A 1 ABC', 'A 3 ABC'], 'glued-armours 3', 'quoted-armour 3'),
    ],
    ['a blank after END', `${block.slice(0, -1)} \t\n`, gives(['A 1 ABC'], 'trailing-blanks 3')],
    ['text after END', `${block.slice(0, -1)} x\n`, gives(['A 1 ABC'], 'quoted-armour 3')],
    ['text before a blank after END', `${block.slice(0, -1)}x \n`, gives(['A 1 ABC'], 'quoted-armour 3')],
    ['text before BEGIN', `x ${block}`, gives(['A 1 ABC'], 'quoted-armour 1')],
    ['a blank before BEGIN in a later line', `${block} ${block}`, gives(['A 1 ABC', 'A 4 ABC'], 'quoted-armour 4')],
    ['CRLF after END', `${block.slice(0, -1)}\r\n`, gives(['A 1 ABC'], 'crlf 3')],
    ['CR CR LF after END', `${block.slice(0, -1)}\r\r\n`, gives(['A 1 ABC'], 'trailing-blanks 3', 'crlf 4')],
    ['a CR after END at the end', `${block.slice(0, -1)}\r`, gives(['A 1 ABC'])],
    ['a CR after END', `${block.slice(0, -1)}\rx\n`, gives(['A 1 ABC'], 'cr-only 3', 'text-around 4')],
    ['a CR before BEGIN', `x\r${block}`, gives(['A 2 ABC'], 'text-around 1', 'cr-only 2')],
    ['a CR in text', `x\ry\n${block}`, gives(['A 3 ABC'], 'text-around 1')],
    ['no newline', block.slice(0, -1), gives(['A 1 ABC'], 'no-final-newline 3')],
    ['another END', block.replace('END A', 'END B'), gives(['A 1 ABC'], 'label-mismatch 3')],
    ['an END that is missing', `${begin}${body}\n`, gives(['A 1 ABC open'], 'missing-end 1')],
    [
      'an END that is missing before a BEGIN',
      `${begin}${body}\n${block}`,
      gives(['A 1 ABC open', 'A 3 ABC'], 'missing-end 1'),
    ],
    [
      'an END that is missing in one line',
      `-----BEGIN A-----${body}`,
      gives(['A 1 ABC open'], 'missing-end 1', 'no-final-newline 1'),
    ],
    [
      'an END that is missing after an escape',
      `-----BEGIN A-----\\n${body}\\n`,
      gives(['A 1 ABC open'], 'missing-end 1', 'no-final-newline 1'),
    ],
    [
      'a quoted BEGIN without END',
      `> -----BEGIN A-----\n> ${body}\n`,
      gives(['A 1 ABC open'], 'quoted-armour 1', 'missing-end 1'),
    ],
    ['text after what has no END', `${begin}${body}\n!\n`, gives(['A 1 ABC open bad 3'], 'missing-end 1')],
    [
      'a BEGIN that is mentioned',
      `-----BEGIN A----- and so on\n${block}`,
      gives(['A 2 ABC'], 'text-around 1', 'dashes-in-text 1'),
    ],
    [
      'a BEGIN that is mentioned in long words',
      `-----BEGIN A----- ${'x'.repeat(70)}!\n`,
      gives(['A 1 \xc7\x1c\x71 open bad 1'], 'missing-end 1'),
    ],
    [
      'armours that are mentioned',
      `-----BEGIN A----- to -----END A-----\n${block}`,
      gives(['A 2 ABC'], 'text-around 1', 'dashes-in-text 1'),
    ],
    ['armours around nothing in one line', `-----BEGIN A----------END A-----\n`, gives([])],
    ['armours around 63 blanks', `-----BEGIN A-----${' '.repeat(63)}-----END A-----\n`, gives([])],
    [
      'armours around 64 blanks',
      `-----BEGIN A-----${' '.repeat(64)}-----END A-----\n`,
      gives(['A 1 '], 'quoted-armour 1'),
    ],
    [
      'a short Base64 in one line',
      `-----BEGIN A----- ${body} -----END A-----\n`,
      gives(['A 1 ABC'], 'indented-body 1', 'quoted-armour 1', 'one-line 1'),
    ],
    ['armours around a blank line', `${begin}\n${end}`, gives(['A 1 '], 'blank-after-begin 2')],
    ['an END alone', `x\n${end}`, gives(['A 2 '], 'text-around 1', 'dashes-in-text 2')],
    ['an END at the beginning', end, gives(['A 1 '], 'text-around 1', 'dashes-in-text 1')],
    ['an END that is mentioned', `x ${end}${block}`, gives(['A 2 ABC'], 'text-around 1')],
    ['an END twice', `${block}${end}`, gives(['A 1 ABC', 'A 4 '], 'text-around 4', 'dashes-in-text 4')],
    ['a character that is no Base64', `${begin}QUJD\n*\n${end}`, gives(['A 1 ABC bad 3'])],
    ['headers', `${begin}Key: value\n\n${body}\n${end}`, gives(['A 1 ABC'], 'headers 1')],
    [
      'headers without a blank line',
      `${begin}Key: value\n${body}\n${end}`,
      gives(['A 1 ABC'], 'headers 1', 'one-line 3'),
    ],
    [
      'a header of two lines',
      `${begin}Key: value,\n  more\nOther: x\n\n${body}\n${end}`,
      gives(['A 1 ABC'], 'headers 1'),
    ],
    [
      'quoted headers',
      `> ${begin}> Key: value\n> \n> ${body}\n> ${end}`,
      gives(['A 1 ABC'], 'quoted-armour 1', 'headers 1', 'trailing-blanks 3'),
    ],
    ['headers with CRLF', `${begin}Key: value\r\n\r\n${body}\n${end}`, gives(['A 1 ABC'], 'headers 1', 'crlf 3')],
    [
      'a header in the line of the BEGIN',
      `-----BEGIN A-----Key: value\n${body}\n${end}`,
      gives(['A 1 \x29\xec bad 1']),
    ],
  ])('finds %s', (_, text, result) => {
    const { armours, quirks } = split(text)
    expect({ armours: armours.map((armour) => armour.trimEnd()), quirks }).toEqual({
      armours: result.armours.map((armour) => armour.trimEnd()),
      quirks: result.quirks,
    })
  })

  it('reads a hundred headers, and not one more', () => {
    const headers = (count: number) => split(`${begin}${'K: v\n'.repeat(count)}\n${body}\n${end}`)
    expect(headers(100)).toEqual(gives(['A 1 ABC'], 'headers 1'))
    expect(headers(101).armours).toEqual(['A 1  bad 102'])
  })

  it.each([
    ['says so', 'Proc-Type: 4,ENCRYPTED\nDEK-Info: x', true],
    ['says so otherwise', 'proc-type:4 , encrypted', true],
    ['says another thing', 'Proc-Type: 4,CLEAR', false],
    ['says so late', `Comment: ${'x'.repeat(100)}\nProc-Type: 4,ENCRYPTED`, false],
  ])('takes a key for encrypted where a header %s', (_, headers, isEncrypted) => {
    const { armours, quirks } = splitPem(
      `-----BEGIN RSA PRIVATE KEY-----\n${headers}\n\n${body}\n-----END RSA PRIVATE KEY-----\n`,
    )
    expect([armours[0]?.isEncrypted, quirks]).toEqual([isEncrypted, []])
  })

  it('notes the first place of each kind', () => {
    const crlf = block.replaceAll('\n', '\r\n')
    expect(split(`${block}${crlf}${crlf}x\n${block}y\n`).quirks).toEqual(['crlf 4', 'text-around 10'])
  })
})

describe('a marker', () => {
  const markers = (text: string) =>
    [...findMarkers(text)].map(
      ({ isBegin, label, start, end: after }) => `${isBegin ? 'BEGIN' : 'END'} ${label} ${start}-${after}`,
    )

  it.each([
    ['of five dashes', '-----BEGIN A-----', ['BEGIN A 0-17']],
    ['of two', '--END A--', ['END A 0-9']],
    ['of one', '-BEGIN A-', []],
    ['of one before', '-BEGIN A-----', []],
    ['of one after', '-----BEGIN A-', []],
    ['of none before', 'BEGIN A-----', []],
    ['of none after', '-----BEGIN A', []],
    ['of a long dash', '\u2014BEGIN A\u2014', ['BEGIN A 0-9']],
    ['in lower case', '-----begin a-----', ['BEGIN A 0-17']],
    ['with many blanks', '-----BEGIN   A  B -----', ['BEGIN A B 0-23']],
    ['with too many', '-----BEGIN    A-----', []],
    ['with no-break spaces', '-----BEGIN\u00a0A\u00a0B-----', ['BEGIN A B 0-19']],
    ['without a label', '-----BEGIN -----', []],
    ['with a label of forty characters', `-----BEGIN ${'A'.repeat(40)}-----`, [`BEGIN ${'A'.repeat(40)} 0-56`]],
    ['with a longer label', `-----BEGIN ${'A'.repeat(41)}-----`, []],
    ['with signs in its label', '-----BEGIN X.509/A_B#7-----', ['BEGIN X.509/A_B#7 0-27']],
    ['with others', '-----BEGIN A:B-----', []],
    ['without blank', '-----BEGINA-----', []],
    ['in a word', '-----XBEGIN A-----', []],
    ['after a word that ends like one', 'append it-----BEGIN A-----', ['BEGIN A 9-26']],
    ['glued to another', '-----END A----------BEGIN A-----', ['END A 0-15', 'BEGIN A 15-32']],
    ['glued with fewer dashes', '----END A--------BEGIN A----', ['END A 0-13', 'BEGIN A 13-28']],
    ['glued with an odd number', '-----END A---------begin a-----', ['END A 0-15', 'BEGIN A 15-31']],
    ['glued by one dash', '-----END A-BEGIN A-----', []],
    ['glued to an END', '-----BEGIN A----------END A-----', ['BEGIN A 0-17', 'END A 17-32']],
  ])('%s is found or not', (_, text, found) => {
    expect(markers(text)).toEqual(found)
  })

  it.each([
    ['an odd number of dashes', '----BEGIN A-----\n', 'odd-dashes 1'],
    ['an odd number behind', '-----BEGIN A------\n', 'odd-dashes 1'],
    ['lower case', '-----BEGIN a-----\n', 'lower-case-armour 1'],
    ['two blanks', '-----BEGIN  A-----\n', 'wrong-label 1'],
    ['a blank at its end', '-----BEGIN A -----\n', 'wrong-label 1'],
    ['a tab', '-----BEGIN\tA-----\n', 'wrong-label 1'],
  ])('with %s is noted', (_, text, quirk) => {
    expect(split(`${text}${body}\n${end}`)).toEqual(gives(['A 1 ABC'], quirk))
  })

  it('with a no-break space, and an END that is odd, are noted', () => {
    const quirks = (text: string) => split(text).quirks
    expect(quirks(block.replace('BEGIN A', 'BEGIN\u00a0A'))).toEqual(['odd-blank 1', 'wrong-label 1'])
    expect(quirks(block.replace('END A', 'end A'))).toEqual(['lower-case-armour 3'])
  })

  it('is one of ten thousand, and not one more', () => {
    const refusal = (text: string): unknown => {
      try {
        return [...findMarkers(text)].length
      } catch (error) {
        return error instanceof Refusal ? error.reason : error
      }
    }
    const certificate = '-----BEGIN CERTIFICATE-----\n'
    expect(refusal('-----END A-----\n'.repeat(10_000))).toBe(10_000)
    expect(refusal('-----END A-----\n'.repeat(10_001))).toBe('too-complex')
    expect(refusal(certificate.repeat(1000) + begin.repeat(9001))).toBe('too-complex')
    expect(refusal(certificate.repeat(1001) + begin.repeat(9000))).toBe('too-many-certificates')
    expect(refusal('-----END CERTIFICATE-----\n'.repeat(10_001))).toBe('too-complex')
  })
})
