import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Folder, run } from '../../commands/harness.ts'

/** Answers of the CAs that can't run here, in the shape that their documentation or source shows, made by OpenSSL. */
const folder = mkdtempSync(join(tmpdir(), 'ome-chain-answers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
const at = (name: string): string => join(folder, name)
const pem = (name: string): string => readFileSync(at(`${name}.pem`), 'latin1').trim()

const config = `[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign, cRLSign
[leaf]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature, keyEncipherment
extendedKeyUsage = serverAuth, clientAuth
subjectAltName = DNS:oment-310.example.com
`

function request(name: string, commonName: string): void {
  const key = ['-newkey', 'rsa:2048', '-nodes', '-keyout', `${name}.key`]
  openssl('req', '-new', '-config', 'openssl.cnf', ...key, '-subj', `/CN=${commonName}`, '-out', `${name}.csr`)
}

function sign(name: string, section: string, days: number, ...by: readonly string[]): void {
  const extensions = ['-extfile', 'openssl.cnf', '-extensions', section]
  openssl('x509', '-req', '-in', `${name}.csr`, ...by, ...extensions, '-days', String(days), '-out', `${name}.pem`)
}

beforeAll(() => {
  writeFileSync(at('openssl.cnf'), config)
  request('root', 'CA-Root')
  sign('root', 'ca', 3650, '-key', 'root.key')
  request('inter', 'CA1-Inter')
  sign('inter', 'ca', 1825, '-CA', 'root.pem', '-CAkey', 'root.key', '-CAcreateserial')
  request('leaf', 'oment-310.example.com')
  sign('leaf', 'leaf', 397, '-CA', 'inter.pem', '-CAkey', 'inter.key', '-CAcreateserial')
})

type Answer = Readonly<Record<string, string | Buffer>>

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`

const described = (name: string): string =>
  `${openssl('x509', '-in', `${name}.pem`, '-noout', '-subject', '-issuer')}${pem(name)}\n`

const answers: Readonly<Record<string, () => Answer>> = {
  'Vault and OpenBao: the JSON that -format=json prints': () => ({
    'oment-310.json': json({
      request_id: '2f0a1c36-5b1d-7d3e-9a1c-0f2f3b0c9a55',
      lease_id: '',
      lease_duration: 0,
      renewable: false,
      data: {
        ca_chain: [pem('inter'), pem('root')],
        certificate: pem('leaf'),
        expiration: 1830000000,
        issuing_ca: pem('inter'),
        serial_number: '39:dd:2e:90:b7:23:1f:8d:d3:7d:31:c5:1b:da:84:d0:5b:65:31:58',
      },
      warnings: null,
    }),
  }),
  'step-ca: the certificate with the intermediate, and the root': () => ({
    'oment-310.cer': `${pem('leaf')}\n${pem('inter')}\n`,
    'oment-310-root.cer': `${pem('root')}\n`,
  }),
  'EJBCA: the full chain, with names above each certificate': () => ({
    'oment-310.pem': ['leaf', 'inter', 'root'].map(described).join(''),
  }),
  'EJBCA: PKCS#7': () => {
    const certificates = ['leaf', 'inter', 'root'].flatMap((name) => ['-certfile', `${name}.pem`])
    return { 'oment-310.p7b': Buffer.from(openssl('crl2pkcs7', '-nocrl', ...certificates), 'latin1') }
  },
  'FreeIPA: PEM after PEM': () => ({ 'oment-310.cer': ['leaf', 'inter', 'root'].map(pem).join('\n') }),
  'AWS Private CA: JSON': () => ({
    'oment-310.json': json({ Certificate: pem('leaf'), CertificateChain: `${pem('inter')}\n${pem('root')}` }),
  }),
  'AWS Private CA: text, which joins the two by a tab': () => ({
    'oment-310.txt': `${pem('leaf')}\t${pem('inter')}\n${pem('root')}\n`,
  }),
  'AWS Private CA: text with a blank in place of the tab': () => ({
    'oment-310.txt': `${pem('leaf')} ${pem('inter')}\n${pem('root')}\n`,
  }),
  'Google Cloud: the chain from the leaf to the root': () => ({
    'oment-310.cer': `${['leaf', 'inter', 'root'].map(pem).join('\n')}\n`,
  }),
  'what Windows PowerShell writes by > : UTF-16': () => ({
    'oment-310.json': Buffer.from(
      `\ufeff${json({ data: { certificate: pem('leaf'), ca_chain: [pem('inter'), pem('root')] } })}`,
      'utf16le',
    ),
  }),
}

it.each(Object.entries(answers))('%s: read as it comes, complete and ready', async (_, answer) => {
  const came = Folder.with(answer())
  const out = Folder.with()
  const options = { now: Date.now() }
  const csr = ['--csr', at('leaf.csr')]
  const assembled = await run(['assemble', came.path, ...csr, '--output', out.at('chain.pem')], options)
  expect(assembled).toMatchObject({ exitCode: 0, stderr: '' })
  expect(await run(['check', out.at('chain.pem'), ...csr], options)).toMatchObject({ exitCode: 0, stderr: '' })
  expect(out.read('chain.pem').split('-----BEGIN CERTIFICATE-----')).toHaveLength(4)
})
