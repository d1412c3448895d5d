import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { causeOf } from '../../../../electron/appliance/explain/causes.ts'
import type { Explained, Explanations } from '../../../../electron/appliance/explain/explained.ts'
import { explainText, Scanner } from '../../../../electron/appliance/explain/scanner.ts'
import * as samples from './samples.ts'

/** The gist of each error: `line CODE [args] cause @time`. */
const gist = ({ line, code, args, cause, timestamp }: Explained): string =>
  [line, code, JSON.stringify(args), cause, ...(timestamp === undefined ? [] : [`@${timestamp}`])].join(' ')

const gistOf = (text: string | Uint8Array): string[] => explainText(text).explained.map(gist)

const csrKey = '["Invalid CSR key."] csr-key'
const chain = '["Invalid certificate chain provided."] chain-invalid'
const purpose = '["No Client/Server authentication EKU present in leaf certificate."] key-purpose'
const usage = '["User Certificate is not a web server certificate."] key-usage'

describe('the log excerpts of KB 000221202', () => {
  const excerpts: readonly (readonly [log: string, line: number, expected: string])[] = [
    [samples.invalidCsrKeyLog, 3, `CGEN1008 ${csrKey} @2024-01-25 11:10:34.735`],
    [samples.invalidChainLog, 3, `CGEN1008 ${chain} @2024-01-25 11:04:56.396`],
    [samples.keyPurposeLog, 3, `CGEN1008 ${purpose} @2024-01-25 10:56:54.175`],
    [samples.keyUsageLog, 3, `CGEN1008 ${usage} @2024-01-25 11:01:01.475`],
    [samples.invalidFileLog, 2, `CSEC9002 [] certificate-file @2024-01-29 08:03:05.200`],
  ]

  it.each(excerpts)(
    '%#: give the cause, where the code stands, and the time, broken over lines',
    (log, line, expected) => {
      expect(gistOf(log)).toEqual([`${line} ${expected}`])
    },
  )

  it.each(excerpts)('%#: and on one line', (log, _, expected) => {
    expect(gistOf(samples.unbroken(log))).toEqual([`1 ${expected}`])
  })

  it.each(excerpts)('%#: and with CRLF, and in UTF-16 as PowerShell writes it', (log, line, expected) => {
    const windows = log.replaceAll('\n', '\r\n')
    expect(gistOf(windows)).toEqual([`${line} ${expected}`])
    expect(gistOf(Buffer.from(`\uFEFF${windows}`, 'utf16le'))).toEqual([`${line} ${expected}`])
  })

  it('give one explanation each, in the order of the log, whatever stands between', () => {
    const logs = excerpts.map(([log]) => log)
    const between = samples.ordinaryLine.repeat(3)
    expect(gistOf(logs.join(''))).toEqual([
      `3 ${excerpts[0]?.[2] ?? ''}`,
      `9 ${excerpts[1]?.[2] ?? ''}`,
      `15 ${excerpts[2]?.[2] ?? ''}`,
      `21 ${excerpts[3]?.[2] ?? ''}`,
      `26 ${excerpts[4]?.[2] ?? ''}`,
    ])
    expect(explainText(logs.join(between)).explained.map(({ line }) => line)).toEqual([3, 12, 21, 30, 38])
  })

  it('stay apart where two say the same', () => {
    const log = samples.unbroken(samples.invalidFileLog)
    expect(explainText(log + log).explained.map(({ line, count }) => [line, count])).toEqual([
      [1, 1],
      [2, 1],
    ])
  })
})

