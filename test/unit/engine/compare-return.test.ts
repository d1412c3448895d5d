import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { compareReturn, type CompareReturnInput } from '../../../electron/engine/compare-return.ts'
import { languages } from '../../../electron/messages/messages.ts'
import { jobContext } from './context.ts'

const folder = mkdtempSync(join(tmpdir(), 'return-'))
afterAll(() => rmSync(folder, { recursive: true }))

const at = (name: string): string => join(folder, name)
const text = (name: string): string => readFileSync(at(name), 'utf8')
const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })

const day = 24 * 60 * 60 * 1000
/** Tomorrow: what is signed today is valid then. */
const now = Date.now() + day

function makeKey(name: string, bits = 2048): void {
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', `rsa_keygen_bits:${bits}`, '-out', `${name}.key`)
}

interface Wish {
  readonly by?: string
  readonly extensions?: readonly string[]
  readonly days?: number
  readonly digest?: string
}

/** Signs a request as a CA would that was told nothing but these lines. */
function sign(request: string, name: string, { by, extensions = [], days = 397, digest = 'sha256' }: Wish): string {
  writeFileSync(at(`${name}.ext`), extensions.join('\n'))
  const signer = by ? ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'] : ['-signkey', `${name}.key`]
  const options = ['-days', String(days), `-${digest}`, '-extfile', `${name}.ext`, '-out', `${name}.pem`]
  openssl('x509', '-req', '-in', `${request}.csr`, ...signer, ...options)
  return text(`${name}.pem`)
}

const authority = ['basicConstraints=critical,CA:TRUE', 'keyUsage=critical,keyCertSign,cRLSign']

