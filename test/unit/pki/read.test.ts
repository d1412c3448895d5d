import { describe, expect, it } from 'vitest'
import { parseCertificate } from '../../../electron/pki/certificate.ts'
import { certificatesIn, limits } from '../../../electron/pki/found.ts'
import { read } from '../../../electron/pki/read.ts'
import { sequence, integer, nothing, octetString, oid, explicit, set } from '../../builder/der.ts'
import { armour, certificateDer, certificatePem, derOf, fixture, summaryOf } from './reading.ts'

const chain = fixture('files/chains/oment-310.pem').toString('latin1')
const names = ['OMENT-310', 'CA1-Inter', 'CA-Root'] as const
const at = (...lines: readonly number[]): string[] =>
  lines.map((line, index) => `certificate ${names[index] ?? ''} at line ${line}`)
const lines = at(1, 22, 42)
const inPkcs7 = names.map((name) => `certificate ${name} at PKCS#7 line 1`)

const leaf = certificatePem('oment-310')
const leafDer = certificateDer('oment-310')
const root = certificatePem('ca-root')
const csr = fixture('files/requests/oment-310.csr').toString('latin1')
const csrDer = derOf(csr)
const key = fixture('keys/oment-310.pem').toString('latin1')
const base64 = leafDer.toString('base64')

