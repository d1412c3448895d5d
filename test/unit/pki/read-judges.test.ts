import { beforeAll, describe, expect, it } from 'vitest'
import type { QuirkKind } from '../../../electron/pki/found.ts'
import { read } from '../../../electron/pki/read.ts'
import { javaJudge } from '../../judges/java.ts'
import type { Judge } from '../../judges/judge.ts'
import { openSslJudge } from '../../judges/openssl.ts'
import { armour, certificateDer, certificatePem, fixture } from './reading.ts'

/** A way to write two certificates, and which of the two judges reads both. */
interface Form {
  readonly text: string
  readonly java: boolean
  readonly openssl: boolean
}

/** Quirks that keep a judge, or both, from reading every certificate in a file; what else is peculiar disturbs neither. */
const stopping: ReadonlySet<QuirkKind> = new Set([
  'blank-in-body',
  'bom-before-begin',
  'cr-only',
  'dashes-in-text',
  'extra-data',
  'glued-armours',
  'headers',
  'label-mismatch',
  'lower-case-armour',
  'missing-end',
  'no-padding',
  'odd-blank',
  'odd-dashes',
  'one-line',
  'pkcs7-armour',
  'quoted-armour',
  'url-safe',
  'utf-16',
  'wrong-label',
  'zero-in-text',
])

const first = certificatePem('oment-310')
const second = certificatePem('ca-root')
const both = first + second
const base64 = certificateDer('oment-310').toString('base64')
const wrapped = (width: number): string => base64.replace(new RegExp(`.{${width}}(?=.)`, 'g'), '$&\n')
const begin = '-----BEGIN CERTIFICATE-----\n'
const end = '-----END CERTIFICATE-----\n'
const framed = (body: string): string => `${begin}${body}\n${end}${second}`
const bodyOf = (change: (lines: string[]) => string[]): string => framed(change(wrapped(64).split('\n')).join('\n'))
const relabelled = (label: string): string => both.replaceAll(' CERTIFICATE-', ` ${label}-`)
const bom = '\xef\xbb\xbf'
const nbsp = '\xc2\xa0'

const reads = (text: string): Form => ({ text, java: true, openssl: true })
const javaOnly = (text: string): Form => ({ text, java: true, openssl: false })
const openSslOnly = (text: string): Form => ({ text, java: false, openssl: true })
const refused = (text: string): Form => ({ text, java: false, openssl: false })