function makeCa(name: string, wish: Wish & { readonly bits?: number; readonly subject?: string } = {}): string {
  makeKey(name, wish.bits)
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${wish.subject ?? name}`, '-out', `${name}.csr`)
  return sign(name, name, { days: 3650, extensions: authority, ...wish })
}

function makeRequest(name: string, key: string, subject: string, names = ''): string {
  const more = names === '' ? [] : ['-addext', `subjectAltName=${names}`]
  openssl('req', '-new', '-key', `${key}.key`, '-subj', subject, ...more, '-out', `${name}.csr`)
  return text(`${name}.csr`)
}

const subject = '/C=FR/O=Example/CN=oment.example.com'
const names = 'DNS:oment.example.com,DNS:oment,IP:192.0.2.7'
const root = makeCa('Root')
const inter = makeCa('Inter', { by: 'Root' })
makeKey('leaf')
makeKey('old')
makeKey('stranger')
const csr = makeRequest('asked', 'leaf', subject, names)
const oldCsr = makeRequest('older', 'old', subject, names)
const good = [
  'basicConstraints=CA:FALSE',
  'keyUsage=critical,digitalSignature,keyEncipherment',
  'extendedKeyUsage=serverAuth,clientAuth',
  `subjectAltName=${names}`,
]
const goodBut = (...lines: readonly string[]) => [
  ...good.filter((line) => !lines.some((other) => other.split('=')[0] === line.split('=')[0])),
  ...lines.filter((line) => !line.endsWith('=')),
]

let made = 0
const answer = (wish: Wish = {}, request = 'asked') =>
  sign(request, `leaf-${++made}`, { by: 'Inter', extensions: good, ...wish })

const compared = async (certificates: string, more: Partial<CompareReturnInput> = {}) =>
  compareReturn(
    {
      csrs: [
        { pem: oldCsr, at: '2026-01-02T10:00:00Z' },
        { pem: csr, at: '2026-01-03T10:00:00Z' },
      ],
      certificates,
      isChain: true,
      at: now,
      host: 'oment.example.com',
      role: 'source',
      changeWindow: null,
      counterpart: null,
      ...more,
    },
    jobContext(),
  )

const chain = (leaf: string) => leaf + inter + root
const told = async (certificates: string, more: Partial<CompareReturnInput> = {}) =>
  (await compared(certificates, more))?.differences.map(({ id, weight, evidence, rule }) => [
    id,
    weight,
    evidence,
    rule,
  ])

/** What a CA made of the request, and what is told of it: id, weight, evidence, rule. */
const table: readonly (readonly [string, () => string, Partial<CompareReturnInput>, readonly unknown[]])[] = [
  ['what was asked', () => chain(answer()), {}, []],
  [
    'an older CSR signed',
    () => chain(answer({}, 'older')),
    {},
    [['other-key', 'breaks', 'documented', 'csr-key-match']],
  ],
  [
    'another host’s certificate',
    () => (makeRequest('foreign', 'stranger', '/CN=else.example.com'), chain(answer({}, 'foreign'))),
    {},
    [['other-key', 'breaks', 'documented', 'csr-key-match']],
  ],
  [
    'the template for web servers',
    () => chain(answer({ extensions: goodBut('extendedKeyUsage=serverAuth') })),
    {},
    [['missing-eku', 'breaks', 'documented', 'eku-server-client']],
  ],
  [
    'no purposes, no key usage',
    () => chain(answer({ extensions: goodBut('extendedKeyUsage=', 'keyUsage=') })),
    {},
    [
      ['missing-eku', 'breaks', 'documented', 'eku-server-client'],
      ['missing-key-encipherment', 'breaks', 'documented', 'key-encipherment'],
    ],
  ],
  [
    'another common name, and an attribute more',
    () => (makeRequest('renamed', 'leaf', '/C=FR/O=Example/OU=IT/CN=other.example.com'), chain(answer({}, 'renamed'))),
    {},
    [['changed-subject', 'matters', 'inferred', null]],
  ],
  [
    'an attribute dropped, the rest in another order and case',
    () => (makeRequest('short', 'leaf', '/CN=OMENT.example.com/C=FR'), chain(answer({}, 'short'))),
    {},
    [['changed-subject', 'note', 'inferred', null]],
  ],
  [
    'no common name',
    () => (makeRequest('nameless', 'leaf', '/C=FR/O=Example'), chain(answer({}, 'nameless'))),
    {},
    [['changed-subject', 'breaks', 'documented', 'common-name']],
  ],
  [
    'a wildcard for a common name',
    () => (makeRequest('wild', 'leaf', '/C=FR/O=Example/CN=*.example.com'), chain(answer({}, 'wild'))),
    {},
    [['changed-subject', 'breaks', 'documented', 'no-wildcard']],
  ],
  [
    'an address of the names left out that the other side uses',
    () => chain(answer({ extensions: goodBut('subjectAltName=DNS:oment.example.com,DNS:oment') })),
    { host: '192.0.2.7' },
    [['dropped-san', 'matters', 'inferred', 'host-name']],
  ],
  [
    'all names left out',
    () => chain(answer({ extensions: goodBut('subjectAltName=') })),
    {},
    [['dropped-san', 'matters', 'inferred', null]],
  ],
  [
    'a name added',
    () => chain(answer({ extensions: goodBut(`subjectAltName=${names},DNS:more.example.com`) })),
    {},
    [['added-san', 'note', 'inferred', null]],
  ],
  [
    'a wildcard added',
    () => chain(answer({ extensions: goodBut(`subjectAltName=${names},DNS:*.example.com`) })),
    {},
    [['added-san', 'breaks', 'inferred', 'no-wildcard']],
  ],
  [
    'a CA certificate',
    () => chain(answer({ extensions: goodBut('basicConstraints=critical,CA:TRUE') })),
    {},
    [['is-a-ca', 'matters', 'inferred', null]],
  ],
  ['ten days', () => chain(answer({ days: 10 })), {}, [['shorter-life', 'matters', 'inferred', 'validity-soon']]],
  [
    'an end before the change window',
    () => chain(answer({ days: 40 })),
    { changeWindow: now + 60 * day },
    [['shorter-life', 'breaks', 'documented', null]],
  ],
  [
    'an end right after the change window',
    () => chain(answer({ days: 70 })),
    { changeWindow: now + 60 * day },
    [['shorter-life', 'matters', 'inferred', null]],
  ],
  [
    'an end in the past',
    () => chain(answer()),
    { at: now + 400 * day },
    [['shorter-life', 'breaks', 'documented', 'validity-now']],
  ],
  [
    'a life cut by the CA’s',
    () => answer({ by: 'Short', days: 100 }) + text('Short.pem') + root,
    {},
    [['shorter-life', 'note', 'inferred', null]],
  ],
  [
    'a CA that ends soon',
    () => answer({ by: 'Brief', days: 100 }) + text('Brief.pem') + root,
    {},
    [['shorter-life', 'matters', 'inferred', 'validity-soon']],
  ],
  [
    'a begin to come',
    () => chain(answer()),
    { at: now - 2 * day },
    [['not-yet-valid', 'breaks', 'documented', 'validity-now']],
  ],
  ['no root', () => answer() + inter, {}, [['root-missing', 'breaks', 'documented', 'chain-complete']]],
  [
    'CA certificates of the same name that did not sign it',
    () => answer({ by: 'Twin' }) + inter + root,
    {},
    [['root-missing', 'breaks', 'inferred', 'signature']],
  ],
  [
    'a certificate that signed itself',
    () => sign('asked', 'leaf', { extensions: good }),
    {},
    [['root-missing', 'breaks', 'documented', 'chain-complete']],
  ],
  ['SHA-1', () => chain(answer({ digest: 'sha1' })), {}, [['weak', 'matters', 'inferred', 'strong-crypto']]],
  [
    'a CA with a key of 1024 bits',
    () => answer({ by: 'Weak' }) + text('Weak.pem') + root,
    {},
    [['weak', 'matters', 'inferred', 'strong-crypto']],
  ],
]

makeCa('Short', { by: 'Root', days: 100 })
makeCa('Brief', { by: 'Root', days: 20 })
makeCa('Weak', { by: 'Root', bits: 1024 })
const otherInter = makeCa('Other', { by: 'Root' })
const twin = makeCa('Twin', { by: 'Root', subject: 'Inter' })

describe('what a CA sent, held against the CSR', () => {
  it.each(table)('%s', async (_, certificates, more, expected) => {
    expect(await told(certificates(), more)).toEqual(expected)
  })

  it('has the same issuers as the counterpart, or not', async () => {
    const side = (content: string) => ({ name: 'OMENT-400', content, csr: null, at: now, host: null })
    makeRequest('counterpart', 'stranger', '/CN=oment-400.example.com')
    const other = (by: string) => answer({ by }, 'counterpart')
    const same = await compared(chain(answer()), { counterpart: side(other('Inter') + inter + root) })
    expect(same).toMatchObject({ differences: [], counterpart: 'OMENT-400', letters: null })

    for (const role of ['source', 'target'] as const) {
      const counterpart = side(other('Other') + otherInter + root)
      expect(await compared(chain(answer()), { counterpart, role })).toMatchObject({
        differences: [
          {
            id: 'other-issuer',
            weight: 'breaks',
            rule: 'same-issuers',
            asked: 'issued by “CN=Other”, as for the counterpart',
            came: 'issued by “CN=Inter”',
          },
        ],
      })
    }
    const counterpart = side(other('Twin') + twin + root)
    expect(await told(chain(answer()), { counterpart })).toEqual([['other-issuer', 'breaks', 'inferred', 'same-keys']])
  })

  it('says which older CSR was signed', async () => {
    const [difference] = (await compared(chain(answer({}, 'older'))))?.differences ?? []
    expect(difference).toMatchObject({ title: 'It is for an older CSR' })
    expect(difference?.came).toMatch(/^the key of the CSR of 2026-01-02 10:00 UTC, digest [0-9a-f]{16}…$/)
  })

  it('lists a changed subject attribute by attribute', async () => {
    makeRequest('changed', 'leaf', '/C=FR/OU=IT/CN=other.example.com')
    expect((await compared(chain(answer({}, 'changed'))))?.differences).toMatchObject([
      {
        changes: [
          { attribute: 'O', asked: 'Example', came: '' },
          { attribute: 'CN', asked: 'oment.example.com', came: 'other.example.com' },
          { attribute: 'OU', asked: '', came: 'IT' },
        ],
        asked: 'O=Example, CN=oment.example.com',
        came: 'CN=other.example.com, OU=IT',
      },
    ])
  })

  it('looks, where several could be the appliance’s own, at the one for its host', async () => {
    makeRequest('beside', 'stranger', '/CN=else.example.com')
    const pile = answer({}, 'beside') + answer({ extensions: goodBut('extendedKeyUsage=serverAuth') }, 'older')
    expect(await told(pile, { isChain: false })).toEqual([
      ['other-key', 'breaks', 'documented', 'csr-key-match'],
      ['missing-eku', 'breaks', 'documented', 'eku-server-client'],
    ])
    expect(await compared(answer({}, 'beside') + answer({}, 'beside'), { isChain: false })).toBeNull()
  })

  it('is told where there is something to tell', async () => {
    expect(await compared(chain(answer()), { csrs: [] })).toBeNull()
    expect(await compared(inter + root)).toBeNull()
  })

  it('has a text for the CA to each, and a letter to all that is grave, in each language', async () => {
    const wish = { extensions: goodBut('extendedKeyUsage=serverAuth', 'keyUsage=digitalSignature') }
    const view = await compared(answer({ ...wish, digest: 'sha1' }) + inter)
    expect(view?.differences.map(({ id }) => id)).toEqual([
      'missing-eku',
      'missing-key-encipherment',
      'root-missing',
      'weak',
    ])
    for (const language of languages) {
      const letter = view?.letters?.[language] ?? ''
      for (const { texts } of view?.differences ?? []) expect(letter).toContain(texts[language])
      expect(letter).toMatch(/1\. .*\n\n2\. .*\n\n3\. .*\n\n4\. /s)
      expect(letter).not.toMatch(/undefined|[{}]/)
    }
    expect(view?.letters?.fr).toMatch(/^Certificat pour oment\.example\.com\n\n/)
  })
})