describe('a refused REST call', () => {
  const refused = samples.body(samples.message('CGEN1008', ['Invalid CSR key.']))

  it.each([
    ['compact', JSON.stringify(refused), 1],
    ['pretty', JSON.stringify(refused, null, 2), 7],
    ['pretty, deeply indented', JSON.stringify(refused, null, 12), 7],
    ['within a string', JSON.stringify({ msg: JSON.stringify(refused) }), 1],
    ['within a string of a string', JSON.stringify([JSON.stringify({ msg: JSON.stringify(refused, null, 2) })]), 1],
    ['as Python prints it', JSON.stringify(refused).replaceAll('"', "'"), 1],
  ])('is read %s', (_, text, line) => {
    expect(gistOf(text)).toEqual([`${line} CGEN1008 ${csrKey}`])
  })

  it('is read with its keys in any order', () => {
    const entries = Object.entries(samples.message('CGEN1008', ['Invalid CSR key.']))
    fc.assert(
      fc.property(fc.shuffledSubarray(entries, { minLength: entries.length }), fc.nat(4), (shuffled, indent) => {
        const text = JSON.stringify(samples.body(Object.fromEntries(shuffled)), null, indent)
        const line = text.split('\n').findIndex((words) => words.includes('CGEN1008')) + 1
        expect(gistOf(text)).toEqual([`${line} CGEN1008 ${csrKey}`])
      }),
    )
  })

  it('with several messages gives one explanation each', () => {
    const text = samples.body(
      samples.message('CGEN1008', ['Invalid CSR key.']),
      samples.message('CGEN1008', []),
      samples.message('CGEN6002', ['SystemTime']),
      samples.message('CGEN1006', ['Invalid input']),
      samples.message('CGEN1008', ['Certificate upload failed.']),
    )
    expect(gistOf(JSON.stringify(text))).toEqual([
      `1 CGEN1008 ${csrKey}`,
      '1 CGEN1008 [] no-cause',
      '1 CGEN6002 ["SystemTime"] other-value',
      '1 CGEN1008 ["Certificate upload failed."] other-cause',
    ])
  })

  it('is named by its MessageId, not by a code that a message quotes', () => {
    const quoting = { Message: 'CSEC9002 and CGEN1008', MessageId: 'CGEN6002', MessageArgs: ['DistinguishedName'] }
    expect(gistOf(JSON.stringify(quoting))).toEqual(['1 CGEN6002 ["DistinguishedName"] distinguished-name'])
  })

  it('is passed over where its MessageId is another error’s, whatever it quotes', () => {
    const text = JSON.stringify(samples.body(samples.message('CGEN1006', ['Invalid CSR key.', 'CGEN1008'])))
    expect(gistOf(text)).toEqual([])
    expect(gistOf(`CGEN1008 ${text} CSEC9002`)).toEqual([
      '1 CGEN1008 [] console-only',
      '1 CSEC9002 [] certificate-file',
    ])
  })

  it('is a failed authentication between the appliances where it says so, whatever its code', () => {
    const args = ['Unable to mutually authenticate and connect to the remote appliance.']
    const text = JSON.stringify(samples.body(samples.message('CGEN1008', args)))
    expect(gistOf(text)).toEqual([`1 MUTUAL-AUTHENTICATION ${JSON.stringify(args)} mutual-authentication`])
  })

  it('takes the property of CGEN6002 from the message where the MessageArgs are empty', () => {
    const text = JSON.stringify({
      MessageId: 'CGEN6002',
      Message:
        'Unable to complete the request because the input value for Email is missing or an invalid value is entered.',
      MessageArgs: [],
    })
    expect(gistOf(text)).toEqual(['1 CGEN6002 ["Email"] other-value'])
  })

  it('takes the cause from the text where the MessageArgs are missing', () => {
    expect(gistOf('{"MessageId":"CGEN1008","Message":"Invalid CSR key."}')).toEqual([`1 CGEN1008 ${csrKey}`])
  })

  it('without MessageArgs is as good as the bare code', () => {
    expect(gistOf('{"MessageId":"CGEN1008","Severity":"Critical"}')).toEqual(['1 CGEN1008 [] console-only'])
  })

  it('is read as far as it goes where it is cut off', () => {
    const text = JSON.stringify(refused)
    const upToArgs = text.slice(0, text.indexOf('"Severity'))
    expect(gistOf(upToArgs)).toEqual([`1 CGEN1008 ${csrKey}`])
    expect(gistOf(`${upToArgs}\n${samples.invalidChainLog}`)).toEqual([
      `1 CGEN1008 ${csrKey}`,
      `4 CGEN1008 ${chain} @2024-01-25 11:04:56.396`,
    ])
    expect(gistOf(`${upToArgs}\nCSEC9002 - again\nCSEC9002`)).toEqual([
      `1 CGEN1008 ${csrKey}`,
      '2 CSEC9002 [] certificate-file',
      '3 CSEC9002 [] certificate-file',
    ])
  })

  it('is read for each of two that are cut off', () => {
    const other = JSON.stringify(samples.message('CGEN1008', ['Invalid certificate chain provided.']))
    const text = JSON.stringify(samples.message('CGEN1008', ['Invalid CSR key.']))
    expect(gistOf(`${text.slice(0, -30)}\n${other.slice(0, -30)}\n`)).toEqual([
      `1 CGEN1008 ${csrKey}`,
      `2 CGEN1008 ${chain}`,
    ])
    expect(gistOf('{"MessageId":"CGEN1008"\n{"MessageId":"CGEN1006",\n{"MessageId":"CGEN1008"}')).toEqual([
      '1 CGEN1008 [] console-only',
      '3 CGEN1008 [] console-only',
    ])
  })

  it('is read where the beginning is cut off', () => {
    const text = samples.unbroken(samples.invalidChainLog)
    expect(gistOf(text.slice(text.indexOf('"MessageId')))).toEqual([`1 CGEN1008 ${chain}`])
    expect(gistOf(text.slice(text.indexOf('"Message":"Unable')))).toEqual([`1 CGEN1008 ${chain}`])
    expect(gistOf(text.slice(text.indexOf('"MessageArgs')))).toEqual([`1 CGEN1008 ${chain}`])
  })

  it('takes unknown MessageArgs that stand beside the code in a fragment', () => {
    expect(gistOf('"MessageArgs":["x"],"MessageId":"CGEN1008"')).toEqual(['1 CGEN1008 ["x"] other-cause'])
    expect(gistOf('"MessageId":"CGEN1008",\n"MessageArgs":["x"]')).toEqual(['1 CGEN1008 ["x"] other-cause'])
  })
})

