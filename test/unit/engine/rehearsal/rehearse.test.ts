import tls from 'node:tls'
import { describe, expect, it, vi } from 'vitest'
import { writeKeyPem } from '../../../../electron/engine/rehearsal/key-pem.ts'
import { rehearse } from '../../../../electron/engine/rehearsal/rehearse.ts'
import { ca, server } from '../../../builder/authority.ts'
import { key } from '../../../builder/keys.ts'
import { jobContext } from '../context.ts'
import { brokenChains } from './broken-chains.ts'
import { goodSource, goodTarget, pkcs8Of, rehearseNow, shown, sideOf } from './material.ts'

const good = () => [sideOf('OMENT-310', goodSource), sideOf('OMENT-400', goodTarget)] as const

describe('two good chains', () => {
  it('shake hands by both versions and in both directions, and show each other their leaves', async () => {
    const { outcome, runs, obstacles, unseen, trust, library } = await rehearseNow(...good())
    const leaves = { source: goodSource.certificates[0]?.sha256, target: goodTarget.certificates[0]?.sha256 }
    expect(outcome).toBe('shaken')
    expect(runs.map(({ version, client, server: to }) => `${version} ${client} ${to}`)).toEqual([
      'TLSv1.2 source target',
      'TLSv1.2 target source',
      'TLSv1.3 source target',
      'TLSv1.3 target source',
    ])
    for (const run of runs) {
      expect(run).toMatchObject({
        outcome: 'agreed',
        refusedBy: null,
        code: null,
        alert: null,
        reason: null,
        rules: [],
      })
      expect(run.agreed).toMatchObject({
        protocol: run.version,
        clientSaw: leaves[run.server],
        serverSaw: leaves[run.client],
      })
      expect(run.agreed?.cipher).toMatch(/^TLS_/)
    }
    expect([obstacles, unseen]).toEqual([[], []])
    expect(trust.map(({ verifies }) => verifies)).toEqual([true, true])
    expect(library).toMatch(/^Node [\d.]+, OpenSSL /)
  })

  it('have their keys overwritten, and tell how far they are', async () => {
    const [source, target] = good()
    const context = jobContext()
    await rehearse({ source, target, at: Date.now() }, context)
    expect([source.key, target.key].every((each) => each?.every((byte) => byte === 0))).toBe(true)
    expect(context.told.map(({ done, total, text }) => [done, total, text])).toEqual([
      [0, 4, 'Shaking hands by TLS 1.2…'],
      [1, 4, 'Shaking hands by TLS 1.2…'],
      [2, 4, 'Shaking hands by TLS 1.3…'],
      [3, 4, 'Shaking hands by TLS 1.3…'],
    ])
  })

  it('listen on this computer alone, and leave nothing open', async () => {
    const listen = vi.spyOn(tls.Server.prototype, 'listen')
    await rehearseNow(...good())
    const { calls, contexts } = listen.mock
    listen.mockRestore()
    expect(calls).toEqual(Array(4).fill([0, '127.0.0.1']))
    const servers = contexts as tls.Server[]
    const counts = servers.map((each) => new Promise((resolve) => each.getConnections((_, count) => resolve(count))))
    expect([servers.map(({ listening }) => listening), await Promise.all(counts)]).toEqual([
      [false, false, false, false],
      [0, 0, 0, 0],
    ])
  })

  it('are warned of names under which they would not be found, and agree all the same', async () => {
    const [source, target] = good()
    const { outcome, hostWarnings } = await rehearseNow(
      { ...source, host: 'elsewhere.example' },
      { ...target, host: 'oment-400.example' },
    )
    expect(outcome).toBe('shaken')
    expect(hostWarnings.map(({ side, host }) => [side, host])).toEqual([['source', 'elsewhere.example']])
  })
})

