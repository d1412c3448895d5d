import { execFileSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import type { CaResult } from '../../../../electron/ca/private/failure.ts'
import type { CaPlan } from '../../../../electron/ca/private/plan.ts'
import { PrivateCas } from '../../../../electron/ca/private/private-cas.ts'
import type { SigningRequest } from '../../../../electron/ca/private/request.ts'
import { type Csr, parseCsr } from '../../../../electron/pki/csr.ts'
import { createCsr, createKeys, type KeyPair } from '../../../../electron/pki/issue.ts'
import { splitPem } from '../../../../electron/pki/pem.ts'
import type { Sealer } from '../../../../electron/vault/sealer.ts'
import { Vault } from '../../../../electron/vault/vault.ts'
import { folderWith } from '../../files/folder.ts'

export const now = Date.parse('2026-11-24T12:00:00Z')
export const dayMs = 24 * 60 * 60 * 1000
/** The least that is taken from a file, so that the tests are quick. */
export const cost = { N: 2 ** 14, r: 8, p: 1 }
export const password = 'correct horse battery'

/** Stands in for a key store of the operating system. */
export const keyStore: Sealer = {
  seal: (plain) => Promise.resolve(Uint8Array.from(plain, (octet) => octet ^ 0x55)),
  open: (sealed) => Promise.resolve(Uint8Array.from(sealed, (octet) => octet ^ 0x55)),
}

export const plan: CaPlan = {
  name: 'Lab CA',
  levels: 2,
  bits: 2048,
  organization: 'Example Corp',
  country: 'us',
  root: { commonName: 'Example Root CA', years: 10 },
  intermediate: { commonName: 'Example Issuing CA', years: 5 },
}

export function valueOf<T>(result: CaResult<T>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.failure))
  return result.value
}

/** An empty computer: its CAs and its vault in a folder of their own. */
export function computer(folder = folderWith(), clock = { now }) {
  const vault = new Vault(join(folder, 'keys'), { os: keyStore, cost, now: () => clock.now })
  const cas = new PrivateCas(join(folder, 'cas'), vault, { cost, now: () => clock.now })
  return { folder, vault, cas, clock }
}

const templates = new Map<string, Promise<string>>()
afterAll(async () => {
  for (const folder of templates.values()) rmSync(await folder, { recursive: true, force: true })
})

/** A CA is made once for each plan, since its keys take time, and copied from then on. */
async function template(wanted: CaPlan): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'ome-chain-ca-'))
  valueOf(await computer(folder).cas.create(wanted))
  return folder
}

/** A computer with a CA on it. */
export async function computerWithCa(parts: Partial<CaPlan> = {}, clock = { now }) {
  const wanted = { ...plan, ...parts }
  const key = JSON.stringify(wanted)
  const made = templates.get(key) ?? template(wanted)
  templates.set(key, made)
  const folder = folderWith()
  cpSync(await made, folder, { recursive: true, preserveTimestamps: true })
  const [id = ''] = readdirSync(join(folder, 'cas'))
  const { vault, cas } = computer(folder, clock)
  return { folder, vault, cas, clock, ca: valueOf(await cas.get(id)), caFolder: cas.folderOf(id) }
}

const pairs = new Map<string, Promise<KeyPair>>()
/** Made once a run: they take time. */
export function keysOf(name: string): Promise<KeyPair> {
  const pair = pairs.get(name) ?? createKeys(2048)
  pairs.set(name, pair)
  return pair
}

export async function csrFor(host = 'oment-310.corp.example', names: readonly string[] = [host]): Promise<Csr> {
  return createCsr({ country: 'US', organization: 'Example Corp', commonName: host }, names, await keysOf(host))
}

export const requestFor = (csr: Csr, parts: Partial<SigningRequest> = {}): SigningRequest => ({
  csr,
  addedNames: [],
  days: 397,
  holder: 'OMENT-310',
  ...parts,
})

/** Runs OpenSSL in a folder. @throws with what it says where it says no */
export const openssl = (folder: string, ...args: readonly string[]): string =>
  execFileSync('openssl', args, { cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })

let rsaKey: string | undefined

/**
 * A CSR as OpenSSL makes it.
 * @param extensions lines of an extension section
 * @param newKey options for a key of its own; otherwise all have the same RSA key
 */
export function csrByOpenssl(subject: string, extensions = '', newKey?: readonly string[]): Csr {
  const folder = folderWith()
  rsaKey ??= openssl(folder, 'genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048')
  writeFileSync(join(folder, 'rsa.key'), rsaKey)
  const request = extensions === '' ? '' : 'req_extensions = ext'
  writeFileSync(join(folder, 'r.cnf'), `[req]\ndistinguished_name = dn\n${request}\n[dn]\n[ext]\n${extensions}\n`)
  const key = newKey ? [...newKey, '-nodes', '-keyout', 'new.key'] : ['-key', 'rsa.key']
  const pem = openssl(folder, 'req', '-new', '-config', 'r.cnf', ...key, '-subj', subject, '-utf8')
  return parseCsr(splitPem(pem).armours[0]?.content ?? new Uint8Array())
}