describe("Ansible's error_info", () => {
  const yaml = `  error_info:
    error:
      '@Message.ExtendedInfo':
      - Message: Unable to process the request because an error occurred.
        MessageArgs:
        - No Client/Server authentication EKU present in leaf
          certificate.
        MessageId: CGEN1008
        RelatedProperties: []
        Resolution: Retry the operation. If the issue persists, contact your system
          administrator.
        Severity: Critical
      - Message: Unable to complete the request because the input value for SystemTime is missing or an invalid value is entered.
        MessageArgs:
        - SystemTime
        MessageId: CGEN6002
      code: Base.1.0.GeneralError
      message: A general error has occurred. See ExtendedInfo for more information.
  msg: 'HTTP Error 400: '
`
  it('is read as YAML', () => {
    expect(gistOf(yaml)).toEqual([`8 CGEN1008 ${purpose}`, '16 CGEN6002 ["SystemTime"] other-value'])
  })

  it('is read as YAML with its keys in any order', () => {
    const members = [
      'Message: Unable to process the request because an error occurred.',
      'MessageArgs:\n    - Invalid CSR key.',
      'MessageId: CGEN1008',
      'RelatedProperties: []',
      'Severity: Critical',
    ]
    fc.assert(
      fc.property(fc.shuffledSubarray(members, { minLength: members.length }), (shuffled) => {
        const text = `  - ${shuffled.join('\n    ')}\n  - Message: other\n`
        const line = text.split('\n').findIndex((words) => words.includes('CGEN1008')) + 1
        expect(gistOf(text)).toEqual([`${line} CGEN1008 ${csrKey}`])
      }),
    )
  })

  it('is read from mappings that follow without a list', () => {
    expect(gistOf('MessageId: CGEN1008\nMessageId: CSEC9002\nMessageId: CGEN6002\nMessageArgs: [Email]\n')).toEqual([
      '1 CGEN1008 [] console-only',
      '2 CSEC9002 [] certificate-file',
      '3 CGEN6002 ["Email"] other-value',
    ])
  })

  it('is read as JSON behind the task', () => {
    const refused = samples.body(samples.message('CGEN1008', ['Invalid CSR key.']))
    const text = `fatal: [localhost]: FAILED! => ${JSON.stringify({ changed: false, error_info: refused, msg: 'HTTP Error 400: ' })}\n`
    expect(gistOf(`TASK [upload] ***\n${text}`)).toEqual([`2 CGEN1008 ${csrKey}`])
  })
})

