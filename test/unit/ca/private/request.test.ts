import { describe, expect, it } from 'vitest'
import { makeCa } from '../../../../electron/ca/private/new-ca.ts'
import {
  type CaFacts,
  examineRequest,
  type RequestExamination,
  type SigningRequest,
} from '../../../../electron/ca/private/request.ts'
import { type Csr, parseCsr } from '../../../../electron/pki/csr.ts'
import { createCsr, createRoot, importAuthority, issueLeaf } from '../../../../electron/pki/issue.ts'
import { csrByOpenssl, csrFor, dayMs, keysOf, now, plan, requestFor } from './sample.ts'

const made = await makeCa(plan, now, () => undefined)
const [issuing] = made.chain
if (!issuing) throw new Error('a CA of no certificate')
const authority = await importAuthority(issuing, made.keys.get(issuing.publicKey.sha256) ?? new Uint8Array())
if (typeof authority === 'string') throw new Error(authority)
const facts: CaFacts = { chain: made.chain, issued: [] }
const host = 'oment-310.corp.example'
const csr = await csrFor(host)

const examine = (parts: Partial<SigningRequest> = {}, ca: CaFacts = facts, at = now): RequestExamination =>
  examineRequest(requestFor(parts.csr ?? csr, parts), ca, at)
const codes = (concerns: readonly { readonly code: string }[]) => concerns.map(({ code }) => code)

/** The same CSR with one bit of its signature changed. */
function broken({ der }: Csr): Csr {
  const bytes = Uint8Array.from(der)
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
  return parseCsr(bytes)
}

describe('a request without fault', () => {
  it('tells the subject, the names and whom they are from, and how long', () => {
    const found = examine({ addedNames: ['192.0.2.10', ' ome.corp.example ', ''] })
    expect(found).toMatchObject({
      subject: `CN=${host},O=Example Corp,C=US`,
      endsWithCa: false,
      refusals: [],
      warnings: [],
    })
    expect(found.names).toEqual([
      { kind: 'dns', value: host, from: 'csr' },
      { kind: 'ip', value: '192.0.2.10', from: 'added' },
      { kind: 'dns', value: 'ome.corp.example', from: 'added' },
    ])
    expect(found.validity.notAfter - found.validity.notBefore).toBe(397 * dayMs - 1000)
    expect(found.validity.notBefore).toBeLessThan(now)
  })

  it('repeats the common name, and no name twice, however it is written', async () => {
    const sole = await createCsr({ commonName: host }, ['OME.Corp.Example', '2001:DB8::1'], await keysOf(host))
    const { names } = examine({ csr: sole, addedNames: ['ome.corp.example', '2001:db8:0:0::1', host.toUpperCase()] })
    expect(names.map(({ value, from }) => `${value} ${from}`)).toEqual([
      'OME.Corp.Example csr',
      '2001:db8::1 csr',
      `${host.toUpperCase()} added`,
    ])
    const bare = await createCsr({ commonName: '192.0.2.10' }, [], await keysOf(host))
    expect(examine({ csr: bare }).names).toEqual([{ kind: 'ip', value: '192.0.2.10', from: 'common-name' }])
  })

  it('holds as long as the CA at most', () => {
    const late = now + 5 * 365 * dayMs - 100 * dayMs
    const found = examine({}, facts, late)
    expect(found.validity.notAfter).toBe(issuing.notAfter)
    expect([found.endsWithCa, codes(found.warnings), found.refusals]).toEqual([true, ['ends-with-ca'], []])
  })

  it('may hold 825 days', () => {
    expect(codes(examine({ days: 825 }).refusals)).toEqual([])
  })
})

