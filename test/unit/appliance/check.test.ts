import { describe, expect, it } from 'vitest'
import { answerMessages } from '../../../electron/appliance/answers.ts'
import { fileRules } from '../../../electron/appliance/catalogue.ts'
import { type Check, check, type Finding, judge, RuleCrashed } from '../../../electron/appliance/check.ts'
import { always, type Rule } from '../../../electron/appliance/rule.ts'
import type { Certificate } from '../../../electron/pki/certificate.ts'
import type { SignatureMemo } from '../../../electron/pki/issuers.ts'
import { ca, type Deviation, type Issued, now, server } from '../../builder/authority.ts'
import { bitString, nothing, oid, sequence } from '../../builder/der.ts'
import {
  authorityKeyIdentifier,
  basicConstraints,
  extendedKeyUsage,
  extension,
  nameConstraints,
  purposes,
  subjectAltName,
} from '../../builder/extensions.ts'
import {
  type FileSpec,
  good,
  goodBut,
  host,
  hostBut,
  hostCsr,
  inputOf,
  inter,
  otherHost,
  place,
  readResult,
  root,
} from '../../builder/files.ts'
import { key } from '../../builder/keys.ts'

const checked = (spec: FileSpec): Check => check(inputOf(spec))

/** As `error signature/invalid@0`, with `@file` for what is about no certificate of the chain. */
const describeFinding = ({ level, rule, case: name, certificate }: Finding): string =>
  `${level} ${rule}/${name}@${certificate ?? 'file'}`
const findingsOf = (spec: FileSpec): readonly string[] => checked(spec).findings.map(describeFinding)

const withCsr = { csr: hostCsr, host: 'host.lab' } as const

describe('a good file', () => {
  it('is ready as a chain, without a word', () => {
    expect(checked(withCsr)).toMatchObject({ verdict: 'ready', answer: null, findings: [] })
  })

  it('is ready as a single certificate, without a word', () => {
    const single = checked({ ...withCsr, pile: [host], upload: 'certificate' })
    expect(single).toMatchObject({ verdict: 'ready', answer: null, findings: [] })
  })

  it('is ready with a note where the CSR is not known', () => {
    expect(checked({}).verdict).toBe('ready')
    expect(checked({}).answer).toBeNull()
    expect(findingsOf({})).toEqual(['note csr-key-match/not-judged@0'])
  })

  it('is ready with a warning', () => {
    const soon = goodBut({ leafBut: { notAfter: now } })
    expect(checked({ ...withCsr, pile: soon })).toMatchObject({ verdict: 'ready', answer: null })
    expect(findingsOf({ ...withCsr, pile: soon })).toEqual(['warning validity-soon/ends-soon@0'])
  })
})

describe('what is found', () => {
  it('says all that follows from it', () => {
    const { findings } = checked({ ...withCsr, pile: [host, inter] })
    expect(findings).toEqual([
      {
        rule: 'chain-complete',
        case: 'missing',
        stage: 'upload',
        level: 'error',
        evidence: 'documented',
        certificate: 1,
        answer: { code: 'CGEN1008', args: ['Invalid certificate chain provided.'], evidence: 'documented' },
        values: {
          subject: 'CN=Inter',
          issuer: 'CN=Root',
          keyIdentifier: Buffer.from(root.key.id).toString('hex'),
          addresses: [],
        },
      },
    ])
  })

  it('has an inferred answer where Dell documents the rule only', () => {
    const [order] = checked({ ...withCsr, pile: [...good].reverse() }).findings
    expect(order).toMatchObject({ evidence: 'documented', answer: { evidence: 'inferred' } })
  })

  it('has no answer where none can be told', () => {
    const [expired] = checked({ ...withCsr, pile: goodBut({ leafBut: { notAfter: 0 } }) }).findings
    expect(expired).toMatchObject({ rule: 'validity-now', stage: 'connection', answer: null })
  })

  it('has the answer to the upload that was meant', () => {
    const pile = [hostBut({ extensions: { keyUsage: null } })]
    const [single] = checked({ ...withCsr, pile, upload: 'certificate' }).findings
    expect(single?.answer).toEqual({ code: 'CSEC9002', args: [], evidence: 'documented' })
  })

  it('stands in the order of the catalogue', () => {
    const everything = checked({
      host: 'b.lab',
      pile: [
        ca('CA of 9 days', { notAfter: now + 1000 }),
        hostBut({ extensions: { keyUsage: null, extendedKeyUsage: null }, signature: 'wrong', notAfter: now }, ['O=*']),
        inter,
        root,
      ],
      read: { quirks: [{ kind: 'utf-16', line: 1 }] },
    })
    const order = everything.findings.map(({ rule }) => fileRules.findIndex(({ id }) => id === rule))
    expect(order.length).toBeGreaterThan(8)
    expect(order).toEqual([...order].sort((a, b) => a - b))
  })
})

