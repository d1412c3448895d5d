/**
 * `node build/run.mjs test/soak/log.ts [MEGABYTES]`: how fast a large log is looked through, and in how much memory.
 * Not a test: it takes a minute and a disk's worth of room in the folder for temporary files.
 */
import { execFileSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, statSync, writeSync } from 'node:fs'
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
function fill(path: string, text: string): void {
  const block = Buffer.from(text.repeat(Math.ceil(1e6 / Buffer.byteLength(text))))
  const fd = openSync(path, 'w')
  for (let written = 0; written < megabytes * 1e6; written += block.length) writeSync(fd, block)
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
  report(label, `${(bytes / 1e6 / seconds).toFixed(0)} MB/s`, `${(peak / 1e6).toFixed(0)} MB`, `${met} errors`)
}

const report = (...columns: readonly string[]): void => {
  process.stdout.write(`${columns.map((column) => column.padEnd(24)).join('')}\n`)
}

const kinds: Readonly<Record<string, string>> = {
  'ordinary lines': ordinary,
  'no newline at all': ordinary.replace('\n', ' '),
  'nothing but newlines': '\n',
  'a sentence a line': sentence,
  'a refusal every two lines': refusal,
  'codes only': 'CGEN1008 ',
  'opened, never closed': '{CGEN1008\n',
  'keys without end': 'Message: CGEN1008\n',
}

try {
  report('', 'speed', 'peak memory', `of ${megabytes} MB`)
  for (const [label, text] of Object.entries(kinds)) {
    const path = join(folder, 'application.log')
    fill(path, text)
    await measure(label, path)
  }
  execFileSync('mkdir', ['tomcat'], { cwd: folder })
  fill(join(folder, 'tomcat/application.log'), ordinary)
  execFileSync('tar', ['czf', 'bundle.tar.gz', 'tomcat'], { cwd: folder })
  await measure(`.tar.gz of ${statSync(join(folder, 'bundle.tar.gz')).size} bytes`, join(folder, 'bundle.tar.gz'))
} finally {
  rmSync(folder, { recursive: true })
}
