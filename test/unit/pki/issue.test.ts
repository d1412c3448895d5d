import { execFileSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { alternativeName } from '../../../electron/pki/alternative-name.ts'
import { Csr } from '../../../electron/pki/csr.ts'
import { DerReader, readElement, Tag } from '../../../electron/pki/der.ts'
import {
  createCrl,
  createCsr,
  createKeys,
  createRoot,
  exportPrivateKey,
  importAuthority,
  issueCa,
  issueLeaf,
  renewCa,
} from '../../../electron/pki/issue.ts'
import { parseName } from '../../../electron/pki/name.ts'
import { writeCrlPem, writePem } from '../../../electron/pki/write-pem.ts'
import { folderWith } from '../files/folder.ts'

const notBefore = Date.parse('2026-11-24T11:00:00Z')
const validity = { notBefore, notAfter: Date.parse('2036-11-24T10:59:59Z') }
const keys = await createKeys(2048)
const root = await createRoot({ commonName: 'Root' }, keys, validity)
const csr = await createCsr({ commonName: 'a.example' }, ['a.example'], keys)

const openssl = (folder: string, ...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** A subject of one attribute, of any string type. */
function subjectOf(tag: number, content: Uint8Array) {
  const element = (outer: number, ...parts: readonly Uint8Array[]) => {
    const inner = Buffer.concat(parts)
    return Buffer.concat([Buffer.from([outer, inner.length]), inner])
  }
  const type = Buffer.from('0603550403', 'hex')
  const der = element(Tag.sequence, element(Tag.set, element(Tag.sequence, type, element(tag, content))))
  return parseName(readElement(der))
}

describe('a certificate', () => {
  it.each([
    ['UTF8String', Tag.utf8String, 'Großhandel'],
    ['PrintableString', Tag.printableString, 'a.example'],
    ['IA5String', Tag.ia5String, 'a@b_c.example'],
    ['NumericString', Tag.numericString, '0123'],
    ['TeletexString', Tag.teletexString, Buffer.from('caf\u00e9', 'latin1')],
    ['BMPString', Tag.bmpString, Buffer.from('005a00fc', 'hex')],
    ['UniversalString', Tag.universalString, Buffer.from('0000005a', 'hex')],
    ['VisibleString', Tag.visibleString, 'abc'],
  ])('has the subject of the CSR as it is encoded: %s', async (_, tag, content) => {
    const subject = subjectOf(tag, Buffer.from(content))
    const { der, publicKey, extensions, signedBytes, signatureAlgorithm, signature } = csr
    const odd = new Csr(der, subject, publicKey, extensions, signedBytes, signatureAlgorithm, signature)
    const leaf = await issueLeaf(root, odd, validity)
    expect(Buffer.from(leaf.subject.der).toString('hex')).toBe(Buffer.from(subject.der).toString('hex'))
  })

  it.each([
    ['2049-12-31T23:59:59Z', Tag.utcTime, '491231235959Z'],
    ['2050-01-01T00:00:00Z', Tag.generalizedTime, '20500101000000Z'],
    ['2050-01-01T00:00:00.999Z', Tag.generalizedTime, '20500101000000Z'],
  ])('ends at %s in the form of that time', async (end, tag, text) => {
    const { certificate } = await createRoot({ commonName: 'Root' }, keys, { notBefore, notAfter: Date.parse(end) })
    const fields = DerReader.inside(readElement(certificate.signedBytes))
    for (let skipped = 0; skipped < 4; skipped++) fields.next()
    const [, notAfter] = DerReader.inside(fields.next())
    expect(notAfter?.tag).toBe(tag)
    expect(Buffer.from(certificate.signedBytes).includes(text)).toBe(true)
  })

  it('has a positive serial number of 128 bits, and never one of another', async () => {
    const leaves = await Promise.all(Array.from({ length: 40 }, () => issueLeaf(root, csr, validity)))
    const serials = leaves.map(({ serialNumber }) => serialNumber)
    expect(new Set(serials).size).toBe(serials.length)
    for (const serial of serials) {
      expect(parseInt(serial.slice(0, 2), 16)).toBeLessThan(0x80)
      expect(serial.replace(/^00/, '').length).toBeGreaterThan(26)
    }
  })

  it('has other names where they are given', async () => {
    const names = ['b.example', '192.0.2.1', '2001:db8::1'].map(alternativeName)
    const { extensions } = await issueLeaf(root, csr, validity, { names })
    expect(extensions.subjectAltName?.map(({ kind, value }) => `${kind} ${value}`)).toEqual([
      'dns b.example',
      'ip 192.0.2.1',
      'ip 2001:db8::1',
    ])
  })
})

describe('an imported key', () => {
  const der = { type: 'pkcs8', format: 'der' } as const

  it('signs for its own certificate, and for no other', async () => {
    const pkcs8 = await exportPrivateKey(keys)
    const authority = await importAuthority(root.certificate, pkcs8)
    if (typeof authority === 'string') throw new Error(authority)
    const leaf = await issueLeaf(authority, csr, validity)
    const folder = folderWith({ 'r.pem': writePem([root.certificate]), 'l.pem': writePem([leaf]) })
    expect(openssl(folder, 'verify', '-x509_strict', '-CAfile', 'r.pem', 'l.pem')).toBe('l.pem: OK\n')
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export(der)
    expect(await importAuthority(root.certificate, other)).toBe('not-its-key')
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export(der)
    expect(await importAuthority(root.certificate, curve)).toBe('not-its-key')
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['no key', Buffer.from('no key')],
  ])('is none where the bytes are %s', async (_, bytes) => {
    expect(await importAuthority(root.certificate, bytes)).toBe('unusable-key')
  })
})

describe('a revocation list', () => {
  it.each([1, 127, 128, 255, 256, 65_535, 8_388_608, 2_147_483_647])('has the number %i', async (number) => {
    const der = await createCrl(root, { number, thisUpdate: notBefore, nextUpdate: validity.notAfter, revoked: [] })
    const folder = folderWith({ 'x.pem': writeCrlPem(der), 'ca.pem': writePem([root.certificate]) })
    const said = openssl(folder, 'crl', '-in', 'x.pem', '-noout', '-crlnumber', '-CAfile', 'ca.pem')
    expect(Number(said.trim().replace('crlNumber=', ''))).toBe(number)
  })

  it('gives each serial number with its date and reason, and no reason where none is said', async () => {
    const revoked = [
      { serial: 'ff00112233445566778899aabbccddee', at: Date.parse('2026-11-24T11:30:00Z'), reason: 'keyCompromise' },
      { serial: '7f', at: Date.parse('2050-02-01T00:00:00Z'), reason: 'unspecified' },
    ] as const
    const der = await createCrl(root, { number: 1, thisUpdate: notBefore, nextUpdate: validity.notAfter, revoked })
    const folder = folderWith({ 'x.crl': der })
    const text = openssl(folder, 'crl', '-inform', 'DER', '-in', 'x.crl', '-noout', '-text').replace(/ +$/gm, '')
    expect(text.slice(text.indexOf('Revoked Certificates'), text.indexOf('    Signature Algorithm', 400)))
      .toBe(`Revoked Certificates:
    Serial Number: FF00112233445566778899AABBCCDDEE
        Revocation Date: Nov 24 11:30:00 2026 GMT
        CRL entry extensions:
            X509v3 CRL Reason Code:
                Key Compromise
    Serial Number: 7F
        Revocation Date: Feb  1 00:00:00 2050 GMT
`)
  })
})

it('a renewed CA keeps its names, its key and what it may do', async () => {
  const caKeys = await createKeys(2048)
  const ca = await issueCa(root, { commonName: 'CA' }, caKeys, validity)
  const later = { notBefore, notAfter: validity.notAfter - 1000 }
  const renewed = await renewCa(root, ca.certificate, later)
  const { serialNumber, extensions, subject, publicKey } = ca.certificate
  expect(renewed.serialNumber).not.toBe(serialNumber)
  expect([renewed.extensions, renewed.subject.der, renewed.publicKey.sha256, renewed.notAfter]).toEqual([
    extensions,
    subject.der,
    publicKey.sha256,
    later.notAfter,
  ])
})
