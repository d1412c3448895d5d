import { describe, expect, it } from 'vitest'
import { hostBut } from '../../builder/files.ts'
import { day, now } from '../../builder/authority.ts'
import { extendedKeyUsage, purposes } from '../../builder/extensions.ts'
import { Folder, run, runJson } from './harness.ts'
import { chain, chainCertificates, foreignChain, otherChain, otherRequest, pemOf, request } from './material.ts'

// What scripts rely on: the keys of the JSON and the exit codes.

const { host, inter, root } = chainCertificates
const validity = { notBefore: '2024-01-01T00:00:00Z', notAfter: '2034-01-01T00:00:00Z' }

const entry = (position: number, role: string, { certificate }: typeof host, commonName: string, issuer: string) => ({
  position,
  role,
  subject: `CN=${commonName}`,
  issuer: `CN=${issuer}`,
  commonName,
  sha256: certificate.sha256,
  ...validity,
})
const chainEntries = [
  entry(0, 'leaf', host, 'host.lab', 'Inter'),
  entry(1, 'intermediate', inter, 'Inter', 'Root'),
  entry(2, 'root', root, 'Root', 'Root'),
]

const anyText: unknown = expect.any(String)
const texts = { title: anyText, detail: anyText, remedy: anyText }
const unjudged = {
  rule: 'csr-key-match',
  level: 'note',
  stage: 'upload',
  evidence: 'documented',
  certificate: 0,
  answer: null,
  ...texts,
}

const withoutClient = hostBut({ extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } })

describe('check --json', () => {
  it('of a chain that is ready', async () => {
    const folder = Folder.with({ 'chain.pem': chain, 'host.csr': request })
    expect(await runJson(['check', folder.at('chain.pem'), '--csr', folder.at('host.csr')])).toEqual({
      file: folder.at('chain.pem'),
      verdict: 'ready',
      answer: null,
      chain: chainEntries,
      findings: [],
    })
  })

  it('of one that is not', async () => {
    const folder = Folder.with({ 'chain.pem': pemOf(withoutClient, inter, root) })
    const message = 'Unable to process the request because an error occurred.'
    const answer = { code: 'CGEN1008', args: ['No Client/Server authentication EKU present in leaf certificate.'] }
    expect(await runJson(['check', folder.at('chain.pem')])).toEqual({
      file: folder.at('chain.pem'),
      verdict: 'not-ready',
      answer: { ...answer, message, evidence: 'documented' },
      chain: [{ ...chainEntries[0], sha256: withoutClient.certificate.sha256 }, ...chainEntries.slice(1)],
      findings: [
        unjudged,
        {
          rule: 'eku-server-client',
          level: 'error',
          stage: 'upload',
          evidence: 'documented',
          certificate: 0,
          answer,
          ...texts,
        },
      ],
    })
  })

  it('of a file without any certificate', async () => {
    const folder = Folder.with({ 'empty.pem': '' })
    const answer = { code: 'CSEC9002', args: [] }
    const message = 'Unable to upload the certificate because the certificate file provided is invalid.'
    expect(await runJson(['check', folder.at('empty.pem')])).toEqual({
      file: folder.at('empty.pem'),
      verdict: 'not-ready',
      answer: { ...answer, message, evidence: 'inferred' },
      chain: [],
      findings: [
        {
          rule: 'encoding-base64',
          level: 'error',
          stage: 'upload',
          evidence: 'inferred',
          certificate: null,
          answer,
          ...texts,
        },
      ],
    })
  })

  it('gives null for the common name of a certificate without one', async () => {
    const folder = Folder.with({ 'chain.pem': pemOf(hostBut({}, ['O=Lab']), inter, root) })
    expect(await runJson(['check', folder.at('chain.pem')])).toMatchObject({
      chain: [{ subject: 'O=Lab', commonName: null }, {}, {}],
    })
  })
})

describe('compare --json', () => {
  const check = { verdict: 'ready', answer: null, findings: [] }

  it('of chains that go together', async () => {
    const folder = Folder.with({ s: chain, t: otherChain, 's.csr': request, 't.csr': otherRequest })
    const csrs = ['--source-csr', folder.at('s.csr'), '--target-csr', folder.at('t.csr')]
    const pair = (depth: number, source: string, target: string, issuedBy: string) => ({
      depth,
      source: { issuedTo: source, issuedBy },
      target: { issuedTo: target, issuedBy },
      match: true,
    })
    expect(await runJson(['compare', folder.at('s'), folder.at('t'), ...csrs])).toEqual({
      verdict: 'compatible',
      answer: null,
      pairs: [
        pair(0, 'host.lab', 'other.lab', 'Inter'),
        pair(1, 'Inter', 'Inter', 'Root'),
        pair(2, 'Root', 'Root', 'Root'),
      ],
      findings: [],
      source: { file: folder.at('s'), chain: chainEntries, ...check },
      target: { file: folder.at('t'), chain: expect.any(Array) as unknown, ...check },
    })
  })

  it('of chains that do not, and of one that is shorter', async () => {
    const folder = Folder.with({ s: chain, t: foreignChain, short: pemOf(host, inter) })
    expect(await runJson(['compare', folder.at('s'), folder.at('t')])).toMatchObject({
      verdict: 'incompatible',
      answer: { message: expect.stringContaining('mutually authenticate') as unknown, evidence: 'documented' },
      pairs: [{ match: false }, { match: false }, { match: true }],
      findings: [
        {
          rule: 'same-issuers',
          level: 'error',
          stage: 'connection',
          evidence: 'documented',
          certificate: 0,
          answer: null,
          ...texts,
        },
      ],
    })
    expect(await runJson(['compare', folder.at('s'), folder.at('short')])).toMatchObject({
      pairs: [{ match: true }, { match: true }, { depth: 2, target: null, match: false }],
    })
  })

  it('of all chains in a folder', async () => {
    const folder = Folder.with({ 'all/a.pem': chain, 'all/b.pem': otherChain, 'all/c.pem': foreignChain, 'all/x': '' })
    const [a, b, c] = ['a', 'b', 'c'].map((name) => folder.at(`all/${name}.pem`))
    const report = await runJson(['compare', '--all', folder.at('all')])
    expect(report).toEqual({
      chains: [a, b, c].map((file) => expect.objectContaining({ file, verdict: 'ready' }) as unknown),
      pairs: [
        { source: a, target: b, verdict: 'compatible', rules: [] },
        { source: a, target: c, verdict: 'incompatible', rules: ['same-issuers'] },
        { source: b, target: c, verdict: 'incompatible', rules: expect.arrayContaining(['same-issuers']) as unknown },
      ],
    })
  })
})

