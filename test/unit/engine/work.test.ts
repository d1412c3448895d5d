import { describe, expect, it, vi } from 'vitest'
import type { JobName } from '../../../electron/engine/jobs.ts'
import { jobs } from '../../../electron/engine/jobs.ts'
import { Workbench, type WorkReply, type WorkRequest } from '../../../electron/engine/work.ts'
import { host, textOf } from './material.ts'

interface Sent {
  readonly reply: WorkReply
  readonly transfer: readonly ArrayBuffer[]
}

async function worked(request: WorkRequest, bench = new Workbench()): Promise<readonly Sent[]> {
  const sent: Sent[] = []
  await bench.work(request, (reply, transfer = []) => {
    // As it goes to another thread.
    sent.push({ reply: structuredClone(reply, { transfer: [...transfer] }), transfer })
  })
  return sent
}

const gathering = (texts: readonly string[], language: WorkRequest['language'] = 'en'): WorkRequest => ({
  id: 7,
  job: 'gather',
  language,
  input: { paths: [], texts: texts.map((text, i) => ({ name: `${i}`, text })), password: null },
})

describe('a worker', () => {
  it('answers under the number of the question, and hands its bytes over', async () => {
    const sent = await worked(gathering([textOf(host)]))
    const last = sent.at(-1)
    expect(last?.reply).toMatchObject({ id: 7, ok: true, value: { files: [{ name: '0' }], failures: [] } })
    expect(last?.transfer).toHaveLength(1)
    expect(last?.transfer[0]?.byteLength).toBe(0)
  })

  it('tells how far it is, no faster than anybody reads', async () => {
    const sent = await worked(gathering(Array.from({ length: 50 }, () => 'x')))
    const progress = sent.flatMap(({ reply }) => ('progress' in reply ? [reply.progress] : []))
    expect(progress[0]).toEqual({ done: 0, total: null, text: '0' })
    expect(progress.length).toBeLessThan(25)
  })

  it('speaks the language of each question, and the window’s', async () => {
    const bench = new Workbench()
    const remedies = async (language: WorkRequest['language']) => {
      const [last] = (await worked(gathering(['']), bench)).slice(-1)
      const own = (await worked(gathering([''], language), bench)).at(-1)
      return JSON.stringify([last?.reply, own?.reply])
    }
    expect(await remedies('fr')).toMatch(/Fetch it again.*Récupérez/)
  })

  it('names a bug in place of throwing it', async () => {
    const [sent] = await worked({ id: 3, job: 'describeCertificate', language: 'en', input: { pem: 'none' } })
    expect(sent?.reply).toEqual({ id: 3, bug: { name: 'Error', message: 'a certificate that is none' } })
  })

  it('names the rule that crashed, and why', async () => {
    const { encodingBase64 } = await import('../../../electron/appliance/rules/encoding-base64.ts')
    const spy = vi.spyOn(encodingBase64, 'judge').mockImplementation(() => {
      throw new Error('why')
    })
    const side = { name: 'a', content: textOf(host), csr: null, at: 0, host: null }
    const [sent] = await worked({ id: 1, job: 'compare', language: 'en', input: { source: side, target: side } })
    spy.mockRestore()
    expect(sent?.reply).toEqual({
      id: 1,
      bug: { name: 'RuleCrashed', message: 'the rule encoding-base64 crashed: why', rule: 'encoding-base64' },
    })
  })

  it('knows each job by its name', () => {
    const names: readonly JobName[] = [
      'gather',
      'gatherCsr',
      'gatherAuthority',
      'examine',
      'checkFiles',
      'compare',
      'compareReturn',
      'describeCsr',
      'describeCertificate',
      'explain',
      'makeCsr',
      'rehearse',
      'reportHtml',
      'runbookHtml',
      'requirementSheet',
    ]
    expect(Object.keys(jobs)).toEqual(names)
  })
})
