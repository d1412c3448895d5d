import { sign, constants } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseCertificate } from '../../../electron/pki/certificate.ts'
import { DerError, readElement } from '../../../electron/pki/der.ts'
import { parsePublicKey, type PublicKey } from '../../../electron/pki/public-key.ts'
import { parseSignatureAlgorithm, verifySignature, type Signed } from '../../../electron/pki/signature.ts'
import { explicit, integer, nothing, oid, sequence, set } from '../../builder/der.ts'
import { type Key, key, type KeyKind } from '../../builder/keys.ts'
import { certificateDer } from './reading.ts'

const certificate = (name: string) => parseCertificate(certificateDer(name))
const algorithm = (der: Uint8Array) => parseSignatureAlgorithm(readElement(der))
const publicKeyOf = ({ spki }: Key): PublicKey => parsePublicKey(readElement(spki))

const oids = {
  sha1Rsa: '1.2.840.113549.1.1.5',
  pss: '1.2.840.113549.1.1.10',
  mgf1: '1.2.840.113549.1.1.8',
  sha1: '1.3.14.3.2.26',
  sha256: '2.16.840.1.101.3.4.2.1',
  sha384: '2.16.840.1.101.3.4.2.2',
} as const

interface PssSpec {
  readonly hash?: string
  readonly mgf?: string
  readonly salt?: number
}
const pss = ({ hash, mgf, salt }: PssSpec): Uint8Array =>
  sequence(
    oid(oids.pss),
    sequence(
      ...(hash ? [explicit(0, sequence(oid(hash), nothing))] : []),
      ...(mgf ? [explicit(1, sequence(oid(oids.mgf1), sequence(oid(mgf), nothing)))] : []),
      ...(salt === undefined ? [] : [explicit(2, integer(salt))]),
    ),
  )

describe('parseSignatureAlgorithm', () => {
  it.each([
    ['1.2.840.113549.1.1.2', 'RSA', 'md2', 'RSA with MD2'],
    ['1.2.840.113549.1.1.4', 'RSA', 'md5', 'RSA with MD5'],
    [oids.sha1Rsa, 'RSA', 'sha1', 'RSA with SHA-1'],
    ['1.3.14.3.2.29', 'RSA', 'sha1', 'RSA with SHA-1'],
    ['1.2.840.113549.1.1.14', 'RSA', 'sha224', 'RSA with SHA-224'],
    ['1.2.840.113549.1.1.11', 'RSA', 'sha256', 'RSA with SHA-256'],
    ['1.2.840.113549.1.1.12', 'RSA', 'sha384', 'RSA with SHA-384'],
    ['1.2.840.113549.1.1.13', 'RSA', 'sha512', 'RSA with SHA-512'],
    ['2.16.840.1.101.3.4.3.14', 'RSA', 'sha3-256', 'RSA with SHA3-256'],
    ['2.16.840.1.101.3.4.3.15', 'RSA', 'sha3-384', 'RSA with SHA3-384'],
    ['2.16.840.1.101.3.4.3.16', 'RSA', 'sha3-512', 'RSA with SHA3-512'],
    ['1.2.840.10045.4.1', 'ECDSA', 'sha1', 'ECDSA with SHA-1'],
    ['1.2.840.10045.4.3.1', 'ECDSA', 'sha224', 'ECDSA with SHA-224'],
    ['1.2.840.10045.4.3.2', 'ECDSA', 'sha256', 'ECDSA with SHA-256'],
    ['1.2.840.10045.4.3.3', 'ECDSA', 'sha384', 'ECDSA with SHA-384'],
    ['1.2.840.10045.4.3.4', 'ECDSA', 'sha512', 'ECDSA with SHA-512'],
    ['1.2.840.10040.4.3', 'DSA', 'sha1', 'DSA with SHA-1'],
    ['2.16.840.1.101.3.4.3.2', 'DSA', 'sha256', 'DSA with SHA-256'],
    ['1.3.101.112', 'Ed25519', undefined, 'Ed25519'],
    ['1.3.101.113', 'Ed448', undefined, 'Ed448'],
    ['1.2.3', 'other', undefined, '1.2.3'],
  ])('%s is %s', (identifier, scheme, digest, text) => {
    expect(algorithm(sequence(oid(identifier), nothing))).toEqual({
      oid: identifier,
      scheme,
      digest,
      saltLength: undefined,
      text,
    })
  })

  it.each([
    ['no parameters', sequence(oid(oids.pss)), 'sha1', 20],
    ['the defaults', pss({}), 'sha1', 20],
    ['SHA-256 throughout', pss({ hash: oids.sha256, mgf: oids.sha256, salt: 32 }), 'sha256', 32],
    ['no salt', pss({ hash: oids.sha256, mgf: oids.sha256, salt: 0 }), 'sha256', 0],
    ['a mask of another digest', pss({ hash: oids.sha256, mgf: oids.sha384, salt: 32 }), undefined, 32],
    ['a mask of the default digest', pss({ hash: oids.sha256, salt: 32 }), undefined, 32],
    ['a digest that is not known', pss({ hash: '1.2.3', mgf: '1.2.3', salt: 32 }), undefined, 32],
  ])('RSA-PSS with %s', (_, der, digest, saltLength) => {
    const text = digest ? `RSA-PSS with ${digest === 'sha1' ? 'SHA-1' : 'SHA-256'}` : 'RSA-PSS'
    expect(algorithm(der)).toEqual({ oid: oids.pss, scheme: 'RSA-PSS', digest, saltLength, text })
  })

  it.each([
    ['another type', set()],
    ['no identifier', sequence(nothing)],
  ])('refuses %s', (_, der) => {
    expect(() => algorithm(der)).toThrow(DerError)
  })
})