describe('what can’t be rehearsed', () => {
  it.each([
    ['a key that never left its appliance', { key: null }, 'no-key'],
    ['a file without any certificate', { chain: 'Hello' }, 'no-chain'],
    ['bytes that are no key', { key: Uint8Array.of(1, 2, 3) }, 'bad-key'],
    ['the key of another certificate', { key: pkcs8Of(key('somebody else', 'p-256')) }, 'other-key'],
  ] as const)('%s', async (_, more, code) => {
    const [, target] = good()
    const source = sideOf('OMENT-310', goodSource, more)
    const { outcome, runs, obstacles } = await rehearseNow(source, target)
    expect([outcome, runs, obstacles.map((each) => [each.side, each.code])]).toEqual([
      'impossible',
      [],
      [['source', code]],
    ])
    expect(obstacles[0]?.detail).toContain('OMENT-310')
    expect(target.key?.every((byte) => byte === 0)).toBe(true)
  })

  it('is checked without the keys: each chain against the other’s root', async () => {
    const withoutKeys = async (name: keyof typeof brokenChains) => {
      const { source = goodSource, target = goodTarget } = brokenChains[name] ?? {}
      const { trust } = await rehearseNow(
        sideOf('OMENT-310', source, { key: null }),
        sideOf('OMENT-400', target, { key: null }),
      )
      return trust.map(({ verifier, verifies, detail }) => [verifier, verifies, detail])
    }
    expect(await withoutKeys('nothing')).toEqual([
      ['source', true, expect.stringContaining('leads to CA-Root')],
      ['target', true, expect.stringContaining('every link holds')],
    ])
    expect(await withoutKeys('another root')).toEqual([
      ['source', false, expect.stringContaining('does not lead to Other-Root')],
      ['target', false, expect.stringContaining('does not lead to CA-Root')],
    ])
    expect(await withoutKeys('leaf expired')).toEqual([
      ['source', true, expect.any(String)],
      ['target', false, expect.stringMatching(/does not hold: .+expired/i)],
    ])
    expect(await withoutKeys('root missing')).toEqual([
      ['source', false, expect.stringContaining('has nothing to trust OMENT-400 by')],
      ['target', true, expect.any(String)],
    ])
  })
})

it('gives the reason in a sentence, with the words of the library beside it', async () => {
  const { source, target } = brokenChains['unknown critical extension in the leaf'] ?? {}
  if (!source || !target) throw new Error('no such chain')
  const { runs } = await rehearseNow(sideOf('OMENT-310', source), sideOf('OMENT-400', target))
  for (const run of runs) {
    expect(run.words).toBe('unhandled critical extension')
    expect(run.reason).toContain('chain of OMENT-310')
  }
})

describe('a key in PEM', () => {
  it.each(['p-256', 'ed25519', 'rsa-1024', 'rsa-1536'] as const)('is as OpenSSL writes it: %s', (kind) => {
    const { privateKey } = key('to be written', kind)
    expect(writeKeyPem(pkcs8Of({ privateKey } as Parameters<typeof pkcs8Of>[0])).toString()).toBe(
      privateKey.export({ type: 'pkcs8', format: 'pem' }),
    )
  })

  it('is padded right whatever its length', () => {
    for (const length of [1, 2, 3, 46, 47, 48, 49, 50, 95, 96, 97, 1217]) {
      const der = Uint8Array.from({ length }, (_, index) => (index * 37) & 0xff)
      const body = writeKeyPem(der).toString().split('\n').slice(1, -2)
      expect(body.join('')).toBe(Buffer.from(der).toString('base64'))
      expect(body.slice(0, -1).every((line) => line.length === 64)).toBe(true)
    }
  })
})

it('takes Ed25519 as well', async () => {
  const root = ca('Ed-Root')
  const one = shown(server('a.example', { by: root, keyKind: 'ed25519' }), root)
  const other = shown(server('b.example', { by: root, keyKind: 'ed25519' }), root)
  expect((await rehearseNow(sideOf('A', one), sideOf('B', other))).outcome).toBe('shaken')
})