const noEku: Deviation = { extensions: { extendedKeyUsage: null } }
const noKeyUsage: Deviation = { extensions: { keyUsage: null } }
const constrained = (constraints: Parameters<typeof nameConstraints>[0]): Deviation => ({
  extensions: { nameConstraints: nameConstraints(constraints) },
})
const unknown = sequence(oid('1.2.3.4'))
const unknownKey = { ...root.key, spki: sequence(unknown, bitString(Uint8Array.of(4))) }
const wrongInter = ca('Inter 2', { by: root })
const strangeRoot = ca('Strange root')
const strangeInter = ca('Strange inter', { by: strangeRoot })
const upper = ca('Upper', { by: root })
const lower = ca('Inter', { by: upper })
const elevenDeep = Array.from({ length: 8 }, (_, i) => `CA ${i}`).reduce<readonly Issued[]>(
  (issued, name) => [ca(name, { by: issued[0] ?? root }), ...issued],
  [inter, root],
)
const rsaInter = { key: key('inter', 'rsa-2048') }
const codes = {
  chain: 'CGEN1008 Invalid certificate chain provided.',
  purposes: 'CGEN1008 No Client/Server authentication EKU present in leaf certificate.',
}

/** One thing that is wrong, the one error, and what the appliance answers. */
const single: Readonly<Record<string, readonly [FileSpec | readonly Issued[], error: string, answer?: string]>> = {
  'no root': [[host, inter], 'chain-complete/missing@1', codes.chain],
  'no intermediate': [[host, root], 'chain-complete/missing@0', codes.chain],
  'the leaf alone': [[host], 'chain-complete/missing@0', codes.chain],
  'a leaf that signed itself': [[server('host.lab', { key: host.key })], 'chain-complete/self-signed@0', codes.chain],
  'no leaf': [[inter, root], 'csr-key-match/no-leaf@file', 'CGEN1008 Invalid CSR key.'],
  'no leaf and no CSR': [{ pile: [inter, root] }, 'chain-complete/no-leaf@file', codes.chain],
  'another appliance’s leaf': [[otherHost, inter, root], 'csr-key-match/other-key@0', 'CGEN1008 Invalid CSR key.'],
  'the root first': [[root, inter, host], 'chain-order/order@file', codes.chain],
  'another intermediate': [[host, wrongInter, root], 'issued-to-by/stranger@0', codes.chain],
  'another hierarchy': [[host, strangeInter, strangeRoot], 'issued-to-by/stranger@0', codes.chain],
  'another root': [[host, inter, strangeRoot], 'chain-complete/missing@1', codes.chain],
  'no lowest intermediate': [[hostBut({ by: lower }), upper, root], 'issued-to-by/stranger@0', codes.chain],
  'an intermediate that was renamed': [
    [host, ca('Renamed', { by: root, key: inter.key }), root],
    'issued-to-by/renamed@0',
    codes.chain,
  ],
  'a root that was renamed': [[host, inter, ca('Renamed', { key: root.key })], 'issued-to-by/renamed@1', codes.chain],
  'an impostor as root': [[host, inter, ca('Root', { key: key('x') })], 'signature/invalid@1', codes.chain],
  'an impostor as intermediate': [
    [host, ca('Inter', { by: root, key: key('x') }), root],
    'signature/invalid@0',
    codes.chain,
  ],
  'a leaf that was tampered with': [goodBut({ leafBut: { signature: 'wrong' } }), 'signature/invalid@0', codes.chain],
  'a root that was tampered with': [
    goodBut({ rootBut: { signature: 'wrong' } }),
    'signature/own-invalid@2',
    codes.chain,
  ],
  'an unknown signature': [goodBut({ leafBut: { algorithm: unknown } }), 'signature/unsupported@0', codes.chain],
  'a root that is no CA': [
    goodBut({ rootBut: { extensions: { basicConstraints: null } } }),
    'ca-constraints/not-a-ca@2',
    codes.chain,
  ],
  'basic constraints that can not be read': [
    goodBut({ interBut: { extensions: { basicConstraints: extension('2.5.29.19', nothing) } } }),
    'ca-constraints/malformed-extension@1',
    codes.chain,
  ],
  'a key usage of a CA that can not be read': [
    goodBut({ interBut: { extensions: { keyUsage: extension('2.5.29.15', nothing) } } }),
    'ca-constraints/malformed-extension@1',
    codes.chain,
  ],
  'an extended key usage that can not be read': [
    goodBut({ leafBut: { extensions: { extendedKeyUsage: extension('2.5.29.37', nothing) } } }),
    'ca-constraints/malformed-extension@0',
    codes.chain,
  ],
  'a key usage of the leaf that can not be read': [
    goodBut({ leafBut: { extensions: { keyUsage: extension('2.5.29.15', nothing) } } }),
    'ca-constraints/malformed-extension@0',
    codes.chain,
  ],
  'a path that is too long': [
    goodBut({ rootBut: { extensions: { basicConstraints: basicConstraints(true, 0) } } }),
    'ca-constraints/path-length@2',
    codes.chain,
  ],
  'a name that is not permitted': [
    goodBut({ rootBut: constrained({ permitted: ['dns:b.lab'] }) }),
    'ca-constraints/name-not-permitted@0',
    codes.chain,
  ],
  'a critical extension that nobody knows': [
    goodBut({ leafBut: { more: [extension('1.2.3', nothing, true)] } }),
    'ca-constraints/unknown-critical-extension@0',
    codes.chain,
  ],
  'no common name': [
    [hostBut({ extensions: { subjectAltName: subjectAltName('dns:host.lab') } }, ['O=Lab']), inter, root],
    'common-name/missing@0',
    'CGEN1008',
  ],
  'a wildcard': [
    [hostBut({ extensions: { subjectAltName: subjectAltName('dns:host.lab', 'dns:*.lab') } }, '*.lab'), inter, root],
    'no-wildcard/subject@0',
    'CGEN1008',
  ],
  'a wildcard as alternative name': [
    goodBut({ leafBut: { extensions: { subjectAltName: subjectAltName('dns:host.lab', 'dns:*.lab') } } }),
    'no-wildcard/alternative-name@0',
  ],
  'no extended key usage': [goodBut({ leafBut: noEku }), 'eku-server-client/absent@0', codes.purposes],
  'server authentication alone': [
    goodBut({ leafBut: { extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } } }),
    'eku-server-client/no-client@0',
    codes.purposes,
  ],
  'no key usage': [
    goodBut({ leafBut: noKeyUsage }),
    'key-encipherment/absent@0',
    'CGEN1008 User Certificate is not a web server certificate.',
  ],
  'a single certificate without key usage': [
    { pile: [hostBut(noKeyUsage)], upload: 'certificate' },
    'key-encipherment/absent@0',
    'CSEC9002',
  ],
  'a single certificate without extended key usage': [
    { pile: [hostBut(noEku)], upload: 'certificate' },
    'eku-server/absent@0',
  ],
  'a second copy': [[...good, root], 'no-extra/duplicate@file'],
  'another leaf': [[...good, otherHost], 'no-extra/other-leaf@file'],
  'a private key': [
    { objects: [{ kind: 'private-key', encrypted: true, place: place() }] },
    'no-extra/private-key@file',
  ],
  MD5: [goodBut({ interBut: rsaInter, leafBut: { digest: 'md5' } }), 'strong-crypto/broken-digest@0'],
  MD2: [
    goodBut({ interBut: rsaInter, leafBut: { algorithm: sequence(oid('1.2.840.113549.1.1.2')) } }),
    'strong-crypto/broken-digest@0',
  ],
  'a root with a key that nobody knows': [
    goodBut({ rootBut: { key: unknownKey, algorithm: unknown }, interBut: { algorithm: unknown } }),
    'strong-crypto/unknown-key@2',
  ],
  'a key that is much too short': [
    goodBut({ interBut: { key: key('inter', 'rsa-1023') } }),
    'strong-crypto/very-short-key@1',
  ],
  'an expired root': [goodBut({ rootBut: { notAfter: 0 } }), 'validity-now/expired@2'],
  'a leaf that is not valid yet': [goodBut({ leafBut: { notBefore: now + 1000 } }), 'validity-now/not-yet-valid@0'],
  'eleven certificates': [
    [hostBut(elevenDeep[0] ? { by: elevenDeep[0] } : {}), ...elevenDeep],
    'max-depth/too-deep@file',
  ],
  'a binary file': [{ read: { form: 'der' } }, 'encoding-base64/binary@file', 'CSEC9002'],
  'bare Base64': [{ read: { form: 'base64' } }, 'encoding-base64/no-armour@file', 'CSEC9002'],
  'UTF-16': [{ read: { quirks: [{ kind: 'utf-16', line: 1 }] } }, 'encoding-base64/refused-form@file', 'CSEC9002'],
  'a root that can not be read': [
    { pile: [host, inter], read: { unreadable: [{ place: place({ line: 50 }), reason: 'truncated' }] } },
    'encoding-base64/unreadable-part@file',
    'CSEC9002',
  ],
  nothing: [
    { pile: [], read: { form: 'none', unreadable: [{ place: place(), reason: 'empty' }] } },
    'encoding-base64/no-certificate@file',
    'CSEC9002',
  ],
}

