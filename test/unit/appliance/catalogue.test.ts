import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  type Answer,
  invalidChain,
  invalidCsrKey,
  invalidDistinguishedName,
  invalidFile,
  missingKeyPurpose,
  notAWebServerCertificate,
  unexplainedError,
} from '../../../electron/appliance/answers.ts'
import { csrRules, fileRules, pairRules } from '../../../electron/appliance/catalogue.ts'
import type { Evidence, FileRule, Level, RuleCase, Stage, Upload } from '../../../electron/appliance/rule.ts'
import { keysAt, languages, placeholdersOf, ruleTexts, textAt, textParts } from '../../builder/texts.ts'

/** The rules about a file stand in the order of checking. */
const fileRuleIds = [
  'encoding-base64',
  'csr-key-match',
  'chain-complete',
  'chain-order',
  'issued-to-by',
  'signature',
  'ca-constraints',
  'common-name',
  'no-wildcard',
  'eku-server-client',
  'eku-server',
  'key-encipherment',
  'no-extra',
  'strong-crypto',
  'rsa-key',
  'validity-now',
  'max-depth',
  'host-name',
  'validity-soon',
]
const ids = [...fileRuleIds, 'csr-no-wildcard', 'same-issuers', 'same-keys', 'distinct-leaves']

interface AnyRule {
  readonly id: string
  readonly stage: Stage
  readonly source: string
  readonly cases: Readonly<Record<string, RuleCase>>
}
const rules: readonly AnyRule[] = [...fileRules, ...csrRules, ...pairRules]
const everyCase = rules.flatMap(({ id, cases }) => Object.keys(cases).map((name) => [id, name] as const))

const root = join(import.meta.dirname, '../../..')
const filesIn = (folder: string, end: string) =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(end))
    .map((file) => file.slice(0, -end.length))
    .sort()

describe('the catalogue', () => {
  it('holds the 23 rules, each once, those about a file in the order of checking', () => {
    expect(ids).toHaveLength(23)
    expect(rules.map(({ id }) => id)).toEqual(ids)
    expect(new Set(ids).size).toBe(23)
  })

  it('holds what stands in the folder of rules, each under its id', () => {
    expect(filesIn('electron/appliance/rules', '.ts')).toEqual([...ids].sort())
  })

  it.each(ids)('has a table for %s', (id) => {
    expect(existsSync(join(root, 'test/unit/appliance/rules', `${id}.test.ts`))).toBe(true)
  })

  it('names the source of each rule', () => {
    for (const { source } of rules) expect(source).toMatch(/\w{3}/)
  })
})

/** What the appliance demands, as Dell documents it or as it is inferred. */
type Row = readonly [name: string, Level, Evidence, answer: Answer | null, toCertificate?: Answer | null]
const cases = (level: Level, evidence: Evidence, answer: Answer | null, ...names: readonly string[]): readonly Row[] =>
  names.map((name) => [name, level, evidence, answer] as const)

const both: readonly Upload[] = ['chain', 'certificate']
const chainOnly: readonly Upload[] = ['chain']
type Demand = readonly [Stage, uploads: readonly Upload[] | undefined, rows: readonly Row[]]

