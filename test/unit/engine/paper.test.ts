import { describe, expect, it } from 'vitest'
import { runbookOf } from '../../../electron/appliance/runbook.ts'
import { compare } from '../../../electron/engine/compare.ts'
import { examine } from '../../../electron/engine/examine.ts'
import { reportHtml, type ReportInput, runbookHtml } from '../../../electron/engine/paper.ts'
import { ca, type Issued, now, server } from '../../builder/authority.ts'
import { jobContext } from './context.ts'
import { bytesOf, csrPem, host, hostCsr, inter, otherHost, root, serverOnly, textOf } from './material.ts'

const context = jobContext()

async function judgedOf(...issued: readonly Issued[]) {
  const files = [{ id: '1', name: 'from the CA/<all>.pem', bytes: bytesOf(...issued) }]
  const input = { at: now, host: null, csr: csrPem, files, leaf: null, chain: null, upload: null }
  return (await examine(input, context)).judged
}

const reported = async (more: Partial<ReportInput> = {}): Promise<string> =>
  reportHtml(
    {
      name: 'Lab <source>',
      role: 'source',
      hostName: 'host.lab',
      address: '192.0.2.10',
      omeVersion: '3.10.2',
      judgedAt: now,
      moment: 'change-window',
      madeAt: Date.UTC(2026, 10, 24),
      version: '0.1.0',
      judged: await judgedOf(serverOnly, inter, root),
      csr: { subject: hostCsr.subject.text, keySha256: hostCsr.publicKey.sha256 },
      comparison: null,
      ...more,
    },
    context,
  )

/** What a reader sees, in one line. */
const read = (page: string) =>
  page
    .replace(/<style>.*<\/style>/s, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')

describe('the report', () => {
  it('needs nothing else: no script, no address, no event', async () => {
    const page = await reported()
    expect(page).toMatch(/^<!doctype html>/)
    expect(page).not.toMatch(/<script|\ssrc=|\shref=|\son\w+=|url\(|@import/i)
    expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'`)
    expect(page).toContain('<html lang="en">')
  })

  it('escapes what it is told', async () => {
    const page = await reported()
    expect(page).toContain('<title>Certificate chain of Lab &lt;source&gt;</title>')
    expect(page).not.toContain('<source>')
  })

  it('has the verdict, the answer and when it was judged', async () => {
    const text = read(await reported())
    expect(text).toContain('Not ready: it will not do as a certificate chain for the migration.')
    expect(text).toContain('OME would answer CGEN1008 (documented by Dell): Unable to process')
    expect(text).toContain('Cause in the log: No Client/Server authentication EKU present in leaf certificate.')
    expect(text).toContain('2025-06-01 00:00 UTC by the appliance’s clock: the change window')
    expect(text).toContain('host.lab-chain.pem (put together from the files given)')
    expect(text).toContain('Made by OME Chain Wizard 0.1.0 on 2026-11-24 00:00 UTC')
  })

  it('has each finding with where it comes from', async () => {
    const text = read(await reported())
    expect(text).toContain('Error:')
    expect(text).toContain(
      'In the certificate “host.lab”. It shows at the upload. Documented by Dell (KB 000221202). eku-server-client',
    )
    expect(text).toContain('rules hold:')
  })

  it('has the chain with fingerprints', async () => {
    const page = await reported()
    for (const { certificate } of [serverOnly, inter, root])
      expect(page).toContain(`<code>${certificate.sha256}</code>`)
  })

  it('of a good chain says that nothing speaks against it', async () => {
    const text = read(await reported({ judged: await judgedOf(host, inter, root), csr: null }))
    expect(text).toContain('Ready: the appliance should take it, uploaded as “Certificate Chain”. ')
    expect(text).toContain('Nothing speaks against it.')
    expect(text).toContain('none at hand')
  })

  it('without a chain says so', async () => {
    expect(read(await reported({ judged: null }))).toContain('There is no chain to judge yet.')
  })

  it('has the comparison, position by position', async () => {
    const inter2 = ca('Inter 2', { by: root })
    const side = { csr: null, at: now, host: null }
    const report = await compare(
      {
        source: { ...side, name: 'a', content: textOf(host, inter, root) },
        target: {
          ...side,
          name: 'b',
          content: textOf(server('b.lab', { by: inter2, key: otherHost.key }), inter2, root),
        },
      },
      context,
    )
    const text = read(await reported({ comparison: { counterpart: 'Lab target', report } }))
    expect(text).toContain('Connection check with Lab target')
    expect(text).toContain('Incompatible:')
    expect(text).toContain('0 host.lab Inter ✗ b.lab Inter 2')
    expect(text).toContain('2 Root Root ↔ Root Root')
    expect(text).not.toContain('About the file as a whole')
    expect(text).toContain('OME would say (documented by Dell): Unable to mutually authenticate')
  })

  it('leaves out what is not known', async () => {
    expect(read(await reported({ omeVersion: '', address: '' }))).not.toContain('OME version')
  })
})

describe('the runbook on paper', () => {
  it('has its steps in order, commands set apart', async () => {
    const runbook = runbookOf(
      {
        role: 'target',
        name: 'Lab',
        hostName: 'host.lab',
        address: '',
        omeVersion: '',
        isRehearsal: false,
        changeWindow: null,
        exported: null,
        leaf: null,
        counterpart: null,
      },
      context.messages,
    )
    const page = await runbookHtml({ runbook }, context)
    expect(page).toContain('<title>Upload the chain to Lab</title>')
    expect(page).toContain('<code>GET https://host.lab/api/ApplicationService/Info</code>')
    expect(page.match(/<ol>/g)).toHaveLength(6)
  })
})
