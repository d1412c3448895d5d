import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { missingKeyPurpose } from '../../../../electron/appliance/answers.ts'
import { assemble } from '../../../../electron/appliance/assemble.ts'
import { check } from '../../../../electron/appliance/check.ts'
import type { RecipeValues } from '../../../../electron/ca/recipes/recipe.ts'
import { recipeViews } from '../../../../electron/ca/recipes/recipes.ts'
import { loadMessages } from '../../../../electron/messages/messages.ts'
import { read } from '../../../../electron/pki/read.ts'
import { csrIn } from '../../../fixtures/csr.ts'
import { ensurePrograms } from '../../../programs/debian.ts'

/*
 * Each recipe's very commands against the real program, in a folder and with file names that a shell would take apart.
 * What comes out goes through the chain's own check. XCA and KeyStore Explorer have no command that signs: for the one see
 * xca.test.ts, the other is cited in its recipe.
 */

const installing = 600_000
beforeAll(() => ensurePrograms(['openssl', 'easyRsa', 'cfssl', 'keytool']), installing)

const messages = await loadMessages('en')
const host = 'oment-310.example.com'
const values: RecipeValues = {
  host,
  names: [host, 'oment-310', '192.0.2.10', '2001:db8::10'],
  csrFile: "Büro d'OME $(id) 1.csr",
  keySha256: null,
  template: '',
}
const stem = values.csrFile.replace('.csr', '')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "recipe d'été "))
  makeCa()
  writeRequest()
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const key = (name: string) => join('test/fixtures/keys', `${name}.pem`)
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)

