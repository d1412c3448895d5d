import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { statSync } from 'node:fs'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { ensurePrograms } from '../../programs/debian.ts'
import { Folder, plainEnvironment, type Ran, runFile, runProcess } from './harness.ts'

// From nothing to two chains that shake hands, as an administrator types it; then OpenSSL's own word for each step.

const isWindows = process.platform === 'win32'
const passphrase = 'Zwölf Boxkämpfer'
const hosts = ['oment-310.example.com', 'oment-400.example.com'] as const
const [sourceHost, targetHost] = hosts
const chainOf = (host: string): string => `chains/${host}-chain.pem`

const keys = ['--passphrase-file', 'passphrase.txt']
const ca = ['--dir', 'ome-ca']

/** Types one line after the other; each has to end well and say nothing on standard error. */
async function typed(folder: Folder, ...lines: readonly (readonly string[])[]): Promise<readonly Ran[]> {
  const ran: Ran[] = []
  for (const line of lines) {
    const one = await runProcess(line, { in: folder })
    expect({ line, exitCode: one.exitCode, stderr: one.stderr }).toEqual({ line, exitCode: 0, stderr: '' })
    ran.push(one)
  }
  return ran
}

const makeCa = ['ca', 'init', ...ca, '--name', 'Contoso OME', '--key-size', '2048', ...keys]
const makeCsr = (host: string) => [
  ...['csr', 'new', '--host', host, '--organization', 'Contoso'],
  ...['--output', `${host}.csr`, '--key-output', `${host}.key`, ...keys],
]
const sign = ['ca', 'sign', `${sourceHost}.csr`, `${targetHost}.csr`, ...ca, ...keys, '--output-dir', 'chains']
const rehearse = [
  ...['rehearse', chainOf(sourceHost), chainOf(targetHost)],
  ...['--source-key', `${sourceHost}.key`, '--source-key-password-file', 'passphrase.txt'],
  ...['--target-key', `${targetHost}.key`, '--target-key-password-file', 'passphrase.txt'],
]

beforeAll(() => ensurePrograms(['openssl']), 300_000)

describe('the whole journey', () => {
  it('ends with two chains that are ready, compatible, and shake hands', async () => {
    const folder = Folder.with({ 'passphrase.txt': `${passphrase}\r\n` })
    const [made, , , signed] = await typed(folder, makeCa, makeCsr(sourceHost), makeCsr(targetHost), sign)
    expect(made?.stdout).toMatch(/^MADE: the CA Contoso OME is in ome-ca\./)
    expect(signed?.stdout.match(/^[A-Z]+(?=: )/gm)).toEqual(['WRITTEN', 'WRITTEN', 'COMPATIBLE'])
    const [ready, alsoReady, compatible, rehearsed] = await typed(
      folder,
      ['check', chainOf(sourceHost), '--csr', `${sourceHost}.csr`],
      ['check', chainOf(targetHost), '--csr', `${targetHost}.csr`],
      ['compare', chainOf(sourceHost), chainOf(targetHost)],
      rehearse,
    )
    expect(ready?.stdout).toMatch(/^READY: /)
    expect(alsoReady?.stdout).toMatch(/^READY: /)
    expect(compatible?.stdout).toMatch(/^COMPATIBLE: /)
    expect(rehearsed?.stdout).toMatch(/^AGREED: /)
    expect(rehearsed?.stdout.match(/agreed: TLS_/g)).toHaveLength(4)
    expectNoKeyInTheOpen(folder)
    await typed(folder, ['ca', 'export', ...ca, ...keys, '--crl', '--output-dir', 'root'])
    await expectOpensslToAgree(folder)
  })
})

/** The keys lie encrypted, for nobody but their owner, and nowhere else. */
function expectNoKeyInTheOpen(folder: Folder): void {
  const files = folder.names.filter((name) => statSync(folder.at(name)).isFile())
  for (const name of files) {
    expect(folder.read(name), name).not.toMatch(/-----BEGIN (?:RSA )?PRIVATE KEY-----/)
    expect(folder.read(name), name).not.toContain(
      Buffer.from('020100300d06092a864886f70d0101010500', 'hex').toString('latin1'),
    )
  }
  const isSecret = (name: string) => name.endsWith('.key') || name.startsWith('ome-ca/')
  if (isWindows) return
  for (const name of files.filter(isSecret)) expect(statSync(folder.at(name)).mode & 0o777, name).toBe(0o600)
}

async function expectOpensslToAgree(folder: Folder): Promise<void> {
  const openssl = (...args: string[]) => runFile('openssl', args, { in: folder })
  const root = 'root/Contoso-OME-root.pem'
  for (const host of hosts) {
    const key = await openssl('pkey', '-in', `${host}.key`, '-passin', `pass:${passphrase}`, '-noout', '-check')
    expect(key).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('valid') as unknown })
    for (const purpose of ['sslserver', 'sslclient']) {
      const args = ['-x509_strict', '-purpose', purpose, '-crl_check', '-CRLfile', 'root/Contoso-OME.crl.pem']
      const chain = ['-CAfile', root, '-untrusted', chainOf(host), chainOf(host)]
      expect(await openssl('verify', ...args, ...chain)).toMatchObject({
        exitCode: 0,
        stdout: `${chainOf(host)}: OK\n`,
      })
    }
  }
  for (const version of ['-tls1_2', '-tls1_3'])
    for (const [server, client] of [
      [sourceHost, targetHost],
      [targetHost, sourceHost],
    ] as const) {
      const said = await handshakeByOpenssl(folder, version, server, client, root)
      expect(said).toContain('Verify return code: 0 (ok)')
      expect(said).toContain(`CN = ${server}`)
    }
}

/** What s_client says, once s_server has accepted its certificate. */
async function handshakeByOpenssl(folder: Folder, version: string, server: string, client: string, root: string) {
  const own = (host: string) => [
    ...[version, '-cert', chainOf(host), '-cert_chain', chainOf(host), '-key', `${host}.key`],
    ...['-pass', `pass:${passphrase}`, '-CAfile', root, '-no-CApath', '-verify_return_error'],
  ]
  const listening = start(folder, [
    's_server',
    '-accept',
    '127.0.0.1:0',
    '-naccept',
    '1',
    '-Verify',
    '3',
    ...own(server),
  ])
  const port = await portOf(listening)
  listening.stdout.resume()
  const ended = once(listening, 'close')
  const connect = ['-connect', `127.0.0.1:${port}`, '-verify', '3', '-servername', server]
  const said = await runFile('openssl', ['s_client', ...connect, ...own(client)], { in: folder, stdin: 'Q\n' })
  const [exitCode] = (await ended) as [number]
  expect({ said, exitCode }).toMatchObject({ said: { exitCode: 0 }, exitCode: 0 })
  return said.stdout
}

function start(folder: Folder, args: readonly string[]): ChildProcessWithoutNullStreams {
  const child = spawn('openssl', args, { cwd: folder.path, env: plainEnvironment(folder) })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function portOf(server: ChildProcessWithoutNullStreams): Promise<string> {
  let said = ''
  for await (const chunk of server.stdout.iterator({ destroyOnReturn: false })) {
    said += String(chunk)
    const port = /ACCEPT [^\n]*:(\d+)\n/.exec(said)?.[1]
    if (port !== undefined) return port
  }
  throw new Error(`openssl s_server did not begin: ${said}`)
}
