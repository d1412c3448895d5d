import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { Folder, inOneLine, run, runJson, type RunOptions } from './harness.ts'

const passphrase = 'a passphrase for tests'
const secret = { 'passphrase.txt': `${passphrase}\n` }

const args = (folder: Folder, ...more: string[]) => [
  ...['csr', 'new', '--host', 'oment-310.lab', '--output', folder.at('a.csr'), '--key-output', folder.at('a.key')],
  ...more,
]
const withFile = (folder: Folder, ...more: string[]) =>
  args(folder, '--passphrase-file', folder.at('passphrase.txt'), ...more)

describe('csr new', () => {
  it('--json; the CSR is what was asked for, and the key its own', async () => {
    const folder = Folder.with(secret)
    const names = ['--name', '10.0.0.5', '--organization', 'Contoso', '--country', 'US']
    expect(await runJson(withFile(folder, ...names))).toEqual({
      csr: folder.at('a.csr'),
      key: folder.at('a.key'),
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
      warnings: [],
    })
    expect(await runJson(['csr', 'show', folder.at('a.csr')])).toMatchObject({
      subject: 'CN=oment-310.lab,O=Contoso,C=US',
      alternativeNames: ['oment-310.lab', '10.0.0.5'],
      key: { kind: 'RSA', bits: 2048 },
      signature: { valid: true },
      findings: [],
    })
    const pem = folder.read('a.key')
    expect(pem).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/)
    expect(createPrivateKey({ key: pem, passphrase }).asymmetricKeyDetails).toMatchObject({ modulusLength: 2048 })
    expect(() => createPrivateKey({ key: pem, passphrase: 'another passphrase' })).toThrow()
  })

  it('says plainly that OME takes no certificate for it', async () => {
    const folder = Folder.with(secret)
    const { stdout } = await run(withFile(folder))
    expect(inOneLine(stdout)).toContain('OME refuses every certificate for this CSR (“Invalid CSR key.”)')
  })

  it.each<[string, readonly string[], number, string]>([
    ['a wildcard', ['--host', '*.lab'], 1, 'A wildcard (*) is refused: OME answers CGEN6002'],
    ['a name that is none', ['--name', 'a b'], 1, '“a b” has a blank in it'],
    ['no name', ['--host', ' '], 1, 'This field is empty'],
    [
      'more names than OME takes',
      ['--name', 'a', '--name', 'b', '--name', 'c', '--name', 'd'],
      1,
      '5 alternative names',
    ],
    ['a small key', ['--key-size', '1024'], 2, 'error: '],
    ['a missing passphrase file', ['--passphrase-file', 'missing.txt'], 2, 'missing.txt does not exist'],
  ])('refuses %s, and writes nothing', async (_, more, exitCode, sentence) => {
    const folder = Folder.with(secret)
    const ran = await run(withFile(folder, ...more))
    expect(ran).toMatchObject({ exitCode, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain(sentence)
    expect(folder.names).toEqual(['passphrase.txt'])
  })

  it('warns of what many CAs refuse', async () => {
    const folder = Folder.with(secret)
    const { exitCode, stdout } = await run(withFile(folder, '--organization', 'Zürich'))
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Warning: Accents/m)
  })

  it.each(['a.csr', 'a.key'])('never overwrites %s', async (name) => {
    const folder = Folder.with({ ...secret, [name]: 'mine' })
    const ran = await run(withFile(folder))
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain('never overwritten')
    expect(folder.names).toEqual([name, 'passphrase.txt'].sort())
    expect(folder.read(name)).toBe('mine')
  })

  it('puts key and CSR into two files', async () => {
    const folder = Folder.with(secret)
    const ran = await run(withFile(folder, '--key-output', folder.at('./a.csr')))
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(folder.names).toEqual(['passphrase.txt'])
  })

  it('keeps no key whose CSR could not be written', async () => {
    const folder = Folder.with(secret)
    const ran = await run(withFile(folder, '--output', folder.at('missing/a.csr')))
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(folder.names).toEqual(['passphrase.txt'])
  })

  it.each<[string, RunOptions, number, string]>([
    ['nobody there to type it', {}, 2, '--passphrase-file'],
    ['too short a passphrase', { typed: ['short\r', 'short\r'] }, 1, 'at least 8 characters'],
    ['the end of the input', { typed: ['\u0004', '\u0004'] }, 1, 'at least 8 characters'],
  ])('writes no key with %s', async (_, options, exitCode, sentence) => {
    const folder = Folder.with()
    const ran = await run(args(folder), options)
    expect(ran).toMatchObject({ exitCode, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain(sentence)
    expect(folder.names).toEqual([])
  })
})
