import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { pem } from '../../../builder/authority.ts'
import { ensurePrograms } from '../../../programs/debian.ts'
import { brokenChains } from './broken-chains.ts'
import { rehearseNow, type Shown, sideOf } from './material.ts'

const folder = mkdtempSync(join(tmpdir(), 'rehearsal-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

beforeAll(() => ensurePrograms(['openssl']), 300_000)

/** The files of one side, as options of s_client and s_server: its root, its chain and its key. */
function optionsOf(name: string, { certificates, key }: Shown): readonly string[] {
  const write = (part: string, text: string | Buffer) => {
    const path = join(folder, `${name}-${part}.pem`)
    writeFileSync(path, text)
    return path
  }
  const [own, ...above] = certificates.map((certificate) => pem(certificate))
  const leaf = write('leaf', own ?? '')
  const chain = write('above', above.join(''))
  const root = write('root', above.at(-1) ?? own ?? '')
  const secret = write('key', key.privateKey.export({ type: 'pkcs8', format: 'pem' }))
  return ['-cert', leaf, '-cert_chain', chain, '-key', secret, '-CAfile', root, '-no-CApath', '-no-CAstore']
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address ? address.port : 0
}

const collected = (process: ChildProcess): { text: string } => {
  const said = { text: '' }
  for (const stream of [process.stdout, process.stderr])
    stream?.on('data', (part: Buffer) => (said.text += String(part)))
  return said
}

/** The alert that one of the two received (`none`: they agreed), by OpenSSL's own server and client. */
async function alertBetween(client: Shown, server: Shown, version: '-tls1_2' | '-tls1_3'): Promise<string> {
  const port = await freePort()
  const listening = spawn(
    'openssl',
    ['s_server', '-accept', `127.0.0.1:${port}`, '-naccept', '1', '-Verify', '9', '-verify_return_error', version, '-rev', ...optionsOf('server', server)], // prettier-ignore
  )
  const serverSaid = collected(listening)
  await expect.poll(() => serverSaid.text, { timeout: 10_000 }).toContain('ACCEPT')
  const calling = spawn(
    'openssl',
    ['s_client', '-connect', `127.0.0.1:${port}`, '-verify', '9', '-verify_return_error', version, '-quiet', ...optionsOf('client', client)], // prettier-ignore
  )
  const clientSaid = collected(calling)
  calling.stdin.on('error', () => undefined)
  calling.stdin.write('hello\n')
  try {
    const said = () => serverSaid.text + clientSaid.text
    await expect.poll(said, { timeout: 10_000 }).toMatch(/olleh|alert number \d+/)
    const [, alert] = /(?:sslv3|tlsv1|tlsv13) alert ([a-z ]+):/.exec(said()) ?? []
    return alert?.replaceAll(' ', '_') ?? 'none'
  } finally {
    calling.kill()
    listening.kill()
  }
}

describe('OpenSSL’s own server and client', () => {
  it.each([
    'nothing',
    'client authentication missing',
    'server authentication missing',
    'unknown critical extension in the leaf',
    'issuer may not sign',
    'leaf expired',
    'leaf not yet valid',
    'another root',
    'signature wrong',
  ])('send the alert that is named for: %s', async (name) => {
    const broken = brokenChains[name]
    if (!broken) throw new Error(`no chain is broken by: ${name}`)
    const { source, target } = broken
    const { runs } = await rehearseNow(sideOf('OMENT-310', source), sideOf('OMENT-400', target))
    const named = runs.map(({ alert }) => alert ?? 'none')
    const sent = [
      await alertBetween(source, target, '-tls1_2'),
      await alertBetween(target, source, '-tls1_2'),
      await alertBetween(source, target, '-tls1_3'),
      await alertBetween(target, source, '-tls1_3'),
    ]
    expect(sent).toEqual(named)
  })
})
