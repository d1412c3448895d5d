import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkFiles, type CheckFilesInput } from '../../../electron/engine/check-files.ts'
import { now } from '../../builder/authority.ts'
import { jobContext } from './context.ts'
import { csrPem, host, inter, otherHost, root, textOf } from './material.ts'

const checked = async (texts: Readonly<Record<string, string>>, more: Partial<CheckFilesInput> = {}) =>
  structuredClone(
    await checkFiles(
      {
        paths: [],
        texts: Object.entries(texts).map(([name, text]) => ({ name, text })),
        password: null,
        at: now,
        host: null,
        csr: null,
        ...more,
      },
      jobContext(),
    ),
  )
const good = textOf(host, inter, root)
const csrOf = (text: string) => ({ paths: [], texts: [{ name: 'my.csr', text }] })

describe('checking', () => {
  it('one file judges it as it came', async () => {
    const { name, judged, failures, locked } = await checked({ 'chain.pem': textOf(root, host, inter) })
    expect(judged).toMatchObject({ name: 'chain.pem', isAssembled: false, mendable: ['chain-order'] })
    expect({ name, failures, locked }).toEqual({ name: 'chain.pem', failures: [], locked: [] })
  })

  it('several files judges the chain that they make', async () => {
    const { name, judged } = await checked({ 'a.cer': textOf(host), 'b.cer': textOf(root, inter) })
    expect(judged).toMatchObject({ isAssembled: true, chain: { verdict: 'ready' } })
    expect(name).toBe('a.cer, b.cer')
  })

  it('takes a CSR among the files for the appliance’s, and the only other file as it came', async () => {
    const { name, judged } = await checked({ 'my.csr': csrPem, 'chain.pem': textOf(otherHost, inter, root) })
    expect(name).toBe('chain.pem')
    expect(judged).toMatchObject({ isAssembled: false, chain: { answer: { args: ['Invalid CSR key.'] } } })
  })

  it('takes the CSR that was given', async () => {
    const { judged } = await checked({ 'chain.pem': good }, { csr: csrOf(csrPem) })
    expect(judged).toMatchObject({ chain: { verdict: 'ready', findings: [] } })
  })

  it('goes on without a CSR where none can be had, and says so', async () => {
    const { judged, failures } = await checked({ 'chain.pem': good }, { csr: csrOf('none') })
    expect(failures).toMatchObject([{ code: 'no-csr', file: 'my.csr' }])
    expect(judged?.chain.findings).toMatchObject([{ rule: 'csr-key-match', level: 'note' }])
  })

  it('sees the private key that a project would not keep', async () => {
    const key = readFileSync('test/fixtures/keys/other.pem', 'latin1')
    const { judged } = await checked({ 'chain.pem': good + key })
    expect(judged?.chain.findings.map(({ rule, level }) => `${rule} ${level}`)).toContain('no-extra error')
    expect(judged?.mendable).toEqual(['no-extra'])
  })

  it('says of a file without certificates what the appliance would say', async () => {
    expect(await checked({ 'a.log': 'a log' })).toMatchObject({
      judged: { chain: { verdict: 'not-ready' } },
      examination: { outcome: 'no-certificate' },
    })
  })

  it('says which files want a password, and opens them with it', async () => {
    const paths = ['test/fixtures/reading/modern.p12']
    expect(await checked({}, { paths })).toMatchObject({ locked: ['modern.p12'] })
    const { examination, locked } = await checked({}, { paths, password: 'Schlüssel' })
    expect(locked).toEqual([])
    expect(examination.files[0]?.found.map(({ kind }) => kind)).toContain('certificate')
  })

  it('has nothing to judge where nothing could be read', async () => {
    expect(await checked({}, { paths: ['/nowhere/x.pem'] })).toMatchObject({
      name: '',
      judged: null,
      examination: { outcome: 'empty' },
      failures: [{ code: 'not-found' }],
    })
  })

  it('goes by host and moment', async () => {
    const { judged } = await checked({ 'chain.pem': good }, { host: 'elsewhere.lab', at: Date.UTC(2040, 0, 1) })
    const rules = judged?.chain.findings.map(({ rule }) => rule)
    expect(rules).toContain('host-name')
    expect(rules).toContain('validity-now')
  })
})