describe('a chain in PEM', () => {
  it.each([
    ['76-columns', at(1, 19, 36), ['long-lines 2']],
    ['800-columns', at(1, 5, 9), ['long-lines 2']],
    ['all-in-one-line', at(1, 2, 3), ['one-line 1']],
    ['bag-attributes', at(5, 30, 54), ['text-around 1']],
    ['blank-line-after-begin', at(1, 23, 44), ['blank-after-begin 2']],
    ['blank-line-within-base64', at(1, 23, 44), ['blank-in-body 3']],
    ['blanks-at-line-ends', lines, ['trailing-blanks 1']],
    ['blanks-before-armour', lines, ['quoted-armour 1']],
    ['blanks-before-base64', lines, ['indented-body 2']],
    ['bom-before-begin', lines, ['bom-before-begin 1']],
    ['bom-on-own-line', at(2, 23, 43), ['bom-own-line 1']],
    ['cr-only', lines, ['cr-only 1', 'long-lines 2']],
    ['crlf', lines, ['crlf 1']],
    ['data-after-certificate', lines, ['extra-data 1']],
    ['four-dashes', lines, ['odd-dashes 1']],
    ['glued-armours', at(1, 21, 41), ['glued-armours 21']],
    ['headers', at(1, 24, 46), ['headers 1']],
    ['junk-at-end', lines, ['text-around 62']],
    ['leaf-pkcs7', ['certificate OMENT-310 at PKCS#7 line 1'], ['pkcs7-armour 1']],
    ['line-of-dashes', at(1, 23, 44), ['text-around 22', 'dashes-in-text 22']],
    ['lower-case-armour', lines, ['lower-case-armour 1']],
    ['mail-quoting', lines, ['quoted-armour 1', 'text-around 61', 'no-final-newline 61']],
    ['missing-end', lines, ['missing-end 42']],
    ['no-break-space', lines, ['odd-blank 2']],
    ['no-final-newline', lines, ['no-final-newline 60']],
    ['no-padding', lines, ['no-padding 21']],
    ['nul-at-end', lines, ['text-around 61', 'no-final-newline 61']],
    ['one-long-body-line', at(1, 4, 7), ['long-lines 2']],
    ['openssl-text', at(24, 64, 101), ['text-around 1']],
    ['other-end-label', lines, ['label-mismatch 21']],
    ['pkcs7', inPkcs7, ['pkcs7-armour 1']],
    ['pkcs7-certificate-label', inPkcs7, ['pkcs7-armour 1']],
    ['subject-and-issuer-lines', at(3, 27, 50), ['text-around 1']],
    ['text-before', at(4, 25, 45), ['text-around 1']],
    ['trusted-label', lines, ['other-label 1']],
    ['trusted-with-settings', lines, ['other-label 1', 'extra-data 1']],
    ['url-safe', lines, ['url-safe 2']],
    ['utf-16-be', lines, ['utf-16 1']],
    ['utf-16-le', lines, ['utf-16 1']],
    ['x509-label', lines, ['other-label 1']],
  ])('written as %s is read, and what is peculiar is noted', async (name, found, quirks) => {
    expect(await summaryOf(fixture(`files/forms/${name}.pem`))).toEqual({ form: 'pem', found, unreadable: [], quirks })
  })

  it('has no quirk as OpenSSL writes it', async () => {
    expect(await summaryOf(chain)).toEqual({ form: 'pem', found: lines, unreadable: [], quirks: [] })
  })

  it('gives the very bytes of each certificate', async () => {
    const result = await read(Buffer.from(chain), 'chain.pem')
    const expected = ['oment-310', 'ca1-inter', 'ca-root'].map((name) => parseCertificate(certificateDer(name)).sha256)
    expect(certificatesIn([result]).map(({ sha256 }) => sha256)).toEqual(expected)
    expect(result.file).toBe('chain.pem')
    expect(result.found[1]?.place).toEqual({ file: 'chain.pem', within: [], line: 22 })
  })

  it.each([
    ['a PKCS#7 label', 'PKCS7', 'wrong-label 1'],
    ['a label of another tool', 'X.509 CERTIFICATE', 'wrong-label 1'],
    ["a request's label", 'CERTIFICATE REQUEST', 'wrong-label 1'],
    ['the oldest label', 'X509 CERTIFICATE', 'other-label 1'],
  ])('under %s is known by its content', async (_, label, quirk) => {
    const { found, quirks } = await summaryOf(armour(label, leafDer))
    expect({ found, quirks }).toEqual({ found: lines.slice(0, 1), quirks: [quirk] })
  })

  it('may stand twice in one Base64, with something after it', async () => {
    const { found, quirks } = await summaryOf(armour('CERTIFICATE', Buffer.concat([leafDer, leafDer, Buffer.of(5, 0)])))
    expect({ found, quirks }).toEqual({ found: [lines[0], lines[0]], quirks: ['extra-data 1'] })
  })

  it('is read in a web page and in a Base64 of the whole PEM', async () => {
    expect(await summaryOf(`<html><pre>\n${leaf}</pre></html>\n`)).toMatchObject({ form: 'pem', found: at(2) })
    expect(await summaryOf(Buffer.from(leaf).toString('base64'))).toEqual({
      form: 'base64',
      found: at(1),
      unreadable: [],
      quirks: [],
    })
  })
})

