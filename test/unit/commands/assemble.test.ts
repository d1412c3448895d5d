import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ca, leaf, server } from '../../builder/authority.ts'
import { host, inter, otherHost, root } from '../../builder/files.ts'
import { key } from '../../builder/keys.ts'
import { openSslJudge } from '../../judges/openssl.ts'
import { zip } from '../files/zip-builder.ts'
import { Folder, inOneLine, run, runJson, type Ran, type RunOptions } from './harness.ts'
import { chain, otherRequest, pemOf, privateKey, request } from './material.ts'

const fixture = (path: string): string => join(import.meta.dirname, '../../fixtures', path)
const bytesOf = (path: string): Buffer => readFileSync(fixture(path))
const certificate = (name: string): string => bytesOf(`files/certificates/${name}.pem`).toString('latin1')
const derOf = (pem: string): Buffer => Buffer.from(pem.replace(/-----.*-----|\s/g, ''), 'base64')

const options: RunOptions = { now: Date.UTC(2026, 5, 1) }
const [leaf310, ca1, caRoot] = ['oment-310', 'ca1-inter', 'ca-root'].map(certificate) as [string, string, string]
const csr310 = fixture('files/requests/oment-310.csr')
const wanted = leaf310 + ca1 + caRoot

/** Assembles these and gives what was written, after `check` has found it ready. */
async function assembled(folder: Folder, paths: readonly string[], ...more: readonly string[]): Promise<string> {
  const out = folder.at('out/chain.pem')
  folder.write('out/.keep', '')
  const ran = await run(['assemble', ...paths, '--csr', csr310, '--output', out, ...more], options)
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
  expect(ran.stdout).toMatch(/^WRITTEN: /)
  expect(folder.names.filter((name) => name.startsWith('out'))).toEqual(['out', 'out/.keep', 'out/chain.pem'])
  expect(await run(['check', out, '--csr', csr310], options)).toMatchObject({ exitCode: 0 })
  return folder.read('out/chain.pem')
}

const isRead = (name: string): boolean => !name.startsWith('.')

describe('what is written', () => {
  it('is PEM in its purest form', () => {
    expect(wanted).toMatch(
      /^(-----BEGIN CERTIFICATE-----\n([A-Za-z0-9+/=]{64}\n)*[A-Za-z0-9+/=]{1,64}\n-----END CERTIFICATE-----\n){3}$/,
    )
  })

  it.each(readdirSync(fixture('files/forms')).filter(isRead))('is the same from the form %s', async (name) => {
    const folder = Folder.with()
    const inputs = [
      fixture('files/certificates/ca-root.pem'),
      fixture(`files/forms/${name}`),
      fixture('files/certificates/ca1-inter.pem'),
    ]
    expect(await assembled(folder, inputs)).toBe(wanted)
  })

  const json = (value: unknown): string => JSON.stringify(value, null, 2)
  const piles: Readonly<Record<string, Readonly<Record<string, string | Buffer>>>> = {
    'a pile in the wrong order': { 'pile.pem': caRoot + leaf310 + ca1 },
    'a pile with duplicates, and CAs that have nothing to do with it': {
      'pile.pem': ca1 + caRoot + certificate('other-root') + leaf310 + ca1 + certificate('inter-ca2') + caRoot,
    },
    'three DER files': { 'a.cer': derOf(caRoot), 'b.cer': derOf(ca1), 'c.cer': derOf(leaf310) },
    'DER one after the other': { 'all.der': Buffer.concat([ca1, caRoot, leaf310].map(derOf)) },
    'a .zip': {
      'all.zip': zip(
        { name: 'x/root.crt', content: caRoot },
        { name: 'leaf.cer', content: derOf(leaf310) },
        { name: 'ca.txt', content: ca1 },
      ),
    },
    'an answer of Vault': {
      'vault.json': json({ data: { certificate: leaf310, issuing_ca: ca1, ca_chain: [ca1, caRoot] } }),
    },
    'an answer of step-ca': { 'step.json': json({ crt: leaf310, ca: ca1, certChain: [leaf310, ca1], root: caRoot }) },
    'a forwarded mail': { 'mail.txt': `Hello,\n\n${(ca1 + leaf310 + caRoot).replace(/^/gm, '> > ')}\n\nRegards\n` },
    'a file with the CSR beside the certificates': {
      'all.pem': readFileSync(csr310, 'latin1') + caRoot + ca1 + leaf310,
    },
  }

  it.each(Object.entries(piles))('is the same from %s', async (_, files) => {
    const folder = Folder.with(files)
    const paths = Object.keys(files).map((name) => folder.at(name))
    expect(await assembled(folder, paths)).toBe(wanted)
    expect(await assembled(folder, [...paths].reverse(), '--force')).toBe(wanted)
  })

  it.each(Object.entries(piles))('is the same from a folder with %s', async (_, files) => {
    const folder = Folder.with(
      Object.fromEntries(Object.entries(files).map(([name, text]) => [`in/deep/${name}`, text])),
    )
    expect(await assembled(folder, [folder.at('in')])).toBe(wanted)
  })

  it.each([
    ['files/unreadable/chain.p12', 'fixture'],
    ['reading/modern.p12', 'Schlüssel'],
    ['reading/legacy.p12', 'Schlüssel'],
    ['reading/triple-des.p12', 'Schlüssel'],
  ])('is the same from %s', async (name, password) => {
    for (const text of [password, `${password}\n`, `${password}\r\n`, `\ufeff${password}`]) {
      const folder = Folder.with({ password: text })
      const more = ['--password-file', folder.at('password')]
      expect(await assembled(folder, [fixture(name), fixture('files/certificates/ca-root.pem')], ...more)).toBe(wanted)
    }
  })

  const judge = openSslJudge()
  it.runIf(judge)('is what openssl verify accepts', () => {
    const exhibit = { id: 'chain', bytes: Buffer.from(wanted), csr: undefined, at: Date.UTC(2026, 5, 1) }
    expect(judge?.judgePaths([exhibit]).get('chain')).toBe('ok')
  })
})

