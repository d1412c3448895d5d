import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { describe, expect, it } from 'vitest'
import {
  invalidChainLog,
  invalidCsrKeyLog,
  invalidFileLog,
  keyPurposeLog,
  keyUsageLog,
  ordinaryLine,
  unbroken,
} from '../appliance/explain/samples.ts'
import { zip } from '../files/zip-builder.ts'
import { Folder, inOneLine, run, runJson } from './harness.ts'

// What Dell KB 000221202 says, held against the command: its two tables, each of its conditions, its log excerpts.

const now = Date.UTC(2026, 5, 1)
const fixture = (path: string): string => join(import.meta.dirname, '../../fixtures/files', path)
const certificate = (name: string): string => readFileSync(fixture(`certificates/${name}.pem`), 'latin1')
const chainOf = (...names: readonly string[]): string => names.map(certificate).join('')
const csr310 = fixture('requests/oment-310.csr')
const csr400 = fixture('requests/oment-400.csr')
const source = fixture('chains/oment-310.pem')

describe('connection check', () => {
  const mutualAuthentication =
    'Unable to mutually authenticate and connect to the remote appliance. Please check the source and target appliances has valid certificate chain uploaded which are signed by the same CA.'
  const compare = (target: string, ...more: readonly string[]) => [
    ...['compare', source, target, '--source-csr', csr310, '--target-csr', csr400],
    ...more,
  ]
  const row = (depth: number, cells: string, match: boolean) => {
    const [to = '', by = '', targetTo = '', targetBy = ''] = cells.split(' ')
    return {
      depth,
      source: { issuedTo: to, issuedBy: by },
      target: { issuedTo: targetTo, issuedBy: targetBy },
      match,
    }
  }

  it('of the valid table', async () => {
    const target = fixture('chains/oment-400.pem')
    expect(await runJson(compare(target), { now })).toMatchObject({
      verdict: 'compatible',
      answer: null,
      pairs: [
        row(0, 'OMENT-310 CA1-Inter OMENT-400 CA1-Inter', true),
        row(1, 'CA1-Inter CA-Root CA1-Inter CA-Root', true),
        row(2, 'CA-Root CA-Root CA-Root CA-Root', true),
      ],
      findings: [],
      source: { verdict: 'ready', findings: [] },
      target: { verdict: 'ready', findings: [] },
    })
    const ran = await run(compare(target), { now })
    expect(ran.exitCode).toBe(0)
    expect(ran.stdout).toMatch(/^COMPATIBLE: /)
    expect(ran.stdout).toMatch(/^SOURCE +TARGET$/m)
    expect(ran.stdout).toMatch(/^Issued to +Issued by +Issued to +Issued by$/m)
    expect(ran.stdout).toMatch(/^OMENT-310 +CA1-Inter +<-> +OMENT-400 +CA1-Inter$/m)
    expect(ran.stdout).toMatch(/^CA1-Inter +CA-Root +<-> +CA1-Inter +CA-Root$/m)
    expect(ran.stdout).toMatch(/^CA-Root +CA-Root +<-> +CA-Root +CA-Root$/m)
  })

  it('of the invalid table', async () => {
    const target = fixture('chains/oment-400-by-inter-ca2.pem')
    expect(await runJson(compare(target), { now })).toMatchObject({
      verdict: 'incompatible',
      answer: { message: mutualAuthentication, evidence: 'documented' },
      pairs: [
        row(0, 'OMENT-310 CA1-Inter OMENT-400 Inter-CA2', false),
        row(1, 'CA1-Inter CA-Root Inter-CA2 CA-Root', false),
        row(2, 'CA-Root CA-Root CA-Root CA-Root', true),
      ],
      findings: [{ rule: 'same-issuers', level: 'error', stage: 'connection' }],
      source: { verdict: 'ready', findings: [] },
      target: { verdict: 'ready', findings: [] },
    })
    const ran = await run(compare(target), { now })
    expect(ran.exitCode).toBe(1)
    expect(ran.stdout).toMatch(/^INCOMPATIBLE: /)
    expect(inOneLine(ran.stdout)).toContain(mutualAuthentication)
    expect(ran.stdout).toMatch(/^OMENT-310 +CA1-Inter +X +OMENT-400 +Inter-CA2$/m)
    expect(ran.stdout).toMatch(/^CA1-Inter +CA-Root +X +Inter-CA2 +CA-Root$/m)
    expect(ran.stdout).toMatch(/^CA-Root +CA-Root +<-> +CA-Root +CA-Root$/m)
  })

  it('wants each certificate valid by the appliance’s clock', async () => {
    const report = await runJson(compare(fixture('chains/oment-400.pem'), '--at', '2040-01-01'), { now })
    expect(report).toMatchObject({ verdict: 'incompatible', answer: { message: mutualAuthentication } })
  })

  it('wants no more than ten certificates', async () => {
    const tiers = (count: number) => Array.from({ length: count }, (_, i) => `tier-${count - i}`)
    const folder = Folder.with({
      'ten.pem': chainOf('oment-310-by-tier-8', ...tiers(8), 'ca-root'),
      'eleven.pem': chainOf('oment-310-by-tier-9', ...tiers(9), 'ca-root'),
      'target.pem': chainOf('oment-400-by-tier-9', ...tiers(9), 'ca-root'),
    })
    expect(await runJson(['check', folder.at('ten.pem'), '--csr', csr310], { now })).toMatchObject({ verdict: 'ready' })
    expect(await runJson(['check', folder.at('eleven.pem'), '--csr', csr310], { now })).toMatchObject({
      verdict: 'not-ready',
      answer: null,
      findings: [{ rule: 'max-depth', stage: 'connection' }],
    })
    expect(await runJson(['compare', folder.at('eleven.pem'), folder.at('target.pem')], { now })).toMatchObject({
      verdict: 'incompatible',
      answer: { message: mutualAuthentication },
    })
  })
})

