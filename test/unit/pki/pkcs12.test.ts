import { createHmac, pbkdf2Sync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DerReader, readElement, encodingOf } from '../../../electron/pki/der.ts'
import { openPkcs12 } from '../../../electron/pki/pkcs12.ts'
import { derivePkcs12Key, type Password } from '../../../electron/pki/pkcs12-key.ts'
import { element, explicit, implicit, integer, nothing, octetString, oid, sequence, set } from '../../builder/der.ts'
import { certificateDer, fixture, summaryOf } from './reading.ts'

const password = 'Schlüssel'
const chain = ['certificate OMENT-310 at PKCS#12 byte 0', 'certificate CA1-Inter at PKCS#12 byte 0']
const shrouded = 'encrypted private-key at PKCS#12 byte 0'
const at = (reason: string): string => `${reason} at PKCS#12 byte 0`

/** Version and content of a file. */
function withoutMac(name: string): Uint8Array {
  const fields = DerReader.inside(readElement(fixture(`reading/${name}.p12`)))
  return sequence(encodingOf(fields.next()), encodingOf(fields.next()))
}

describe("OpenSSL's PKCS#12", () => {
  it.each([
    ['modern', [...chain, shrouded], []],
    ['ec', [chain[0], shrouded], []],
    ['legacy', [...chain, shrouded], []],
    ['rc2-128', [...chain, shrouded], []],
    ['triple-des', [...chain, shrouded], []],
    ['double-des', [...chain, shrouded], []],
    ['pbes2-des', [...chain, shrouded], []],
    ['aes-128-mac-sha512', [...chain, shrouded], []],
    ['aes-192', [...chain, shrouded], []],
    ['unencrypted', [...chain, 'open private-key at PKCS#12 byte 0'], []],
    ['unencrypted-mac', [...chain, 'open private-key at PKCS#12 byte 0'], []],
    ['rc4', [shrouded], [at('unknown-encryption')]],
    ['many-rounds', [shrouded], [at('too-complex')]],
  ])('%s opens with its password', async (name, found, unreadable) => {
    const result = await summaryOf(fixture(`reading/${name}.p12`), { password })
    expect(result).toEqual({ form: 'pkcs12', found, unreadable, quirks: [] })
  })

  it.each(['modern', 'legacy', 'triple-des', 'aes-128-mac-sha512', 'unencrypted-mac'])(
    '%s stays closed without it, or with another',
    async (name) => {
      const bytes = fixture(`reading/${name}.p12`)
      const closed = (reason: string) => ({ form: 'pkcs12', found: [], unreadable: [at(reason)], quirks: [] })
      expect(await summaryOf(bytes)).toEqual(closed('password-needed'))
      expect(await summaryOf(bytes, { password: '' })).toEqual(closed('password-wrong'))
      expect(await summaryOf(bytes, { password: 'Schlussel' })).toEqual(closed('password-wrong'))
    },
  )

  it.each(['legacy', 'aes-192'])('%s without its MAC shows what is not encrypted', async (name) => {
    const bytes = withoutMac(name)
    expect(await summaryOf(bytes, { password })).toMatchObject({ found: [...chain, shrouded], unreadable: [] })
    expect(await summaryOf(bytes)).toMatchObject({ found: [shrouded], unreadable: [at('password-needed')] })
    expect(await summaryOf(bytes, { password: 'x' })).toMatchObject({
      found: [shrouded],
      unreadable: [at('password-wrong')],
    })
  })

  it.each([undefined, ''])('with an empty password opens with %j', async (given) => {
    const options = given === undefined ? {} : { password: given }
    expect((await summaryOf(fixture('reading/empty-password.p12'), options)).found).toEqual([...chain, shrouded])
    expect((await summaryOf(fixture('reading/unencrypted.p12'), options)).found).toHaveLength(3)
  })

  it('asks for the password rather than to guess at a great cost', async () => {
    expect(await summaryOf(withoutMac('many-rounds'))).toMatchObject({
      found: [shrouded],
      unreadable: [at('password-needed')],
    })
  })

  it('is read in PEM and in JSON as well', async () => {
    const base64 = fixture('reading/ec.p12').toString('base64')
    expect((await summaryOf(JSON.stringify({ value: base64 }), { password })).found).toEqual([
      'certificate OMENT-310 at value PKCS#12',
      'encrypted private-key at value PKCS#12',
    ])
    expect((await summaryOf(base64, { password })).found[0]).toBe('certificate OMENT-310 at PKCS#12 line 1')
  })
})