describe('which appliance', () => {
  const files = { 'both.pem': pemOf(root, otherHost, host, inter), 'host.csr': request, 'other.csr': otherRequest }
  const run310 = async (folder: Folder, ...more: readonly string[]) =>
    run(['assemble', folder.at('both.pem'), '--output', folder.at('out.pem'), ...more])

  it('the CSR says', async () => {
    const folder = Folder.with(files)
    expect(await run310(folder, '--csr', folder.at('host.csr'))).toMatchObject({ exitCode: 0 })
    expect(folder.read('out.pem')).toBe(chain)
    expect(await run310(folder, '--csr', folder.at('other.csr'), '--force')).toMatchObject({ exitCode: 0 })
    expect(folder.read('out.pem')).toBe(pemOf(otherHost, inter, root))
  })

  it.each([
    'host.lab',
    'HOST.lab',
    host.certificate.sha256,
    host.certificate.sha256.slice(0, 8).toUpperCase(),
    (host.certificate.sha256.match(/../g) ?? []).join(':'),
  ])('--leaf says: %s', async (name) => {
    const folder = Folder.with(files)
    expect(await run310(folder, '--leaf', name)).toMatchObject({ exitCode: 0 })
    expect(folder.read('out.pem')).toBe(chain)
  })

  it('a CSR beside the certificates says, if it is the only one', async () => {
    const folder = Folder.with(files)
    const args = ['assemble', folder.at('both.pem'), folder.at('other.csr'), '--output', folder.at('out.pem')]
    expect(await run(args)).toMatchObject({ exitCode: 0 })
    expect(folder.read('out.pem')).toBe(pemOf(otherHost, inter, root))
    const both = await run([...args, folder.at('host.csr'), '--force'])
    expect(both).toMatchObject({ exitCode: 2, stdout: '' })
    expect(both.stderr).toContain('more than one appliance')
  })

  it('nobody says: both are named, and nothing is written', async () => {
    const folder = Folder.with(files)
    const ran = await run310(folder)
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    const text = inOneLine(ran.stderr)
    for (const { subject, certificate } of [host, otherHost]) {
      expect(text).toContain(`${String(subject)} (${certificate.sha256.slice(0, 16)})`)
    }
    expect(text).toContain('--csr with the CSR of the appliance, or --leaf with its name')
    expect(folder.names).not.toContain('out.pem')
  })

  it('--leaf says somebody who is not there', async () => {
    const folder = Folder.with(files)
    expect(await run310(folder, '--leaf', 'nobody.lab')).toEqual({
      exitCode: 2,
      stdout: '',
      stderr:
        'There is no certificate with the name or fingerprint nobody.lab.\n→ Give the common name as in the certificate, or at least 8 digits of its\nSHA-256 fingerprint.\n',
    })
  })
})

