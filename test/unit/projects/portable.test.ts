import { describe, expect, it } from 'vitest'
import { packProject, portableLimit, unpackProject } from '../../../electron/projects/portable.ts'
import type { Project } from '../../../electron/projects/project.ts'
import { chain, csrDer, privateKey, request } from '../commands/material.ts'
import { fileOf, iso, projectWith, sha256, valueOf } from './sample.ts'
import { storeIn } from './store-in.ts'

const bytes = Buffer.from(chain)
const file = fileOf(bytes, 'certnew.pem')
const csr = { sha256: sha256(csrDer), pem: request, origin: 'appliance' as const, from: null, at: iso('2026-11-18') }
const whole = projectWith({
  csrs: [csr],
  files: [file],
  notes: 'first line\nsecond\tline',
  upload: { kind: 'file', id: file.id },
})
const files = new Map([[file.sha256, bytes]])
const nobody: ReadonlySet<string> = new Set()
const name = 'from a colleague.omechain'

interface Packed {
  format: string
  schema: number
  project: Project
  files: Record<string, string>
}

const packed = async (): Promise<Packed> =>
  JSON.parse(Buffer.from(valueOf(await packProject(whole, files))).toString()) as Packed
const unpack = (content: unknown, ids = nobody) => unpackProject(Buffer.from(JSON.stringify(content)), name, ids)
const unpackWith = async (parts: Partial<Project>, own: ReadonlyMap<string, Uint8Array> = files, ids = nobody) => {
  const envelope = await packed()
  const encoded = [...own].map(([digest, content]) => [digest, Buffer.from(content).toString('base64')])
  return unpack(
    { ...envelope, project: { ...envelope.project, ...parts }, files: Object.fromEntries(encoded) as unknown },
    ids,
  )
}

describe('a portable file', () => {
  it('brings a project whole, into another store', async () => {
    const unpacked = valueOf(await unpackProject(valueOf(await packProject(whole, files)), name, nobody))
    expect(unpacked.project).toEqual(whole)
    const { store } = storeIn()
    const stored = valueOf(await store.create(unpacked.project, unpacked.files, 'imported'))
    expect(stored.project).toEqual(whole)
    expect(Buffer.from(valueOf(await store.readFile(whole.id, file.sha256)))).toEqual(bytes)
  })

  it('gives a new id where there is such a project already', async () => {
    const { store } = storeIn()
    valueOf(await store.create(whole, files))
    const { project, files: brought } = valueOf(await unpack(await packed(), await store.ids()))
    expect(project.id).not.toBe(whole.id)
    expect({ ...project, id: whole.id }).toEqual(whole)
    expect((await store.create(project, brought)).ok).toBe(true)
  })

  it('keeps the other side of the migration where it is found', async () => {
    const id = projectWith().id
    const preChecks = [{ at: iso('2026-11-20'), compatible: true, counterpart: 'x', basis: '0'.repeat(64) }]
    const counterpart = { kind: 'project' as const, id }
    const alone = valueOf(await unpackWith({ counterpart, preChecks })).project
    expect([alone.counterpart, alone.preChecks]).toEqual([null, []])
    const paired = valueOf(await unpackWith({ counterpart, preChecks }, files, new Set([id]))).project
    expect([paired.counterpart, paired.preChecks]).toEqual([counterpart, preChecks])
    const chainFile = { kind: 'file' as const, name: 'other.pem', sha256: file.sha256 }
    expect(valueOf(await unpackWith({ counterpart: chainFile })).project.counterpart).toEqual(chainFile)
  })

  it('is not believed in what can be looked at', async () => {
    const { project } = valueOf(
      await unpackWith({
        archived: true,
        upload: { kind: 'file', id: projectWith().id },
        files: [{ ...file, bytes: 1 }],
        name: 'a\u202Eb\nc',
        notes: 'a\nb\u0000',
      }),
    )
    expect(project).toMatchObject({
      archived: false,
      seen: null,
      upload: { kind: 'assembled' },
      files: [{ bytes: bytes.length }],
      name: 'a\uFFFDb\uFFFDc',
      notes: 'a\nb\uFFFD',
    })
  })
})