describe('other encodings', () => {
  it.each([
    ['a DER certificate', 'files/forms/leaf.der', 'der', ['certificate OMENT-310 at byte 0']],
    [
      'DER certificates joined by cat',
      'files/forms/chain.der',
      'der',
      names.map((name, index) => `certificate ${name} at byte ${[0, 892, 1711][index] ?? ''}`),
    ],
    ['bare Base64', 'files/forms/no-armour.pem', 'base64', at(1)],
    [
      'PKCS#7 in DER',
      'files/forms/pkcs7.p7b',
      'pkcs7',
      names.map((name, index) => `certificate ${name} at PKCS#7 byte ${[45, 937, 1756][index] ?? ''}`),
    ],
    [
      'a CMS in DER that signs something',
      'reading/signed-content.der',
      'pkcs7',
      ['certificate CA1-Inter at PKCS#7 byte 1206', 'certificate OMENT-310 at PKCS#7 byte 2025'],
    ],
    [
      'a CMS in BER that signs something',
      'reading/signed-content.ber',
      'pkcs7',
      ['certificate CA1-Inter at PKCS#7 byte 0', 'certificate OMENT-310 at PKCS#7 byte 0'],
    ],
    ['a PKCS#7 that holds a list', 'reading/list-only.p7b', 'pkcs7', ['crl at PKCS#7 byte 45']],
    ['a list in DER', 'reading/list.der', 'der', ['crl at byte 0']],
    ['a list', 'files/extras/list.crl', 'pem', ['crl at line 1']],
    ['a public key', 'files/extras/public-key.pem', 'pem', ['public-key at line 1']],
    ['a request', 'files/unreadable/request-only.pem', 'pem', ['csr OMENT-310 at line 1']],
    ['a key', 'files/unreadable/key-only.pem', 'pem', ['open private-key at line 1']],
    ['a traditional key', 'files/extras/rsa-key.pem', 'pem', ['open private-key at line 1']],
    ['an EC key', 'files/extras/ec-key.pem', 'pem', ['open private-key at line 1']],
    ['an encrypted key', 'files/extras/encrypted-key.pem', 'pem', ['encrypted private-key at line 1']],
    ['an encrypted key in DER', 'reading/encrypted-key.der', 'der', ['encrypted private-key at byte 0']],
    [
      'an encrypted traditional key',
      'reading/traditional-encrypted-key.pem',
      'pem',
      ['encrypted private-key at line 1'],
    ],
    ["OpenSSH's key", 'reading/openssh-key.pem', 'pem', ['open private-key at line 1']],
    ["OpenSSH's encrypted key", 'reading/openssh-encrypted-key.pem', 'pem', ['encrypted private-key at line 1']],
  ])('%s is read', async (_, file, form, found) => {
    expect(await summaryOf(fixture(file))).toMatchObject({ form, found, unreadable: [] })
  })

  it.each([
    ['a request', csrDer, ['csr OMENT-310']],
    ['a PKCS#7', fixture('files/forms/pkcs7.p7b'), names.map((name) => `certificate ${name} at PKCS#7`)],
    ['a short public key', derOf(publicKeyPem()), ['public-key']],
  ])('%s is read as bare Base64, wrapped, quoted or not', async (_, der, found) => {
    const text = der.toString('base64')
    const wrapped = text.replace(/.{76}/g, '$&\n')
    const placed = (line: number) => found.map((item) => `${item}${item.includes(' at ') ? '' : ' at'} line ${line}`)
    expect(await summaryOf(text)).toEqual({ form: 'base64', found: placed(1), unreadable: [], quirks: [] })
    expect(await summaryOf(`\n\n${wrapped}\n`)).toMatchObject({ form: 'base64', found: placed(3) })
    expect(await summaryOf(wrapped.replace(/^/gm, '> '))).toMatchObject({ form: 'base64', found: placed(1) })
  })

  it('joined DER in one Base64 is read to its end', async () => {
    const text = Buffer.concat([leafDer, certificateDer('ca-root')]).toString('base64')
    expect((await summaryOf(text)).found).toEqual(['certificate OMENT-310 at line 1', 'certificate CA-Root at line 1'])
  })

  it.each([
    ['a newline', Buffer.from('\r\n'), []],
    ['zeros', Buffer.alloc(3), []],
    ["DOS's end of file and blanks", Buffer.from('\u001a\t '), []],
    ['junk', Buffer.from('junk'), ['no-certificate at byte 892']],
    ['a piece of another', leafDer.subarray(0, 300), ['truncated at byte 892']],
    ['an element that is nothing', sequence(nothing), ['no-certificate at byte 892']],
  ])('after a DER, %s is what it is', async (_, rest, unreadable) => {
    const result = await summaryOf(Buffer.concat([leafDer, rest]))
    expect(result).toEqual({ form: 'der', found: ['certificate OMENT-310 at byte 0'], unreadable, quirks: [] })
  })
})