describe('the signature of', () => {
  it.each([
    ['an RSA certificate', 'oment-310', 'ca1-inter', 'valid'],
    ['a root', 'ca-root', 'ca-root', 'valid'],
    ['one with MD5', 'ca-root-md5', 'ca-root-md5', 'valid'],
    ['one with SHA-1', 'ca-root-sha1', 'ca-root-sha1', 'valid'],
    ['one with RSA-PSS', 'ca-root-pss', 'ca-root-pss', 'valid'],
    ['one with RSA-PSS and SHA-1', 'oment-310-pss-sha1', 'ca1-inter', 'valid'],
    ['one by an RSA-PSS key', 'oment-310-by-pss-key', 'ca1-inter-pss-key', 'valid'],
    ['one by P-256', 'oment-310-by-p-256', 'ca1-inter-p-256', 'valid'],
    ['a P-384 root', 'ca-root-p-384', 'ca-root-p-384', 'valid'],
    ['one by secp256k1', 'oment-310-by-secp256k1', 'ca1-inter-secp256k1', 'valid'],
    ['an Ed25519 root', 'ca-root-ed25519', 'ca-root-ed25519', 'valid'],
    ['one by Ed448', 'oment-310-by-ed448', 'ca1-inter-ed448', 'valid'],
    ['one that was changed', 'oment-310-broken-signature', 'ca1-inter', 'invalid'],
    ['one of another issuer', 'oment-310', 'ca-root', 'invalid'],
    ['one by another kind of key', 'oment-310', 'ca1-inter-p-256', 'invalid'],
    ['one by SM2', 'oment-310-by-sm2', 'ca1-inter-sm2', 'unsupported'],
  ])('%s is judged', (_, subject, issuer, verdict) => {
    expect(verifySignature(certificate(subject), certificate(issuer).publicKey)).toBe(verdict)
  })
})

