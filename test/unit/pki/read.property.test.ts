import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DerError, DerReader, encodingOf } from '../../../electron/pki/der.ts'
import { toDer } from '../../../electron/pki/ber.ts'
import { certificatesIn, type ReadResult } from '../../../electron/pki/found.ts'
import { read } from '../../../electron/pki/read.ts'
import { splitPem } from '../../../electron/pki/pem.ts'
import { splitCanonicalPem } from '../../../electron/pki/canonical-pem.ts'
import { armour, certificateDer, fixture } from './reading.ts'

const ders = ['oment-310', 'ca1-inter', 'ca-root'].map(certificateDer)
const certificateArmours = ders.map((der) => armour('CERTIFICATE', der))

const expected = ders.map((der) => createHash('sha256').update(der).digest('hex'))

/** A result is sound whatever the bytes were: it says something, and all it says has a place in the file. */
function expectSound({ file, form, found, unreadable, quirks }: ReadResult): void {
  expect(found.length + unreadable.length).toBeGreaterThan(0)
  expect(form === 'none' && found.length > 0).toBe(false)
  for (const { place } of [...found, ...unreadable]) {
    expect(place.file).toBe(file)
    expect(place.line ?? 1).toBeGreaterThan(0)
    expect(place.byte ?? 0).toBeGreaterThanOrEqual(0)
  }
  expect(new Set(quirks.map(({ kind }) => kind)).size).toBe(quirks.length)
}

/** Pieces of which armours are made, so that chance meets the corners. */
const piece = fc.constantFrom(
  '-----BEGIN CERTIFICATE-----',
  '-----END CERTIFICATE-----',
  '-----BEGIN PKCS7-----',
  '-----END RSA PRIVATE KEY-----',
  '-----',
  '----',
  'BEGIN ',
  'end x',
  'Proc-Type: 4,ENCRYPTED',
  '\n',
  '\r\n',
  '\r',
  '\\n',
  '\\u002b',
  '\\',
  ' ',
  '> ',
  '\u00a0',
  '\ufeff',
  '\0',
  '=',
  '-',
  '_',
  '"',
  '{',
  '[',
  '0',
  'MIIB',
  'MCowBQYDK2VwAyEA',
  ders[0]?.toString('base64') ?? '',
  armour('CERTIFICATE', ders[2] ?? Buffer.alloc(0)),
)

describe('any bytes', () => {
  it('give a sound result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        expectSound(await read(bytes, 'x'))
      }),
      { numRuns: 500 },
    )
  })

  it('that look like armours give a sound result', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 30 }), async (pieces) => {
        expectSound(await read(Buffer.from(pieces.join('')), 'x'))
      }),
      { numRuns: 1000 },
    )
  })

  it('that begin like DER or BER give a sound result', async () => {
    const header = fc.constantFrom(
      [0x30, 0x80],
      [0x30, 0x82, 0x01, 0x00],
      [0x30, 0x03],
      [0x24, 0x80],
      [0x06, 0x01, 0x2a],
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(header, { maxLength: 12 }),
        fc.uint8Array({ maxLength: 300 }),
        async (headers, rest) => {
          expectSound(await read(Buffer.from([0x30, 0x82, ...headers.flat(), ...rest]), 'x'))
        },
      ),
      { numRuns: 1000 },
    )
  })

  it.each([
    'files/chains/oment-310.pem',
    'files/forms/leaf.der',
    'files/forms/pkcs7.p7b',
    'reading/signed-content.ber',
    'reading/ec.p12',
    'reading/legacy.p12',
    'files/requests/oment-310.csr',
    'files/forms/headers.pem',
    'files/forms/utf-16-le.pem',
  ])('of %s with one of them changed, or cut short, give a sound result', async (path) => {
    const original = fixture(path)
    await fc.assert(
      fc.asyncProperty(fc.nat(original.length - 1), fc.nat(255), fc.boolean(), async (offset, octet, isCut) => {
        const changed = Buffer.from(isCut ? original.subarray(0, offset) : original)
        if (!isCut) changed[offset] = octet
        expectSound(await read(changed, 'x', { password: 'Schlüssel' }))
      }),
      { numRuns: 150 },
    )
  })
})

/** Ways to write the same armours. */
interface Layout {
  readonly width: number
  readonly lineEnd: string
  readonly prefix: string
  readonly between: string
  readonly dashes: string
  readonly hasPadding: boolean
  readonly isUrlSafe: boolean
  readonly encoding: 'utf8' | 'utf16le'
}