function publicKeyPem(): string {
  const der = Buffer.from(`302a300506032b6570032100${'5a'.repeat(32)}`, 'hex')
  return armour('PUBLIC KEY', der)
}

describe('JSON', () => {
  const document = (value: unknown): string => JSON.stringify(value)

  it.each([
    [
      "Vault's answer",
      {
        data: { certificate: leaf, issuing_ca: root.trimEnd(), ca_chain: [root, leaf], private_key: key, serial: '4f' },
      },
      [
        'certificate OMENT-310 at data.certificate',
        'certificate CA-Root at data.issuing_ca',
        'certificate CA-Root at data.ca_chain[0]',
        'certificate OMENT-310 at data.ca_chain[1]',
        'open private-key at data.private_key',
      ],
    ],
    [
      "step-ca's answer",
      { crt: leaf, ca: root, certChain: [leaf, root] },
      [
        'certificate OMENT-310 at crt',
        'certificate CA-Root at ca',
        'certificate OMENT-310 at certChain[0]',
        'certificate CA-Root at certChain[1]',
      ],
    ],
    ["OME's answer", { CertificateData: csr.replaceAll('\n', '') }, ['csr OMENT-310 at CertificateData']],
    ['a Base64 without armour', { values: [base64] }, ['certificate OMENT-310 at values[0]']],
    [
      'a Base64 of a PEM, under a key that is no word',
      { data: { 'tls.crt': Buffer.from(leaf + root).toString('base64') } },
      ['certificate OMENT-310 at data["tls.crt"]', 'certificate CA-Root at data["tls.crt"]'],
    ],
    ['a string', leaf, ['certificate OMENT-310']],
    ['a list', [[leaf]], ['certificate OMENT-310 at [0][0]']],
    [
      'a PKCS#7 in a string',
      { p7: fixture('files/forms/pkcs7.pem').toString() },
      names.map((name) => `certificate ${name} at p7 PKCS#7`),
    ],
  ])('%s is read, each part with its path', async (_, value, found) => {
    expect(await summaryOf(document(value))).toEqual({ form: 'json', found, unreadable: [], quirks: [] })
  })

  it('with a byte order mark, or cut off, is read all the same', async () => {
    expect(await summaryOf(Buffer.from(`\ufeff${document({ crt: leaf })}`))).toMatchObject({
      form: 'json',
      found: ['certificate OMENT-310 at crt'],
    })
    expect(await summaryOf(document({ crt: leaf, ca: root }).slice(0, -3))).toMatchObject({
      form: 'pem',
      found: ['certificate OMENT-310 at line 1', 'certificate CA-Root at line 1'],
    })
  })

  it('says which string is damaged, and is no certificate where none has one', async () => {
    expect(await summaryOf(document({ crt: leaf.replace('MII', 'M*I'), ca: root }))).toMatchObject({
      form: 'json',
      found: ['certificate CA-Root at ca'],
      unreadable: ['not-base64 at crt'],
    })
    const token = 'MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDEyMzQ1Njc4OTAxMjM0NTY3ODk'
    expect(await summaryOf(document({ error: 'denied', token }))).toEqual({
      form: 'none',
      found: [],
      unreadable: ['no-certificate'],
      quirks: [],
    })
  })
})

describe('text with escapes', () => {
  it.each([
    ['once', JSON.stringify(leaf).slice(1, -1)],
    ['twice', JSON.stringify(JSON.stringify(leaf)).slice(3, -3)],
    ['with slashes and signs escaped', leaf.replace(/[/]/g, '\\/').replace(/\+/g, '\\u002B').replace(/=/g, '\\u003d')],
    ['with CRLF', leaf.replace(/\n/g, '\\r\\n')],
  ])('escaped %s is read', async (_, text) => {
    const { form, found, unreadable, quirks } = await summaryOf(`"certificate": "${text}",\n`)
    expect({ form, found, unreadable }).toEqual({ form: 'pem', found: at(1), unreadable: [] })
    expect(quirks.map((quirk) => quirk.split(' ')[0])).toContain('one-line')
  })
})

