import { chmodSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { IssuedCertificate, PrivateCa } from '../../../../electron/ca/private/private-ca.ts'
import { check } from '../../../../electron/appliance/check.ts'
import { read } from '../../../../electron/pki/read.ts'
import { writePem } from '../../../../electron/pki/write-pem.ts'
import { folderWith } from '../../files/folder.ts'
import {
  computer,
  computerWithCa,
  csrByOpenssl,
  csrFor,
  dayMs,
  now,
  openssl,
  plan,
  requestFor,
  valueOf,
} from './sample.ts'

const host = 'oment-310.corp.example'
const other = 'oment-400.corp.example'

async function signOne(ca: PrivateCa, ...parts: Parameters<typeof requestFor>): Promise<IssuedCertificate> {
  const [issued] = valueOf(await ca.sign([requestFor(...parts)]))
  if (!issued) throw new Error('nothing signed')
  return issued
}

/** Writes a chain as OpenSSL wants it. @param at milliseconds since 1970 */
function judge(chain: IssuedCertificate['chain'], at = now, crl?: string): string {
  const [leaf, ...cas] = chain
  const root = cas.at(-1)
  if (!leaf || !root) throw new Error('no chain')
  const folder = folderWith({
    'leaf.pem': writePem([leaf]),
    'cas.pem': writePem(cas),
    'root.pem': writePem([root]),
    'crl.pem': crl ?? '',
  })
  const time = ['-attime', String(Math.floor(at / 1000))]
  const list = crl === undefined ? [] : ['-crl_check', '-CRLfile', 'crl.pem']
  const files = ['-CAfile', 'root.pem', '-untrusted', 'cas.pem']
  return ['sslserver', 'sslclient']
    .map((purpose) =>
      openssl(folder, 'verify', '-x509_strict', '-purpose', purpose, ...time, ...list, ...files, 'leaf.pem'),
    )
    .join('')
}
const fine = 'leaf.pem: OK\nleaf.pem: OK\n'

/** What of a certificate does not change from one to the next, by OpenSSL. */
function profileOf(certificate: IssuedCertificate['certificate']): string {
  const folder = folderWith({ 'x.pem': writePem([certificate]) })
  return openssl(folder, 'x509', '-in', 'x.pem', '-noout', '-text', '-certopt', 'no_pubkey,no_sigdump,no_header')
    .replace(/(Serial Number:\s+)[\da-f:]+/, '$1…')
    .replace(/((?:Subject|Authority) Key Identifier: *\n +)[\dA-F:]+/g, '$1…')
    .replace(/ +$/gm, '')
}

describe('a new CA', () => {
  it('of two levels signs what OpenSSL and our own rules take', async () => {
    const { ca } = await computerWithCa()
    const issued = await signOne(ca, await csrFor(host), { addedNames: ['192.0.2.10', '2001:db8::10'] })
    expect(judge(issued.chain)).toBe(fine)
    const file = await read(Buffer.from(writePem(issued.chain)), 'chain.pem')
    expect(check({ read: file, csr: issued.csr, upload: 'chain', at: now, host })).toMatchObject({
      verdict: 'ready',
      findings: [],
    })
    expect(profileOf(issued.certificate)).toMatchInlineSnapshot(`
      "        Version: 3 (0x2)
              Serial Number:
                  …
              Signature Algorithm: sha256WithRSAEncryption
              Issuer: C = US, O = Example Corp, CN = Example Issuing CA
              Validity
                  Not Before: Nov 24 11:00:00 2026 GMT
                  Not After : Dec 26 10:59:59 2027 GMT
              Subject: C = US, O = Example Corp, CN = oment-310.corp.example
              X509v3 extensions:
                  X509v3 Basic Constraints: critical
                      CA:FALSE
                  X509v3 Key Usage: critical
                      Digital Signature, Key Encipherment
                  X509v3 Extended Key Usage:
                      TLS Web Server Authentication, TLS Web Client Authentication
                  X509v3 Subject Alternative Name:
                      DNS:oment-310.corp.example, IP Address:192.0.2.10, IP Address:2001:DB8:0:0:0:0:0:10
                  X509v3 Subject Key Identifier:
                      …
                  X509v3 Authority Key Identifier:
                      …
      "
    `)
    expect(issued.chain.slice(1).map(profileOf).join('')).toMatchInlineSnapshot(`
      "        Version: 3 (0x2)
              Serial Number:
                  …
              Signature Algorithm: sha256WithRSAEncryption
              Issuer: C = US, O = Example Corp, CN = Example Root CA
              Validity
                  Not Before: Nov 24 11:00:00 2026 GMT
                  Not After : Nov 24 10:59:59 2031 GMT
              Subject: C = US, O = Example Corp, CN = Example Issuing CA
              X509v3 extensions:
                  X509v3 Basic Constraints: critical
                      CA:TRUE, pathlen:0
                  X509v3 Key Usage: critical
                      Certificate Sign, CRL Sign
                  X509v3 Subject Key Identifier:
                      …
                  X509v3 Authority Key Identifier:
                      …
              Version: 3 (0x2)
              Serial Number:
                  …
              Signature Algorithm: sha256WithRSAEncryption
              Issuer: C = US, O = Example Corp, CN = Example Root CA
              Validity
                  Not Before: Nov 24 11:00:00 2026 GMT
                  Not After : Nov 24 10:59:59 2036 GMT
              Subject: C = US, O = Example Corp, CN = Example Root CA
              X509v3 extensions:
                  X509v3 Basic Constraints: critical
                      CA:TRUE, pathlen:1
                  X509v3 Key Usage: critical
                      Certificate Sign, CRL Sign
                  X509v3 Subject Key Identifier:
                      …
      "
    `)
    expect(issued.certificate.extensions.authorityKeyIdentifier?.keyIdentifier).toBe(
      issued.chain[1]?.extensions.subjectKeyIdentifier,
    )
  })

  it('of one level signs as well', async () => {
    const { ca } = await computerWithCa({ levels: 1 })
    const issued = await signOne(ca, await csrFor(host))
    expect([issued.chain.length, judge(issued.chain)]).toEqual([2, fine])
    expect(issued.chain[1]?.extensions.basicConstraints).toEqual({ ca: true, pathLength: 0 })
  })

  it('may last beyond 2049', async () => {
    const { ca } = await computerWithCa({
      root: { commonName: 'Example Root CA', years: 30 },
      intermediate: { commonName: 'Example Issuing CA', years: 30 },
    })
    const { chain } = valueOf(await ca.state())
    expect(chain.map(({ notAfter }) => new Date(notAfter).toISOString())).toEqual(
      Array(2).fill('2056-11-24T10:59:59.000Z'),
    )
    expect(judge((await signOne(ca, await csrFor(host))).chain)).toBe(fine)
  })

  it('is for nobody else to read, and its folder holds no key', async () => {
    const { cas, vault } = computer() // not a copy: that has other permissions
    const ca = valueOf(await cas.create(plan))
    const caFolder = cas.folderOf(ca.id)
    await signOne(ca, await csrFor(host))
    const files = readdirSync(caFolder, { recursive: true, withFileTypes: true })
    for (const file of files) {
      const path = join(file.parentPath, file.name)
      if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(file.isFile() ? 0o600 : 0o700)
      if (file.isFile()) expect(readFileSync(path, 'latin1')).not.toMatch(/PRIVATE|MIIE[vw]/)
    }
    const { chain } = valueOf(await ca.state())
    const owners = await vault.list()
    expect(owners.ok && owners.value.map(({ owner }) => owner).sort()).toEqual(
      chain.map(({ publicKey }) => publicKey.sha256).sort(),
    )
  })
})

describe('signing', () => {
  it('copies the subject as it is encoded, whatever its string types', async () => {
    const { ca } = await computerWithCa()
    const csr = csrByOpenssl(`/C=DE/O=Großhandel & Söhne/OU=a, "b" \\+ c\\/d/CN=${host}/emailAddress=a@corp.example`)
    const { certificate } = await signOne(ca, csr)
    expect(Buffer.compare(certificate.subject.der, csr.subject.der)).toBe(0)
    expect(Buffer.compare(certificate.publicKey.spki, csr.publicKey.spki)).toBe(0)
  })

  it('signs both appliances in one go, or none', async () => {
    const { ca } = await computerWithCa()
    const [source, target] = [await csrFor(host), await csrFor(other)]
    const both = valueOf(await ca.sign([requestFor(source), requestFor(target, { holder: 'OMENT-400' })]))
    expect(both.map(({ holder, names: [name] }) => [holder, name?.value])).toEqual([
      ['OMENT-310', host],
      ['OMENT-400', other],
    ])
    for (const { chain } of both) expect(judge(chain)).toBe(fine)
    const wild = csrByOpenssl('/CN=*.corp.example')
    expect(await ca.sign([requestFor(source), requestFor(wild)])).toMatchObject({
      failure: { code: 'request-refused', request: 1, refusals: [{ code: 'wildcard' }] },
    })
    expect(await ca.sign([requestFor(source), requestFor(source)])).toMatchObject({
      failure: { code: 'request-refused', request: 1, refusals: [{ code: 'same-key' }] },
    })
    expect(valueOf(await ca.state()).issued).toHaveLength(2)
  })

  it('keeps a holder of any length in a record that can be read again', async () => {
    const { ca, folder } = await computerWithCa()
    await signOne(ca, await csrFor(host), { holder: 'x'.repeat(1000) })
    const state = valueOf(await valueOf(await computer(folder).cas.get(ca.id)).state())
    expect([state.troubles, state.issued.map(({ holder }) => holder)]).toEqual([[], ['x'.repeat(300)]])
  })

  it('refuses what its examination refuses', async () => {
    const { ca, caFolder } = await computerWithCa()
    const request = requestFor(await csrFor(host), { days: 826 })
    const [examination] = valueOf(await ca.examine([request]))
    expect(await ca.sign([request])).toMatchObject({ failure: { refusals: examination?.refusals } })
    expect(readdirSync(join(caFolder, 'issued'))).toEqual([])
  })

  it('keeps what is needed to do it again', async () => {
    const clock = { now }
    const { ca } = await computerWithCa({}, clock)
    const first = await signOne(ca, await csrFor(host), { addedNames: ['192.0.2.10'], holder: 'the source' })
    clock.now += 300 * dayMs
    expect(valueOf(await ca.examine([requestFor(first.csr)]))).toMatchObject([
      { warnings: [{ code: 'signed-before' }] },
    ])
    const [again] = valueOf(await ca.signAgain([first.serial], 397))
    expect(again).toMatchObject({ names: first.names, holder: 'the source', renews: first.serial })
    expect(again?.serial).not.toBe(first.serial)
    expect(again?.certificate.publicKey.sha256).toBe(first.certificate.publicKey.sha256)
    expect(judge(again?.chain ?? [], clock.now)).toBe(fine)
    expect(await ca.signAgain(['abc'], 397)).toMatchObject({ failure: { code: 'not-issued', reason: 'abc' } })
    expect(valueOf(await ca.state()).issued.map(({ serial }) => serial)).toEqual([again?.serial, first.serial])
  })

  it('needs its key', async () => {
    const { ca, vault } = await computerWithCa()
    const { chain } = valueOf(await ca.state())
    await vault.delete(chain[0]?.publicKey.sha256 ?? '')
    expect(await ca.sign([requestFor(await csrFor(host))])).toMatchObject({ failure: { code: 'key-missing' } })
    expect(valueOf(await ca.state()).keys).toEqual({ issuing: 'missing', root: 'here' })
    await vault.put(chain[0]?.publicKey.sha256 ?? '', Buffer.from('no key'))
    expect(await ca.sign([requestFor(await csrFor(host))])).toMatchObject({ failure: { code: 'key-not-its-own' } })
    expect(valueOf(await ca.state()).issued).toEqual([])
  })

  it('tells a damaged key', async () => {
    const { ca, folder } = await computerWithCa()
    const { chain } = valueOf(await ca.state())
    const path = join(folder, 'keys', 'os', `${chain[0]?.publicKey.sha256 ?? ''}.key`)
    chmodSync(path, 0o600)
    writeFileSync(path, '{')
    expect(await ca.sign([requestFor(await csrFor(host))])).toMatchObject({ failure: { code: 'key-damaged' } })
  })
})

describe('renewing the CA', () => {
  it('keeps its names and keys, so that old and new verify under either', async () => {
    const clock = { now }
    const { ca } = await computerWithCa({}, clock)
    const before = await signOne(ca, await csrFor(host))
    clock.now += 200 * dayMs
    const renewed = valueOf(await ca.renew({ rootYears: 10, issuingYears: 6 }))
    const after = await signOne(ca, await csrFor(other))
    expect(renewed.generation).toBe(2)
    expect(renewed.chain.map(({ subject, publicKey }) => [subject.text, publicKey.sha256])).toEqual(
      before.chain.slice(1).map(({ subject, publicKey }) => [subject.text, publicKey.sha256]),
    )
    for (const [index, certificate] of renewed.chain.entries()) {
      expect(certificate.notAfter).toBeGreaterThan(before.chain[index + 1]?.notAfter ?? Infinity)
    }
    const [oldLeaf, ...oldCas] = before.chain
    const [newLeaf, ...newCas] = after.chain
    if (!oldLeaf || !newLeaf) throw new Error('no leaf')
    expect(newCas).toEqual(renewed.chain)
    for (const chain of [
      [oldLeaf, ...newCas],
      [newLeaf, ...oldCas],
    ]) {
      expect(judge(chain, clock.now)).toBe(fine)
    }
    // What was issued before is still handed out with the chain of that time.
    expect(
      valueOf(await ca.state())
        .issued.at(-1)
        ?.chain.slice(1),
    ).toEqual(oldCas)
  })

  it('leaves the root alone where it lasts, and never goes beyond it', async () => {
    const { ca } = await computerWithCa()
    const before = valueOf(await ca.state())
    const { chain } = valueOf(await ca.renew({ rootYears: null, issuingYears: 30 }))
    expect(chain[1]?.sha256).toBe(before.chain[1]?.sha256)
    expect(chain[0]?.notAfter).toBe(before.chain[1]?.notAfter)
  })

  it('works for one level too', async () => {
    const { ca } = await computerWithCa({ levels: 1 })
    valueOf(await ca.renew({ rootYears: null, issuingYears: 20 }))
    expect(judge((await signOne(ca, await csrFor(host))).chain)).toBe(fine)
  })

  it.each([
    [{ rootYears: null, issuingYears: 5 }, 'renewal-too-short'],
    [{ rootYears: null, issuingYears: 31 }, 'renewal-years'],
    [{ rootYears: 0, issuingYears: 6 }, 'renewal-years'],
  ])('%j: %s', async (years, code) => {
    const { ca } = await computerWithCa()
    expect(await ca.renew(years)).toMatchObject({ failure: { code } })
    expect(valueOf(await ca.state()).generation).toBe(1)
  })

  it('says where another copy of the app was quicker', async () => {
    const { ca, cas } = await computerWithCa()
    const { chain } = valueOf(await ca.state())
    writeFileSync(join(cas.folderOf(ca.id), 'generations', '000002.json'), '')
    // An empty file is a name that was taken: the number after it is free.
    const state = valueOf(await ca.renew({ rootYears: null, issuingYears: 6 }))
    expect(state).toMatchObject({
      generation: 3,
      troubles: [{ code: 'record-damaged', file: 'generations/000002.json' }],
    })
    expect(state.chain[0]?.publicKey.sha256).toBe(chain[0]?.publicKey.sha256)
    const results = await Promise.all([7, 8].map((issuingYears) => ca.renew({ rootYears: null, issuingYears })))
    expect(results.map((result) => (result.ok ? 'renewed' : result.failure.code)).sort()).toEqual([
      'contended',
      'renewed',
    ])
  })
})

describe('revoking', () => {
  it('puts the certificate on the next list, which OpenSSL goes by', async () => {
    const { ca } = await computerWithCa()
    const [bad, good] = valueOf(await ca.sign([requestFor(await csrFor(host)), requestFor(await csrFor(other))]))
    if (!bad || !good) throw new Error('nothing signed')
    const empty = valueOf(await ca.crl())
    expect(empty).toMatchObject({ number: 1, entries: 0, nextUpdate: '2027-02-22T12:00:00.000Z' })
    expect(judge(bad.chain, now, empty.pem)).toBe(fine)
    const state = valueOf(await ca.revoke(bad.serial, 'keyCompromise'))
    expect(state.issued.find(({ serial }) => serial === bad.serial)?.revoked).toEqual({
      at: '2026-11-24T12:00:00.000Z',
      reason: 'keyCompromise',
    })
    const crl = valueOf(await ca.crl(30))
    expect(() => judge(bad.chain, now, crl.pem)).toThrow('certificate revoked')
    expect(judge(good.chain, now, crl.pem)).toBe(fine)
    expect(valueOf(await ca.state()).lastCrl).toEqual({
      number: 2,
      thisUpdate: '2026-11-24T12:00:00.000Z',
      nextUpdate: '2026-12-24T12:00:00.000Z',
    })
    const folder = folderWith({ 'x.crl': crl.der, 'ca.pem': writePem(bad.chain.slice(1, 2)) })
    const text = openssl(folder, 'crl', '-inform', 'DER', '-in', 'x.crl', '-noout', '-text', '-CAfile', 'ca.pem')
    expect(text).toMatch(/CRL Number: *\n +2\n/)
    expect(text).toContain(`Serial Number: ${bad.serial.toUpperCase()}`)
    expect(text).toContain('Key Compromise')
  })

  it('happens once, and to what was issued only', async () => {
    const { ca } = await computerWithCa()
    const { serial } = await signOne(ca, await csrFor(host))
    valueOf(await ca.revoke(serial, 'unspecified'))
    expect(await ca.revoke(serial, 'superseded')).toMatchObject({
      failure: { code: 'already-revoked', reason: serial },
    })
    expect(await ca.revoke('00ff', 'superseded')).toMatchObject({ failure: { code: 'not-issued' } })
    expect(await ca.revoke('../../x', 'superseded')).toMatchObject({ failure: { code: 'not-issued' } })
  })

  it('stays where the record of it is damaged', async () => {
    const { ca, caFolder, cas } = await computerWithCa()
    const issued = await signOne(ca, await csrFor(host))
    writeFileSync(join(caFolder, 'revoked', `${issued.serial}.json`), '{"format":')
    const state = valueOf(await ca.state())
    expect(state.issued[0]?.revoked).toEqual({ at: null, reason: 'unspecified' })
    expect((await cas.list()).troubles).toMatchObject([
      { code: 'record-damaged', file: `revoked/${issued.serial}.json` },
    ])
    const crl = valueOf(await ca.crl())
    expect(() => judge(issued.chain, now, crl.pem)).toThrow('certificate revoked')
  })
})

describe('the root for others to trust', () => {
  it('comes in the form that each system takes', async () => {
    const { ca } = await computerWithCa()
    const { root, formats } = valueOf(await ca.rootFormats('example-root'))
    for (const { bytes, fileName, commands } of formats) {
      const folder = folderWith({ [fileName]: bytes })
      const form = fileName.endsWith('.cer') || fileName.endsWith('.der.crt') ? 'DER' : 'PEM'
      const print = openssl(folder, 'x509', '-inform', form, '-in', fileName, '-noout', '-fingerprint', '-sha256')
      expect(print.replaceAll(':', '').toLowerCase()).toContain(root.sha256)
      for (const command of commands.slice(0, 1)) expect(command).toContain(fileName)
    }
    expect(root.subject.commonName).toBe('Example Root CA')
  })
})

describe('an existing CA', () => {
  const extensions = '[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n'

  /** A root made by OpenSSL, its certificate and PKCS#8. @param key how its key is made */
  function rootOf(key: readonly string[], lines = extensions, more: readonly string[] = ['-days', '3650']) {
    const folder = folderWith({ 'c.cnf': `[req]\ndistinguished_name=dn\n[dn]\n${lines}` })
    const options = ['-config', 'c.cnf', '-extensions', 'ca', '-nodes', '-keyout', 'k.pem', '-out', 'c.pem']
    openssl(folder, 'req', '-x509', ...key, '-subj', '/CN=Old CA', ...options, ...more)
    openssl(folder, 'pkcs8', '-topk8', '-nocrypt', '-in', 'k.pem', '-outform', 'DER', '-out', 'k.der')
    return { certificates: readFileSync(join(folder, 'c.pem'), 'utf8'), pkcs8: readFileSync(join(folder, 'k.der')) }
  }
  const rsa = ['-newkey', 'rsa:2048']
  const curve = (name: string) => ['-newkey', 'ec', '-pkeyopt', `ec_paramgen_curve:${name}`]
  /** A little after what OpenSSL makes by its own clock. */
  const clock = { now: Date.now() + dayMs }

  it.each([
    ['RSA', rsa, 'sha256WithRSAEncryption'],
    ['P-256', curve('P-256'), 'ecdsa-with-SHA256'],
    ['P-384', curve('P-384'), 'ecdsa-with-SHA384'],
    ['P-521', curve('P-521'), 'ecdsa-with-SHA512'],
  ])('with a key of %s signs on', async (_, key, signature) => {
    const { cas } = computer(undefined, clock)
    const ca = valueOf(await cas.import(rootOf(key), 'Old CA'))
    const issued = await signOne(ca, await csrFor(host))
    expect(judge(issued.chain, clock.now)).toBe(fine)
    expect(profileOf(issued.certificate)).toContain(`Signature Algorithm: ${signature}`)
    expect(valueOf(await ca.state())).toMatchObject({ origin: 'imported', name: 'Old CA', keys: { issuing: 'here' } })
    valueOf(await ca.revoke(issued.serial, 'superseded'))
    const crl = valueOf(await ca.crl())
    expect(() => judge(issued.chain, clock.now, crl.pem)).toThrow('certificate revoked')
  })

  it('calls its key what it always did', async () => {
    const { cas } = computer(undefined, clock)
    const odd =
      extensions + 'subjectKeyIdentifier=DER:0404DEADBEEF\nauthorityKeyIdentifier=keyid:always,issuer:always\n'
    const ca = valueOf(await cas.import(rootOf(rsa, odd), 'Old CA'))
    const issued = await signOne(ca, await csrFor(host))
    expect(issued.certificate.extensions.authorityKeyIdentifier?.keyIdentifier).toBe('deadbeef')
    expect(judge(issued.chain, clock.now)).toBe(fine)
    valueOf(await ca.renew({ rootYears: null, issuingYears: 20 }))
    expect(judge((await signOne(ca, await csrFor(other))).chain, clock.now)).toBe(fine)
    const [renewed] = valueOf(await ca.state()).chain
    expect(renewed?.extensions.subjectKeyIdentifier).toBe('deadbeef')
  })

  it('hands out nothing that its own name constraints forbid', async () => {
    const { cas } = computer(undefined, clock)
    const limited = extensions + 'nameConstraints=critical,permitted;DNS:lab.example\n'
    const ca = valueOf(await cas.import(rootOf(rsa, limited), 'Old CA'))
    expect(await ca.sign([requestFor(await csrFor(host))])).toMatchObject({
      failure: { code: 'self-check', reason: 'name-constraint' },
    })
    expect(valueOf(await ca.state()).issued).toEqual([])
    expect(judge((await signOne(ca, await csrFor('a.lab.example'))).chain, clock.now)).toBe(fine)
  })

  it.each([
    ['import-not-a-ca', rsa, '[ca]\nbasicConstraints=critical,CA:FALSE\n', undefined],
    ['import-no-cert-sign', rsa, '[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=cRLSign\n', undefined],
    ['import-key-unusable', ['-newkey', 'ed25519'], extensions, undefined],
    ['import-key-unusable', curve('secp256k1'), extensions, undefined],
  ])('is refused: %s', async (code, key, lines, more) => {
    const { cas, vault } = computer(undefined, clock)
    expect(await cas.import(rootOf(key, lines, more), 'Old CA')).toMatchObject({ failure: { code } })
    expect(await cas.list()).toEqual({ cas: [], troubles: [] })
    expect(await vault.list()).toEqual({ ok: true, value: [] })
  })

  it('is refused out of its time, without its key, and without its root', async () => {
    const { cas } = computer(undefined, { now: clock.now + 20 * 365 * dayMs })
    const one = rootOf(rsa)
    expect(await cas.import(one, 'x')).toMatchObject({ failure: { code: 'import-not-in-time' } })
    const here = computer(undefined, clock).cas
    const another = rootOf(rsa)
    expect(await here.import({ ...one, pkcs8: another.pkcs8 }, 'x')).toMatchObject({
      failure: { code: 'import-key-does-not-fit' },
    })
    expect(await here.import({ ...one, certificates: '' }, 'x')).toMatchObject({
      failure: { code: 'import-no-certificate' },
    })
    expect(await here.import({ ...one, pkcs8: Buffer.from('x') }, 'x')).toMatchObject({
      failure: { code: 'import-key-unusable' },
    })
    expect(await here.import(one, 'x'.repeat(65))).toMatchObject({ failure: { code: 'import-name-too-long' } })
  })

  it('is its intermediate too: then the one above has to be there, and to allow it', async () => {
    const { ca, vault } = await computerWithCa()
    const { chain } = valueOf(await ca.state())
    const key = await vault.get(chain[0]?.publicKey.sha256 ?? '')
    if (!key.ok) throw new Error(key.failure.code)
    const there = computer()
    const alone = { certificates: writePem(chain.slice(0, 1)), pkcs8: key.value }
    expect(await there.cas.import(alone, 'x')).toMatchObject({ failure: { code: 'import-root-missing' } })
    const taken = valueOf(await there.cas.import({ certificates: writePem(chain), pkcs8: key.value }, 'x'))
    expect(judge((await signOne(taken, await csrFor(host))).chain)).toBe(fine)
    expect(valueOf(await taken.state()).keys).toEqual({ issuing: 'here', root: 'missing' })
    expect(await taken.renew({ rootYears: null, issuingYears: 6 })).toMatchObject({
      failure: { code: 'root-key-elsewhere' },
    })
  })
})

it.each([
  [{ name: ' ' }, 'name', 'missing'],
  [{ organization: 'x'.repeat(65) }, 'organization', 'tooLong'],
  [{ country: 'USA' }, 'country', 'notTwoLetters'],
  [{ root: { commonName: '', years: 10 } }, 'rootName', 'missing'],
  [{ root: { commonName: '*.example', years: 10 } }, 'rootName', 'wildcard'],
  [{ root: { commonName: 'a\u202eb', years: 10 } }, 'rootName', 'unsafeCharacter'],
  [{ root: { commonName: 'Root', years: 31 } }, 'rootYears', 'yearsOutOfRange'],
  [{ intermediate: { commonName: 'Inter', years: 11 } }, 'intermediateYears', 'beyondRoot'],
  [{ intermediate: { commonName: 'example root ca', years: 5 } }, 'intermediateName', 'sameName'],
] as const)('a plan with %j is refused', async (parts, field, problem) => {
  const { cas } = computer()
  expect(await cas.create({ ...plan, ...parts })).toMatchObject({
    failure: { code: 'plan-refused', problems: [{ field, problem }] },
  })
})
