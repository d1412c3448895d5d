/**
 * `npm run bench`: every speed that matters, as a ratio to something of the same run. Prints a table and writes it to
 * test/bench/result.json. Nothing here is a test: machines differ, ratios drift.
 */
import { spawn, spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { check } from '../../electron/appliance/check.ts'
import type { Certificate } from '../../electron/pki/certificate.ts'
import { parseCertificate } from '../../electron/pki/certificate.ts'
import { findChains } from '../../electron/pki/path.ts'
import { read } from '../../electron/pki/read.ts'
import { now, pem } from '../builder/authority.ts'
import { chainOf, tangledPile, writeChains } from './material.ts'
import { alternately, atLeast, atMost, median, type Row } from './measure.ts'
import { windowRows } from './window.ts'

const command = 'dist/cli.js'
const chains = 10_000
const folder = mkdtempSync(join(tmpdir(), 'ome-chain-bench-'))

/** The least that anybody has to do: node:crypto parses each certificate and verifies its signature. */
function floorOf(certificates: readonly Certificate[]): () => void {
  const encoded = certificates.map((certificate) => pem(certificate))
  return () => {
    const parsed = encoded.map((text) => new X509Certificate(text))
    for (const [i, certificate] of parsed.entries()) {
      const issuer = parsed[i + 1] ?? certificate
      if (!certificate.verify(issuer.publicKey)) throw new Error('a chain that does not verify')
    }
  }
}

/** From the bytes of the file to the verdict. */
function judging(certificates: readonly Certificate[]): () => Promise<void> {
  const bytes = Buffer.from(pem(...certificates))
  return async () => {
    const result = check({ read: await read(bytes, 'chain.pem'), upload: 'chain', at: now })
    if (result.verdict !== 'ready') throw new Error('a chain that is not ready')
  }
}

async function judgingRow(depth: number, most: number): Promise<Row> {
  const certificates = chainOf(depth)
  const { ours, floor, ratio } = await alternately(judging(certificates), floorOf(certificates), 100)
  return atMost(`judge a ${depth}-certificate RSA-2048 chain : floor`, ratio, most, `${us(ours)} : ${us(floor)}`)
}

async function pileRow(): Promise<Row> {
  const { leaf, pile } = tangledPile()
  const signers = pile.map((one) => pile.find((other) => isIssuer(one, other)) ?? one)
  const encoded = pile.map(({ der }) => Buffer.from(der))
  const floor = () => {
    const parsed = encoded.map((der) => new X509Certificate(der))
    const keys = new Map(pile.map((one, i) => [one, parsed[i]?.publicKey]))
    for (const [i, certificate] of parsed.entries()) {
      const key = keys.get(signers[i] ?? leaf)
      if (!key || !certificate.verify(key)) throw new Error('a certificate that does not verify')
    }
  }
  const ours = () => {
    const certificates = encoded.map(parseCertificate)
    const { chains: found, tangled } = findChains(certificates[0] ?? leaf, certificates, { at: now })
    if (found[0]?.certificates.length !== 3 || tangled) throw new Error('another chain than a person would pick')
  }
  const times = await alternately(ours, floor, 3)
  const detail = `${us(times.ours)} : ${us(times.floor)}`
  return atMost(
    `a pile of ${pile.length} cross-signed certificates : reading and verifying each`,
    times.ratio,
    3,
    detail,
  )
}

const isIssuer = (one: Certificate, other: Certificate): boolean =>
  one.issuer.key === other.subject.key &&
  one.extensions.authorityKeyIdentifier?.keyIdentifier === other.extensions.subjectKeyIdentifier

/** 10,000 files through one process, against `openssl verify` started for each. */
async function streamRows(): Promise<Row[]> {
  const paths = writeChains(join(folder, 'chains'), chains)
  const stream = await throughStream(paths)
  const rate = chains / stream.seconds
  const openssl = opensslRate(paths.slice(0, 300))
  const memory = stream.residentAtEnd / stream.residentAfter500
  return [
    openssl === undefined
      ? atLeast('rate of check --jsonl : openssl verify a chain', NaN, 10, 'openssl is not on this machine')
      : atLeast(
          'rate of check --jsonl : openssl verify a chain',
          rate / openssl,
          10,
          `${rate.toFixed(0)}/s : ${openssl.toFixed(0)}/s`,
        ),
    atMost(
      'resident memory after 10,000 : after 500 chains',
      memory,
      1.3,
      `${mib(stream.residentAtEnd)} : ${mib(stream.residentAfter500)}`,
    ),
  ]
}

async function throughStream(paths: readonly string[]) {
  const start = process.hrtime.bigint()
  const child = spawn(process.execPath, [command, 'check', '--jsonl', '--at', new Date(now).toISOString(), '-'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(paths.join('\n'))
  let lines = 0
  let residentAfter500 = NaN
  let residentAtEnd = NaN
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.includes('"verdict":"ready"')) throw new Error(`not ready: ${line}`)
    lines++
    if (lines === 500) residentAfter500 = residentKiB(child.pid)
    if (lines % 500 === 0 && lines > 500) residentAtEnd = residentKiB(child.pid) || residentAtEnd
  }
  if (lines !== paths.length) throw new Error(`${lines} lines for ${paths.length} files`)
  return { seconds: seconds(start), residentAfter500, residentAtEnd }
}

/** Resident set in KiB, where ps knows it; NaN once the process is gone. */
function residentKiB(pid: number | undefined): number {
  const text = spawnSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }).stdout
  return Number.parseInt(text, 10)
}