describe('one cause gives one error', () => {
  it.each(Object.entries(single))('%s', (_, [given, error, answer]) => {
    const spec: FileSpec = 'length' in given ? { ...withCsr, pile: given } : given
    const { verdict, findings, answer: predicted } = checked(spec)
    expect(findings.filter(({ level }) => level === 'error').map(describeFinding)).toEqual([`error ${error}`])
    expect(verdict).toBe('not-ready')
    expect(predicted && [predicted.code, ...predicted.args].join(' ')).toBe(answer ?? null)
  })

  it.each<[string, FileSpec, string]>([
    ['a root of version 1', { pile: goodBut({ rootBut: { version: 1 } }) }, 'ca-constraints/version-1-root@2'],
    [
      'key identifiers that differ',
      { pile: goodBut({ leafBut: { extensions: { authorityKeyIdentifier: authorityKeyIdentifier(root.key.id) } } }) },
      'ca-constraints/key-identifier@0',
    ],
    ['a key that is no RSA key', { pile: goodBut({ leafBut: { key: key('leaf', 'p-256') } }), csr: hostCsr }, ''],
    ['a chain that is uploaded as a certificate', { upload: 'certificate' }, 'no-extra/chain-as-certificate@file'],
    ['another name', { host: 'b.lab' }, 'host-name/other-names@0'],
  ])('and one warning: %s', (_, spec, warning) => {
    const warnings = checked(spec).findings.filter(({ level }) => level === 'warning')
    expect(warnings.map(describeFinding)).toEqual([`warning ${warning || 'rsa-key/not-rsa@0'}`])
  })
})