describe('what can not be read', () => {
  const nothingFound = (form: string, ...unreadable: string[]) => ({ form, found: [], unreadable, quirks: [] })

  it.each([
    ['no bytes', '', 'empty'],
    ['blanks', ' \r\n\t\n', 'empty'],
    ['zeros', '\0\0\0\0', 'empty'],
    ['a byte order mark', '\xef\xbb\xbf', 'empty'],
    ['a letter', 'The certificate will follow tomorrow.\n', 'no-certificate'],
    ['five mebibytes of x', 'x'.repeat(5 * 1024 * 1024), 'no-certificate'],
    ['a page', '\n<!DOCTYPE html>\n<title>x</title>', 'web-page'],
    ['a page without declaration', '<HTML lang="en">', 'web-page'],
    ['a text that begins with a zero', '0 is no certificate, though its byte begins one', 'no-certificate'],
    ['an upper-case letter', `MIND THE GAP ${'OF LETTERS '.repeat(20)}`, 'no-certificate'],
  ])('%s is named', async (_, text, reason) => {
    expect(await summaryOf(text)).toEqual(nothingFound('none', reason))
  })

  it('looks for a page only at the beginning', async () => {
    expect(await summaryOf(`${'x'.repeat(4096)}<html>`)).toEqual(nothingFound('none', 'no-certificate'))
    expect(await summaryOf(`${'x'.repeat(4089)} <html>`)).toEqual(nothingFound('none', 'web-page'))
  })

  it.each([
    ['a damaged root', 'damaged-root.pem', at(1, 22), ['damaged at line 42'], []],
    [
      'an end that is missing',
      'truncated.pem',
      at(1, 22),
      ['truncated at line 42'],
      ['missing-end 42', 'no-final-newline 53'],
    ],
    [
      'a certificate that breaks off before the next',
      'truncated-within-leaf.pem',
      ['certificate CA1-Inter at line 13', 'certificate CA-Root at line 33'],
      ['truncated at line 1'],
      ['missing-end 1'],
    ],
  ])('%s does not keep the rest from being read', async (_, file, found, unreadable, quirks) => {
    expect(await summaryOf(fixture(`files/unreadable/${file}`))).toEqual({ form: 'pem', found, unreadable, quirks })
  })

  it.each([
    ['a character that is no Base64', leaf.replace('\nM', '\nM!'), 'not-base64 at line 2'],
    ['one in the third line', leaf.replace(/^((.*\n){3})/, '$1?'), 'not-base64 at line 4'],
    ['Base64 after its padding', leaf.replace('\nM', '\n=M'), 'not-base64 at line 2'],
    ['nothing in it', '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n', 'truncated at line 1'],
    ['half of it', armour('CERTIFICATE', leafDer.subarray(0, 400)), 'truncated at line 1'],
    ['no DER', armour('CERTIFICATE', Buffer.from('hello, world')), 'damaged at line 1'],
    ['another DER', armour('CERTIFICATE', sequence(integer(1), nothing)), 'damaged at line 1'],
    ['another DER in a PKCS#7 label', armour('PKCS7', sequence(nothing)), 'damaged at line 1'],
    ['parameters', armour('EC PARAMETERS', oid('1.2.3')), 'no-certificate at line 1'],
    ['an END only', `text\n${leaf.slice(leaf.indexOf('-----END'))}`, 'truncated at line 2'],
    ['a BEGIN only', 'text\n-----BEGIN CERTIFICATE-----', 'truncated at line 2'],
    ['a damaged request', armour('CERTIFICATE REQUEST', damaged(csrDer)), 'damaged at line 1'],
    ['an empty PKCS#7', armour('PKCS7', signedData()), 'no-certificate at line 1'],
    ['a damaged PKCS#7', armour('PKCS7', cms(sequence(integer(1)))), 'damaged at line 1'],
  ])('an armour with %s is named by its line', async (_, text, reason) => {
    const { found, unreadable } = await summaryOf(text)
    expect({ found, unreadable }).toEqual({ found: [], unreadable: [reason] })
  })

  it.each([
    ['a DER that breaks off', leafDer.subarray(0, -1), 'der', 'truncated at byte 0'],
    ['a damaged DER', damaged(leafDer), 'der', 'damaged at byte 0'],
    ['a DER of something else', sequence(octetString(new Uint8Array(200))), 'none', 'no-certificate at byte 0'],
    ['a CMS of something else', fixture('reading/encrypted-content.der'), 'pkcs7', 'no-certificate at byte 0'],
    ['a BER that breaks off', fixture('reading/signed-content.ber').subarray(0, -2), 'der', 'truncated at byte 0'],
    ['a Base64 that breaks off', Buffer.from(base64.slice(0, 400)), 'base64', 'truncated at line 1'],
    ['a Base64 with a stray character', Buffer.from(`${base64.slice(0, 400)}\n!`), 'base64', 'not-base64 at line 2'],
    ['a damaged Base64', Buffer.from(damaged(leafDer).toString('base64')), 'base64', 'damaged at line 1'],
    ['a DER nested too deep', nested(60), 'der', 'too-complex at byte 0'],
  ])('%s is named', async (_, bytes, form, reason) => {
    expect(await summaryOf(bytes)).toEqual(nothingFound(form, reason))
  })

  it('a damaged member of a PKCS#7 leaves the others', async () => {
    const p7 = Buffer.from(fixture('files/forms/pkcs7.p7b'))
    const offset = p7.indexOf(certificateDer('ca1-inter'))
    damaged(certificateDer('ca1-inter')).copy(p7, offset)
    expect(await summaryOf(p7)).toMatchObject({
      form: 'pkcs7',
      found: ['certificate OMENT-310 at PKCS#7 byte 45', 'certificate CA-Root at PKCS#7 byte 1756'],
      unreadable: ['damaged at PKCS#7 byte 937'],
    })
  })

  it('a key that can not be read is a key', async () => {
    const broken = key.replace('\nM', '\n*')
    expect(await summaryOf(broken + leaf)).toMatchObject({
      found: ['open private-key at line 1', `certificate OMENT-310 at line ${key.split('\n').length}`],
      unreadable: [],
    })
    const label = 'ENCRYPTED PRIVATE KEY'
    expect((await summaryOf(armour(label, Buffer.from('secret')))).found).toEqual(['encrypted private-key at line 1'])
    expect((await summaryOf(armour('RSA PRIVATE KEY', Buffer.from('x')))).found).toEqual(['open private-key at line 1'])
    const traditional = fixture('reading/traditional-encrypted-key.pem').toString()
    const escaped = JSON.stringify(traditional).slice(1, -1)
    expect((await summaryOf(escaped)).found).toEqual(['encrypted private-key at line 1'])
  })
})

