import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { csr, day, now } from '../../builder/authority.ts'
import { key } from '../../builder/keys.ts'
import { folderWithCa, passphrase } from './ca-material.ts'
import { Folder, inOneLine, type Ran, run, runJson, type RunOptions } from './harness.ts'
import { armour, csrDer, privateKey } from './material.ts'

const anyTime: unknown = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$/)
const anyDigest: unknown = expect.stringMatching(/^[0-9a-f]{64}$/)
const anySerial: unknown = expect.stringMatching(/^[0-9a-f]{32}$/)

/** Runs `ome-chain ca` in that folder: what it names as a file or folder is taken to lie there. */
class Typing {
  readonly common: readonly string[]
  constructor(readonly folder: Folder) {
    this.common = ['--dir', folder.at('ome-ca')]
  }

  static async inNew(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Typing> {
    return new Typing(await folderWithCa(files))
  }

  get keys(): readonly string[] {
    return ['--passphrase-file', this.folder.at('passphrase.txt')]
  }

  ca(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
    return run(['ca', ...args, ...this.common], options)
  }

  sign(csrs: readonly string[], more: readonly string[] = [], options: RunOptions = {}): Promise<Ran> {
    const paths = csrs.map((name) => this.folder.at(name))
    return this.ca(['sign', ...paths, '--output-dir', this.folder.at('chains'), ...this.keys, ...more], options)
  }

  async list(): Promise<{ readonly issued: readonly { readonly serial: string; readonly host: string }[] }> {
    return (await runJson(['ca', 'list', ...this.common])) as Awaited<ReturnType<Typing['list']>>
  }

  get chains(): readonly string[] {
    return this.folder.names.filter((name) => name.startsWith('chains/'))
  }
}

describe('ca init', () => {
  const init = (folder: Folder, ...more: string[]) => {
    const keys = more.includes('--no-file') ? [] : ['--passphrase-file', folder.at('passphrase.txt')]
    const args = more.filter((arg) => arg !== '--no-file')
    return ['ca', 'init', '--dir', folder.at('new'), '--name', 'Lab', '--key-size', '2048', ...keys, ...args]
  }
  const secret = { 'passphrase.txt': `${passphrase}\n` }

  it('--json', async () => {
    const folder = Folder.with(secret)
    const own = { sha256: anyDigest, notBefore: '2025-05-31T23:00:00Z', issuer: 'CN=Lab Root CA,O=Contoso' }
    expect(await runJson(init(folder, '--organization', 'Contoso'))).toEqual({
      dir: folder.at('new'),
      name: 'Lab',
      createdAt: new Date(now).toISOString(),
      chain: [
        {
          position: 0,
          role: 'intermediate',
          subject: 'CN=Lab Issuing CA,O=Contoso',
          commonName: 'Lab Issuing CA',
          ...own,
          notAfter: '2030-05-31T22:59:59Z',
          daysLeft: 1825,
        },
        {
          position: 1,
          role: 'root',
          subject: 'CN=Lab Root CA,O=Contoso',
          commonName: 'Lab Root CA',
          ...own,
          notAfter: '2035-05-31T22:59:59Z',
          daysLeft: 3651,
        },
      ],
      canSign: true,
      issued: [],
      crl: null,
      troubles: [],
    })
  })

  it('of one level, whose root signs', async () => {
    const folder = Folder.with(secret)
    expect(await runJson(init(folder, '--levels', '1', '--root-years', '3'))).toMatchObject({
      chain: [{ role: 'root', subject: 'CN=Lab', notAfter: '2028-05-31T22:59:59Z' }],
    })
  })

  it('takes an empty folder, and an intermediate no longer than its root', async () => {
    const folder = Folder.with(secret)
    mkdirSync(folder.at('new'))
    expect(await runJson(init(folder, '--root-years', '2'))).toMatchObject({
      chain: [{ notAfter: '2027-05-31T22:59:59Z' }, { notAfter: '2027-05-31T22:59:59Z' }],
    })
  })

  it('says what to do next', async () => {
    const folder = Folder.with(secret)
    const { stdout } = await run(init(folder))
    for (const command of ['ca sign', 'ca export', 'ca backup']) {
      expect(stdout).toContain(`ome-chain ${command}`)
    }
    expect(stdout).toContain(`--dir ${folder.at('new')}`)
  })

  it.each<[string, readonly string[], number, string]>([
    ['a wildcard', ['--name', '*.lab'], 1, 'a wildcard (*)'],
    ['too many years', ['--root-years', '31'], 1, 'from 1 to 30 years'],
    ['an intermediate longer than its root', ['--root-years', '2', '--years', '3'], 1, 'longer than the root'],
    ['years of no intermediate', ['--levels', '1', '--years', '3'], 2, 'error: with one level'],
    ['no years', ['--root-years', '0'], 2, 'A whole number above 0'],
    ['half a year', ['--years', '0.5'], 2, 'A whole number above 0'],
    ['three levels', ['--levels', '3'], 2, 'error: '],
    ['a small key', ['--key-size', '1024'], 2, 'error: '],
  ])('refuses %s, and makes nothing', async (_, args, exitCode, sentence) => {
    const folder = Folder.with(secret)
    const ran = await run(init(folder, ...args))
    expect(ran).toMatchObject({ exitCode, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain(sentence)
    expect(folder.names).toEqual(['passphrase.txt'])
  })

  it('refuses a folder with something in it, and touches nothing', async () => {
    const folder = Folder.with({ ...secret, 'new/mine.txt': 'x' })
    const ran = await run(init(folder))
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(ran.stderr).toContain('There is something in')
    expect(folder.names).toEqual(['new', 'new/mine.txt', 'passphrase.txt'])
  })

  it.each(['', 'short', '7 chars\n'])('refuses the passphrase %j, and leaves nothing', async (short) => {
    const folder = Folder.with({ 'passphrase.txt': short })
    const ran = await run(init(folder))
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(ran.stderr).toContain('at least 8 characters')
    expect(folder.names).toEqual(['passphrase.txt'])
  })

  it('names the option where nobody can type a passphrase', async () => {
    const folder = Folder.with()
    const ran = await run(init(folder, '--no-file'))
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ran.stderr).toContain('--passphrase-file')
    expect(folder.names).toEqual([])
  })

  it('has a passphrase typed twice, and shows nothing of it', async () => {
    const folder = Folder.with()
    const typed = [`${passphrase}x\u007f\r`, `${passphrase}\r`]
    const ran = await run(init(folder, '--no-file'), { typed })
    expect(ran.exitCode).toBe(0)
    expect(ran.stderr).toBe('New passphrase for the CA’s keys: \nOnce more: \n')
    const differs = await run(init(folder, '--no-file', '--dir', folder.at('other')), {
      typed: [`${passphrase}\r`, 'another one\r'],
    })
    expect(differs).toMatchObject({ exitCode: 1, stdout: '' })
    expect(differs.stderr).toContain('differs from the first')
    expect(folder.names).not.toContain('other')
  })
})

describe('ca sign', () => {
  it('--json', async () => {
    const typing = await Typing.inNew()
    const signed = (name: string, host: string) => ({
      csr: typing.folder.at(name),
      file: typing.folder.at(`chains/${host}-chain.pem`),
      certificates: 3,
      warnings: [],
      serial: anySerial,
      host,
      subject: `CN=${host}`,
      names: [host],
      sha256: anyDigest,
      issuedAt: new Date(now).toISOString(),
      notBefore: '2025-05-31T23:00:00Z',
      notAfter: '2026-07-02T22:59:59Z',
      daysLeft: 396,
      revoked: null,
    })
    const ran = await typing.sign(['source.csr', 'target.csr'], ['--json'])
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(JSON.parse(ran.stdout)).toEqual({
      signed: [signed('source.csr', 'host.lab'), signed('target.csr', 'other.lab')],
      compatible: true,
    })
    const [chain] = typing.chains
    expect(chain).toBe('chains/host.lab-chain.pem')
    expect(typing.folder.read(chain ?? '')).toMatch(
      /^(-----BEGIN CERTIFICATE-----\n([\w+/=]+\n)+-----END CERTIFICATE-----\n){3}$/,
    )
  })

  it('adds names, and shortens the life', async () => {
    const typing = await Typing.inNew()
    const ran = await typing.sign(
      ['source.csr'],
      ['--add-name', '10.0.0.5', '--add-name', 'ome', '--days', '30', '--json'],
    )
    expect(JSON.parse(ran.stdout)).toMatchObject({
      signed: [{ names: ['10.0.0.5', 'ome', 'host.lab'], daysLeft: 29 }],
      compatible: null,
    })
  })

  const weak = csr('weak.lab', { key: key('weak.lab', 'rsa-1024') }).der
  const wildcard = csr('*.lab', { key: key('wild.lab', 'rsa-2048') }).der
  const broken = Uint8Array.from(csrDer)
  broken[broken.length - 9] = (broken[broken.length - 9] ?? 0) ^ 1

  it('signs none where one is refused, and tells of all refusals', async () => {
    const typing = await Typing.inNew({ 'weak.csr': weak, 'wild.csr': wildcard, 'broken.csr': broken })
    const ran = await typing.sign(['weak.csr', 'wild.csr', 'broken.csr'])
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    const said = inOneLine(ran.stderr)
    expect(said).toContain(`${typing.folder.at('weak.csr')}: The CSR’s RSA key is too weak (1024 bits).`)
    expect(said).toContain(`${typing.folder.at('wild.csr')}: There is a wildcard (*)`)
    expect(said).toContain(`${typing.folder.at('broken.csr')}: The CSR’s signature is wrong`)
    const withGood = await typing.sign(['target.csr', 'weak.csr'])
    expect(withGood.exitCode).toBe(1)
    expect(typing.chains).toEqual([])
    expect((await typing.list()).issued).toEqual([])
  })

  it('overwrites nothing unasked, signs nothing then, and spares a private key even with --force', async () => {
    const typing = await Typing.inNew({ 'chains/host.lab-chain.pem': 'mine' })
    const ran = await typing.sign(['source.csr', 'target.csr'])
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect((await typing.list()).issued).toEqual([])
    expect(typing.chains).toEqual(['chains/host.lab-chain.pem'])
    expect((await typing.sign(['source.csr'], ['--force'])).exitCode).toBe(0)
    expect(typing.folder.read('chains/host.lab-chain.pem')).toMatch(/^-----BEGIN CERTIFICATE/)
    typing.folder.write('chains/host.lab-chain.pem', privateKey)
    expect(await typing.sign(['source.csr'], ['--force'])).toMatchObject({ exitCode: 1, stdout: '' })
    expect(typing.folder.read('chains/host.lab-chain.pem')).toBe(privateKey)
  })

  it('refuses two that would go into one file', async () => {
    const again = armour('CERTIFICATE REQUEST', csr('HOST.lab', { key: key('again', 'rsa-2048') }).der)
    const typing = await Typing.inNew({ 'again.csr': again })
    const ran = await typing.sign(['source.csr', 'again.csr'])
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(ran.stderr).toContain('would both be written')
  })

  it('has what it signed in the ledger where the chain can’t be written', async () => {
    const typing = await Typing.inNew({ 'chains/host.lab-chain.pem/x': '' })
    const ran = await typing.sign(['source.csr'], ['--force'])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    const [issued] = (await typing.list()).issued
    expect(issued?.host).toBe('host.lab')
    const serial = issued?.serial ?? ''
    expect(inOneLine(ran.stderr)).toContain(`ome-chain ca export --serial ${serial}`)
    const exported = await typing.ca(['export', '--serial', serial, '--output-dir', typing.folder.at('again')])
    expect(exported).toMatchObject({ exitCode: 0, stderr: '' })
    const check = await run([
      'check',
      typing.folder.at('again/host.lab-chain.pem'),
      '--csr',
      typing.folder.at('source.csr'),
    ])
    expect(check.stdout).toMatch(/^READY: /)
  })

  it('says so where it signed for the same key before', async () => {
    const typing = await Typing.inNew()
    await typing.sign(['source.csr'])
    const ran = await typing.sign(['source.csr'], ['--force'])
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toMatch(/^Warning: /m)
  })

  it('shows at a terminal what it would sign, and asks', async () => {
    const typing = await Typing.inNew()
    const args = ['sign', typing.folder.at('source.csr'), '--output-dir', typing.folder.at('chains')]
    const declined = await typing.ca(args, { typed: ['n\n'] })
    expect(declined).toMatchObject({ exitCode: 1, stdout: '' })
    expect(declined.stderr).toMatch(/Subject +CN=host\.lab/)
    expect(declined.stderr).toMatch(/Sign this CSR\? \(y\/N\) Nothing was changed\.\n$/)
    expect(typing.chains).toEqual([])
    const agreed = await typing.ca([...args, '--lang', 'fr'], { typed: ['O\n', `${passphrase}\r`] })
    expect(agreed.exitCode).toBe(0)
    expect(agreed.stderr).toMatch(/Phrase secrète des clés de l’AC\s: \n$/)
    expect(typing.chains).toHaveLength(1)
    const notAsked = await typing.ca([...args, '--yes', '--force', ...typing.keys], { typed: [] })
    expect(notAsked).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('tells a wrong passphrase from a folder without a CA', async () => {
    const typing = await Typing.inNew()
    typing.folder.write('passphrase.txt', 'another passphrase')
    const wrong = await typing.sign(['source.csr'])
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
    expect(wrong.stderr).toContain('This is not the passphrase')
    const none = await run(['ca', 'list', '--dir', typing.folder.at('elsewhere')])
    expect(none).toMatchObject({ exitCode: 2, stdout: '' })
    expect(none.stderr).toContain('There is no CA in')
  })

  it('adds names to one CSR alone', async () => {
    const typing = await Typing.inNew()
    const ran = await typing.sign(['source.csr', 'target.csr'], ['--add-name', 'ome'])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ran.stderr).toContain('error: --add-name goes with one CSR')
  })
})

describe('ca list', () => {
  it('tells how long all of it holds, and warns in time', async () => {
    const typing = await Typing.inNew()
    await typing.sign(['source.csr'])
    const present = await typing.ca(['list'])
    expect(present.stdout).toMatch(/^[0-9a-f]{16} +host\.lab +2026-07-02 +396 days left$/m)
    expect(present.stdout).not.toContain('ca renew')
    const later = await typing.ca(['list'], { now: now + 4 * 365 * day })
    expect(later.stdout).toMatch(/host\.lab +2026-07-02 +expired$/m)
    expect(inOneLine(later.stdout)).toContain('Lab Issuing CA ends in 365 days')
    expect(later.stdout).toContain('ome-chain ca renew --dir')
  })

  it('shows what is left where a record is damaged', async () => {
    const typing = await Typing.inNew()
    await typing.sign(['source.csr', 'target.csr'])
    const { issued } = await typing.list()
    const file = typing.folder.names.find((name) => name.endsWith(`${issued[0]?.serial ?? ''}.json`)) ?? ''
    typing.folder.write(file, '{}')
    const ran = await typing.ca(['list'])
    expect(ran.exitCode).toBe(0)
    expect(ran.stderr).toContain('can’t be read')
    expect((await typing.list()).issued).toHaveLength(1)
  })
})

describe('ca export', () => {
  it('--json', async () => {
    const typing = await Typing.inNew()
    const out = typing.folder.at('root')
    const args = ['export', '--output-dir', out, '--crl', ...typing.keys, '--json']
    const place = (name: string, file: string) => ({
      place: name,
      file: `${out}/${file}`,
      commands: expect.any(Array) as unknown,
    })
    const ran = await typing.ca(args)
    expect(JSON.parse(ran.stdout)).toEqual({
      ca: 'Lab',
      root: { subject: 'CN=Lab Root CA', sha256: anyDigest },
      trust: [
        place('windows', 'Lab-root.cer'),
        place('macos', 'Lab-root.der.crt'),
        place('debian', 'Lab-root.crt'),
        place('redHat', 'Lab-root.pem'),
        place('firefox', 'Lab-root.pem'),
        place('nss', 'Lab-root.pem'),
      ],
      chain: `${out}/Lab-ca-chain.pem`,
      crl: { files: [`${out}/Lab.crl`, `${out}/Lab.crl.pem`], number: 1, entries: 0, nextUpdate: anyTime },
      issued: null,
    })
    const files = [
      'Lab-ca-chain.pem',
      'Lab-root.cer',
      'Lab-root.crt',
      'Lab-root.der.crt',
      'Lab-root.pem',
      'Lab.crl',
      'Lab.crl.pem',
    ]
    expect(typing.folder.names.filter((name) => name.startsWith('root/'))).toEqual(files.map((name) => `root/${name}`))
    expect(await typing.ca(args)).toMatchObject({ exitCode: 1, stdout: '' })
    const again = await typing.ca([...args, '--force'])
    expect(JSON.parse(again.stdout)).toMatchObject({ crl: { number: 2 } })
  })

  it('needs no passphrase without a revocation list', async () => {
    const typing = await Typing.inNew()
    const ran = await typing.ca(['export', '--output-dir', typing.folder.at('root')])
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toContain('    certutil -addstore -f Root Lab-root.cer')
  })

  it('spares a private key, even with --force', async () => {
    const typing = await Typing.inNew({ 'root/Lab-root.pem': privateKey })
    const ran = await typing.ca(['export', '--output-dir', typing.folder.at('root'), '--force'])
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(typing.folder.names.filter((name) => name.startsWith('root/'))).toEqual(['root/Lab-root.pem'])
    expect(typing.folder.read('root/Lab-root.pem')).toBe(privateKey)
  })

  it.each([
    ['École d’été', 'Ecole-d-ete'],
    ['-rf /', 'rf'],
    ['中央', 'ca'],
  ])('calls the files of %s so that no command needs quotation marks', async (name, stem) => {
    const folder = Folder.with({ 'passphrase.txt': passphrase })
    const dir = ['--dir', folder.at('made')]
    const keys = ['--passphrase-file', folder.at('passphrase.txt')]
    await run(['ca', 'init', ...dir, ...keys, '--name', name, '--levels', '1', '--key-size', '2048'])
    expect(await run(['ca', 'export', ...dir, '--output-dir', folder.at('root')])).toMatchObject({ exitCode: 0 })
    expect(folder.names).toContain(`root/${stem}-root.crt`)
  })
})

describe('ca backup and restore', () => {
  it('bring the CA back whole, under another passphrase', async () => {
    const typing = await Typing.inNew({ 'password.txt': 'the back-up’s password', 'other.txt': 'another passphrase' })
    const { folder } = typing
    await typing.sign(['source.csr'])
    const password = ['--password-file', folder.at('password.txt')]
    const backup = ['backup', '--output', folder.at('ca.backup'), ...password, ...typing.keys]
    expect(await typing.ca(backup)).toMatchObject({ exitCode: 0, stderr: '' })
    expect(await typing.ca(backup)).toMatchObject({ exitCode: 1, stdout: '' })
    const restore = (dir: string, ...more: string[]) =>
      run(['ca', 'restore', folder.at('ca.backup'), '--dir', folder.at(dir), ...more])
    const into = ['--passphrase-file', folder.at('other.txt')]
    expect(await restore('restored', ...password, ...into)).toMatchObject({ exitCode: 0, stderr: '' })
    const restored = await runJson(['ca', 'list', '--dir', folder.at('restored')])
    const former = await runJson(['ca', 'list', ...typing.common])
    expect(restored).toEqual({ ...(former as object), dir: folder.at('restored') })
    const signed = await run([
      ...['ca', 'sign', folder.at('target.csr'), '--dir', folder.at('restored'), '--output-dir', folder.at('chains')],
      ...into,
    ])
    expect(signed.exitCode).toBe(0)
    expect(await restore('ome-ca', ...password, ...into)).toMatchObject({ exitCode: 1, stdout: '' })
    const wrong = await restore('wrong', '--password-file', folder.at('other.txt'), ...into)
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' })
    expect(wrong.stderr).toContain('This is not the password of the back-up')
    const bytes = readFileSync(folder.at('ca.backup'))
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
    writeFileSync(folder.at('ca.backup'), bytes)
    const damaged = await restore('wrong', ...password, ...into)
    expect(damaged).toMatchObject({ exitCode: 2, stdout: '' })
    expect(damaged.stderr).toContain('is damaged')
    expect(folder.names).not.toContain('wrong')
  })
})

describe('ca renew', () => {
  it('gives a later end, and says that both sides change together', async () => {
    const typing = await Typing.inNew()
    const short = await typing.ca(['renew', '--years', '1', ...typing.keys])
    expect(short).toMatchObject({ exitCode: 1, stdout: '' })
    const ran = await typing.ca(['renew', '--years', '12', '--root-years', '12', ...typing.keys])
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toMatch(/^RENEWED: the CA Lab holds until 2037-05-31/)
    expect(inOneLine(ran.stdout)).toContain('both sides anew')
    expect(await runJson(['ca', 'list', ...typing.common])).toMatchObject({
      chain: [{ notAfter: '2037-05-31T22:59:59Z' }, { notAfter: '2037-05-31T22:59:59Z' }],
    })
  })
})

describe('ca revoke', () => {
  it('revokes what the first digits name, once', async () => {
    const typing = await Typing.inNew()
    await typing.sign(['source.csr', 'target.csr'])
    const { issued } = await typing.list()
    const serial = issued.find(({ host }) => host === 'host.lab')?.serial ?? ''
    const declined = await typing.ca(['revoke', serial], { typed: ['\n'] })
    expect(declined).toMatchObject({ exitCode: 1, stdout: '' })
    const colons = serial
      .slice(0, 12)
      .toUpperCase()
      .replace(/..(?=.)/g, '$&:')
    const ran = await typing.ca(['revoke', colons, '--reason', 'superseded'])
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toContain('ome-chain ca export --crl --force')
    expect(await runJson(['ca', 'list', ...typing.common])).toMatchObject({
      issued: expect.arrayContaining([
        expect.objectContaining({ serial, revoked: { at: anyTime, reason: 'superseded' } }),
        expect.objectContaining({ host: 'other.lab', revoked: null }),
      ]) as unknown,
    })
    expect(await typing.ca(['revoke', serial])).toMatchObject({ exitCode: 1, stdout: '' })
    const crl = await typing.ca(['export', '--crl', '--output-dir', typing.folder.at('root'), ...typing.keys, '--json'])
    expect(JSON.parse(crl.stdout)).toMatchObject({ crl: { entries: 1 } })
  })

  it.each(['ffffffff', '1234567', 'zz'])('knows no %s', async (serial) => {
    const typing = await Typing.inNew()
    const ran = await typing.ca(['revoke', serial])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ran.stderr).toContain(serial)
  })
})