/** A program's answer to its questions is what stands in `answers`. */
function run(command: string, args: readonly string[], answers = '', where = folder): string {
  const env = { ...process.env, LC_ALL: 'C.UTF-8' }
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd: where, input: answers, env })
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr.toString()} ${error?.message ?? ''}`)
  return stdout.toString()
}

/** A root and the CA that it issued, under the names that the recipes' texts give to a CA's own files. */
function makeCa(): void {
  copyFileSync(key('ca-root'), join(folder, 'root.key'))
  copyFileSync(key('ca1-inter'), join(folder, 'ca.key'))
  const usages = ['-addext', 'keyUsage=critical,keyCertSign,cRLSign']
  run('openssl', [
    ...['req', '-x509', '-new', '-key', 'root.key', '-subj', '/O=Müller & Söhne/CN=Root', '-utf8', '-days', '3650'],
    ...[...usages, '-out', 'root.crt'],
  ])
  run('openssl', ['req', '-new', '-key', 'ca.key', '-subj', '/O=Müller & Söhne/CN=Issuing', '-utf8', '-out', 'ca.csr'])
  write(
    'ca.ext',
    [
      'basicConstraints = critical, CA:TRUE, pathlen:0',
      'keyUsage = critical, keyCertSign, cRLSign',
      'subjectKeyIdentifier = hash',
      'authorityKeyIdentifier = keyid',
    ].join('\n'),
  )
  run('openssl', [
    ...['x509', '-req', '-in', 'ca.csr', '-CA', 'root.crt', '-CAkey', 'root.key', '-CAcreateserial', '-days', '1825'],
    ...['-extfile', 'ca.ext', '-out', 'ca.crt'],
  ])
}

function writeRequest(where = folder): void {
  copyFileSync(key('oment-310'), join(where, 'appliance.key'))
  run(
    'openssl',
    [
      ...['req', '-new', '-utf8', '-key', 'appliance.key', '-out', values.csrFile],
      ...['-subj', `/C=DE/ST=Köln/L=Köln/O=Müller & Söhne/OU=IT/CN=${host}/emailAddress=it@example.com`],
      ...['-addext', `subjectAltName=DNS:${host},DNS:oment-310,IP:192.0.2.10,IP:2001:db8::10`],
    ],
    '',
    where,
  )
}

interface Performance {
  readonly where?: string
  /** What the user types where a program asks. */
  readonly answers?: string
}

/** Does what a way says: saves its files, and gives its commands to sh. Returns what they printed. */
function perform(id: string, wayIndex: number, { where = folder, answers = '' }: Performance = {}): string {
  const way = recipeViews(values, messages).find((view) => view.id === id)?.ways[wayIndex]
  if (!way) throw new Error(`no such way of ${id}`)
  return way.steps
    .map(({ copied }) => {
      if (copied?.kind === 'file') writeFileSync(join(where, copied.name ?? ''), copied.text)
      return copied?.kind === 'sh' ? run('sh', ['-c', copied.text], answers, where) : ''
    })
    .join('')
}

/** The report on the chain that the app makes of these files, as it would be uploaded. */
async function judged(...paths: readonly string[]) {
  const at = Date.now()
  const csr = await csrIn(readFileSync(join(folder, values.csrFile)))
  const results = await Promise.all(paths.map((path) => read(readFileSync(join(folder, path)), path)))
  const assembly = assemble({ results, csr, at })
  if (assembly.outcome !== 'chain') throw new Error(`no chain: ${assembly.outcome}`)
  const chain = await read(Buffer.from(assembly.pem), 'chain.pem')
  return check({ read: chain, csr, upload: 'chain', at, host })
}

async function expectReady(...paths: readonly string[]): Promise<void> {
  const { verdict, findings } = await judged(...paths)
  expect(findings).toEqual([])
  expect(verdict).toBe('ready')
}

/** As the recipe's `grant` says: the answer that OME gives to what the program does by itself. */
async function expectMissingPurpose(...paths: readonly string[]): Promise<void> {
  const { verdict, answer } = await judged(...paths)
  expect(verdict).toBe('not-ready')
  expect(answer).toMatchObject(missingKeyPurpose)
}

const everyName = 'DNS:oment-310.example.com, DNS:oment-310, IP Address:192.0.2.10, IP Address:2001:DB8:0:0:0:0:0:10'

/** The alternative names of a certificate, as OpenSSL writes them. */
const namesIn = (file: string) =>
  run('openssl', ['x509', '-in', file, '-noout', '-ext', 'subjectAltName']).split('\n')[1]?.trim()

const grantOf = (id: string) => recipeViews(values, messages).find((view) => view.id === id)?.grant

describe('OpenSSL', () => {
  const configuration = [
    '[ ca ]\ndefault_ca = CA_default',
    '[ CA_default ]\ndatabase = index.txt\nnew_certs_dir = .\nrand_serial = yes\ndefault_md = sha256',
    'certificate = ca.crt\nprivate_key = ca.key\npolicy = policy_match\nx509_extensions = usr_cert',
    'copy_extensions = copy',
    '[ policy_match ]\ncountryName = match\ncommonName = supplied',
    '[ policy_anything ]\ncommonName = supplied',
    '[ usr_cert ]\nbasicConstraints = CA:FALSE',
    '',
  ].join('\n')

  const makeIndex = (text: string) => {
    write('openssl.cnf', text)
    write('index.txt', '')
  }
  /** To 'Sign the certificate?' and to 'commit?'. */
  const twice = { answers: 'y\ny\n' }

  it('signs by x509 -req', async () => {
    expect(perform('openssl', 0)).toBe(`./${stem}.cer: OK\n./${stem}.cer: OK\n`)
    expect(namesIn(`${stem}.cer`)).toBe(everyName)
    await expectReady(`${stem}-chain.pem`)
    await expectReady('root.crt', 'ca.crt', `${stem}.cer`)
  })

  it('signs by ca', async () => {
    makeIndex(configuration.replace('copy_extensions = copy\n', ''))
    perform('openssl', 1, twice)
    await expectReady(`${stem}-chain.pem`)
  })

  it('signs by ca with a section of its own, and takes the names from the CSR', async () => {
    makeIndex(configuration)
    perform('openssl', 2, twice)
    await expectReady(`${stem}-chain.pem`)
    expect(namesIn(`${stem}.cer`)).toBe(everyName)
  })

  it('keeps the subject as it was asked', () => {
    makeIndex(configuration)
    perform('openssl', 1, twice)
    const subject = (kind: string, file: string) =>
      run('openssl', [kind, '-in', file, '-noout', '-subject', '-nameopt', 'RFC2253'])
    expect(subject('x509', `${stem}.cer`)).toBe(subject('req', values.csrFile))
  })

  it('gives no usages without an extension file', async () => {
    expect(grantOf('openssl')).toBe('no-usages')
    run('openssl', [
      ...['x509', '-req', '-in', values.csrFile, '-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial'],
      ...['-out', 'default.cer'],
    ])
    await expectMissingPurpose('default.cer', 'ca.crt', 'root.crt')
  })

  it('gives no extended key usage by the configuration that it comes with', async () => {
    const directory = /"(.*)"/.exec(run('openssl', ['version', '-d']))?.[1] ?? ''
    mkdirSync(join(folder, 'demoCA/newcerts'), { recursive: true })
    write('demoCA/index.txt', '')
    run('openssl', [
      ...['ca', '-batch', '-config', join(directory, 'openssl.cnf'), '-policy', 'policy_anything', '-rand_serial'],
      ...['-cert', 'ca.crt', '-keyfile', 'ca.key', '-in', values.csrFile, '-out', 'default.cer'],
    ])
    await expectMissingPurpose('default.cer', 'ca.crt', 'root.crt')
  })
})

describe('any CA', () => {
  it('is seen by OpenSSL to have given what was asked', () => {
    perform('openssl', 0)
    const printed = perform('generic', 1)
    expect(printed).toContain('Digital Signature, Key Encipherment')
    expect(printed).toContain('TLS Web Server Authentication, TLS Web Client Authentication')
    const [ofCertificate, ofRequest] = printed.match(/-----BEGIN PUBLIC KEY-----[^-]+-----END PUBLIC KEY-----/g) ?? []
    expect(ofCertificate).toMatch(/^-----BEGIN/)
    expect(ofRequest).toBe(ofCertificate)
  })
})

describe('Easy-RSA', () => {
  /** A CA of one level, as its own commands make it. */
  function makeEasyRsa(): string {
    run('make-cadir', ['easy'])
    const where = join(folder, 'easy')
    run('./easyrsa', ['--batch', 'init-pki'], '', where)
    run('./easyrsa', ['--batch', '--req-cn=Easy root', 'build-ca', 'nopass'], '', where)
    copyFileSync(join(folder, values.csrFile), join(where, values.csrFile))
    return where
  }

  it('signs as serverClient, with the names of the CSR', async () => {
    perform('easy-rsa', 0, { where: makeEasyRsa(), answers: 'yes\n' })
    await expectReady(`easy/${stem}-chain.pem`)
    expect(namesIn(`easy/pki/issued/${stem}.crt`)).toBe(everyName)
    await expectReady('easy/pki/ca.crt', `easy/pki/issued/${stem}.crt`)
  })

  it.each(['server', 'client'])('gives half of it as %s', async (type) => {
    expect(grantOf('easy-rsa')).toBe('no-client-authentication')
    const where = makeEasyRsa()
    run('./easyrsa', ['import-req', values.csrFile, 'default'], '', where)
    run('./easyrsa', ['--batch', 'sign-req', type, 'default'], '', where)
    await expectMissingPurpose('easy/pki/issued/default.crt', 'easy/pki/ca.crt')
  })
})

describe('CFSSL', () => {
  beforeEach(() => {
    copyFileSync(join(folder, 'ca.crt'), join(folder, 'ca.pem'))
    copyFileSync(join(folder, 'ca.key'), join(folder, 'ca-key.pem'))
    copyFileSync(join(folder, 'root.crt'), join(folder, 'root.pem'))
  })

  /** What it signs without the recipe. */
  function sign(...options: readonly string[]): void {
    const signed = run('cfssl', ['sign', '-ca', 'ca.pem', '-ca-key', 'ca-key.pem', ...options, values.csrFile])
    write('default.json', signed)
  }

  it('signs by the profile, and leaves the CSR as it was', async () => {
    const request = readFileSync(join(folder, values.csrFile))
    perform('cfssl', 0)
    await expectReady(`${stem}-chain.pem`)
    expect(namesIn(`${stem}-signed.pem`)).toBe(everyName)
    expect(readFileSync(join(folder, values.csrFile))).toEqual(request)
  })

  it('grants as it is configured: both usages by itself, one by its own example', async () => {
    expect(grantOf('cfssl')).toBe('as-configured')
    sign()
    await expectReady('default.json', 'ca.pem', 'root.pem')
    write('example.json', run('cfssl', ['print-defaults', 'config']))
    sign('-config', 'example.json', '-profile', 'www')
    await expectMissingPurpose('default.json', 'ca.pem', 'root.pem')
  })
})

describe('keytool', () => {
  const password = 'correct horse'

  beforeEach(() => {
    run('openssl', [
      ...['pkcs12', '-export', '-in', 'ca.crt', '-inkey', 'ca.key', '-certfile', 'root.crt', '-name', 'ca'],
      ...['-passout', `pass:${password}`, '-out', 'ca.p12'],
    ])
  })

  it('signs with the extensions', async () => {
    perform('keystore-explorer', 1, { answers: `${password}\n` })
    await expectReady(`${stem}.cer`, `${stem}-ca.pem`)
    expect(namesIn(`${stem}.cer`)).toBe(everyName)
  })

  it('gives no usages by itself', async () => {
    expect(grantOf('keystore-explorer')).toBe('no-usages')
    run(
      'keytool',
      ['-gencert', '-keystore', 'ca.p12', '-alias', 'ca', '-infile', values.csrFile, '-outfile', 'default.cer', '-rfc'],
      `${password}\n`,
    )
    await expectMissingPurpose('default.cer', 'root.crt')
  })
})
