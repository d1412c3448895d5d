import { describe, expect, it } from 'vitest'
import { csrRules } from '../../../electron/appliance/catalogue.ts'
import { check, judge } from '../../../electron/appliance/check.ts'
import { compare } from '../../../electron/appliance/compare.ts'
import { reportCheck, reportComparison, reportCsr } from '../../../electron/appliance/report.ts'
import { loadMessages } from '../../../electron/messages/messages.ts'
import { ca, csr, leaf, server } from '../../builder/authority.ts'
import { subjectAltName } from '../../builder/extensions.ts'
import { type FileSpec, good, host, hostCsr, inputOf, inter, otherHost, readResult, root } from '../../builder/files.ts'

const messages = await loadMessages('en')
const reported = (spec: FileSpec) => reportCheck(check(inputOf(spec)), messages)
const named = (file: string, spec: FileSpec) =>
  reportCheck(check({ ...inputOf(spec), read: { ...readResult(spec), file } }), messages)

describe('the report of a check', () => {
  it('of a good chain has the chain and nothing else', () => {
    expect(reported({ csr: hostCsr })).toEqual({
      file: 'chain.pem',
      verdict: 'ready',
      answer: null,
      chain: [
        {
          position: 0,
          role: 'leaf',
          subject: 'CN=host.lab',
          issuer: 'CN=Inter',
          commonName: 'host.lab',
          sha256: host.certificate.sha256,
          notBefore: '2024-01-01T00:00:00Z',
          notAfter: '2034-01-01T00:00:00Z',
        },
        expect.objectContaining({ position: 1, role: 'intermediate', commonName: 'Inter', issuer: 'CN=Root' }),
        expect.objectContaining({ position: 2, role: 'root', commonName: 'Root', sha256: root.certificate.sha256 }),
      ],
      findings: [],
    })
  })

  it('has the answer with the text of the console, and each finding in sentences', () => {
    const { answer, findings } = reported({ pile: [host, inter], csr: hostCsr })
    expect(answer).toEqual({
      code: 'CGEN1008',
      message: 'Unable to process the request because an error occurred.',
      args: ['Invalid certificate chain provided.'],
      evidence: 'documented',
    })
    expect(findings).toEqual([
      {
        rule: 'chain-complete',
        level: 'error',
        stage: 'upload',
        evidence: 'documented',
        certificate: 1,
        answer: { code: 'CGEN1008', args: ['Invalid certificate chain provided.'] },
        title: 'The chain breaks off: “CN=Root” is missing',
        detail: `“CN=Inter” was issued by “CN=Root”, whose certificate is not in the file. Its key identifier is ${Buffer.from(root.key.id).toString('hex')}. The appliance wants every intermediate and the root in the file, since the root goes into its trusted store.`,
        remedy:
          'Add the certificate of “CN=Root”, then its issuer’s, and so on up to the root. The CA’s web page or its administrator has it.',
      },
    ])
  })

  it('calls the last certificate of a chain that breaks off an intermediate', () => {
    expect(reported({ pile: [host, inter] }).chain.map(({ role }) => role)).toEqual(['leaf', 'intermediate'])
  })

  it('calls nothing a root where the search was given up', () => {
    const deep = Array.from({ length: 110 }).reduce<readonly ReturnType<typeof ca>[]>(
      (cas, _, i) => [ca(`CA ${i}`, cas[0] ? { by: cas[0] } : {}), ...cas],
      [],
    )
    const { chain } = reported({ pile: [server('host.lab', deep[0] ? { by: deep[0] } : {}), ...deep] })
    expect(new Set(chain.slice(1).map(({ role }) => role))).toEqual(new Set(['intermediate']))
  })

  it('has no chain where there is no leaf, and no common name where there is none', () => {
    expect(reported({ pile: [inter, root] }).chain).toEqual([])
    const nameless = server(['O=Lab'], { by: inter })
    expect(reported({ pile: [nameless, inter, root] }).chain[0]?.commonName).toBeNull()
  })

  it('names quirks in words', () => {
    const { findings } = reported({ csr: hostCsr, read: { quirks: [{ kind: 'crlf', line: 1 }] } })
    expect(findings.map(({ detail }) => detail)).toEqual([
      'From line 1 on: line ends of Windows. Java and OpenSSL read it all the same.',
    ])
  })
})