const forms: Readonly<Record<string, Form>> = {
  clean: reads(both),
  CRLF: reads(both.replaceAll('\n', '\r\n')),
  'CRLF in the first certificate': reads(first.replaceAll('\n', '\r\n') + second),
  'CR CR LF': reads(both.replaceAll('\n', '\r\r\n')),
  'no final newline': reads(both.trimEnd()),
  'a CR at the very end': reads(`${both.trimEnd()}\r`),
  'one long line': reads(framed(base64)),
  '76 columns': reads(framed(wrapped(76))),
  '254 columns': reads(framed(wrapped(254))),
  '800 columns': reads(framed(wrapped(800))),
  'one column': reads(framed(wrapped(1))),
  'X509 label': reads(relabelled('X509 CERTIFICATE')),
  'TRUSTED label': reads(relabelled('TRUSTED CERTIFICATE')),
  'blanks at line ends': reads(both.replaceAll('\n', ' \t\n')),
  'blanks before Base64': reads(bodyOf((lines) => lines.map((line) => `\t ${line}`))),
  'blanks within Base64': reads(bodyOf(([line = '', ...rest]) => [`${line.slice(0, 9)} ${line.slice(9)}`, ...rest])),
  'a CR within Base64': reads(bodyOf(([line = '', next = '', ...rest]) => [`${line}\r${next}`, ...rest])),
  'a blank line after BEGIN': reads(bodyOf((lines) => ['', ...lines])),
  'a line of blanks after BEGIN': reads(bodyOf((lines) => ['  ', ...lines])),
  'text around': reads(`Hello\n${first}between\n${second}after\n`),
  'blank lines between': reads(`\n\n${first}\n\n${second}\n`),
  'text with a CR': reads(`a\rb\n${first}c\rd\n${second}`),
  'zeros at the end': reads(`${both}\0\0`),
  'four dashes in a line of text': reads(`${first}----\n${second}`),
  'dashes that are indented': reads(`${first} -----\n${second}`),
  'a text that has a zero later': reads(`${first}\n0\n${second}`),
  'BOM on its own line': reads(`${bom}\n${both}`),
  'BOM before text': reads(`${bom}Hello\n${both}`),
  'a sentence that mentions the armours': reads(
    `Copy from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE----- here:\n${both}`,
  ),

  'BOM before BEGIN': openSslOnly(bom + both),
  'BOM before the second BEGIN': openSslOnly(first + bom + second),
  'a line of dashes': openSslOnly(`${first}---------\n${second}`),
  'a line of dashes at the end': openSslOnly(`${both}-----\n`),
  'a line of dashes after a CR': openSslOnly(`a\r-----\n${both}`),
  'a text that begins with a zero': openSslOnly(`0 s:CN=x\n${both}`),
  'a zero after an END': openSslOnly(`${first}0\n${second}`),
  'a zero at the end': openSslOnly(`${both}0`),
  'data after the certificate': openSslOnly(
    armour('CERTIFICATE', Buffer.concat([certificateDer('oment-310'), Buffer.of(0x30, 0)])) + second,
  ),
  'trust settings': openSslOnly(fixture('files/forms/trusted-with-settings.pem').toString('latin1')),
  'a form feed at a line end': openSslOnly(bodyOf(([line = '', ...rest]) => [`${line}\f`, ...rest])),
  'a zero at a line end': openSslOnly(bodyOf(([line = '', ...rest]) => [`${line}\0`, ...rest])),
  'a form feed before BEGIN': refused(`${first}\f${second}`),
  'a no-break space after END': openSslOnly(`${first.trimEnd()}${nbsp}\n${second}`),

  'a blank line within Base64': javaOnly(bodyOf(([line = '', ...rest]) => [line, '', ...rest])),
  'two blank lines after BEGIN': javaOnly(bodyOf((lines) => ['', '', ...lines])),
  'a blank line before END': javaOnly(bodyOf((lines) => [...lines, ''])),
  'CR only': javaOnly(both.replaceAll('\n', '\r')),
  'a CR after BEGIN': javaOnly(both.replace('\n', '\r')),
  'a CR before BEGIN': javaOnly(`a\r${both}`),
  'no padding': javaOnly(framed(wrapped(64).replace(/=+$/, ''))),
  'PKCS#7': javaOnly(fixture('files/forms/pkcs7.pem').toString('latin1')),
  'PKCS#7 under a CERTIFICATE label': javaOnly(fixture('files/forms/pkcs7-certificate-label.pem').toString('latin1')),
  'another label': javaOnly(relabelled('X.509 CERTIFICATE')),
  "a request's label": javaOnly(relabelled('CERTIFICATE REQUEST')),
  'two blanks in the label': javaOnly(both.replaceAll(' CERTIFICATE-', '  CERTIFICATE-')),
  'a blank at the end of the label': javaOnly(relabelled('CERTIFICATE ')),
  'a lower-case label': javaOnly(relabelled('certificate')),
  'six dashes at the end': javaOnly(both.replaceAll('CERTIFICATE-----', 'CERTIFICATE------')),
  'an END after Base64 in its line': javaOnly(first.replace('\n-----END', '-----END') + second),
  'a blank before END': javaOnly(first.replace('-----END', ' -----END') + second),

  'another label in END': refused(first.replace('END CERT', 'END X509 CERT') + second),
  'no END at the end': refused(both.slice(0, both.lastIndexOf('-----END'))),
  'no END before the next BEGIN': refused(first.slice(0, first.indexOf('-----END')) + second),
  'a CR after END': refused(`${first.trimEnd()}\r${second}`),
  'text after END': refused(`${first.trimEnd()};\n${second}`),
  'one line': refused(`${first.trimEnd().replaceAll('\n', '')}\n${second.trimEnd().replaceAll('\n', '')}\n`),
  'escaped line breaks': refused(JSON.stringify(both).slice(1, -1)),
  'glued armours': refused(first.trimEnd() + second),
  'blanks before the armour': refused(both.replaceAll('-----BEGIN', ' -----BEGIN')),
  'mail quoting': refused(both.replace(/^(?=.)/gm, '> ')),
  'mail quoting of Base64 alone': refused(bodyOf((lines) => lines.map((line) => `> ${line}`))),
  'lower case': refused(both.replace(/-----(BEGIN|END) CERTIFICATE/g, (words) => words.toLowerCase())),
  'four dashes': refused(both.replaceAll('-----', '----')),
  'long dashes': refused(both.replaceAll('-----', '\xe2\x80\x94\xe2\x80\x94-')),
  headers: refused(both.replaceAll(begin, `${begin}Key: value\n\n`)),
  'UTF-16': refused(Buffer.from(both, 'utf16le').toString('latin1')),
  'URL-safe Base64': refused(
    both.replace(/[+/]/g, (character) => (character === '+' ? '-' : '_')).replace(/^_____/gm, '-----'),
  ),
  'a no-break space': refused(bodyOf(([line = '', ...rest]) => [nbsp + line, ...rest])),
  'too much padding': refused(framed(`${wrapped(64)}=`)),
}

const names = Object.keys(forms)
const bytesOf = (name: string): Buffer => Buffer.from(forms[name]?.text ?? '', 'latin1')

describe('every form', () => {
  it.each(names)('%s is read whole, with a quirk that stops a judge exactly where one is stopped', async (name) => {
    const { found, unreadable, quirks } = await read(bytesOf(name), name)
    expect(unreadable).toEqual([])
    expect(found.filter(({ kind }) => kind === 'certificate').length).toBe(certificatesIn(name))
    const form = forms[name]
    expect(quirks.some(({ kind }) => stopping.has(kind))).toBe(!(form?.java && form.openssl))
  })
})

const three = ['trust settings', 'PKCS#7', 'PKCS#7 under a CERTIFICATE label']
const certificatesIn = (name: string): number => (three.includes(name) ? 3 : 2)

/** What another implementation reads, where it is installed. Asked only when its tests run: it takes seconds. */
function agrees(judge: Judge | undefined, key: 'java' | 'openssl'): void {
  describe.skipIf(!judge)(`as measured with ${key}`, () => {
    let counts: ReadonlyMap<string, number> | undefined
    beforeAll(() => {
      counts = judge?.countCertificates(
        names.map((name, index) => ({ id: String(index), bytes: bytesOf(name), csr: undefined, at: 0 })),
      )
    })
    it.each(names.map((name, index) => [name, index] as const))('%s', (name, index) => {
      expect(counts?.get(String(index)) === certificatesIn(name)).toBe(forms[name]?.[key])
    })
  })
}

agrees(javaJudge(), 'java')
agrees(openSslJudge(), 'openssl')