it('explain --json', async () => {
  const folder = Folder.with({ 'application.log': `\n"MessageId":"CGEN1008","MessageArgs":["Invalid CSR key."]\n` })
  expect(await runJson(['explain', folder.at('application.log')])).toEqual({
    explanations: [
      {
        line: 2,
        code: 'CGEN1008',
        args: ['Invalid CSR key.'],
        rules: ['csr-key-match'],
        ...texts,
      },
    ],
  })
})

it('csr show --json', async () => {
  const folder = Folder.with({ 'host.csr': request })
  expect(await runJson(['csr', 'show', folder.at('host.csr')])).toEqual({
    file: folder.at('host.csr'),
    subject: 'CN=host.lab',
    commonName: 'host.lab',
    alternativeNames: [],
    key: { kind: 'RSA', bits: 2048, sha256: host.certificate.publicKey.sha256 },
    signature: { algorithm: anyText, valid: true },
    findings: [],
  })
})

it('assemble --json', async () => {
  const folder = Folder.with({ 'pile.pem': pemOf(root, host, inter, root), 'host.csr': request })
  const args = ['assemble', folder.at('pile.pem'), '--csr', folder.at('host.csr'), '-o', folder.at('out.pem')]
  expect(await runJson(args)).toEqual({
    output: folder.at('out.pem'),
    written: true,
    check: { file: folder.at('out.pem'), verdict: 'ready', answer: null, chain: chainEntries, findings: [] },
    missing: null,
    leftOver: [{ subject: 'CN=Root', reason: 'duplicate', file: folder.at('pile.pem'), place: anyText }],
    others: [],
    files: [
      {
        file: folder.at('pile.pem'),
        form: 'pem',
        found: ['Root', 'host.lab', 'Inter', 'Root'].map((name) => ({
          kind: 'certificate',
          subject: `CN=${name}`,
          place: anyText,
        })),
        unreadable: [],
      },
    ],
    failures: [],
  })
})

describe('exit codes', () => {
  const files = {
    'chain.pem': chain,
    'other.pem': otherChain,
    'foreign.pem': foreignChain,
    'short.pem': pemOf(host, inter),
    'host.csr': request,
    'other.csr': otherRequest,
    'all/a.pem': chain,
    'all/b.pem': otherChain,
    'mixed/a.pem': chain,
    'mixed/b.pem': foreignChain,
    'log.txt': 'CSEC9002',
    'letter.txt': 'Good morning',
  }
  const late = new Date(now + 20 * 365 * day).toISOString()

  it.each([
    [0, 'check chain.pem'],
    [0, 'check chain.pem --csr host.csr'],
    [1, 'check chain.pem --csr other.csr'],
    [1, `check chain.pem --at ${late}`],
    [1, 'check short.pem'],
    [0, 'check short.pem --upload certificate'],
    [1, 'check letter.txt'],
    [2, 'check missing.pem'],
    [2, 'check all'],
    [2, 'check chain.pem --csr chain.pem'],
    [0, 'check --jsonl chain.pem other.pem'],
    [1, 'check --jsonl chain.pem short.pem'],
    [2, 'check --jsonl missing.pem short.pem chain.pem'],
    [0, 'compare chain.pem other.pem'],
    [1, 'compare chain.pem foreign.pem'],
    [1, 'compare chain.pem short.pem'],
    [1, 'compare chain.pem other.pem --source-csr other.csr'],
    [2, 'compare chain.pem missing.pem'],
    [2, 'compare chain.pem other.pem --target-csr missing.csr'],
    [0, 'compare --all all'],
    [1, 'compare --all mixed'],
    [2, 'compare --all missing'],
    [0, 'assemble chain.pem -o out.pem'],
    [1, 'assemble short.pem -o out.pem'],
    [0, 'assemble short.pem -o out.pem --partial'],
    [2, 'assemble letter.txt -o out.pem'],
    [2, 'assemble missing.pem -o out.pem'],
    [0, 'explain log.txt'],
    [1, 'explain letter.txt'],
    [2, 'explain missing.txt'],
    [0, 'csr show host.csr'],
    [2, 'csr show letter.txt'],
    [0, 'completion bash'],
    [0, '--version'],
    [0, '--help'],
  ])('%i: %s', async (exitCode, line) => {
    const folder = Folder.with(files)
    const args = line
      .split(' ')
      .map((word) => (/\.|^(all|mixed|missing)$/.test(word) && word !== late ? folder.at(word) : word))
    expect(await run(args)).toMatchObject({ exitCode })
  })
})