describe('what is not ready', () => {
  const files = { 'short.pem': pemOf(host, inter) }
  const args = (folder: Folder, ...more: readonly string[]) => [
    'assemble',
    folder.at('short.pem'),
    '-o',
    folder.at('out.pem'),
    ...more,
  ]

  it('is not written', async () => {
    const folder = Folder.with(files)
    const ran = await run(args(folder))
    expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
    expect(ran.stdout).toMatch(/^NOT WRITTEN: /)
    expect(inOneLine(ran.stdout)).toContain('“CN=Root” is missing')
    expect(folder.names).toEqual(['short.pem'])
  })

  it('leaves what stands there, even with --force', async () => {
    const folder = Folder.with({ ...files, 'out.pem': 'precious' })
    expect(await run(args(folder, '--force'))).toMatchObject({ exitCode: 1 })
    expect(folder.read('out.pem')).toBe('precious')
  })

  it('is written with --partial, and the words say what it is', async () => {
    const folder = Folder.with(files)
    const ran = await run(args(folder, '--partial'))
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(inOneLine(ran.stdout)).toContain('as --partial asks. The appliance would refuse it.')
    expect(folder.read('out.pem')).toBe(pemOf(host, inter))
  })

  it('--partial overwrites nothing either', async () => {
    const folder = Folder.with({ ...files, 'out.pem': 'precious' })
    expect(await run(args(folder, '--partial'))).toMatchObject({ exitCode: 1, stdout: '' })
    expect(folder.read('out.pem')).toBe('precious')
    expect(await run(args(folder, '--partial', '--force'))).toMatchObject({ exitCode: 0 })
    expect(folder.read('out.pem')).toBe(pemOf(host, inter))
  })

  it('says in JSON what is missing and that nothing was written', async () => {
    const folder = Folder.with(files)
    expect(await runJson(args(folder))).toMatchObject({
      written: false,
      check: { verdict: 'not-ready', answer: { code: 'CGEN1008' } },
      missing: { issuer: 'CN=Root', addresses: [] },
    })
  })

  it('with another appliance’s CSR is not written', async () => {
    const folder = Folder.with({ 'chain.pem': chain, 'other.csr': otherRequest })
    const more = ['--csr', folder.at('other.csr'), '-o', folder.at('out.pem')]
    expect(await runJson(['assemble', folder.at('chain.pem'), ...more])).toMatchObject({
      written: false,
      check: { answer: { args: ['Invalid CSR key.'] } },
    })
    expect(folder.names).not.toContain('out.pem')
  })

  it('CAs alone are none', async () => {
    const folder = Folder.with({ 'cas.pem': pemOf(root, inter) })
    expect(await run(['assemble', folder.at('cas.pem'), '-o', folder.at('out.pem')])).toEqual({
      exitCode: 1,
      stdout: '',
      stderr:
        'There are 2 CA certificates, but no certificate of an appliance.\n→ Add the certificate that the CA issued for the appliance’s CSR.\n',
    })
    expect(folder.names).toEqual(['cas.pem'])
  })
})

describe('--explain', () => {
  it('tells what each file holds, and why what is left over stays out', async () => {
    const twin = ca('Root', { key: root.key, notAfter: Date.UTC(2026, 0, 1), serial: 2 })
    const impostor = ca('Root', { key: key('impostor') })
    const top = ca('Top')
    const stranger = ca('Stranger', { by: top })
    const crossed = ca('Inter', { by: stranger, key: inter.key, serial: 3 })
    const folder = Folder.with({
      'chain.pem': chain,
      'more.pem': pemOf(inter, twin, impostor),
      'others.zip': zip({ name: 'x.pem', content: pemOf(otherHost, stranger, crossed, top, ca('Unrelated')) }),
      'host.csr': request,
      'key.pem': privateKey,
      'letter.txt': 'Good morning',
    })
    const names = ['chain.pem', 'more.pem', 'others.zip', 'host.csr', 'key.pem', 'letter.txt']
    const args = ['assemble', ...names.map((name) => folder.at(name)), '--csr', folder.at('host.csr')]
    const brief = inOneLine((await run([...args, '-o', folder.at('brief.pem')])).stdout)
    expect(brief).toContain('stay out of the chain; --explain tells which and why.')
    const text = inOneLine((await run([...args, '-o', folder.at('out.pem'), '--explain'])).stdout).replaceAll(
      `${folder.path}/`,
      '',
    )
    for (const sentence of [
      'CN=Inter (more.pem): is there already',
      'CN=Root (more.pem, line 10): another edition of a CA in the chain, expired earlier or issued by another CA',
      'CN=Root (more.pem, line 19): has the name of one in the chain, and another key',
      'CN=other.lab (others.zip/x.pem): another end certificate',
      'CN=Stranger (others.zip/x.pem, line 16): belongs to another way to a root',
      'CN=Unrelated (others.zip/x.pem, line 43): has nothing to do with this chain',
      '2 other ways would be possible: host.lab ← Inter ← Root host.lab ← Inter ← Stranger ← Top',
      'chain.pem: PEM, 3 things found certificate CN=host.lab certificate CN=Inter (line 16)',
      'host.csr: PEM, one thing found certificate request (CSR) CN=host.lab',
      'key.pem: PEM, one thing found private key, not kept',
      'letter.txt: nothing that is known here, nothing found',
      'key.pem holds a private key. It was not used and not copied',
    ]) {
      expect(text).toContain(sentence)
    }
    expect(folder.read('out.pem')).toBe(chain)
  })
})