function opensslRate(paths: readonly string[]): number | undefined {
  const at = String(now / 1000)
  const start = process.hrtime.bigint()
  for (const path of paths) {
    const { error, status } = spawnSync('openssl', ['verify', '-attime', at, '-CAfile', path, '-untrusted', path, path])
    if (error) return undefined
    if (status !== 0) throw new Error(`openssl refuses ${path}`)
  }
  return paths.length / seconds(start)
}

/** The whole process, as a user starts it. */
function startRow(): Row {
  const file = join(folder, 'chain.pem')
  writeFileSync(file, pem(...chainOf(3)))
  const args = [command, 'check', file, '--at', new Date(now).toISOString()]
  const rounds = Array.from({ length: 21 }, () => [processTime(args), processTime(['-e', '0'])] as const)
  const ratio = median(rounds.map(([ours, floor]) => ours / floor))
  const [ours, floor] = [median(rounds.map(([a]) => a)), median(rounds.map(([, b]) => b))]
  return atMost(
    'ome-chain check : node -e 0, as processes',
    ratio,
    2.5,
    `${ours.toFixed(0)} ms : ${floor.toFixed(0)} ms`,
  )
}

function processTime(args: readonly string[]): number {
  const start = process.hrtime.bigint()
  const { status } = spawnSync(process.execPath, args)
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${String(status)}`)
  return seconds(start) * 1000
}

const seconds = (start: bigint): number => Number(process.hrtime.bigint() - start) / 1e9
const us = (microseconds: number): string => `${microseconds.toFixed(0)} µs`
const mib = (kib: number): string => `${(kib / 1024).toFixed(0)} MiB`

try {
  const rows = [
    await judgingRow(3, 2),
    await judgingRow(10, 2),
    await pileRow(),
    startRow(),
    ...(await streamRows()),
    ...(await windowRows()),
  ]
  const shown = rows.map(({ what, ratio, target, met, detail }) => ({
    what,
    ratio: Number(ratio.toFixed(2)),
    target,
    met,
    detail,
  }))
  console.table(shown)
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }
  writeFileSync(
    'test/bench/result.json',
    `${JSON.stringify({ version, node: process.version, rows: shown }, null, 2)}\n`,
  )
} finally {
  rmSync(folder, { recursive: true, force: true })
}
