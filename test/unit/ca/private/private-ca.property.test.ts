import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { openBackup, packBackup } from '../../../../electron/ca/private/backup.ts'
import { isRecordPath } from '../../../../electron/ca/private/ca-folder.ts'
import {
  caBytes,
  crlBytes,
  generationBytes,
  issuedBytes,
  parseCaRecord,
  parseCrlRecord,
  parseGeneration,
  parseIssued,
  parseRevoked,
  revokedBytes,
  serialOf,
} from '../../../../electron/ca/private/records.ts'
import { writeCsrPem, writePem } from '../../../../electron/pki/write-pem.ts'
import { computer, computerWithCa, cost, csrFor, password, requestFor, valueOf } from './sample.ts'

const at = '2026-11-24T12:00:00.000Z'
const id = '0f8fad5b-d9cb-469f-a165-70867728950e'

/** One record of each kind, and how it is read. */
async function records() {
  const { ca } = await computerWithCa()
  const [issued] = valueOf(await ca.sign([requestFor(await csrFor())]))
  if (!issued) throw new Error('nothing signed')
  const { certificate, csr, chain, serial } = issued
  const issuedContent = {
    certificate: writePem([certificate]),
    generation: 1,
    csr: writeCsrPem(csr),
    csrSha256: csr.sha256,
    names: [...issued.names],
    issuedAt: at,
    holder: 'OMENT-310',
    renews: null,
  }
  return [
    { bytes: caBytes({ id, name: 'Lab CA', createdAt: at, origin: 'made' }), parse: parseCaRecord },
    { bytes: generationBytes(at, writePem(chain.slice(1))), parse: parseGeneration },
    { bytes: issuedBytes(issuedContent), parse: (bytes: Uint8Array) => parseIssued(bytes, serial) },
    { bytes: revokedBytes({ at, reason: 'superseded' }), parse: parseRevoked },
    {
      bytes: crlBytes({ number: 1, thisUpdate: at, nextUpdate: at }),
      parse: (bytes: Uint8Array) => parseCrlRecord(bytes, '000001'),
    },
  ]
}

describe('a record', () => {
  it('comes back as it was written, and is a record or damaged whatever happens to its bytes', async () => {
    for (const { bytes, parse } of await records()) {
      expect(typeof parse(bytes)).toBe('object')
      fc.assert(
        fc.property(
          fc.nat(bytes.length - 1),
          fc.integer({ min: 1, max: 255 }),
          fc.boolean(),
          (index, change, isCut) => {
            const changed = isCut ? bytes.slice(0, index) : Uint8Array.from(bytes)
            if (!isCut) changed[index] = (bytes[index] ?? 0) ^ change
            const read = parse(changed)
            expect(['object', 'damaged', 'newer']).toContain(typeof read === 'object' ? 'object' : read)
            if (typeof read === 'object' && 'certificate' in read)
              expect(serialOf(read.certificate)).toMatch(/^[\da-f]+$/)
          },
        ),
        { numRuns: 100 },
      )
    }
  })

  it('is none of any other JSON', async () => {
    const all = await records()
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const bytes = Buffer.from(JSON.stringify(value))
        for (const { parse } of all) expect(parse(bytes)).toBe('damaged')
      }),
    )
  })
})

it('a file of a CA has no path but its own', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (a, b) => {
      for (const path of [a, `${a}/${b}`, `issued/${a}`, `../${a}`, `issued/../${a}`, `issued/${a}/${b}.json`]) {
        if (isRecordPath(path)) expect(path).toMatch(/^(?:issued|revoked)\/[0-9a-f]{1,40}\.json$|^ca\.json$/)
      }
    }),
  )
  expect(['ca.json', 'issued/ab.json', 'crls/000001.json'].map(isRecordPath)).toEqual([true, true, true])
})

describe('a back-up', () => {
  const backup = {
    id,
    files: new Map([['ca.json', Buffer.from('{}')]]),
    keys: new Map([['ab'.repeat(32), Buffer.from('a key')]]),
  }

  it('opens to what was put in', async () => {
    const bytes = valueOf(await packBackup(backup, password, 'Lab CA', cost))
    expect(valueOf(await openBackup(bytes, password, 'x'))).toEqual(backup)
  })

  it('with any byte changed, added or cut off is damaged, and nothing comes of it', async () => {
    const bytes = valueOf(await packBackup(backup, password, 'Lab CA', cost))
    const { cas } = computer()
    const isRefused = async (changed: Uint8Array): Promise<void> => {
      const result = await cas.restore(changed, password, 'x')
      const code = result.ok ? 'restored' : result.failure.code
      // The number of the version can become a higher one.
      expect(['backup-damaged', 'newer-version']).toContain(code)
    }
    for (let index = 0; index < bytes.length; index++) {
      const changed = Uint8Array.from(bytes)
      changed[index] = (bytes[index] ?? 0) ^ 1
      await isRefused(changed)
    }
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (index, change) => {
        const changed = Uint8Array.from(bytes)
        changed[index] = (bytes[index] ?? 0) ^ change
        await isRefused(changed)
        await isRefused(Buffer.concat([bytes, Buffer.from([change])]))
        if (index > 40) await isRefused(bytes.slice(0, index))
      }),
    )
    expect(await cas.list()).toEqual({ cas: [], troubles: [] })
  })
})