describe('upload', () => {
  const general = 'Unable to process the request because an error occurred.'
  const invalidFile = 'Unable to upload the certificate because the certificate file provided is invalid.'
  const cas = ['ca1-inter', 'ca-root']

  it('takes the KB’s own chain', async () => {
    expect(await runJson(['check', source, '--csr', csr310], { now })).toMatchObject({
      verdict: 'ready',
      answer: null,
      chain: [
        { commonName: 'OMENT-310', role: 'leaf' },
        { commonName: 'CA1-Inter', role: 'intermediate' },
        { commonName: 'CA-Root', role: 'root' },
      ],
      findings: [],
    })
  })

  it.each<[condition: string, names: readonly string[], options: readonly string[], code: string, args: string[]]>([
    ['another appliance’s CSR', ['oment-310', ...cas], ['--csr', csr400], 'CGEN1008', ['Invalid CSR key.']],
    [
      'the same for a single certificate',
      ['oment-310'],
      ['--csr', csr400, '--upload', 'certificate'],
      'CGEN1008',
      ['Invalid CSR key.'],
    ],
    ['no root', ['oment-310', 'ca1-inter'], [], 'CGEN1008', ['Invalid certificate chain provided.']],
    ['no intermediate', ['oment-310', 'ca-root'], [], 'CGEN1008', ['Invalid certificate chain provided.']],
    ['the leaf alone', ['oment-310'], [], 'CGEN1008', ['Invalid certificate chain provided.']],
    ['no common name in the leaf', ['oment-310-no-cn', ...cas], [], 'CGEN1008', []],
    [
      'no common name in the intermediate',
      ['oment-310-by-ca1-no-cn', 'ca1-inter-no-cn', 'ca-root'],
      [],
      'CGEN1008',
      [],
    ],
    ['no common name in the root', ['oment-310', 'ca1-inter-by-root-no-cn', 'ca-root-no-cn'], [], 'CGEN1008', []],
    ['a wildcard in the leaf', ['oment-310-wildcard-cn', ...cas], [], 'CGEN1008', []],
    [
      'a wildcard in the intermediate',
      ['oment-310-by-ca1-wildcard', 'ca1-inter-wildcard', 'ca-root'],
      [],
      'CGEN1008',
      [],
    ],
    [
      'server authentication only',
      ['oment-310-eku-server', ...cas],
      [],
      'CGEN1008',
      ['No Client/Server authentication EKU present in leaf certificate.'],
    ],
    [
      'client authentication only',
      ['oment-310-eku-client', ...cas],
      [],
      'CGEN1008',
      ['No Client/Server authentication EKU present in leaf certificate.'],
    ],
    [
      'neither',
      ['oment-310-eku-none', ...cas],
      [],
      'CGEN1008',
      ['No Client/Server authentication EKU present in leaf certificate.'],
    ],
    [
      'no key encipherment',
      ['oment-310-ku-signature', ...cas],
      [],
      'CGEN1008',
      ['User Certificate is not a web server certificate.'],
    ],
    [
      'no key usage',
      ['oment-310-ku-none', ...cas],
      [],
      'CGEN1008',
      ['User Certificate is not a web server certificate.'],
    ],
    [
      'no key encipherment in a single certificate',
      ['oment-310-ku-signature'],
      ['--upload', 'certificate'],
      'CSEC9002',
      [],
    ],
  ])('%s', async (_, names, options, code, args) => {
    const folder = Folder.with({ 'chain.pem': chainOf(...names) })
    const withCsr = options.includes('--csr') ? options : ['--csr', csr310, ...options]
    const check = ['check', folder.at('chain.pem'), ...withCsr]
    const ran = await run([...check, '--json'], { now })
    expect(ran.exitCode).toBe(1)
    const report: unknown = JSON.parse(ran.stdout)
    const message = code === 'CGEN1008' ? general : invalidFile
    expect(report).toMatchObject({ verdict: 'not-ready', answer: { code, message, args } })
    expect(
      (report as { findings: { level: string }[] }).findings.filter(({ level }) => level === 'error'),
    ).toHaveLength(1)
    const text = inOneLine((await run(check, { now })).stdout)
    expect(text).toContain(`OME would answer ${code} (documented by Dell): ${message}`)
    for (const argument of args) expect(text).toContain(`Cause in the log: ${argument}`)
  })

  it.each(['forms/leaf.der', 'forms/chain.der', 'forms/pkcs7.p7b'])('no Base64: %s', async (file) => {
    for (const upload of ['chain', 'certificate']) {
      expect(await runJson(['check', fixture(file), '--upload', upload], { now })).toMatchObject({
        verdict: 'not-ready',
        answer: { code: 'CSEC9002', message: invalidFile, args: [] },
      })
    }
  })

  it('a single certificate needs server authentication only', async () => {
    const leaf = fixture('certificates/oment-310-eku-server.pem')
    const check = ['check', leaf, '--csr', csr310, '--upload', 'certificate']
    expect(await runJson(check, { now })).toMatchObject({ verdict: 'ready', answer: null, findings: [] })
  })

  it('a wildcard is refused already in the CSR', async () => {
    const ran = await run(['csr', 'show', fixture('requests/wildcard.csr'), '--json'])
    expect(ran.exitCode).toBe(1)
    expect(JSON.parse(ran.stdout)).toMatchObject({
      findings: [{ rule: 'csr-no-wildcard', stage: 'csr', answer: { code: 'CGEN6002' }, evidence: 'documented' }],
    })
    expect(await run(['csr', 'show', csr310])).toMatchObject({ exitCode: 0 })
  })
})