describe('what the console shows', () => {
  it.each([
    ['CGEN1008', 'CGEN1008 [] console-only'],
    ['cgen1008', 'CGEN1008 [] console-only'],
    ['CGEN1008 - Unable to process the request because an error occurred.', 'CGEN1008 [] console-only'],
    ['Unable to process the request because an error occurred.', 'CGEN1008 [] console-only'],
    ['Unable to process the request because an error occurred. (CGEN1008)', 'CGEN1008 [] console-only'],
    ['CGEN1008 - Impossible de traiter la demande en raison d’une erreur.', 'CGEN1008 [] console-only'],
    ['Impossible de traiter la demande en raison d’une erreur.', 'CGEN1008 [] console-only'],
    ['CGEN1008: No se puede procesar la solicitud porque se produjo un error.', 'CGEN1008 [] console-only'],
    ['CGEN1008 Invalid CSR key.', `CGEN1008 ${csrKey}`],
    ['Invalid CSR key.', `CGEN1008 ${csrKey}`],
    ['Invalid certificate chain provided.', `CGEN1008 ${chain}`],
    ['No Client/Server authentication EKU present in leaf certificate.', `CGEN1008 ${purpose}`],
    ['User Certificate is not a web server certificate.', `CGEN1008 ${usage}`],
    [
      'CSEC9002 - Unable to upload the certificate because the certificate file provided is invalid.',
      'CSEC9002 [] certificate-file',
    ],
    [
      'Unable to upload the certificate because the certificate file provided is invalid.',
      'CSEC9002 [] certificate-file',
    ],
    [
      'Impossible de télécharger le certificat, car le fichier de certificat fourni n’est pas valide.',
      'CSEC9002 [] certificate-file',
    ],
    [
      'CGEN6002 - Unable to complete the request because the input value for DistinguishedName is missing or an invalid value is entered.',
      'CGEN6002 ["DistinguishedName"] distinguished-name',
    ],
    [
      'Unable to complete the request because the input value for Proxy Port is missing or an invalid value is entered.',
      'CGEN6002 ["Proxy Port"] other-value',
    ],
    [
      'CGEN6002 Impossible de terminer la demande, car la valeur d’entrée pour DistinguishedName est manquante ou une valeur non valide a été saisie',
      'CGEN6002 ["DistinguishedName"] distinguished-name',
    ],
    [
      "Impossible de terminer la demande, car la valeur d'entrée pour Email est manquante",
      'CGEN6002 ["Email"] other-value',
    ],
    [
      'CGEN6002: No se puede completar la solicitud porque el valor de DistinguishedName falta o no es válido.',
      'CGEN6002 ["DistinguishedName"] distinguished-name',
    ],
    ['CGEN6002', 'CGEN6002 [] unnamed-value'],
    [
      'Unable to mutually authenticate and connect to the remote appliance. Please check the source and target appliances has valid certificate chain uploaded which are signed by the same CA.',
      'MUTUAL-AUTHENTICATION [] mutual-authentication',
    ],
    [
      'Impossible de s’authentifier mutuellement et de se connecter à l’appliance distante.',
      'MUTUAL-AUTHENTICATION [] mutual-authentication',
    ],
  ])('%s', (text, expected) => {
    expect(gistOf(text)).toEqual([`1 ${expected}`])
  })

  it.each([
    ['code and message on two lines', 'CGEN1008\nUnable to process the request because an error occurred.', 1],
    ['message and code on two lines', 'Unable to process the request because an error occurred.\nCGEN1008', 2],
    ['code, message, cause', 'CGEN1008\nUnable to process the request because an error occurred.\nInvalid CSR key.', 1],
    ['the code twice on a line', 'CGEN1008 - error CGEN1008 occurred', 1],
    ['the cause twice on a line', 'CGEN1008 Invalid CSR key. (Invalid CSR key.)', 1],
  ])('is one error: %s', (_, text, line) => {
    expect(explainText(text).explained.map((found) => [found.line, found.code])).toEqual([[line, 'CGEN1008']])
  })

  it('breaks the long sentence where the window ends', () => {
    const text = 'Unable to\nmutually\nauthenticate and\nconnect to the remote appliance.'
    expect(gistOf(text)).toEqual(['2 MUTUAL-AUTHENTICATION [] mutual-authentication'])
    expect(gistOf('de s’authentifier\n mutuellement')).toEqual(['2 MUTUAL-AUTHENTICATION [] mutual-authentication'])
  })

  it.each([
    ['two codes on two lines', 'CGEN1008\nCGEN1008', [1, 2]],
    [
      'two codes with their messages',
      'CGEN1008 - Unable to process the request because an error occurred.\n'.repeat(2),
      [1, 2],
    ],
    ['two messages', 'Unable to process the request because an error occurred.\n'.repeat(2), [1, 2]],
    ['two messages on a line', 'Unable to process the request because an error occurred. '.repeat(2), [1, 1]],
    ['two causes', 'CGEN1008 Invalid CSR key.\nInvalid certificate chain provided.', [1, 2]],
    ['two causes on a line', 'Invalid CSR key. Invalid certificate chain provided.', [1, 1]],
    ['different codes', 'CGEN1008 CSEC9002 CGEN6002', [1, 1, 1]],
    ['an empty line between', 'CGEN1008\n\nInvalid CSR key.', [1, 3]],
    ['another record', 'CGEN1008\n2024-01-25 11:10:34 Invalid CSR key.', [1, 2]],
    ['600 characters between', `CGEN1008${' '.repeat(593)}Invalid CSR key.`, [1, 1]],
  ])('is more than one error: %s', (_, text, lines) => {
    expect(explainText(text).explained.map(({ line }) => line)).toEqual(lines)
  })

  it('reaches to a cause 600 characters further', () => {
    expect(gistOf(`CGEN1008${' '.repeat(592)}Invalid CSR key.`)).toEqual([`1 CGEN1008 ${csrKey}`])
  })

  it.each([
    'XCGEN1008',
    'CGEN10081',
    'CGEN1008a',
    '_CGEN1008',
    'CGEN1008_',
    'https://www.dell.com/kbdoc/upload-cgen1008-and-csec9002-report',
    'parameters are mutually exclusive: a|b',
    'mutually authenticate',
    'ils se connaissent mutuellement',
    'MessageArgs: []',
    '{"MessageId":"CGEN1006","MessageArgs":["Invalid"]}',
    'CGEN 1008',
    '',
  ])('is not: %s', (text) => {
    expect(explainText(text)).toEqual({ explained: [], unlisted: 0 })
  })

  it.each([
    '(CGEN1008)',
    '"CGEN1008"',
    'code=CGEN1008;',
    '-CGEN1008',
    '\\nCGEN1008\\n',
    '<b>CGEN1008</b>',
    'éCGEN1008é',
  ])('is: %s', (text) => {
    expect(gistOf(text)).toEqual(['1 CGEN1008 [] console-only'])
  })
})