const open = (der: Uint8Array, given?: string) => openPkcs12(der, { password: given })

const data = '1.2.840.113549.1.7.1'
const bagType = (number: number): Uint8Array => oid(`1.2.840.113549.1.12.10.1.${number}`)
const bag = (type: number, value: Uint8Array): Uint8Array => sequence(bagType(type), explicit(0, value))
const certificateBag = bag(
  3,
  sequence(oid('1.2.840.113549.1.9.22.1'), explicit(0, octetString(certificateDer('ca-root')))),
)
const contentInfo = (content: Uint8Array, type = data): Uint8Array => sequence(oid(type), explicit(0, content))
const safe = (...bags: Uint8Array[]): Uint8Array => contentInfo(octetString(sequence(...bags)))
const pfx = (authenticatedSafe: Uint8Array, ...mac: Uint8Array[]): Uint8Array =>
  sequence(integer(3), contentInfo(octetString(authenticatedSafe)), ...mac)
const nothingIn = (...problems: string[]) => ({ bags: [], problems })

describe('a PKCS#12 of other makers', () => {
  const kindsIn = async (der: Uint8Array, given?: string): Promise<string[]> =>
    (await open(der, given)).bags.map(({ kind }) => kind)

  it('may hold bags of every kind, also within bags', async () => {
    const secret = bag(5, sequence(oid('1.2.3'), explicit(0, nothing)))
    const sdsi = bag(3, sequence(oid('1.2.840.113549.1.9.22.2'), explicit(0, octetString(nothing))))
    const list = bag(4, sequence(oid('1.2.840.113549.1.9.23.1'), explicit(0, octetString(nothing))))
    const within = bag(6, sequence(certificateBag, bag(1, sequence()), bag(2, sequence())))
    const content = await open(pfx(sequence(safe(secret, sdsi, list), safe(within))))
    expect(content).toEqual({
      bags: [
        { kind: 'crl' },
        { kind: 'certificate', der: certificateDer('ca-root') },
        { kind: 'private-key', encrypted: false, der: Buffer.from(sequence()) },
        { kind: 'private-key', encrypted: true, der: Buffer.from(sequence()) },
      ],
      problems: [],
    })
  })

  const salt = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8)
  const content = sequence(safe(certificateBag))

  function mac(digest: 'sha1' | 'sha256', key: Uint8Array, ...iterations: Uint8Array[]): Uint8Array {
    const identifier = digest === 'sha1' ? '1.3.14.3.2.26' : '2.16.840.1.101.3.4.2.1'
    const value = createHmac(digest, key).update(content).digest()
    return sequence(sequence(sequence(oid(identifier), nothing), octetString(value)), octetString(salt), ...iterations)
  }
  const macKey = (given: Password, iterations: number): Uint8Array =>
    derivePkcs12Key({ password: given, salt, iterations, digest: 'sha1' }, 3, 20)

  it('may be made with no password at all, which is not an empty one', async () => {
    const der = pfx(content, mac('sha1', macKey(undefined, 1)))
    expect(await kindsIn(der)).toEqual(['certificate'])
    expect(await open(der, 'x')).toEqual(nothingIn('password-wrong'))
  })

  it('counts one round where the count is left out, and as many as are stated', async () => {
    expect(await kindsIn(pfx(content, mac('sha1', macKey('x', 1))), 'x')).toEqual(['certificate'])
    expect(await kindsIn(pfx(content, mac('sha1', macKey('x', 2), integer(2))), 'x')).toEqual(['certificate'])
    expect(await open(pfx(content, mac('sha1', macKey('x', 2), integer(3))), 'x')).toEqual(nothingIn('password-wrong'))
    expect(await open(pfx(content, mac('sha1', macKey('x', 1), integer(0))), 'x')).toEqual(nothingIn('damaged'))
  })

  it('takes a million rounds for too complex', async () => {
    const rounds = (count: number) => open(pfx(content, mac('sha1', new Uint8Array(20), integer(count))), 'x')
    expect(await rounds(1_000_000)).toEqual(nothingIn('password-wrong'))
    expect(await rounds(1_000_001)).toEqual(nothingIn('too-complex'))
  })

  it('shares that with the others in the same file', async () => {
    const costly = pfx(content, mac('sha1', new Uint8Array(20), integer(600_000)))
    const { unreadable } = await summaryOf(Buffer.concat([costly, costly]), { password })
    expect(unreadable).toEqual([at('password-wrong'), `too-complex at PKCS#12 byte ${costly.length}`])
  })

  function pbmac1(macOid: string, iterations = 2048, keyLength?: number): Uint8Array {
    const key = pbkdf2Sync(password, salt, iterations, keyLength ?? 32, 'sha256')
    const prf = sequence(oid('1.2.840.113549.2.9'), nothing)
    const length = keyLength === undefined ? [] : [integer(keyLength)]
    const kdf = sequence(oid('1.2.840.113549.1.5.12'), sequence(octetString(salt), integer(iterations), ...length, prf))
    const algorithm = sequence(oid('1.2.840.113549.1.5.14'), sequence(kdf, sequence(oid(macOid), nothing)))
    const value = createHmac('sha256', key).update(content).digest()
    return sequence(sequence(algorithm, octetString(value)), octetString(nothing), integer(1))
  }

  it('may have a PBMAC1', async () => {
    const hmacSha256 = '1.2.840.113549.2.9'
    expect(await kindsIn(pfx(content, pbmac1(hmacSha256)), password)).toEqual(['certificate'])
    expect(await kindsIn(pfx(content, pbmac1(hmacSha256, 1, 64)), password)).toEqual(['certificate'])
    expect(await open(pfx(content, pbmac1(hmacSha256)), 'x')).toEqual(nothingIn('password-wrong'))
    expect(await open(pfx(content, pbmac1(hmacSha256, 1, 65)), password)).toEqual(nothingIn('damaged'))
    expect(await open(pfx(content, pbmac1('1.2.3')), password)).toEqual(nothingIn('unknown-encryption'))
    expect(await open(pfx(content, pbmac1(hmacSha256, 3_000_001)), password)).toEqual(nothingIn('too-complex'))
  })

  it('may state what we do not know', async () => {
    const unknownDigest = sequence(sequence(sequence(oid('1.2.840.113549.2.2')), octetString(salt)), octetString(salt))
    expect(await open(pfx(content, unknownDigest), 'x')).toEqual(nothingIn('unknown-encryption'))
    const signed = sequence(integer(3), contentInfo(sequence(), '1.2.840.113549.1.7.2'))
    expect(await open(signed)).toEqual(nothingIn('unknown-encryption'))
    const enveloped = pfx(sequence(contentInfo(sequence(), '1.2.840.113549.1.7.3'), safe(certificateBag)))
    expect(await open(enveloped)).toMatchObject({
      bags: [{ kind: 'certificate' }],
      problems: ['unknown-encryption'],
    })
  })

  it.each([
    ['without content', sequence(integer(3))],
    ['whose content is no string', sequence(integer(3), contentInfo(sequence()))],
    ['whose content is no sequence', pfx(octetString(nothing))],
    ['with something after its MAC', sequence(integer(3), contentInfo(octetString(sequence())), sequence(), nothing)],
    ['whose bag is none', pfx(sequence(safe(nothing)))],
    [
      'whose certificate is no string',
      pfx(sequence(safe(bag(3, sequence(oid('1.2.840.113549.1.9.22.1'), explicit(0, nothing)))))),
    ],
  ])('%s is damaged', async (_, der) => {
    expect(await open(der)).toEqual(nothingIn('damaged'))
  })

  it('may be nested too deep', async () => {
    let value = sequence(certificateBag)
    for (let depth = 0; depth < 30; depth++) value = sequence(bag(6, value))
    expect(await open(pfx(sequence(safe(bag(6, value)))))).toEqual(nothingIn('too-complex'))
  })

  describe('encrypted', () => {
    /** The encrypted part of a file of OpenSSL's. */
    function encryptedPart(file: string): { algorithm: Uint8Array; data: Uint8Array } {
      const fields = DerReader.inside(readElement(fixture(`reading/${file}.p12`)))
      fields.next()
      const authenticatedSafe = fields.enter(0x30)
      authenticatedSafe.next()
      const first = authenticatedSafe.enter(0xa0).enter(0x04).enter(0x30).enter(0x30)
      first.next()
      const encryptedData = first.enter(0xa0).enter(0x30)
      encryptedData.next()
      const info = encryptedData.enter(0x30)
      info.next()
      const algorithm = encodingOf(info.next())
      const content = info.next()
      return { algorithm, data: content.bytes.subarray(content.contentStart, content.end) }
    }
    const encrypted = (algorithm: Uint8Array, ciphertext: Uint8Array): Uint8Array =>
      pfx(
        sequence(contentInfo(sequence(integer(0), sequence(oid(data), algorithm, ciphertext)), '1.2.840.113549.1.7.6')),
      )
    const legacy = encryptedPart('legacy')
    const modern = encryptedPart('aes-192')

    it('may have its string in pieces', async () => {
      const half = Math.floor(legacy.data.length / 2)
      const pieces = explicit(0, octetString(legacy.data.subarray(0, half)), octetString(legacy.data.subarray(half)))
      expect(await kindsIn(encrypted(legacy.algorithm, pieces), password)).toEqual(['certificate', 'certificate'])
      expect(await kindsIn(encrypted(legacy.algorithm, implicit(0, legacy.data)), password)).toHaveLength(2)
      expect(await open(encrypted(legacy.algorithm, octetString(legacy.data)), password)).toEqual(nothingIn('damaged'))
      expect(await open(encrypted(legacy.algorithm, explicit(0, nothing)), password)).toEqual(nothingIn('damaged'))
    })

    it.each([
      ['a block that is not whole', legacy, (ciphertext: Uint8Array) => ciphertext.subarray(1), 'password-wrong'],
      ['nothing', legacy, () => new Uint8Array(), 'password-wrong'],
      ['more RC2 than is decrypted in a moment', legacy, () => new Uint8Array(3_000_000), 'too-complex'],
      ['another last block', legacy, (ciphertext: Uint8Array) => ciphertext.subarray(0, -8), 'password-wrong'],
      ['an AES block that is not whole', modern, (ciphertext: Uint8Array) => ciphertext.subarray(1), 'password-wrong'],
      ['another last AES block', modern, (ciphertext: Uint8Array) => ciphertext.subarray(0, -16), 'password-wrong'],
    ])('with %s stays closed', async (_, { algorithm, data: original }, change, problem) => {
      const der = encrypted(algorithm, implicit(0, change(original)))
      expect(await open(der, password)).toEqual(nothingIn(problem))
    })

    it.each([
      ['another cipher', sequence(oid('1.2.3'), sequence()), 'unknown-encryption'],
      ['RC2 without parameters', sequence(oid('1.2.840.113549.1.12.1.6')), 'damaged'],
      ['no rounds', sequence(oid('1.2.840.113549.1.12.1.6'), sequence(octetString(nothing), integer(0))), 'damaged'],
      [
        'too many rounds',
        sequence(oid('1.2.840.113549.1.12.1.6'), sequence(octetString(nothing), integer(1_000_001))),
        'too-complex',
      ],
      ['another derivation', pbes2({ kdf: '1.3.6.1.4.1.11591.4.11' }), 'unknown-encryption'],
      ['another PBES2 cipher', pbes2({ cipher: '1.2.3' }), 'unknown-encryption'],
      ['another pseudo-random function', pbes2({ prf: '1.2.3' }), 'unknown-encryption'],
      ['a short initialisation vector', pbes2({ iv: new Uint8Array(15) }), 'damaged'],
      ['a key of another length', pbes2({ keyLength: 16 }), 'damaged'],
      ['a key of the right length', pbes2({ keyLength: 32 }), 'password-wrong'],
      ['SHA-1, where no function is stated', pbes2({ prf: undefined }), 'password-wrong'],
      ['too many rounds of PBES2', pbes2({ iterations: 3_000_001 }), 'too-complex'],
      ['too many rounds for two blocks', pbes2({ prf: undefined, iterations: 1_500_001 }), 'too-complex'],
    ])('with %s has that problem', async (_, algorithm, problem) => {
      const der = encrypted(algorithm, implicit(0, new Uint8Array(32)))
      expect(await open(der, password)).toEqual(nothingIn(problem))
    })
  })
})

