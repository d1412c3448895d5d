import { X509Certificate } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseCertificate } from '../../../electron/pki/certificate.ts'
import { DerError } from '../../../electron/pki/der.ts'
import {
  bitString,
  boolean,
  element,
  explicit,
  implicit,
  integer,
  nothing,
  oid,
  sequence,
  set,
  time,
} from '../../builder/der.ts'
import { basicConstraints } from '../../builder/extensions.ts'
import { key } from '../../builder/keys.ts'
import { name } from '../../builder/name.ts'
import { certificateDer, certificatePem } from './reading.ts'

const folder = fileURLToPath(new URL('../../fixtures/files/certificates', import.meta.url))
const names = readdirSync(folder).map((file) => file.replace(/\.pem$/, ''))

describe('every certificate of the fixtures', () => {
  it.each(names)('%s is read as OpenSSL reads it', (certificateName) => {
    const openssl = new X509Certificate(certificatePem(certificateName))
    const ours = parseCertificate(certificateDer(certificateName))
    expect({
      sha256: ours.sha256,
      serialNumber: BigInt(`0x${ours.serialNumber}`),
      notBefore: ours.notBefore,
      notAfter: ours.notAfter,
      subject: ours.subject.commonName,
      issuer: ours.issuer.commonName,
      isSelfIssued: ours.isSelfIssued,
      caIssuers: ours.extensions.caIssuers,
    }).toEqual({
      sha256: openssl.fingerprint256.replaceAll(':', '').toLowerCase(),
      serialNumber: BigInt(`0x${openssl.serialNumber}`),
      notBefore: Date.parse(openssl.validFrom),
      notAfter: Date.parse(openssl.validTo),
      subject: commonNameOf(openssl.subject),
      issuer: commonNameOf(openssl.issuer),
      isSelfIssued: openssl.subject === openssl.issuer,
      caIssuers: openssl.infoAccess?.match(/(?<=CA Issuers - URI:).*/g)?.map(String),
    })
  })
})

const commonNameOf = (text: string | undefined): string | undefined => {
  const raw = /^CN=(.*)$/m.exec(text ?? '')?.[1]
  const unescaped = raw?.replace(/(\\[0-9A-F]{2})+/g, (hex) =>
    Buffer.from(hex.replaceAll('\\', ''), 'hex').toString('utf8'),
  )
  return unescaped?.replaceAll('\\ ', ' ')
}

const algorithm = sequence(oid('1.3.101.112'))
const signer = key('certificate.test')

/** The fields of a sound certificate, each of which a case replaces (null: left out). */
const fields = {
  version: explicit(0, integer(2)),
  serial: integer(0x1234),
  algorithm,
  issuer: name('Issuer'),
  validity: sequence(time(Date.UTC(2026, 0, 1)), time(Date.UTC(2060, 0, 1))),
  subject: name('Subject'),
  key: signer.spki,
  issuerId: null as Uint8Array | null,
  subjectId: null as Uint8Array | null,
  extensions: explicit(3, sequence(basicConstraints(true, 1))) as Uint8Array | null,
  more: null as Uint8Array | null,
}
type Fields = { readonly [K in keyof typeof fields]?: Uint8Array | null }

function write(change: Fields, outer: readonly Uint8Array[] = [algorithm, bitString(Buffer.of(1, 2))]): Uint8Array {
  const values = Object.values({ ...fields, ...change }).filter((value) => value !== null)
  return sequence(sequence(...values), ...outer)
}

function reasonOf(der: Uint8Array): string {
  try {
    parseCertificate(der)
    return 'none'
  } catch (error) {
    if (error instanceof DerError) return error.reason
    throw error
  }
}

describe('parseCertificate', () => {
  it('reads what stands in it', () => {
    const der = write({})
    const certificate = parseCertificate(der)
    expect(certificate).toMatchObject({
      version: 3,
      serialNumber: '1234',
      notBefore: Date.UTC(2026, 0, 1),
      notAfter: Date.UTC(2060, 0, 1),
      isCa: true,
      isSelfIssued: false,
      extensions: { basicConstraints: { ca: true, pathLength: 1 }, malformed: [], unknownCritical: [] },
      signatureAlgorithm: { oid: '1.3.101.112', scheme: 'Ed25519' },
    })
    expect([certificate.issuer.text, certificate.subject.text]).toEqual(['CN=Issuer', 'CN=Subject'])
    expect(Buffer.from(certificate.signature).toString('hex')).toBe('0102')
    expect(Buffer.from(certificate.publicKey.spki).equals(signer.spki)).toBe(true)
    expect(Buffer.compare(sequence(certificate.signedBytes, algorithm, bitString(Buffer.of(1, 2))), der)).toBe(0)
    expect(certificate.der).toBe(der)
  })

  it.each([
    ['version 1', { version: null, extensions: null }, 1],
    ['version 1 that is stated', { version: explicit(0, integer(0)), extensions: null }, 1],
    ['version 2', { version: explicit(0, integer(1)), extensions: null }, 2],
    ['unique identifiers', { issuerId: implicit(1, Buffer.of(0, 1)), subjectId: implicit(2, Buffer.of(0, 1)) }, 3],
  ])('reads one of %s', (_, change, version) => {
    expect(parseCertificate(write(change)).version).toBe(version)
  })

  it.each([
    ['another type', set(), 'unexpected'],
    ['something after it', Buffer.concat([write({}), nothing]), 'trailing'],
    ['half of it', write({}).subarray(0, 100), 'truncated'],
    ['more than three parts', write({}, [algorithm, bitString(Buffer.of(1)), nothing]), 'trailing'],
    ['another algorithm inside than outside', write({ algorithm: sequence(oid('1.3.101.113')) }), 'value'],
    ['a signature with unused bits', write({}, [algorithm, bitString(Buffer.of(2), 1)]), 'value'],
    ['version 4', write({ version: explicit(0, integer(3)) }), 'value'],
    ['a serial number of another type', write({ serial: nothing }), 'unexpected'],
    ['an issuer that is no name', write({ issuer: set() }), 'unexpected'],
    ['one date', write({ validity: sequence(time(0)) }), 'truncated'],
    ['three dates', write({ validity: sequence(time(0), time(0), time(0)) }), 'trailing'],
    ['a date that is none', write({ validity: sequence(time(0), nothing) }), 'value'],
    ['a key that is none', write({ key: sequence() }), 'truncated'],
    ['extensions that are none', write({ extensions: explicit(3, set()) }), 'unexpected'],
    ['something after its extensions', write({ more: boolean(true) }), 'trailing'],
    ['no algorithm', write({}, [bitString(Buffer.of(1))]), 'unexpected'],
    ['no signature', write({}, [algorithm, element(4, Buffer.of(1))]), 'unexpected'],
  ])('refuses %s', (_, der, reason) => {
    expect(reasonOf(der)).toBe(reason)
  })

  it('is valid from the first moment to the last', () => {
    const certificate = parseCertificate(write({}))
    const moments = [certificate.notBefore - 1, certificate.notBefore, certificate.notAfter, certificate.notAfter + 1]
    expect(moments.map((moment) => certificate.isValidAt(moment))).toEqual([false, true, true, false])
  })

  it('is self-issued whatever the case of its names, and a CA only by its own word', () => {
    expect(parseCertificate(write({ issuer: name('SUBJECT') })).isSelfIssued).toBe(true)
    expect(parseCertificate(write({ extensions: null })).isCa).toBe(false)
    expect(parseCertificate(write({ extensions: explicit(3, sequence(basicConstraints(false))) })).isCa).toBe(false)
  })
})