describe('verifySignature', () => {
  const signedBytes = Buffer.from('what is signed')
  const signedBy = (holder: Key, der: Uint8Array, digest: string | null, padding?: number): Signed => ({
    signedBytes,
    signatureAlgorithm: algorithm(der),
    signature: sign(digest, signedBytes, {
      key: holder.privateKey,
      ...(padding !== undefined && { padding, saltLength: 32 }),
    }),
  })
  const plain = (identifier: string): Uint8Array => sequence(oid(identifier))
  const holder = (kind: KeyKind): Key => key('signature.test', kind)

  it.each<[string, KeyKind, Uint8Array, string | null, number?]>([
    ['DSA', 'dsa', plain('2.16.840.1.101.3.4.3.2'), 'sha256'],
    ['RSA with SHA3-256', 'rsa-2048', plain('2.16.840.1.101.3.4.3.14'), 'sha3-256'],
    ['ECDSA with SHA-512', 'p-384', plain('1.2.840.10045.4.3.4'), 'sha512'],
    [
      'RSA-PSS by an RSA key',
      'rsa-2048',
      pss({ hash: oids.sha256, mgf: oids.sha256, salt: 32 }),
      'sha256',
      constants.RSA_PKCS1_PSS_PADDING,
    ],
  ])('knows %s', (_, kind, der, digest, padding) => {
    const signed = signedBy(holder(kind), der, digest, padding)
    expect(verifySignature(signed, publicKeyOf(holder(kind)))).toBe('valid')
    expect(verifySignature(signed, publicKeyOf(key('another', kind)))).toBe('invalid')
    expect(verifySignature({ ...signed, signedBytes: Buffer.from('another') }, publicKeyOf(holder(kind)))).toBe(
      'invalid',
    )
  })

  it('holds the salt of RSA-PSS against what is stated', () => {
    const stated = pss({ hash: oids.sha256, mgf: oids.sha256, salt: 20 })
    const signed = signedBy(holder('rsa-2048'), stated, 'sha256', constants.RSA_PKCS1_PSS_PADDING)
    expect(verifySignature(signed, publicKeyOf(holder('rsa-2048')))).toBe('invalid')
  })

  it.each<[string, KeyKind, Uint8Array, string]>([
    ['an algorithm that is not known', 'rsa-2048', plain('1.2.3'), 'unsupported'],
    ['a digest that node:crypto lacks', 'rsa-2048', plain('1.2.840.113549.1.1.2'), 'unsupported'],
    ['two digests in RSA-PSS', 'rsa-2048', pss({ hash: oids.sha256 }), 'unsupported'],
    ['RSA by an RSA-PSS key', 'rsa-pss', plain(oids.sha1Rsa), 'invalid'],
    ['RSA by an Ed25519 key', 'ed25519', plain(oids.sha1Rsa), 'invalid'],
    ['ECDSA by an RSA key', 'rsa-2048', plain('1.2.840.10045.4.3.2'), 'invalid'],
    ['DSA by an RSA key', 'rsa-2048', plain('1.2.840.10040.4.3'), 'invalid'],
    ['Ed25519 by an Ed448 key', 'ed448', plain('1.3.101.112'), 'invalid'],
    ['Ed448 by an Ed25519 key', 'ed25519', plain('1.3.101.113'), 'invalid'],
    ['RSA-PSS by an EC key', 'p-256', pss({ hash: oids.sha256, mgf: oids.sha256 }), 'invalid'],
  ])('says of %s', (_, kind, der, verdict) => {
    const signed: Signed = { signedBytes, signatureAlgorithm: algorithm(der), signature: Buffer.alloc(256, 1) }
    expect(verifySignature(signed, publicKeyOf(holder(kind)))).toBe(verdict)
  })

  it('says of a key that can not be used', () => {
    const unknown = parsePublicKey(readElement(sequence(sequence(oid('1.2.3')), bitStringOf(1))))
    const signed: Signed = { signedBytes, signatureAlgorithm: algorithm(plain(oids.sha1Rsa)), signature: Buffer.of(1) }
    expect(verifySignature(signed, unknown)).toBe('unsupported')
  })
})

const bitStringOf = (octet: number): Uint8Array => Uint8Array.of(0x03, 0x02, 0x00, octet)
