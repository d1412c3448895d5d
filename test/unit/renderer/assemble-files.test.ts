import { describe, expect, it } from 'vitest'
import type { FailureReport } from '../../../electron/engine/failure-report.ts'
import type { FileReport, FoundReport } from '../../../electron/engine/file-report.ts'
import { keyFilesIn } from '../../../renderer/examination/key-files.ts'
import { unreadIn } from '../../../renderer/examination/unread.ts'
import { itemsOf, type Sorted } from '../../../renderer/steps/assemble/file-items.ts'

const failure = (code: string, file: string, remedy = ''): FailureReport => ({ code, file, detail: '', remedy })
const file = (name: string, about: Partial<FileReport>): FileReport => ({
  file: name,
  form: 'pem',
  found: [],
  unreadable: [],
  ...about,
})
const found = (kind: FoundReport['kind'], subject: string | null = null, place = ''): FoundReport => ({
  kind,
  subject,
  place,
})

describe('what could not be read', () => {
  const junk = ['a.doc', 'b.doc'].map((name) => file(name, { unreadable: [failure('no-certificate', name)] }))
  const damaged = file('c.cer', { unreadable: [failure('damaged', 'c.cer')] })
  const locked = file('d.pfx', { unreadable: [failure('password-needed', 'd.pfx')] })
  const wrong = file('e.pfx', { unreadable: [failure('password-wrong', 'e.pfx')] })

  it('is told in one breath where it is the same', () => {
    const groups = unreadIn([...junk, damaged], [failure('no-permission', 'f.cer')])
    expect(groups.map(({ code, failures }) => `${code} ${failures.map((each) => each.file).join(' ')}`)).toEqual([
      'no-permission f.cer',
      'no-certificate a.doc b.doc',
      'damaged c.cer',
    ])
  })

  it('keeps apart what has another remedy', () => {
    expect(unreadIn([], [failure('damaged', 'a', 'fetch it'), failure('damaged', 'b', 'export it')])).toHaveLength(2)
  })

  it('leaves out what only wants a password', () => {
    expect(unreadIn([locked, wrong], [])).toEqual([])
  })
})

it('finds the files with a private key, also an encrypted one', () => {
  const files = [
    file('a.pem', { found: [found('certificate', 'CN=a'), found('private-key')] }),
    file('b.pem', { found: [found('encrypted-private-key')] }),
    file('c.pem', { found: [found('public-key')] }),
  ]
  expect(keyFilesIn(files)).toEqual(['a.pem', 'b.pem'])
})

describe('what became of each thing in a file', () => {
  const pile = file('certnew.p7b', {
    found: [
      found('certificate', 'CN=CA1-Inter', 'PKCS#7'),
      found('certificate', 'CN=Old-Inter', 'PKCS#7, byte 900'),
      found('certificate', 'CN=Unknown', 'PKCS#7, byte 1800'),
      found('crl', null, 'PKCS#7, byte 2700'),
    ],
  })
  const link = { file: 'certnew.p7b', place: 'PKCS#7', subject: 'CN=CA1-Inter', position: 1 }
  const extra = {
    file: 'certnew.p7b',
    place: 'PKCS#7, byte 900',
    subject: 'CN=Old-Inter',
    reason: 'unrelated',
  } as const
  const examination: Sorted = { chain: [link], leftOver: [extra] }

  it('is known by where it stands', () => {
    expect(itemsOf(pile, examination).map(({ fate }) => fate)).toEqual([
      { kind: 'in-chain', position: 1 },
      { kind: 'left-out', reason: 'unrelated' },
      { kind: 'none' },
      { kind: 'none' },
    ])
  })

  it('is not mixed up with the same place of another file', () => {
    const [first] = itemsOf({ ...pile, file: 'other.p7b' }, examination)
    expect(first?.fate).toEqual({ kind: 'none' })
  })
})