/** A certificate or request whose first name is no name. */
function damaged(der: Buffer): Buffer {
  const copy = Buffer.from(der)
  copy[copy.indexOf(Buffer.from('0603550403', 'hex'))] = 0x05
  return copy
}

function cms(content: Uint8Array): Uint8Array {
  return sequence(oid('1.2.840.113549.1.7.2'), explicit(0, content))
}

function signedData(): Uint8Array {
  return cms(sequence(integer(1), set(), sequence(oid('1.2.840.113549.1.7.1')), set()))
}

function nested(depth: number): Uint8Array {
  let der = sequence(new Uint8Array(200).fill(0x30))
  for (let i = 0; i < depth; i++) der = sequence(der)
  return der
}

describe('a file that begins with the octet 30', () => {
  const long = (size: number): Buffer => Buffer.concat([Buffer.from('0'), Buffer.alloc(size, 'x')])

  it.each([
    ['of a long length', Buffer.of(0x30, 0x84, 0, 0, 1, 0), 'truncated at byte 0'],
    ['of an indefinite length', Buffer.of(0x30, 0x80, 0), 'truncated at byte 0'],
    ['of a length that is none', Buffer.of(0x30, 0x85, 0, 0, 0, 0, 1), 'no-certificate'],
    ['of a short length', sequence(integer(1), nothing), 'no-certificate at byte 0'],
    ['of a short length that is cut off', Buffer.of(0x30, 0x09, 0x02), 'truncated at byte 0'],
    ['and goes on as text', Buffer.from('0 s:CN=x\n\ti:CN=y\r\n'), 'no-certificate'],
    ['and goes on as text with a low octet', Buffer.concat([long(130), Buffer.of(8)]), 'truncated at byte 0'],
    ['and goes on as a longer one', Buffer.concat([long(131), Buffer.of(8)]), 'no-certificate'],
    ['and goes on with a zero', Buffer.from('0x\0'), 'no-certificate'],
  ])('%s is a DER or a text', async (_, bytes, reason) => {
    expect((await summaryOf(bytes)).unreadable).toEqual([reason])
  })
})

