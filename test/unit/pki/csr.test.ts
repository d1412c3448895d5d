import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseCsr } from '../../../electron/pki/csr.ts'
import { DerError } from '../../../electron/pki/der.ts'
import { verifySignature } from '../../../electron/pki/signature.ts'
import { bitString, element, explicit, integer, nothing, oid, sequence, set, string } from '../../builder/der.ts'
import { extendedKeyUsage, subjectAltName } from '../../builder/extensions.ts'
import { key } from '../../builder/keys.ts'
import { name } from '../../builder/name.ts'
import { derOf, fixture } from './reading.ts'

const algorithm = sequence(oid('1.3.101.112'))
const { spki } = key('csr.test')
const attribute = (type: string, ...values: Uint8Array[]): Uint8Array => sequence(oid(type), set(...values))
const pkcs9 = '1.2.840.113549.1.9.14'
const microsoft = '1.3.6.1.4.1.311.2.1.14'
const asked = sequence(extendedKeyUsage('1.2.3'), subjectAltName('dns:a'))

const write = (...attributes: Uint8Array[]): Uint8Array =>
  around(integer(0), name('x'), spki, explicit(0, ...attributes))
const around = (...info: Uint8Array[]): Uint8Array => sequence(sequence(...info), algorithm, bitString(Buffer.of(1, 2)))

function reasonOf(der: Uint8Array): string {
  try {
    parseCsr(der)
    return 'none'
  } catch (error) {
    if (error instanceof DerError) return error.reason
    throw error
  }
}

describe('parseCsr', () => {
  it.each(['oment-310', 'p-256', 'p-384', 'p-521', 'ed25519', 'ed448', 'rsa-pss', 'wildcard'])(
    "reads OpenSSL's request %s, whose signature is right",
    (request) => {
      const der = derOf(fixture(`files/requests/${request}.csr`).toString('latin1'))
      const csr = parseCsr(der)
      expect(csr.subject.text).toBe(`CN=${request === 'wildcard' ? '*.contoso.example' : 'OMENT-310'},O=Contoso`)
      expect(csr.sha256).toBe(createHash('sha256').update(der).digest('hex'))
      expect(verifySignature(csr, csr.publicKey)).toBe('valid')
    },
  )

  it('keeps what is signed, the key and the signature', () => {
    const der = write()
    const csr = parseCsr(der)
    expect(csr.der).toBe(der)
    expect(Buffer.compare(sequence(csr.signedBytes, algorithm, bitString(Buffer.of(1, 2))), der)).toBe(0)
    expect(Buffer.from(csr.publicKey.spki).equals(spki)).toBe(true)
    expect(Buffer.from(csr.signature).toString('hex')).toBe('0102')
    expect(csr.signatureAlgorithm.scheme).toBe('Ed25519')
  })

  it.each([
    ['in the usual way', [attribute(pkcs9, asked)]],
    ["in Windows' old way", [attribute(microsoft, asked)]],
    ['after other attributes', [attribute('1.2.840.113549.1.9.7', string('secret')), attribute(pkcs9, asked)]],
  ])('gives the extensions that are asked for %s', (_, attributes) => {
    expect(parseCsr(write(...attributes)).extensions).toEqual({
      extendedKeyUsage: ['1.2.3'],
      subjectAltName: [{ kind: 'dns', value: 'a' }],
      malformed: [],
      unknownCritical: [],
    })
  })

  it.each([
    ['none', write()],
    ['other attributes only', write(attribute('1.2.3', nothing))],
    ['no attributes at all', around(integer(0), name('x'), spki)],
  ])('gives none where there are %s', (_, der) => {
    expect(parseCsr(der).extensions).toEqual({ malformed: [], unknownCritical: [] })
  })

  it.each([
    ['another type', set(), 'unexpected'],
    ['something after it', Buffer.concat([write(), nothing]), 'trailing'],
    ['more than three parts', sequence(sequence(), algorithm, bitString(Buffer.of(1)), nothing), 'trailing'],
    ['no version', around(name('x'), spki), 'unexpected'],
    ['something after its attributes', around(integer(0), name('x'), spki, explicit(0), nothing), 'trailing'],
    ['an attribute that is none', write(nothing), 'unexpected'],
    ['an attribute without type', write(sequence(nothing)), 'unexpected'],
    ['extensions that are none', write(attribute(pkcs9, nothing)), 'unexpected'],
    ['a signature that is none', sequence(sequence(), algorithm, element(4)), 'unexpected'],
    ['a signature with unused bits', sequence(sequence(), algorithm, bitString(Buffer.of(2), 1)), 'value'],
  ])('refuses %s', (_, der, reason) => {
    expect(reasonOf(der)).toBe(reason)
  })
})
