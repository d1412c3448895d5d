import { readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readZip } from '../../../electron/files/zip.ts'
import { writeCsrPem } from '../../../electron/pki/write-pem.ts'
import { hostCsr } from '../../builder/files.ts'
import { HostBench } from './bench.ts'

let bench: HostBench
beforeEach(() => {
  bench = new HostBench()
})
afterEach(() => bench.close())

const csr = writeCsrPem(hostCsr)

/** A project with notes of the user's own, whose CSR came as OME gives it: on one line. */
async function project(): Promise<string> {
  const about = { name: 'Müller & Co: OMENT/310', role: 'source', hostName: '', address: '', omeVersion: '' } as const
  const { project } = await bench.call('project.create', about)
  const text = csr.replace(/\n(?!-----END|$)/g, (line, at: number) => (csr.slice(0, at).includes('\n') ? '' : line))
  await bench.call('csr.import', { id: project.id, source: { kind: 'text', text } })
  await bench.call('project.edit', { id: project.id, edits: { notes: 'the boss is not to know' } })
  return project.id
}

async function unpacked(path: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {}
  for await (const result of readZip({ name: '', bytes: readFileSync(path) })) {
    if (!result.ok) throw new Error(result.failure.code)
    found[result.value.name.replace(/^\//, '')] = Buffer.from(result.value.bytes).toString('utf8')
  }
  return found
}

describe('the mail pack', () => {
  it('has all that the CA needs, in one archive', async () => {
    const id = await project()
    const path = (bench.outside.save = bench.path('pack.zip'))
    const saved = await bench.call('mailPack.save', { id, language: 'fr', asker: ' Équipe serveurs ' })
    expect(saved?.file).toBe('pack.zip')
    expect(bench.outside.asked).toEqual(['mailPack'])
    expect(bench.outside.proposed).toEqual(['Müller - Co- OMENT-310-mail-pack.zip'])
    const files = await unpacked(path)
    expect(Object.keys(files).sort()).toEqual([
      'LISEZMOI.txt',
      'Müller - Co- OMENT-310.csr',
      'acceptance-test.sh',
      'acceptance-test.txt',
      'exigences.pdf',
      'exigences.txt',
    ])
    expect(files['Müller - Co- OMENT-310.csr']).toBe(csr)
    expect(files['exigences.txt']).toContain('Équipe serveurs')
    expect(files['exigences.pdf']).toContain('%PDF of <!doctype html>')
    expect(files['acceptance-test.sh']).toContain(hostCsr.publicKey.sha256)
  })

  it('holds nothing secret, and nothing of this computer', async () => {
    const id = await project()
    const path = (bench.outside.save = bench.path('pack.zip'))
    await bench.call('mailPack.save', { id, language: 'en', asker: '' })
    const all = Object.values(await unpacked(path)).join('\n') + readFileSync(path, 'latin1')
    expect(all).not.toContain('PRIVATE KEY')
    expect(all).not.toContain('the boss')
    expect(all).not.toContain(bench.folder)
    expect(all).not.toContain(id)
    for (const name of ['USER', 'LOGNAME', 'HOSTNAME'] as const) {
      const value = process.env[name]
      // Such as `root`, which is a word here.
      if (value !== undefined && value.length > 4) expect(all).not.toContain(value)
    }
  })

  it('has what was noted of the sending, unless another CSR was sent', async () => {
    const id = await project()
    const noted = { recipe: 'generic', ca: 'Corp CA', reference: 'INC-7', contact: '', template: '' }
    await bench.call('submission.record', { id, ...noted, sentAt: '2026-11-23T12:00:00Z' })
    await bench.call('mailPack.copy', { id, language: 'es', asker: '' })
    expect(bench.outside.copied[0]).toMatch(/^Certificado para host\.lab \(INC-7\)\n/)
  })

  it('is cancelled with its dialog, and needs a CSR', async () => {
    const id = await project()
    expect(await bench.call('mailPack.save', { id, language: 'en', asker: '' })).toBeNull()
    const about = { name: 'Empty', role: 'source', hostName: '', address: '', omeVersion: '' } as const
    const { project: empty } = await bench.call('project.create', about)
    expect(await bench.failure('mailPack.save', { id: empty.id, language: 'en', asker: '' })).toBe('no-csr-yet')
    expect(await bench.failure('mailPack.copy', { id: empty.id, language: 'en', asker: '' })).toBe('no-csr-yet')
  })
})