describe('application.log', () => {
  const logs: Readonly<
    Record<string, readonly [log: string, code: string, args: readonly string[], rules: readonly string[]]>
  > = {
    'Invalid CSR key': [invalidCsrKeyLog, 'CGEN1008', ['Invalid CSR key.'], ['csr-key-match']],
    'Invalid certificate chain provided': [
      invalidChainLog,
      'CGEN1008',
      ['Invalid certificate chain provided.'],
      ['chain-complete', 'chain-order', 'issued-to-by', 'signature', 'ca-constraints'],
    ],
    'No Client/Server authentication EKU': [
      keyPurposeLog,
      'CGEN1008',
      ['No Client/Server authentication EKU present in leaf certificate.'],
      ['eku-server-client'],
    ],
    'User Certificate is not a web server certificate': [
      keyUsageLog,
      'CGEN1008',
      ['User Certificate is not a web server certificate.'],
      ['key-encipherment'],
    ],
    CSEC9002: [invalidFileLog, 'CSEC9002', [], ['encoding-base64', 'key-encipherment']],
  }
  interface Explanations {
    readonly explanations: readonly Readonly<Record<string, unknown>>[]
  }

  describe.each(Object.entries(logs))('%s', (_, [log, code, args, rules]) => {
    const expected = { code, args, rules: expect.arrayContaining([...rules]) as unknown }

    it.each([
      ['as the KB prints it', log],
      ['with line ends of Windows', log.replaceAll('\n', '\r\n')],
      ['as the appliance writes it', unbroken(log)],
    ])('%s', async (_, text) => {
      const folder = Folder.with({ 'application.log': ordinaryLine + text + ordinaryLine })
      const fromFile = (await runJson(['explain', folder.at('application.log')])) as Explanations
      expect(fromFile).toMatchObject({
        explanations: [{ line: expect.any(Number) as unknown, ...expected }],
      })
      const fromStdin = (await runJson(['explain'], { stdin: ordinaryLine + text })) as Explanations
      expect(fromStdin.explanations).toEqual(fromFile.explanations)
    })

    it('for people', async () => {
      const ran = await run(['explain'], { stdin: log })
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
      expect(inOneLine(ran.stdout)).toContain(args[0] === undefined ? code : `${code} “${args[0]}”`)
      for (const rule of rules) expect(ran.stdout).toContain(rule)
    })
  })

  const all = Object.values(logs).map(([log]) => log)
  const bundles: Readonly<Record<string, (log: string) => Buffer | Promise<Buffer>>> = {
    'bundle.zip': (log) =>
      zip({ name: 'readme.txt', content: invalidFileLog }, { name: 'tomcat/application.log', content: log }),
    'bundle.tar.gz': async (log) =>
      gzipSync(await tar({ './readme.txt': invalidFileLog, './tomcat/application.log': log })),
  }

  it.each(Object.entries(bundles))('in %s, and only there', async (name, bundle) => {
    const folder = Folder.with({ [name]: await bundle(all.map(unbroken).join(ordinaryLine)) })
    const report = (await runJson(['explain', folder.at(name)])) as Explanations
    expect(report.explanations.map(({ file, line, code, args }) => ({ file, line, code, args }))).toEqual(
      Object.values(logs).map(([, code, args], i) => ({
        file: folder.at(`${name}/tomcat/application.log`),
        line: 1 + 2 * i,
        code,
        args,
      })),
    )
  })
})

async function tar(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = pack()
  for (const [name, content] of Object.entries(files)) archive.entry({ name }, content)
  archive.finalize()
  const chunks: Buffer[] = []
  for await (const chunk of archive) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
