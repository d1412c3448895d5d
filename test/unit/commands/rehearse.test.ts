import { createPrivateKey } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { ca, server } from '../../builder/authority.ts'
import { otherHost } from '../../builder/files.ts'
import { Folder, inOneLine, run, runJson, type RunOptions } from './harness.ts'
import { chain, foreignChain, otherChain, otherPrivateKey, pemOf, privateKey } from './material.ts'

const locked = createPrivateKey(privateKey).export({
  type: 'pkcs8',
  format: 'pem',
  cipher: 'aes-256-cbc',
  passphrase: 'secret',
}) as string
const stranger = ca('Stranger')
const files = {
  'stranger.pem': pemOf(server('other.lab', { by: stranger, key: otherHost.key }), stranger),
  'source.pem': chain,
  'target.pem': otherChain,
  'foreign.pem': foreignChain,
  'source.key': privateKey,
  'target.key': otherPrivateKey,
  'locked.key': locked,
  'right.txt': 'secret\n',
  'wrong.txt': 'wrong\n',
}
// TLS goes by the clock of this computer, by which the builder's certificates are valid too.
const now = Date.now()

interface Sides {
  readonly target?: string
  readonly sourceKey?: string
}
const args = (folder: Folder, { target = 'target.pem', sourceKey = 'source.key' }: Sides, ...more: string[]) => [
  ...['rehearse', folder.at('source.pem'), folder.at(target)],
  ...['--source-key', folder.at(sourceKey), '--target-key', folder.at('target.key'), ...more],
]

describe('rehearse', () => {
  it('--json', async () => {
    const folder = Folder.with(files)
    const handshake = (version: string, client: string, server: string) => ({
      version,
      client,
      server,
      outcome: 'agreed',
      refusedBy: null,
      code: null,
      words: null,
      alert: null,
      reason: null,
      rules: [],
      agreed: expect.objectContaining({ protocol: version }) as unknown,
    })
    const verified = (verifier: string, presenter: string) => ({
      verifier,
      presenter,
      verifies: true,
      detail: expect.any(String) as unknown,
    })
    expect(await runJson(args(folder, {}), { now })).toEqual({
      outcome: 'shaken',
      runs: [
        handshake('TLSv1.2', 'source', 'target'),
        handshake('TLSv1.2', 'target', 'source'),
        handshake('TLSv1.3', 'source', 'target'),
        handshake('TLSv1.3', 'target', 'source'),
      ],
      obstacles: [],
      trust: [verified('source', 'target'), verified('target', 'source')],
      hostWarnings: [],
      unseen: [],
      library: expect.stringMatching(/^Node .*, OpenSSL /) as unknown,
    })
  })

  it('shows each handshake', async () => {
    const ran = await run(args(Folder.with(files), {}), { now })
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toMatch(/^AGREED: /)
    expect(ran.stdout.match(/^1\.[23] +(source|target) +(source|target) +agreed: \w+ +–$/gm)).toHaveLength(4)
  })

  it('shows who refused, by which alert, and what the TLS library said', async () => {
    const ran = await run(args(Folder.with(files), { target: 'stranger.pem' }), { now })
    expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
    expect(ran.stdout).toMatch(/^REFUSED: in 4 handshakes of 4, /)
    expect(
      ran.stdout.match(/^1\.[23] +(source|target) +(source|target) +refused by the \1 +unknown_ca$/gm),
    ).toHaveLength(4)
    expect(inOneLine(ran.stdout)).toContain('SELF_SIGNED_CERT_IN_CHAIN: “self-signed certificate in certificate chain”')
    expect(ran.stdout).toContain('Rules behind this: same-issuers')
  })

  it('names what OME asks for and no handshake shows', async () => {
    const ran = await run(args(Folder.with(files), { target: 'foreign.pem' }), { now })
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(inOneLine(ran.stdout)).toMatch(/No handshake shows it, but OME asks for it: .*\(same-issuers\)/)
  })

  it('refuses a key of another chain in a sentence', async () => {
    const folder = Folder.with(files)
    const ran = await run(args(folder, { sourceKey: 'target.key' }), { now })
    expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
    expect(ran.stdout).toMatch(/^NOT REHEARSED: /)
    expect(inOneLine(ran.stdout)).toContain(`${folder.at('source.pem')} belongs to none of its certificates`)
  })

  it.each<[string, readonly string[], RunOptions, number, string]>([
    ['the password in a file', ['right.txt'], {}, 0, ''],
    ['the password typed', [], { typed: ['secret\r'] }, 0, 'Password of the key'],
    ['another password', ['wrong.txt'], {}, 2, '--source-key-password-file'],
    ['no password', [], {}, 2, '--source-key-password-file'],
  ])('opens an encrypted key with %s', async (_, [file], options, exitCode, said) => {
    const folder = Folder.with(files)
    const more = file === undefined ? [] : ['--source-key-password-file', folder.at(file)]
    const ran = await run(args(folder, { sourceKey: 'locked.key' }, ...more), { now, ...options })
    expect(ran.exitCode).toBe(exitCode)
    expect(inOneLine(ran.stderr)).toContain(said)
    expect(ran.stdout + ran.stderr).not.toContain('secret')
  })

  it.each([
    ['a key that is none', { sourceKey: 'source.pem' }, 'holds no private key'],
    ['a key that is not there', { sourceKey: 'missing.key' }, 'does not exist'],
    ['a chain that is not there', { target: 'missing.pem' }, 'does not exist'],
  ])('says so of %s', async (_, sides, sentence) => {
    const ran = await run(args(Folder.with(files), sides), { now })
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain(sentence)
  })
})