const layouts: fc.Arbitrary<Layout> = fc.record({
  width: fc.integer({ min: 1, max: 1200 }),
  lineEnd: fc.constantFrom('\n', '\r\n', '\r', '\\n', '\\r\\n', ' \n', '\r\r\n'),
  prefix: fc.constantFrom('', ' ', '\t', '> ', '>> ', '| ', '\u00a0'),
  between: fc.constantFrom('', '\n', 'subject=CN = x\n', '\n\n', 'Kind regards\r\n', '-- \n'),
  dashes: fc.constantFrom('-----', '----', '------', '\u2013\u2013-'),
  hasPadding: fc.boolean(),
  isUrlSafe: fc.boolean(),
  encoding: fc.constantFrom('utf8', 'utf16le'),
})

function write(layout: Layout): Buffer {
  const { width, lineEnd, prefix, between, dashes, hasPadding, isUrlSafe, encoding } = layout
  const blocks = ders.map((der) => {
    const padded = der.toString(isUrlSafe ? 'base64url' : 'base64')
    const text = hasPadding ? padded : padded.replace(/=+$/, '')
    const body = text.match(new RegExp(`.{1,${width}}`, 'g')) ?? []
    const lines = [`${dashes}BEGIN CERTIFICATE${dashes}`, ...body, `${dashes}END CERTIFICATE${dashes}`]
    return lines.map((line) => prefix + line + lineEnd).join('')
  })
  return Buffer.from(blocks.join(between), encoding)
}

describe('a chain in any layout', () => {
  it('gives the same certificates', async () => {
    await fc.assert(
      fc.asyncProperty(layouts, async (layout) => {
        const result = await read(write(layout), 'x')
        expect(certificatesIn([result]).map(({ sha256 }) => sha256)).toEqual(expected)
        expect(result.unreadable).toEqual([])
      }),
      { numRuns: 500 },
    )
  })

  it('gives what both splitters agree on, where it is canonical', () => {
    fc.assert(
      fc.property(
        fc.array(fc.uint8Array({ minLength: 1, maxLength: 400 }), { minLength: 1, maxLength: 5 }),
        (contents) => {
          const text = contents.map((content) => armour('CERTIFICATE', content)).join('')
          const { armours, quirks } = splitPem(text)
          expect(quirks).toEqual([])
          expect(splitCanonicalPem(Buffer.from(text))).toEqual(armours)
          expect(armours.map(({ content }) => Uint8Array.from(content))).toEqual(contents)
        },
      ),
    )
  })

  it('is canonical only if there is nothing to note', () => {
    fc.assert(
      fc.property(fc.nat(certificateArmours.join('').length), piece, (offset, inserted) => {
        const text = certificateArmours.join('')
        const changed = Buffer.from(text.slice(0, offset) + inserted + text.slice(offset))
        const canonical = splitCanonicalPem(changed)
        if (canonical) expect(splitPem(changed.toString('latin1'))).toEqual({ armours: canonical, quirks: [] })
      }),
      { numRuns: 1000 },
    )
  })
})

describe('the DER reader', () => {
  /** Reads everything, as deep as it goes. */
  function walk(reader: DerReader): void {
    for (const element of reader) if ((element.tag & 0x20) !== 0) walk(DerReader.inside(element))
  }
  const outcomeOf = (work: () => void): unknown => {
    try {
      work()
      return undefined
    } catch (error) {
      return error
    }
  }
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }),
    fc.tuple(fc.nat(1000), fc.nat(255)).map(([offset, octet]) => {
      const der = Buffer.from(ders[0] ?? [])
      der[offset % der.length] = octet
      return der
    }),
  )

  it('reads any bytes, or throws a DerError whose offset lies within them', () => {
    fc.assert(
      fc.property(bytes, (der) => {
        const error = outcomeOf(() => walk(new DerReader(der)))
        if (error === undefined) return
        expect(error).toBeInstanceOf(DerError)
        if (error instanceof DerError) expect(error.offset).toBeLessThanOrEqual(der.length)
      }),
      { numRuns: 1000 },
    )
  })

  it('reads elements that join to the very bytes', () => {
    fc.assert(
      fc.property(bytes, (der) => {
        const elements: Uint8Array[] = []
        const error = outcomeOf(() => {
          for (const element of new DerReader(der)) elements.push(encodingOf(element))
        })
        const joined = Buffer.concat(elements)
        expect(joined.equals(Buffer.from(der).subarray(0, joined.length))).toBe(true)
        if (error === undefined) expect(joined.length).toBe(der.length)
      }),
    )
  })

  it('needs nothing rewritten in what was rewritten', () => {
    fc.assert(
      fc.property(bytes, (ber) => {
        let once: Uint8Array | undefined
        const error = outcomeOf(() => {
          once = toDer(ber)
        })
        if (once) expect(Buffer.compare(toDer(once), once)).toBe(0)
        else expect(error).toBeInstanceOf(DerError)
      }),
      { numRuns: 1000 },
    )
  })
})
