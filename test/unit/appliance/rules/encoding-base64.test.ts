import { encodingBase64 } from '../../../../electron/appliance/rules/encoding-base64.ts'
import type { Quirk, QuirkKind, ReadResult, Unreadable } from '../../../../electron/pki/found.ts'
import { csr } from '../../../builder/authority.ts'
import { host, place } from '../../../builder/files.ts'
import { describeFileRule, type Rows } from '../../../builder/rule-table.ts'
import type { FileSpec } from '../../../builder/files.ts'

type Case = keyof typeof encodingBase64.cases
type Values = Readonly<Record<string, string | number | readonly string[]>>

const found = (name: Case, values: Values = {}) => [{ case: name, certificate: null, values }]
const form = (name: ReadResult['form']): FileSpec => ({ read: { form: name } })
const nothing = (read: FileSpec['read'], objects: FileSpec['objects'] = []): FileSpec => ({
  pile: [],
  read: read ?? {},
  objects,
})
const unreadable = (reason: Unreadable['reason'], part: Parameters<typeof place>[0] = {}): Unreadable => ({
  place: place(part),
  reason,
})
const quirks = (...list: readonly Quirk[]): FileSpec => ({ read: { quirks: list } })

const refused: readonly QuirkKind[] = [
  'bom-before-begin',
  'dashes-in-text',
  'blank-in-body',
  'cr-only',
  'no-padding',
  'pkcs7-armour',
  'one-line',
  'glued-armours',
  'quoted-armour',
  'lower-case-armour',
  'odd-dashes',
  'headers',
  'utf-16',
  'url-safe',
  'odd-blank',
]
const taken: readonly QuirkKind[] = [
  'crlf',
  'no-final-newline',
  'long-lines',
  'other-label',
  'trailing-blanks',
  'indented-body',
  'blank-after-begin',
  'text-around',
  'bom-own-line',
]

const byQuirk = (kinds: readonly QuirkKind[], sentence: string, name: Case): Rows<FileSpec, Case> =>
  Object.fromEntries(
    kinds.map(
      (kind) => [`${sentence} ${kind}`, [quirks({ kind, line: 7 }), found(name, { quirks: [kind], line: 7 })]] as const,
    ),
  )

const reasons: readonly Unreadable['reason'][] = [
  'empty',
  'web-page',
  'not-base64',
  'truncated',
  'damaged',
  'too-large',
]

describeFileRule(encodingBase64, {
  'holds for clean text': [{}, []],
  'holds for a single certificate': [{ upload: 'certificate', pile: [host] }, []],
  'is broken by DER': [form('der'), found('binary', { form: 'der' })],
  'is broken by PKCS#7 in DER': [form('pkcs7'), found('binary', { form: 'pkcs7' })],
  'is broken by PKCS#12': [form('pkcs12'), found('binary', { form: 'pkcs12' })],
  'is broken by DER that is uploaded alone': [
    { ...form('der'), upload: 'certificate', pile: [host] },
    found('binary', { form: 'der' }),
  ],
  'is broken by DER that is cut off': [
    nothing({ form: 'der', unreadable: [unreadable('truncated')] }),
    found('no-certificate', { reason: 'truncated', found: 'nothing' }),
  ],
  'is broken by a PKCS#7 without certificates': [
    nothing({ form: 'pkcs7', unreadable: [unreadable('no-certificate')] }),
    found('no-certificate', { reason: 'no-certificate', found: 'nothing' }),
  ],
  'is broken by a PKCS#12 that opens with a password only': [
    nothing({ form: 'pkcs12', unreadable: [unreadable('password-needed')] }),
    found('binary', { form: 'pkcs12' }),
  ],
  'is broken by bare Base64': [form('base64'), found('no-armour')],
  'is broken by JSON': [form('json'), found('json')],
  'is broken by JSON without a certificate': [
    nothing({ form: 'json' }),
    found('no-certificate', { reason: 'no-certificate', found: 'nothing' }),
  ],
  'is broken by bare Base64 without a certificate': [
    nothing({ form: 'base64', unreadable: [unreadable('damaged')] }),
    found('no-certificate', { reason: 'damaged', found: 'nothing' }),
  ],
  ...Object.fromEntries(
    reasons.map((reason) => [
      `is broken by a file without certificates: ${reason}`,
      [
        nothing({ form: 'none', unreadable: [unreadable(reason), unreadable('too-complex')] }),
        found('no-certificate', { reason, found: 'nothing' }),
      ] as const,
    ]),
  ),
  'is broken by a private key alone': [
    nothing({}, [{ kind: 'private-key', encrypted: false, place: place() }]),
    found('no-certificate', { reason: 'no-certificate', found: 'private-key' }),
  ],
  'is broken by a request alone': [
    nothing({}, [
      { kind: 'csr', csr: csr('host.lab'), place: place() },
      { kind: 'crl', place: place() },
    ]),
    found('no-certificate', { reason: 'no-certificate', found: 'csr' }),
  ],
  'is broken by parts that can not be read': [
    {
      read: {
        unreadable: [
          unreadable('truncated', { line: 40 }),
          unreadable('damaged', { byte: 12 }),
          unreadable('not-base64'),
        ],
      },
    },
    [
      ...found('unreadable-part', { line: 40, reason: 'truncated' }),
      ...found('unreadable-part', { line: 12, reason: 'damaged' }),
      ...found('unreadable-part', { line: 0, reason: 'not-base64' }),
    ],
  ],
  'is broken by a part and by the form': [
    { read: { unreadable: [unreadable('truncated', { line: 40 })], quirks: [{ kind: 'utf-16', line: 1 }] } },
    [
      ...found('unreadable-part', { line: 40, reason: 'truncated' }),
      ...found('refused-form', { quirks: ['utf-16'], line: 1 }),
    ],
  ],
  'says nothing of peculiarities that are no harm beside a part that can not be read': [
    { read: { unreadable: [unreadable('truncated', { line: 40 })], quirks: [{ kind: 'crlf', line: 1 }] } },
    found('unreadable-part', { line: 40, reason: 'truncated' }),
  ],
  'says nothing of the form of a part that can not be read': [
    { read: { unreadable: [unreadable('truncated', { line: 40 })], quirks: [{ kind: 'one-line', line: 40 }] } },
    found('unreadable-part', { line: 40, reason: 'truncated' }),
  ],
  'is broken by several forms at once, told together': [
    quirks({ kind: 'crlf', line: 1 }, { kind: 'glued-armours', line: 9 }, { kind: 'utf-16', line: 3 }),
    found('refused-form', { quirks: ['glued-armours', 'utf-16'], line: 9 }),
  ],
  'tells all peculiarities together where none is refused': [
    quirks({ kind: 'text-around', line: 2 }, { kind: 'crlf', line: 1 }),
    found('unclean', { quirks: ['text-around', 'crlf'], line: 2 }),
  ],
  'says nothing of the form of a file that is broken as a whole': [
    { read: { form: 'base64', quirks: [{ kind: 'crlf', line: 1 }], unreadable: [unreadable('truncated')] } },
    found('no-armour'),
  ],
  ...byQuirk(refused, 'is broken by', 'refused-form'),
  ...byQuirk(taken, 'notes', 'unclean'),
})