describe('the first answer', () => {
  const answerTo = (...pile: readonly Issued[]) => checked({ ...withCsr, pile }).answer

  it('is documented where the only cause is', () => {
    expect(answerTo(host, inter)?.evidence).toBe('documented')
    expect(answerTo(root, inter, host)?.evidence).toBe('inferred')
  })

  it('stays documented where several causes have the same answer', () => {
    const unnamed = ca(['O=Inter'], { by: ca(['O=Root']) })
    expect(answerTo(hostBut({ by: unnamed }), unnamed, ca(['O=Root']))).toEqual({
      code: 'CGEN1008',
      args: [],
      evidence: 'documented',
    })
  })

  it('is inferred where several causes have different answers', () => {
    expect(answerTo(hostBut({ extensions: { extendedKeyUsage: null, keyUsage: null } }), inter, root)).toEqual({
      code: 'CGEN1008',
      args: ['No Client/Server authentication EKU present in leaf certificate.'],
      evidence: 'inferred',
    })
    const read = { quirks: [{ kind: 'utf-16', line: 1 }], form: 'der' } as const
    expect(checked({ ...withCsr, pile: goodBut({ leafBut: noEku }), read }).answer).toEqual({
      code: 'CSEC9002',
      args: [],
      evidence: 'inferred',
    })
  })

  it('tells codes apart though neither has a cause', () => {
    const read = { form: 'der' } as const
    expect(checked({ ...withCsr, pile: [hostBut({}, ['O=Lab']), inter, root], read }).answer).toEqual({
      code: 'CSEC9002',
      args: [],
      evidence: 'inferred',
    })
  })

  it('does not mind errors without an answer, nor warnings', () => {
    const pile = goodBut({ leafBut: { ...noEku, notAfter: 0 }, rootBut: { version: 1 } })
    expect(answerTo(...pile)?.evidence).toBe('documented')
  })

  it('has a text in the console for each code', () => {
    expect(Object.keys(answerMessages)).toEqual(['CGEN1008', 'CSEC9002', 'CGEN6002'])
  })
})

