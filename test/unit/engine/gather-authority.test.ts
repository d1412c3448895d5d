import { createHash, createPrivateKey, createPublicKey } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  authorityFailureCodes,
  gatherAuthority,
  type GatheredAuthority,
} from '../../../electron/engine/gather-authority.ts'
import { Readings } from '../../../electron/engine/readings.ts'
import { languages, loadMessages } from '../../../electron/messages/messages.ts'
import { ca } from '../../../resources/messages/en.json'

const folder = mkdtempSync(join(tmpdir(), 'ome-chain-authority-'))
const at = Date.parse('2026-11-24T12:00:00Z')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

/** Root, intermediate and a leaf, and the intermediate's key in every form in which it may come. */
beforeAll(() => {
  writeFileSync(
    join(folder, 'e.cnf'),
    '[ca]\nbasicConstraints=critical,CA:TRUE\nkeyUsage=keyCertSign,cRLSign\n[leaf]\nbasicConstraints=CA:FALSE\n',
  )
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'root.key',
    '-subj',
    '/CN=Root',
    '-out',
    'root.pem',
  )
  for (const [name, section, signer] of [
    ['inter', 'ca', 'root'],
    ['leaf', 'leaf', 'inter'],
  ] as const) {
    openssl(
      'req',
      '-new',
      '-newkey',
      'rsa:2048',
      '-nodes',
      '-keyout',
      `${name}.key`,
      '-subj',
      `/CN=${name}`,
      '-out',
      'x.csr',
    )
    const by = ['-CA', `${signer}.pem`, '-CAkey', `${signer}.key`, '-CAcreateserial', '-days', '30']
    openssl('x509', '-req', '-in', 'x.csr', ...by, '-extfile', 'e.cnf', '-extensions', section, '-out', `${name}.pem`)
  }
  const both = ['-inkey', 'inter.key', '-in', 'inter.pem', '-certfile', 'root.pem', '-passout', 'pass:secret1']
  openssl('pkcs12', '-export', ...both, '-out', 'new.p12')
  openssl(
    'pkcs12',
    '-export',
    '-certpbe',
    'PBE-SHA1-3DES',
    '-keypbe',
    'PBE-SHA1-3DES',
    '-macalg',
    'sha1',
    ...both,
    '-out',
    'old.p12',
  )
  openssl('pkcs12', '-export', '-inkey', 'inter.key', '-in', 'inter.pem', '-passout', 'pass:', '-out', 'open.p12')
  openssl('pkcs8', '-topk8', '-v2', 'aes-256-cbc', '-in', 'inter.key', '-passout', 'pass:secret1', '-out', 'locked.key')
  openssl(
    'pkcs8',
    '-topk8',
    '-outform',
    'DER',
    '-v2',
    'aes-128-cbc',
    '-in',
    'inter.key',
    '-passout',
    'pass:secret1',
    '-out',
    'locked.der',
  )
  openssl('rsa', '-in', 'inter.key', '-traditional', '-out', 'pkcs1.key')
  openssl('rsa', '-in', 'inter.key', '-traditional', '-aes256', '-passout', 'pass:secret1', '-out', 'older.key')
  openssl('rsa', '-in', 'inter.key', '-traditional', '-outform', 'DER', '-out', 'pkcs1.der')
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ec.key')
  openssl('req', '-x509', '-key', 'ec.key', '-subj', '/CN=EC', '-out', 'ec.pem')
  writeFileSync(
    join(folder, 'damaged.key'),
    readFileSync(join(folder, 'inter.key'), 'utf8').replace(/^M.{20}/m, 'MIIEAAAA'),
  )
})

const messages = await loadMessages('en')
function gather(files: readonly string[], password: string | null = null): Promise<GatheredAuthority> {
  const context = { messages, signatures: new Map(), readings: new Readings(), progress: () => undefined }
  return gatherAuthority({ paths: files.map((file) => join(folder, file)), texts: [], password, at }, context)
}

const digestOfCertificateKey = (file: string): string =>
  createHash('sha256')
    .update(createPublicKey(readFileSync(join(folder, file))).export({ type: 'spki', format: 'der' }))
    .digest('hex')
