import { once } from 'node:events'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { parseIssued } from '../../../../electron/ca/private/records.ts'
import { bundledProcess, pause } from '../../../programs/bundled-process.ts'
import { computer, computerWithCa, csrFor, now, requestFor, valueOf } from './sample.ts'

/** A process that signs. */
const start = bundledProcess(join(import.meta.dirname, 'signer.ts'))
const processes = 4
const rounds = 200 / processes

it(
  'issues nothing that is not in the ledger and no serial number twice, killed 200 times',
  { timeout: 300_000 },
  async () => {
    const { folder, ca, caFolder, vault } = await computerWithCa()
    const csrFile = join(folder, 'x.csr')
    const csr = await csrFor()
    writeFileSync(csrFile, csr.der)
    const before = valueOf(await ca.state())
    const said: string[] = []
    const seen = new Map<string, string>()

    /** What is in the ledger once stays there as it is. */
    const remember = (): void => {
      for (const name of readdirSync(join(caFolder, 'issued')).filter((each) => each.endsWith('.json'))) {
        const path = join(caFolder, 'issued', name)
        if (!seen.has(path)) seen.set(path, readFileSync(path, 'utf8'))
      }
    }

    /** Kills a process at a moment by chance: while it starts, or while it signs beside others. */
    async function killOnce(round: number): Promise<void> {
      const { child, lines, complaint, ended } = start([folder, ca.id, csrFile, String(now)])
      if (round % 8 > 0) await Promise.race([once(child.stdout, 'data'), ended])
      await pause(Math.random() * (round % 8 > 0 ? 40 : 250))
      child.kill('SIGKILL')
      await ended
      expect(complaint()).toBe('')
      said.push(...lines())
      if (round % 10 === 0) remember()
    }
    const lane = async (): Promise<void> => {
      for (let round = 0; round < rounds; round++) await killOnce(round)
    }
    await Promise.all(Array.from({ length: processes }, lane))

    for (const [path, content] of seen) expect(readFileSync(path, 'utf8')).toBe(content)
    const of = (what: string) => said.filter((line) => line.startsWith(`${what} `)).map((line) => line.split(' '))
    const signed = of('signed')
    expect(signed.length).toBeGreaterThan(100)
    expect(new Set(signed.map(([, serial]) => serial)).size).toBe(signed.length)
    for (const [, serial = '', der = ''] of signed) {
      const record = parseIssued(readFileSync(join(caFolder, 'issued', `${serial}.json`)), serial)
      if (typeof record === 'string') throw new Error(`${serial} is ${record}`)
      expect(Buffer.from(record.certificate.der).toString('base64')).toBe(der)
    }
    const fresh = computer(folder).cas
    const { cas, troubles } = await fresh.list()
    const [state] = cas
    expect(troubles).toEqual([])
    const revoked = new Set(state?.issued.filter((issued) => issued.revoked).map(({ serial }) => serial))
    expect(of('revoked').filter(([, serial = '']) => !revoked.has(serial))).toEqual([])
    const numbers = of('list').map(([, number]) => Number(number))
    expect(new Set(numbers).size).toBe(numbers.length)
    expect(state?.lastCrl?.number ?? 0).toBeGreaterThanOrEqual(Math.max(0, ...numbers))
    // The keys are what they were, and the CA goes on.
    expect(await vault.list()).toMatchObject({ ok: true, value: [{}, {}] })
    expect(state?.chain.map(({ sha256 }) => sha256)).toEqual(before.chain.map(({ sha256 }) => sha256))
    valueOf(await valueOf(await fresh.get(ca.id)).sign([requestFor(csr)]))
  },
)