describe('a rule that crashes', () => {
  const crash = new TypeError('ours')
  const rule: Rule<number, 'odd'> = {
    id: 'made-up',
    stage: 'upload',
    source: 'none',
    cases: { odd: { level: 'error', evidence: 'inferred', answer: always(null) } },
    judge(subject) {
      if (subject === 0) throw crash
      return [{ case: 'odd', certificate: null, values: {} }]
    },
  }

  it('is named, with what it crashed on', () => {
    expect(judge(rule, 1)).toHaveLength(1)
    expect(judge(rule, 1)[0]?.answer).toBeNull()
    const thrown = caught(() => judge(rule, 0))
    expect(thrown).toBeInstanceOf(RuleCrashed)
    expect(thrown).toMatchObject({
      name: 'RuleCrashed',
      rule: 'made-up',
      message: 'the rule made-up crashed',
      cause: crash,
    })
  })

  it('is one that gives a case which it does not declare', () => {
    const thrown = caught(() => judge({ ...rule, cases: {} }, 1))
    expect(thrown).toMatchObject({ rule: 'made-up', cause: new Error('undeclared case odd') })
  })

  it('never leads to a verdict', () => {
    const read = readResult({})
    const broken = {
      ...read,
      get quirks(): never {
        throw crash
      },
    }
    expect(caught(() => check({ ...inputOf(withCsr), read: broken }))).toMatchObject({ rule: 'encoding-base64' })
  })

  function caught(run: () => unknown): unknown {
    try {
      run()
    } catch (error) {
      return error
    }
    throw new Error('nothing was thrown')
  }
})