const demands: Readonly<Record<string, Demand>> = {
  'encoding-base64': [
    'upload',
    both,
    [
      ...cases('error', 'documented', invalidFile, 'binary'),
      ...cases(
        'error',
        'inferred',
        invalidFile,
        'no-certificate',
        'no-armour',
        'json',
        'unreadable-part',
        'refused-form',
      ),
      ...cases('note', 'inferred', null, 'unclean'),
    ],
  ],
  'csr-key-match': [
    'upload',
    both,
    [
      ...cases('error', 'documented', invalidCsrKey, 'other-key', 'no-leaf'),
      ...cases('note', 'documented', null, 'not-judged'),
    ],
  ],
  'chain-complete': [
    'upload',
    chainOnly,
    [
      ...cases('error', 'documented', invalidChain, 'missing', 'circle', 'self-signed', 'no-leaf'),
      ...cases('error', 'inferred', null, 'tangled'),
    ],
  ],
  'chain-order': ['upload', chainOnly, cases('error', 'documented', invalidChain, 'order')],
  'issued-to-by': [
    'upload',
    chainOnly,
    [
      ...cases('error', 'documented', invalidChain, 'stranger', 'renamed'),
      ...cases('warning', 'inferred', null, 'spelling'),
    ],
  ],
  signature: ['upload', chainOnly, cases('error', 'inferred', invalidChain, 'invalid', 'own-invalid', 'unsupported')],
  'ca-constraints': [
    'upload',
    chainOnly,
    [
      ...cases('error', 'inferred', invalidChain, 'not-a-ca', 'no-key-cert-sign', 'path-length', 'name-not-permitted'),
      ...cases('error', 'inferred', invalidChain, 'name-excluded', 'unknown-critical-extension', 'malformed-extension'),
      ...cases('warning', 'inferred', null, 'version-1-root', 'key-identifier'),
    ],
  ],
  'common-name': ['upload', both, cases('error', 'documented', unexplainedError, 'missing')],
  'no-wildcard': [
    'upload',
    both,
    [
      ...cases('error', 'documented', unexplainedError, 'subject'),
      ...cases('error', 'inferred', null, 'alternative-name'),
    ],
  ],
  'csr-no-wildcard': ['csr', undefined, cases('error', 'documented', invalidDistinguishedName, 'subject')],
  'eku-server-client': [
    'upload',
    chainOnly,
    cases('error', 'documented', missingKeyPurpose, 'absent', 'no-client', 'no-server', 'neither'),
  ],
  'eku-server': ['upload', ['certificate'], cases('error', 'documented', null, 'absent', 'no-server')],
  'key-encipherment': [
    'upload',
    both,
    [
      ['absent', 'error', 'documented', notAWebServerCertificate, invalidFile],
      ['not-included', 'error', 'documented', notAWebServerCertificate, invalidFile],
    ],
  ],
  'no-extra': [
    'upload',
    both,
    [
      ...cases('error', 'inferred', null, 'duplicate', 'twin', 'same-name-other-key', 'other-leaf', 'other-chain'),
      ...cases('error', 'inferred', null, 'unrelated', 'private-key', 'other-object'),
      ...cases('warning', 'inferred', null, 'chain-as-certificate'),
    ],
  ],
  'strong-crypto': [
    'upload',
    both,
    [
      ...cases('error', 'inferred', null, 'broken-digest', 'very-short-key', 'unknown-key'),
      ...cases('warning', 'inferred', null, 'sha1', 'short-key'),
    ],
  ],
  'rsa-key': ['upload', both, cases('warning', 'inferred', null, 'not-rsa')],
  'validity-now': ['connection', both, cases('error', 'documented', null, 'expired', 'not-yet-valid')],
  'validity-soon': ['connection', both, cases('warning', 'inferred', null, 'ends-soon')],
  'max-depth': ['connection', chainOnly, cases('error', 'documented', null, 'too-deep')],
  'host-name': ['connection', both, cases('warning', 'inferred', null, 'other-names')],
  'same-issuers': ['connection', undefined, cases('error', 'documented', null, 'other-issuer', 'other-depth')],
  'same-keys': ['connection', undefined, cases('error', 'inferred', null, 'other-key')],
  'distinct-leaves': ['connection', undefined, cases('warning', 'inferred', null, 'same-leaf')],
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('says of each case what it is documented to be, and what the appliance answers', () => {
    const declared = Object.entries(rule.cases).map(([name, { level, evidence, answer }]): Row =>
      answer.chain === answer.certificate
        ? [name, level, evidence, answer.chain]
        : [name, level, evidence, answer.chain, answer.certificate],
    )
    const uploads = (rule as Partial<FileRule>).uploads
    expect([rule.stage, uploads, declared]).toEqual(demands[id])
  })
})

it('takes an answer for inferred where the rule is documented and the answer is not', () => {
  const inferred = rules.flatMap(({ id, cases: declared }) =>
    Object.entries(declared).flatMap(([name, { answerEvidence }]) =>
      answerEvidence ? [[id, name, answerEvidence]] : [],
    ),
  )
  expect(inferred).toEqual([['chain-order', 'order', 'inferred']])
})

it('quotes the causes as the log prints them', () => {
  expect(
    [invalidCsrKey, invalidChain, missingKeyPurpose, notAWebServerCertificate, unexplainedError].map(
      ({ code, args }) => [code, ...args],
    ),
  ).toEqual([
    ['CGEN1008', 'Invalid CSR key.'],
    ['CGEN1008', 'Invalid certificate chain provided.'],
    ['CGEN1008', 'No Client/Server authentication EKU present in leaf certificate.'],
    ['CGEN1008', 'User Certificate is not a web server certificate.'],
    ['CGEN1008'],
  ])
  expect(invalidFile).toEqual({ code: 'CSEC9002', args: [] })
  expect(invalidDistinguishedName.code).toBe('CGEN6002')
})

describe.each(languages)('the texts in %s', (language) => {
  it.each(everyCase)(
    'say of %s.%s what it is, what is wrong and what mends it, in the same values as English',
    (id, name) => {
      const quoted = (of: typeof language) =>
        ruleTexts(of, id, name).map(([part, text]) => [part, placeholdersOf(text, of)] as const)
      expect(quoted(language)).toEqual(quoted('en'))
    },
  )

  it('speak of no rule, case or part that there is not', () => {
    expect([...keysAt(language, 'rules')].sort()).toEqual([...ids].sort())
    for (const { id, cases: declared } of rules) {
      expect([...keysAt(language, 'rules', id)].sort()).toEqual(Object.keys(declared).sort())
    }
    for (const [id, name] of everyCase) expect(keysAt(language, 'rules', id, name)).toEqual(textParts)
  })

  it('hold no leftovers', () => {
    expect(JSON.stringify(textAt(language, 'rules'))).not.toMatch(/TODO|FIXME|XXX|lorem/)
  })
})