describe('refuses', () => {
  const manyNames = (count: number) => Array.from({ length: count }, (_, index) => `n${index}.corp.example`)
  const san = (names: readonly string[]) => `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`

  it.each<[string, string, () => Csr]>([
    ['a broken signature', 'signature-broken', () => broken(csr)],
    ['a key of 1024 bits', 'key-weak', () => csrByOpenssl(`/CN=${host}`, '', ['-newkey', 'rsa:1024'])],
    [
      'a key of a curve',
      'key-not-rsa',
      () => csrByOpenssl(`/CN=${host}`, '', ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256']),
    ],
    ['an Ed25519 key', 'key-not-rsa', () => csrByOpenssl(`/CN=${host}`, '', ['-newkey', 'ed25519'])],
    [
      'an RSA key that is for PSS alone',
      'key-not-rsa',
      () => csrByOpenssl(`/CN=${host}`, '', ['-newkey', 'rsa-pss', '-pkeyopt', 'rsa_keygen_bits:2048']),
    ],
    ['a wildcard in the common name', 'wildcard', () => csrByOpenssl('/CN=*.corp.example')],
    ['a wildcard in another part of the subject', 'wildcard', () => csrByOpenssl(`/O=*/CN=${host}`)],
    ['a wildcard in the SAN', 'wildcard', () => csrByOpenssl(`/CN=${host}`, 'subjectAltName=DNS:*.corp.example')],
    ['no common name', 'no-common-name', () => csrByOpenssl('/O=Example Corp', san([host]))],
    ['a blank common name', 'no-common-name', () => csrByOpenssl('/CN= ', san([host]))],
    ['a control character', 'unsafe-character', () => csrByOpenssl(`/O=Example\u0007Corp/CN=${host}`)],
    ['a line break', 'unsafe-character', () => csrByOpenssl(`/O=Example\nCorp/CN=${host}`)],
    ['a direction mark', 'unsafe-character', () => csrByOpenssl(`/O=\u202eproc/CN=${host}`)],
    ['an invisible character in the common name', 'unsafe-character', () => csrByOpenssl('/CN=ome\u200b.corp.example')],
    ['200 names', 'too-many-names', () => csrByOpenssl(`/CN=${host}`, san(manyNames(200)))],
    ['200 times the same name', 'too-many-names', () => csrByOpenssl(`/CN=${host}`, san(Array(200).fill(host)))],
    ['a common name that is a sentence', 'bad-name', () => csrByOpenssl('/CN=our appliance')],
    ['a common name with umlauts', 'bad-name', () => csrByOpenssl('/CN=münchen.example')],
    ['a SAN that is no host name', 'bad-name', () => csrByOpenssl(`/CN=${host}`, 'subjectAltName=DNS:a b')],
    ['a SAN with an underscore', 'bad-name', () => csrByOpenssl(`/CN=${host}`, 'subjectAltName=DNS:a_b.example')],
    ['an empty name in the SAN', 'bad-name', () => csrByOpenssl(`/CN=${host}`, 'subjectAltName=DER:30028200')],
    ['a SAN of no sense', 'extensions-damaged', () => csrByOpenssl(`/CN=${host}`, 'subjectAltName=DER:0500')],
  ])('%s', (_, code, make) => {
    expect(codes(examine({ csr: make() }).refusals)).toEqual([code])
  })

  it.each<[string, string, Partial<SigningRequest>]>([
    ['an added wildcard', 'wildcard', { addedNames: ['*.corp.example'] }],
    ['an added name with a direction mark', 'unsafe-character', { addedNames: ['ome\u202e.example'] }],
    ['an added name that is none', 'bad-name', { addedNames: ['a b'] }],
    ['an address with a zone', 'bad-name', { addedNames: ['fe80::1%eth0'] }],
    ['a network', 'bad-name', { addedNames: ['192.0.2.0/24'] }],
    ['more than 100 names', 'too-many-names', { addedNames: manyNames(100) }],
    ['826 days', 'days-out-of-range', { days: 826 }],
    ['no day', 'days-out-of-range', { days: 0 }],
    ['half a day', 'days-out-of-range', { days: 0.5 }],
    ['days that are no number', 'days-out-of-range', { days: NaN }],
  ])('%s', (_, code, parts) => {
    expect(codes(examine(parts).refusals)).toEqual([code])
  })

  it('a CA that has expired or ends before tomorrow, and one of the future', () => {
    expect(codes(examine({}, facts, issuing.notAfter + 1000).refusals)).toEqual(['ca-ends'])
    expect(codes(examine({}, facts, issuing.notAfter - dayMs + 1000).refusals)).toEqual(['ca-ends'])
    expect(codes(examine({}, facts, issuing.notAfter - dayMs).refusals)).toEqual([])
    expect(codes(examine({}, facts, issuing.notBefore - 1000).refusals)).toEqual(['ca-not-yet'])
  })

  it('the key of the CA itself', async () => {
    const validity = { notBefore: now, notAfter: now + 1000 * dayMs }
    const { certificate } = await createRoot({ commonName: 'CA' }, await keysOf(host), validity)
    expect(codes(examine({}, { chain: [certificate], issued: [] }).refusals)).toEqual(['ca-key'])
  })

  it('everything at once, each told', () => {
    const worst = csrByOpenssl('/CN=*', 'subjectAltName=DNS:a b', ['-newkey', 'rsa:1024'])
    const found = codes(examine({ csr: broken(worst), days: -1 }).refusals)
    expect(found).toEqual(['signature-broken', 'key-weak', 'wildcard', 'bad-name', 'days-out-of-range'])
  })

  it('a wildcard once, though it stands in the common name and in the SAN', () => {
    const name = '*.corp.example'
    const [refusal] = examine({ csr: csrByOpenssl(`/CN=${name}`, san([name])) }).refusals
    expect(refusal?.values).toEqual({ names: [name], count: 1 })
  })

  it('and shows no character that could disturb', () => {
    const found = examine({ csr: csrByOpenssl(`/O=\u202ex\u0007/CN=${host}`) })
    expect(JSON.stringify([found.subject, found.refusals])).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })
})

describe('warns', () => {
  it('of names that are dropped, and of addresses that stand in the wrong place', () => {
    const mixed = csrByOpenssl(
      `/CN=${host}`,
      'subjectAltName=DNS:192.0.2.10,email:a@corp.example,URI:https://ome.corp.example/,RID:1.2.3',
    )
    const found = examine({ csr: mixed })
    expect(found.names.map(({ kind, value }) => `${kind} ${value}`)).toEqual(['ip 192.0.2.10', `dns ${host}`])
    expect([codes(found.warnings), found.refusals]).toEqual([['other-kinds-dropped', 'address-as-host-name'], []])
  })

  it('of a key that was signed before, for the same name or another', async () => {
    const validity = { notBefore: now - dayMs, notAfter: now + 10 * dayMs }
    const ofOther = await createCsr({ commonName: 'other.corp.example' }, [], await keysOf(host))
    const same = await issueLeaf(authority, csr, validity)
    const other = await issueLeaf(authority, ofOther, validity)
    const warned = (issued: CaFacts['issued'], at = now) => codes(examine({}, { ...facts, issued }, at).warnings)
    expect(warned([same])).toEqual(['signed-before'])
    expect(warned([other])).toEqual(['key-of-other-host'])
    expect(warned([same, other], now + 11 * dayMs)).toEqual([])
  })
})