describe('the command in a remedy', () => {
  const remedyFor = (file: string) => named(file, { pile: [...good].reverse(), csr: hostCsr }).findings[0]?.remedy

  it.each([
    ['chain.pem', 'chain.pem', 'chain-chain.pem'],
    ['in/oment-310.p7b', 'in/oment-310.p7b', 'in/oment-310-chain.pem'],
    ['oment-chain.pem', 'oment-chain.pem', 'oment-chain-clean.pem'],
    ['C:\\certs\\oment.cer', 'C:\\certs\\oment.cer', 'C:\\certs\\oment-chain.pem'],
    ['été 2026.cer', '"été 2026.cer"', '"été 2026-chain.pem"'],
    ['v1.2/oment', 'v1.2/oment', 'v1.2/oment-chain.pem'],
  ])('for %s has its name, ready to paste', (file, given, output) => {
    expect(remedyFor(file)).toBe(`Put them in order: \`ome-chain assemble ${given} --output ${output}\`.`)
  })

  it.each(['a;rm -rf b.pem', '$(x).pem', '-x.pem', '-', 'a"b.pem', "a'b.pem", 'a\nb.pem', 'a&b.pem', '`x`.pem'])(
    'for %j has a placeholder: a shell could take it for more than a name',
    (file) => {
      expect(remedyFor(file)).toBe('Put them in order: `ome-chain assemble FILE --output chain.pem`.')
    },
  )
})

describe('the report of a comparison', () => {
  const comparison = (target: FileSpec) =>
    reportComparison(compare(check(inputOf({})), check(inputOf(target))), messages)

  it('has the rows in common names', () => {
    expect(comparison({ pile: [otherHost, inter, root] }).pairs).toEqual([
      {
        depth: 0,
        source: { issuedTo: 'host.lab', issuedBy: 'Inter' },
        target: { issuedTo: 'other.lab', issuedBy: 'Inter' },
        match: true,
      },
      {
        depth: 1,
        source: { issuedTo: 'Inter', issuedBy: 'Root' },
        target: { issuedTo: 'Inter', issuedBy: 'Root' },
        match: true,
      },
      {
        depth: 2,
        source: { issuedTo: 'Root', issuedBy: 'Root' },
        target: { issuedTo: 'Root', issuedBy: 'Root' },
        match: true,
      },
    ])
  })

  it('has the full names where the common names hide the difference, and nothing where one chain has ended', () => {
    const namesake = ca(['O=Other', 'CN=Inter'], { by: root })
    const { pairs } = comparison({ pile: [server('other.lab', { by: namesake }), namesake, root] })
    expect(pairs[0]).toEqual({
      depth: 0,
      source: { issuedTo: 'CN=host.lab', issuedBy: 'CN=Inter' },
      target: { issuedTo: 'CN=other.lab', issuedBy: 'CN=Inter,O=Other' },
      match: false,
    })
    const shorter = comparison({ pile: [server('other.lab', { by: root }), root] })
    expect(shorter.pairs[0]?.target).toEqual({ issuedTo: 'other.lab', issuedBy: 'Root' })
    expect(shorter.pairs[2]?.target).toBeNull()
  })

  it('has what is wrong with the pair, and either side by itself', () => {
    const report = comparison({ pile: [server('other.lab', { by: root }), root] })
    expect(report).toMatchObject({
      verdict: 'incompatible',
      answer: { evidence: 'documented' },
      findings: [{ rule: 'same-issuers', title: 'Different CAs signed the two chains' }],
      source: { file: 'chain.pem', verdict: 'ready' },
      target: { verdict: 'ready' },
    })
  })
})

describe('the report of a CSR', () => {
  it('has what it asks for and what OME would say', () => {
    const request = csr('*.lab', { keyKind: 'rsa-2048', extensions: [subjectAltName('dns:a.lab', 'dns:b.lab')] })
    const findings = csrRules.flatMap((rule) => judge(rule, { csr: request }))
    expect(reportCsr(request, 'a.csr', true, findings, messages)).toEqual({
      file: 'a.csr',
      subject: 'CN=*.lab',
      commonName: '*.lab',
      alternativeNames: ['a.lab', 'b.lab'],
      key: { kind: 'RSA', bits: 2048, sha256: request.publicKey.sha256 },
      signature: { algorithm: 'RSA with SHA-256', valid: true },
      findings: [expect.objectContaining({ rule: 'csr-no-wildcard', stage: 'csr' })],
    })
  })

  it('has neither names nor bits where there are none', () => {
    const request = csr(['O=Lab'])
    const report = reportCsr(request, 'a.csr', false, [], messages)
    expect(report).toMatchObject({ commonName: null, alternativeNames: [], signature: { valid: false } })
    const dsa = csr('host.lab', { keyKind: 'dsa' })
    expect(reportCsr(dsa, 'a.csr', true, [], messages).key).toMatchObject({ kind: 'DSA', bits: null })
  })
})

it('writes a title for a leaf that is not RSA with the kind of its key', () => {
  const edwards = leaf('host.lab', { by: inter })
  const [finding] = reported({ pile: [edwards, inter, root], csr: csr('host.lab', { key: edwards.key }) }).findings
  expect(finding?.detail).toContain('has a key of the kind Ed25519')
})