describe('a portable file that is none', () => {
  const refusal = (reason: string) => ({ failure: { code: 'not-portable', file: name, reason } })

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['no text', Buffer.from([0xff, 0xfe])],
    ['a certificate', bytes],
    ['another JSON', Buffer.from('{"format":"ome-chain-project"}')],
    ['a list', Buffer.from('[]')],
    ['null', Buffer.from('null')],
  ])('is refused (%s)', async (_, content) => {
    expect(await unpackProject(content, name, nobody)).toMatchObject(refusal(''))
  })

  it('is refused by its size, unread', async () => {
    expect(await unpackProject(new Uint8Array(portableLimit + 1), name, nobody)).toMatchObject({
      failure: { code: 'not-portable' },
    })
  })

  it('of a newer version says so', async () => {
    expect(await unpack({ ...(await packed()), schema: 2 })).toMatchObject({
      failure: { code: 'newer-version', file: name },
    })
    expect(await unpack({ ...(await packed()), schema: 0 })).toMatchObject(refusal(''))
  })

  it.each<[string, Partial<Project>, string]>([
    ['a value that can’t be', { createdAt: 'yesterday' }, 'createdAt'],
    ['a CSR of another digest', { csrs: [{ ...csr, sha256: '0'.repeat(64) }] }, 'csrs.0'],
    ['a CSR that is none', { csrs: [csr, { ...csr, pem: 'none' }] }, 'csrs.1'],
    ['a certificate for a CSR', { csrs: [{ ...csr, pem: chain }] }, 'csrs.0'],
    ['two files of one id', { files: [file, file] }, 'files.id'],
    ['a file that is not in it', { files: [{ ...file, sha256: '0'.repeat(64) }] }, 'certnew.pem'],
  ])('is refused for %s', async (_, parts, reason) => {
    expect(await unpackWith(parts)).toMatchObject(refusal(reason))
  })

  it('is refused for bytes that are others', async () => {
    expect(await unpackWith({}, new Map([[file.sha256, Buffer.from('x')]]))).toMatchObject(refusal('certnew.pem'))
    expect(await unpackWith({}, new Map([[file.sha256, Buffer.alloc(11 * 1024 * 1024)]]))).toMatchObject(
      refusal('certnew.pem'),
    )
    const envelope = await packed()
    expect(await unpack({ ...envelope, files: { '../../x': 'AAAA' } })).toMatchObject(refusal(''))
    expect(await unpack({ ...envelope, files: { ...envelope.files, ['e'.repeat(64)]: 'AAAA' } })).toMatchObject({
      ok: true,
    })
  })

  it('is refused for a key, on the way out as on the way in', async () => {
    const key = Buffer.from(privateKey)
    const keyFile = fileOf(key, 'server.key')
    const holding = { files: [keyFile] }
    const own = new Map([[keyFile.sha256, key]])
    const failure = { code: 'holds-key', file: 'server.key', project: 'OMENT-310' }
    expect(await unpackWith({ ...holding, upload: { kind: 'assembled' } }, own)).toMatchObject({ failure })
    expect(await packProject({ ...whole, ...holding }, own)).toMatchObject({ failure })
    expect(await packProject({ ...whole, notes: `see\n${privateKey}` }, files)).toMatchObject({
      failure: { ...failure, file: 'OMENT-310' },
    })
  })
})

it('does not become larger than what is read again', async () => {
  const big = Array.from({ length: 6 }, (_, index) => Buffer.alloc(9 * 1024 * 1024, index + 1))
  const project = projectWith({ files: big.map((each) => fileOf(each)) })
  const own = new Map(big.map((each) => [sha256(each), each]))
  expect(await packProject(project, own)).toMatchObject({ failure: { code: 'state-too-large', limit: portableLimit } })
})