describe('a log line that names the code in words', () => {
  const data = JSON.stringify(samples.body(samples.message('CGEN1008', ['Invalid CSR key.'])))
  const time = '2024-01-25 11:10:34.735'

  it.each([
    ['before its data', `[ERROR] ${time} CGEN1008: ${data}`, [`1 CGEN1008 ${csrKey} @${time}`]],
    ['on the line before its data', `[ERROR] ${time} CGEN1008\n ${data}`, [`1 CGEN1008 ${csrKey} @${time}`]],
    ['by its cause, before its data', `[ERROR] ${time}\nInvalid CSR key.\n${data}`, [`3 CGEN1008 ${csrKey} @${time}`]],
    ['behind its data', `[ERROR] ${time} ${data} CGEN1008`, [`1 CGEN1008 ${csrKey} @${time}`]],
    ['on both sides', `[ERROR] ${time} CGEN1008 ${data} CGEN1008, CGEN1008`, [`1 CGEN1008 ${csrKey} @${time}`]],
  ])('%s is about one error', (_, text, expected) => {
    expect(gistOf(text)).toEqual(expected)
  })

  it.each([
    ['another code before', `CSEC9002: ${data}`, ['1 CSEC9002 [] certificate-file', `1 CGEN1008 ${csrKey}`]],
    ['another code behind', `${data} CSEC9002`, [`1 CGEN1008 ${csrKey}`, '1 CSEC9002 [] certificate-file']],
    ['the next line', `${data}\nCGEN1008`, [`1 CGEN1008 ${csrKey}`, '2 CGEN1008 [] console-only']],
    ['an empty line', `CGEN1008\n\n${data}`, ['1 CGEN1008 [] console-only', `3 CGEN1008 ${csrKey}`]],
    ['far behind', `${data}${' '.repeat(700)}CGEN1008`, [`1 CGEN1008 ${csrKey}`, '1 CGEN1008 [] console-only']],
    [
      'a sentence before a sentence',
      `CGEN1008 ${data}\nCGEN1008\n`,
      [`1 CGEN1008 ${csrKey}`, '2 CGEN1008 [] console-only'],
    ],
    ['other data behind', `CGEN1008 {"MessageId":"CGEN1006","MessageArgs":["x"]}`, ['1 CGEN1008 [] console-only']],
    ['other data before', `{"MessageId":"CGEN1006","MessageArgs":["x"]} CGEN1008`, ['1 CGEN1008 [] console-only']],
  ])('is not about the same: %s', (_, text, expected) => {
    expect(gistOf(text)).toEqual(expected)
  })

  it('has the time of its own line only', () => {
    expect(gistOf(`${time} CGEN1008`)).toEqual([`1 CGEN1008 [] console-only @${time}`])
    expect(gistOf(`${time} a\nCGEN1008`)).toEqual(['2 CGEN1008 [] console-only'])
  })
})