const digestOf = (pkcs8: Uint8Array): string =>
  createHash('sha256')
    .update(
      createPublicKey(createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })).export({
        type: 'spki',
        format: 'der',
      }),
    )
    .digest('hex')

describe('takes a CA and its key', () => {
  it.each([
    ['out of a PKCS#12', ['new.p12'], 'secret1', 2],
    ['out of a PKCS#12 with the older ciphers', ['old.p12'], 'secret1', 2],
    ['out of a PKCS#12 without a password', ['open.p12', 'root.pem'], null, 2],
    ['out of PEM files', ['root.pem', 'inter.pem', 'inter.key'], null, 2],
    ['with an encrypted key', ['inter.pem', 'locked.key', 'root.pem'], 'secret1', 2],
    ['with an encrypted key in DER', ['inter.pem', 'locked.der', 'root.pem'], 'secret1', 2],
    ['with a key in the older form', ['inter.pem', 'pkcs1.key', 'root.pem'], null, 2],
    ['with a key in the older form in DER', ['inter.pem', 'pkcs1.der', 'root.pem'], null, 2],
    ['with an encrypted key in the older form', ['inter.pem', 'older.key', 'root.pem'], 'secret1', 2],
    [
      'though an appliance’s certificate and key lie beside',
      ['leaf.pem', 'leaf.key', 'inter.pem', 'inter.key'],
      null,
      1,
    ],
    ['without those above it where they are missing', ['inter.pem', 'inter.key'], null, 1],
  ] as const)('%s', async (_, files, password, length) => {
    const taken = await gather(files, password)
    if (!taken.ok) throw new Error(JSON.stringify(taken.failure))
    expect(digestOf(taken.pkcs8)).toBe(digestOfCertificateKey('inter.pem'))
    const blocks = taken.certificates.match(/BEGIN CERTIFICATE/g)
    expect(blocks).toHaveLength(length)
    expect(taken.certificates.startsWith(readFileSync(join(folder, 'inter.pem'), 'utf8'))).toBe(true)
    expect(taken.certificates).not.toContain('PRIVATE')
  })

  it('of a curve too', async () => {
    const taken = await gather(['ec.pem', 'ec.key'])
    expect(taken.ok && digestOf(taken.pkcs8)).toBe(digestOfCertificateKey('ec.pem'))
  })
})

describe('says why there is none', () => {
  it.each([
    [['e.cnf'], null, 'no-certificate', false],
    [['inter.key'], null, 'no-certificate', false],
    [['inter.pem'], null, 'no-key', false],
    [['inter.pem', 'root.key', 'leaf.pem'], null, 'key-does-not-fit', false],
    [['inter.pem', 'inter.key', 'root.pem', 'root.key'], null, 'several-cas', false],
    [['new.p12'], null, 'password-needed', true],
    [['new.p12'], 'secret2', 'password-wrong', true],
    [['inter.pem', 'locked.key'], null, 'password-needed', true],
    [['inter.pem', 'locked.key'], 'secret2', 'password-wrong', true],
    [['inter.pem', 'older.key'], 'secret2', 'password-wrong', true],
    [['inter.pem', 'damaged.key'], null, 'key-unreadable', false],
    [['nowhere.pem'], null, 'not-found', false],
  ] as const)('%j with %s: %s', async (files, password, code, isLocked) => {
    const taken = await gather(files, password)
    expect(taken).toMatchObject({ ok: false, isLocked, failure: { code } })
    expect(JSON.stringify(taken)).not.toContain(folder)
  })
})

describe('the texts of what keeps a CA from being taken', () => {
  it('are there for each code, and for nothing else', () => {
    expect(Object.keys(ca.gather).sort()).toEqual([...authorityFailureCodes].sort())
  })

  it.each(languages)('say what happened and what to do in %s', async (language) => {
    const texts = await loadMessages(language)
    for (const code of authorityFailureCodes) {
      for (const part of ['detail', 'remedy']) {
        expect(texts.find(['ca', 'gather', code, part], { files: ['x.p12'] })).toMatch(/^[^{}]+\.$/)
      }
    }
  })
})
