import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { parseCertificate } from '../../../electron/pki/certificate.ts'
import { DerError, readElement } from '../../../electron/pki/der.ts'
import { parsePublicKey, type PublicKey } from '../../../electron/pki/public-key.ts'
import { bitString, element, integer, nothing, oid, sequence, set } from '../../builder/der.ts'
import { key } from '../../builder/keys.ts'
import { certificateDer } from './reading.ts'

const parse = (spki: Uint8Array): PublicKey => parsePublicKey(readElement(spki))
const rsa = '1.2.840.113549.1.1.1'
const ec = '1.2.840.10045.2.1'
const rsaKey = (...parts: Uint8Array[]): Uint8Array =>
  sequence(sequence(oid(rsa), nothing), bitString(sequence(...parts)))

describe('parsePublicKey', () => {
  it.each([
    ['oment-310', 'RSA', 2048, undefined],
    ['oment-310-rsa-1536', 'RSA', 1536, undefined],
    ['oment-310-rsa-2047', 'RSA', 2047, undefined],
    ['ca1-inter-pss-key', 'RSA-PSS', 2048, undefined],
    ['oment-310-p-256', 'EC', 256, { name: 'P-256', known: true }],
    ['ca-root-p-384', 'EC', 384, { name: 'P-384', known: true }],
    ['oment-310-p-521', 'EC', 521, { name: 'P-521', known: true }],
    ['oment-310-secp256k1', 'EC', undefined, { name: '1.3.132.0.10', known: false }],
    ['oment-310-brainpool', 'EC', undefined, { name: '1.3.36.3.3.2.8.1.1.7', known: false }],
    ['oment-310-ed25519', 'Ed25519', 256, undefined],
    ['oment-310-ed448', 'Ed448', 456, undefined],
  ])('of %s gives its kind, size and curve', (certificate, kind, bits, curve) => {
    const { publicKey } = parseCertificate(certificateDer(certificate))
    expect(publicKey).toMatchObject({ kind, bits })
    expect(publicKey.curve && { name: publicKey.curve.name, known: publicKey.curve.known }).toEqual(curve)
    expect(publicKey.sha256).toBe(createHash('sha256').update(publicKey.spki).digest('hex'))
    const exported = publicKey.keyObject?.export({ format: 'der', type: 'spki' })
    expect(exported?.equals(publicKey.spki)).toBe(true)
    expect(publicKey.keyObject).toBe(publicKey.keyObject)
  })

  it('of other kinds gives what it can', () => {
    expect(parse(key('public-key.test', 'dsa').spki)).toMatchObject({ kind: 'DSA', bits: undefined, curve: undefined })
    const unknown = parse(sequence(sequence(oid('1.2.3')), bitString(Buffer.of(1))))
    expect(unknown).toMatchObject({ kind: 'other', algorithm: '1.2.3', bits: undefined })
    expect(unknown.keyObject).toBeUndefined()
  })

  it('of a curve by its parameters', () => {
    const explicitCurve = parse(sequence(sequence(oid(ec), sequence()), bitString(Buffer.of(4))))
    expect(explicitCurve.curve).toEqual({ name: 'explicit parameters', known: false })
    expect(explicitCurve.bits).toBeUndefined()
    expect(parse(sequence(sequence(oid(ec)), bitString(Buffer.of(4)))).curve?.known).toBe(false)
  })

  it('is none to node:crypto where its point is off the curve', () => {
    const offCurve = sequence(sequence(oid(ec), oid('1.2.840.10045.3.1.7')), bitString(Buffer.alloc(65, 4)))
    expect(parse(offCurve).keyObject).toBeUndefined()
  })

  it.each([
    [0x80n, 8],
    [0xffn, 8],
    [0x7fn, 7],
    [1n, 1],
    [0x100n, 9],
    [0x8000n, 16],
  ])('counts the bits of the modulus %s', (modulus, bits) => {
    expect(parse(rsaKey(integer(modulus), integer(3))).bits).toBe(bits)
  })

  it('does not count zeros before the modulus', () => {
    expect(parse(rsaKey(element(2, Buffer.of(0, 0, 0x40)), integer(3))).bits).toBe(7)
  })

  it.each([
    ['another type', set(), 'unexpected'],
    ['no algorithm', sequence(bitString(Buffer.of(1))), 'unexpected'],
    ['no key', sequence(sequence(oid('1.2.3'))), 'truncated'],
    ['something after the key', sequence(sequence(oid('1.2.3')), bitString(Buffer.of(1)), nothing), 'trailing'],
    ['a modulus of zero', rsaKey(integer(0), integer(3)), 'value'],
    ['an RSA key without modulus', rsaKey(), 'truncated'],
    ['a modulus of another type', rsaKey(nothing, integer(3)), 'unexpected'],
  ])('refuses %s', (_, spki, reason) => {
    let thrown: unknown
    try {
      parse(spki)
    } catch (error) {
      thrown = error
    }
    expect(thrown instanceof DerError && thrown.reason).toBe(reason)
  })
})