describe('a private key', () => {
  const password = 'Schlüssel'
  const keys: Readonly<Record<string, string>> = {
    'PKCS#8': 'keys/oment-310.pem',
    'the older form of OpenSSL': 'files/extras/rsa-key.pem',
    'EC parameters': 'files/extras/ec-key.pem',
    encrypted: 'files/extras/encrypted-key.pem',
    'encrypted in the older form': 'reading/traditional-encrypted-key.pem',
    'encrypted in DER': 'reading/encrypted-key.der',
    OpenSSH: 'reading/openssh-key.pem',
  }

  /** Nothing of it in what was said or written. */
  function expectUntold(secret: string, { stdout, stderr }: Ran, folder: Folder): void {
    const told =
      stdout +
      stderr +
      folder.names
        .filter((name) => name.startsWith('out'))
        .map((name) => folder.read(name))
        .join()
    for (const line of secret.split('\n').filter((each) => each.length > 40 && !each.includes('-----'))) {
      expect(told).not.toContain(line.slice(0, 40))
    }
    expect(told).not.toContain('PRIVATE KEY')
  }

  it.each(Object.entries(keys))('%s is named, never written, never shown', async (_, name) => {
    const bytes = bytesOf(name)
    const folder = Folder.with({ 'chain.pem': wanted, 'server.key': bytes })
    const args = [
      'assemble',
      folder.at('chain.pem'),
      folder.at('server.key'),
      '--csr',
      csr310,
      '-o',
      folder.at('out.pem'),
    ]
    for (const more of [[], ['--explain', '--force'], ['--json', '--force']]) {
      const ran = await run([...args, ...more], options)
      expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
      expectUntold(bytes.toString('latin1'), ran, folder)
      if (!more.includes('--json')) {
        expect(inOneLine(ran.stdout)).toContain(
          `${folder.at('server.key')} holds a private key. It was not used and not copied`,
        )
      }
    }
    expect(folder.read('out.pem')).toBe(wanted)
    expect(folder.read('server.key')).toBe(bytes.toString('latin1'))
  })

  it('in one file with the chain', async () => {
    const folder = Folder.with({ 'server.pem': bytesOf('keys/oment-310.pem').toString() + wanted })
    const ran = await run(['assemble', folder.at('server.pem'), '-o', folder.at('out.pem')], options)
    expect(ran).toMatchObject({ exitCode: 0 })
    expectUntold(bytesOf('keys/oment-310.pem').toString(), ran, folder)
    expect(folder.read('out.pem')).toBe(wanted)
  })

  it('in a PKCS#12', async () => {
    const folder = Folder.with({ password })
    const inputs = [fixture('reading/modern.p12'), fixture('files/certificates/ca-root.pem')]
    const args = ['assemble', ...inputs, '--password-file', folder.at('password'), '-o', folder.at('out.pem')]
    const ran = await run([...args, '--explain'], options)
    expect(ran).toMatchObject({ exitCode: 0 })
    expectUntold(bytesOf('keys/oment-310.pem').toString(), ran, folder)
    expect(inOneLine(ran.stdout)).toContain('modern.p12 holds a private key.')
    expect(ran.stdout + folder.read('out.pem')).not.toContain(password)
  })

  it('in the way of a check is named there, too', async () => {
    const folder = Folder.with({ 'server.pem': chain + privateKey })
    const ran = await run(['check', folder.at('server.pem')])
    expect(ran.exitCode).toBe(1)
    expect(ran.stdout).toContain('The file holds a private key')
    expectUntold(privateKey, { ...ran, stdout: ran.stdout }, folder)
  })
})

it('chooses the certificate that is valid, and the newest, where the CA renewed it', async () => {
  const renewed = server('host.lab', { by: inter, key: host.key, serial: 9, notAfter: Date.UTC(2035, 0, 1) })
  const folder = Folder.with({ 'pile.pem': pemOf(host, inter, root, renewed) })
  expect(await run(['assemble', folder.at('pile.pem'), '-o', folder.at('out.pem')])).toMatchObject({ exitCode: 0 })
  expect(folder.read('out.pem')).toBe(pemOf(renewed, inter, root))
})

it('writes a chain with warnings', async () => {
  const weak = leaf('weak.lab', { by: inter })
  const folder = Folder.with({ 'pile.pem': pemOf(root, inter, weak) })
  const ran = await run(['assemble', folder.at('pile.pem'), '-o', folder.at('out.pem')])
  expect(ran).toMatchObject({ exitCode: 0 })
  expect(ran.stdout).toContain('Warning: The key is not RSA')
  expect(folder.read('out.pem')).toBe(pemOf(weak, inter, root))
})