describe('the certificate that is the appliance’s', () => {
  const leafOf = (spec: FileSpec): Certificate | undefined => checked(spec).facts.path?.leaf

  it('is the one of the CSR', () => {
    expect(leafOf({ csr: hostCsr, pile: [otherHost, ...good] })).toBe(host.certificate)
  })

  it('is the first that can be it without a CSR', () => {
    expect(leafOf({ pile: [root, otherHost, ...good] })).toBe(otherHost.certificate)
  })

  it('is the newest of one key', () => {
    const renewed = hostBut({ notAfter: Date.UTC(2040, 0, 1) })
    expect(leafOf({ pile: [host, renewed, inter, root] })).toBe(renewed.certificate)
    expect(leafOf({ pile: [otherHost, host, renewed, inter, root] })).toBe(otherHost.certificate)
    const future = hostBut({ notBefore: now + 1000, notAfter: Date.UTC(2041, 0, 1) })
    expect(leafOf({ pile: [future, host, renewed, inter, root] })).toBe(renewed.certificate)
    expect(leafOf({ pile: [future, host, inter, root], at: now + 1000 })).toBe(future.certificate)
  })

  it('is nothing among CAs, but the first one where a single certificate is uploaded', () => {
    expect(leafOf({ pile: [inter, root] })).toBeUndefined()
    expect(leafOf({ pile: [inter, root], upload: 'certificate' })).toBe(inter.certificate)
    expect(leafOf({ pile: [], upload: 'certificate' })).toBeUndefined()
  })
})

describe('the facts', () => {
  it('of a chain hold it in order, what is left over, and nothing that is not known', () => {
    const { facts } = checked({ pile: [otherHost, root, inter, host], csr: hostCsr })
    expect(facts).toMatchObject({ upload: 'chain', at: now, host: undefined, csr: hostCsr })
    expect(facts.pile).toEqual([otherHost, root, inter, host].map(({ certificate }) => certificate))
    expect(facts.path?.chain.certificates).toEqual(good.map(({ certificate }) => certificate))
    expect(facts.path?.tangled).toBeUndefined()
    expect(facts.path?.leftOver).toEqual([{ certificate: otherHost.certificate, reason: 'other-leaf', index: 0 }])
  })

  it('tell what belongs to another way to a root', () => {
    const crossed = ca('Root', { by: strangeRoot, notAfter: Date.UTC(2030, 0, 1) })
    const { facts } = checked({ pile: [...good, crossed, strangeRoot] })
    expect(facts.path?.leftOver.map(({ reason }) => reason)).toEqual(['twin', 'other-chain'])
  })

  it('of a single certificate hold it alone', () => {
    const pile = [hostBut({ notAfter: 0 }), inter, root]
    const { facts } = checked({ pile, upload: 'certificate' })
    expect(facts.path).toEqual({
      leaf: pile[0]?.certificate,
      chain: {
        certificates: [pile[0]?.certificate],
        missing: undefined,
        defects: [{ kind: 'expired', position: 0 }],
      },
      tangled: undefined,
      leftOver: [],
    })
  })

  it('are judged at the time that is asked for', () => {
    const spec = { ...withCsr, at: Date.UTC(2034, 0, 1) + 1 }
    expect(findingsOf(spec)).toEqual([0, 1, 2].map((i) => `error validity-now/expired@${i}`))
  })

  it('share signatures among checks', () => {
    const signatures: SignatureMemo = new Map()
    check({ ...inputOf(withCsr), signatures })
    expect(signatures.size).toBe(3)
    const lie = new Map([...signatures.keys()].map((known) => [known, 'invalid' as const]))
    expect(check({ ...inputOf(withCsr), signatures: lie }).verdict).toBe('not-ready')
  })
})

it('finds the order wrong, and nothing else, in any other order', () => {
  const [a, b, c] = good as [Issued, Issued, Issued]
  expect(findingsOf({ ...withCsr, pile: [a, b, c] })).toEqual([])
  for (const pile of [
    [a, c, b],
    [b, a, c],
    [b, c, a],
    [c, a, b],
    [c, b, a],
  ]) {
    expect(findingsOf({ ...withCsr, pile })).toEqual(['error chain-order/order@file'])
  }
})