interface Pbes2 {
  readonly kdf?: string
  readonly cipher?: string
  readonly prf?: string | undefined
  readonly iv?: Uint8Array
  readonly keyLength?: number
  readonly iterations?: number
}

function pbes2(spec: Pbes2): Uint8Array {
  const {
    kdf = '1.2.840.113549.1.5.12',
    cipher = '2.16.840.1.101.3.4.1.42',
    iv = new Uint8Array(16),
    iterations = 1,
  } = spec
  const prf = 'prf' in spec ? spec.prf : '1.2.840.113549.2.9'
  const derivation = sequence(
    octetString(Uint8Array.of(1)),
    integer(iterations),
    ...(spec.keyLength === undefined ? [] : [integer(spec.keyLength)]),
    ...(prf === undefined ? [] : [sequence(oid(prf))]),
  )
  return sequence(
    oid('1.2.840.113549.1.5.13'),
    sequence(sequence(oid(kdf), derivation), sequence(oid(cipher), octetString(iv))),
  )
}

describe('derivePkcs12Key', () => {
  const salt = Buffer.from('0a58cf64530d823f', 'hex')
  const derive = (use: number, length: number, given: Password = 'smeg') =>
    derivePkcs12Key({ password: given, salt, iterations: 1, digest: 'sha1' }, use, length).toString('hex')

  // The vectors that have gone round with PKCS#12 implementations since OpenSSL's first one.
  it('gives the known keys', () => {
    expect(derive(1, 24)).toBe('8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3')
    expect(derive(2, 8)).toBe('79993dfe048d3b76')
  })

  it('gives as much as is asked for, each length the beginning of the next', () => {
    const long = derive(3, 100)
    for (const length of [1, 19, 20, 21, 40, 41]) expect(derive(3, length)).toBe(long.slice(0, 2 * length))
  })

  it('tells no password from an empty one', () => {
    const none = derivePkcs12Key({ password: undefined, salt, iterations: 1, digest: 'sha1' }, 3, 20)
    expect(none.toString('hex')).not.toBe(derive(3, 20, ''))
  })

  it('gives the same for a salt as for the salt repeated to a whole block', () => {
    const block = Buffer.alloc(64, salt)
    const long = derivePkcs12Key({ password: 'smeg', salt: block, iterations: 1, digest: 'sha1' }, 1, 24)
    expect(long.toString('hex')).toBe(derive(1, 24))
  })
})

it('sets of attributes follow a bag', async () => {
  const bagWithName = sequence(
    bagType(1),
    explicit(0, sequence()),
    set(sequence(oid('1.2.3'), set(element(0x1e, Buffer.of(0, 0x61))))),
  )
  expect(await open(pfx(sequence(safe(bagWithName))))).toEqual({
    bags: [{ kind: 'private-key', encrypted: false, der: Buffer.from(sequence()) }],
    problems: [],
  })
})