describe('a log of any size', () => {
  const logs = [
    samples.invalidCsrKeyLog,
    samples.unbroken(samples.invalidChainLog),
    samples.keyUsageLog,
    samples.invalidFileLog,
    samples.ordinaryLine,
    'CGEN1008\n',
    'Unable to mutually authenticate and connect to the remote appliance.\n',
    '\n',
    'Clé : CGEN6002 DistinguishedName –\n',
  ]

  function scan(bytes: Uint8Array, sizes: readonly number[]): Explanations {
    const scanner = new Scanner()
    for (let at = 0, i = 0; at < bytes.length; i++) {
      const size = sizes[i % sizes.length] ?? 1
      scanner.push(bytes.subarray(at, at + size))
      at += size
    }
    return scanner.finish()
  }

  it('gives the same however it is cut into pieces', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...logs), { maxLength: 12 }),
        fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom<BufferEncoding>('utf8', 'utf16le'),
        (parts, sizes, encoding) => {
          const bytes = Buffer.from(parts.join(''), encoding)
          expect(scan(bytes, sizes)).toEqual(explainText(bytes))
        },
      ),
    )
  })

  it('gives the same wherever in it the errors stand', () => {
    const text = logs.join('')
    const expected = gistOf(text)
    const lineOf = (line: string, more: number): string => line.replace(/^\d+/, (digits) => `${Number(digits) + more}`)
    const turnOver = 256 * 1024
    fc.assert(
      fc.property(fc.integer({ min: turnOver - 12_000, max: turnOver + 1000 }), fc.nat(1), (size, rounds) => {
        const padding = `${'x'.repeat(size - 1)}\n${'y'.repeat(rounds * (turnOver - 9000) - 1 + 1)}\n`
        expect(gistOf(padding + text)).toEqual(expected.map((line) => lineOf(line, 2)))
      }),
      { numRuns: 300 },
    )
  })

  it('counts its lines to the end', () => {
    const lines = 20_000
    const text = `${samples.ordinaryLine.repeat(lines)}CGEN1008\n${samples.ordinaryLine.repeat(lines)}CSEC9002`
    expect(gistOf(text)).toEqual([
      `${lines + 1} CGEN1008 [] console-only`,
      `${2 * lines + 2} CSEC9002 [] certificate-file`,
    ])
  })

  it('may be one line', () => {
    const padding = 'x'.repeat(300_000)
    expect(gistOf(`${padding} CGEN1008 ${padding} CSEC9002 ${padding}`)).toEqual([
      '1 CGEN1008 [] console-only',
      '1 CSEC9002 [] certificate-file',
    ])
  })

  it('may be nothing but errors of a kind: a hundred are listed, all are counted, and another one is not lost', () => {
    const { explained, unlisted } = explainText(`${'CGEN1008 once more\n'.repeat(15_000)}CSEC9002`)
    expect(explained.map(({ line }) => line)).toEqual([...Array.from({ length: 100 }, (_, i) => i + 1), 15_001])
    expect(explained.map(({ count }) => count)).toEqual([...Array.from({ length: 99 }, () => 1), 14_901, 1])
    expect(unlisted).toBe(0)
  })

  it.each([
    ['{CGEN1008\n'],
    ['MessageId: CGEN1008\n'],
    ['CGEN1008\n'],
    ['}CGEN1008{\n'],
    ['CGEN1008 Invalid CSR key.\n'],
  ])('may be crafted of more errors than any log has: %j; those behind are counted, not looked at', (text) => {
    const times = 60_000
    const { explained, unlisted } = explainText(text.repeat(times))
    const counted = explained.reduce((sum, { count }) => sum + count, 0)
    expect(explained.length).toBe(100)
    expect(counted).toBeGreaterThanOrEqual(20_000)
    expect(counted).toBeLessThan(55_000)
    expect(counted + unlisted).toBe(times)
  })

  it('points to rules as the cause does', () => {
    const [found] = explainText(samples.keyUsageLog).explained
    expect(found?.rules).toEqual(causeOf('CGEN1008', ['User Certificate is not a web server certificate.']).rules)
  })
})