describe('limits', () => {
  const refused = (form: string, reason: string) => ({ form, found: [], unreadable: [reason], quirks: [] })

  it('ten mebibytes are read, and not a byte more', async () => {
    const text = leaf.padEnd(limits.bytes, '\n')
    expect((await summaryOf(text)).found).toEqual(at(1))
    expect(await summaryOf(`${text}\n`)).toEqual(refused('none', 'too-large'))
  })

  it.each([
    ['PEM', (count: number) => leaf.repeat(count)],
    ['DER', (count: number) => Buffer.alloc(leafDer.length * count, leafDer)],
    ['JSON', (count: number) => JSON.stringify(Array(count).fill(leaf))],
  ])('a thousand certificates in %s are read, and not one more', async (_, write) => {
    expect((await summaryOf(write(1000))).found).toHaveLength(1000)
    expect(await summaryOf(write(1001))).toMatchObject({ found: [], unreadable: ['too-many-certificates'], quirks: [] })
  })

  it('many more certificates are too many as well', async () => {
    expect(await summaryOf(leaf.repeat(5001))).toMatchObject({ found: [], unreadable: ['too-many-certificates'] })
  })

  it('five thousand armours are read, and not one more', async () => {
    const tiny = armour('PUBLIC KEY', sequence(integer(1), integer(3)))
    expect((await summaryOf(tiny.repeat(5000))).found).toHaveLength(5000)
    expect(await summaryOf(tiny.repeat(5001))).toEqual(refused('none', 'too-complex'))
  })

  it('ten thousand things in DER are read, and not one more', async () => {
    const tiny = sequence(integer(1), integer(3))
    const long = sequence(integer(BigInt(`0x7f${'00'.repeat(200)}`)), integer(3))
    const joined = (count: number) => Buffer.concat([long, Buffer.alloc(tiny.length * count, tiny)])
    expect((await summaryOf(joined(9999))).found).toHaveLength(10_000)
    expect(await summaryOf(joined(10_000))).toEqual(refused('der', 'too-complex'))
  })

  it('three mebibytes of certificates are read, and hardly more', async () => {
    const few = Buffer.alloc(leafDer.length * 10, leafDer)
    expect((await summaryOf(few)).found).toHaveLength(10)
    const huge = sequence(
      sequence(explicit(0, integer(2)), integer(1), octetString(new Uint8Array(3 * 1024 * 1000))),
      sequence(),
      bits(),
    )
    expect(await summaryOf(huge)).toEqual(refused('der', 'too-complex'))
  })
})

const bits = (): Uint8Array => Uint8Array.of(0x03, 0x01, 0x00)
