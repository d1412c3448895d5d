/**
 * `node build/run.mjs test/soak/log.ts [MEGABYTES]`: how fast a large log is looked through, and in how much memory.
 * Not a test: it takes a minute or two, and room for two such logs in the folder for temporary files. To measure memory,
 * run what that leaves in dist/run/log on its own: the bundler takes more than the search does.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Scanner } from '../../electron/appliance/explain/scanner.ts'
import { openLog } from '../../electron/files/open-log.ts'

const megabytes = Number(process.argv[2] ?? 500)
const folder = mkdtempSync(join(tmpdir(), 'ome-chain-soak-'))

const ordinary =
  '[INFO ] 2024-01-25 11:10:34.735 [ajp-nio-0:0:0:0:0:0:0:1-8009-exec-10] DeviceController - getDevices(): 25 devices in 123 ms\n'
const sentence =
  '[ERROR] 2024-01-25 11:10:34.735 [main] SSLController - CGEN1008 once more, nobody knows why, line after line\n'
const refusal = `[ERROR] 2024-01-25 11:10:34.735 [ajp-nio-8009-exec-10] SSLController - uploadNewCertificateChain():
 Error uploading certificate chain: {"error":{"code":"Base.1.0.GeneralError","message":"A general error has occurred.","@Message.ExtendedInfo":[{"MessageId":"CGEN1008","RelatedProperties":[],"Message":"Unable to process the request because an error occurred.","MessageArgs":["Invalid CSR key."],"Severity":"Critical","Resolution":"Retry the operation."}]}}
`

/** A file of the wanted size that repeats one text. */
function fill(path: string, text: string, size: number): void {
  const block = Buffer.from(text.repeat(Math.ceil(1e6 / Buffer.byteLength(text))))
  const fd = openSync(path, 'w')
  for (let written = 0; written < size * 1e6; written += block.length) writeSync(fd, block)
  closeSync(fd)
}

async function measure(label: string, path: string): Promise<void> {
  const scanner = new Scanner()
  let bytes = 0
  let peak = 0
  const start = performance.now()
  for await (const chunk of openLog(path)) {
    if (!chunk.ok) throw new Error(chunk.failure.code)
    bytes += chunk.value.bytes.length
    scanner.push(chunk.value.bytes)
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const { explained, unlisted } = scanner.finish()
  const seconds = (performance.now() - start) / 1000
  const met = explained.reduce((sum, { count }) => sum + count, unlisted)
  report(label, `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`, `${(peak / 1e6).toFixed(0)} MB`, `${met}`)
}

const report = (...columns: readonly string[]): void => {
  process.stdout.write(`${columns.map((column) => column.padEnd(40)).join('')}\n`)
}

/** Each kind of text, and which part of the size: the crafted ones take far longer than any log. */
const kinds: readonly (readonly [label: string, text: string, part: number])[] = [
  ['ordinary lines', ordinary, 1],
  ['no newline at all', ordinary.replace('\n', ' '), 1],
  ['nothing but newlines', '\n', 1],
  ['a refusal every two lines', refusal, 1],
  ['a sentence a line', sentence, 1],
  ['codes only', 'CGEN1008 ', 0.1],
  ['opened, never closed', '{CGEN1008\n', 0.1],
  ['keys without end', 'Message: CGEN1008\n', 0.1],
]

try {
  report('', 'speed', 'peak memory', 'errors')
  const path = join(folder, 'application.log')
  for (const [label, text, part] of kinds) {
    const size = megabytes * part
    fill(path, text, size)
    await measure(`${size} MB of ${label}`, path)
  }
  mkdirSync(join(folder, 'tomcat'))
  fill(join(folder, 'tomcat/application.log'), ordinary, megabytes)
  execFileSync('tar', ['czf', 'bundle.tar.gz', 'tomcat'], { cwd: folder })
  await measure(`${megabytes} MB in a .tar.gz`, join(folder, 'bundle.tar.gz'))
} finally {
  rmSync(folder, { recursive: true })
}
