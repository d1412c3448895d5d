import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { requirementSheet, type RequirementSheetInput } from '../../../electron/engine/requirement-sheet.ts'
import { languages } from '../../../electron/messages/messages.ts'
import { jobContext } from './context.ts'

const folder = mkdtempSync(join(tmpdir(), 'sheet-'))
afterAll(() => rmSync(folder, { recursive: true }))

const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const text = (name: string): string => readFileSync(join(folder, name), 'utf8')

function makeCa(name: string, by?: string): void {
  openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', `${name}.key`)
  openssl('req', '-new', '-key', `${name}.key`, '-subj', `/CN=${name}`, '-out', `${name}.csr`)
  sign(name, by, 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign')
}

function sign(name: string, by: string | undefined, extensions: string, days = 397, out = name): void {
  writeFileSync(join(folder, 'ext'), extensions)
  const signer = by ? ['-CA', `${by}.pem`, '-CAkey', `${by}.key`, '-CAcreateserial'] : ['-signkey', `${name}.key`]
  const options = ['-days', String(days), '-sha256', '-extfile', 'ext', '-out', `${out}.pem`]
  openssl('x509', '-req', '-in', `${name}.csr`, ...signer, ...options)
}

const names = 'DNS:oment.example.com,IP:192.0.2.7,IP:2001:db8::7'
makeCa('root')
makeCa('chain', 'root')
openssl('genpkey', '-algorithm', 'RSA', '-pkeyopt', 'rsa_keygen_bits:2048', '-out', 'leaf.key')
const asked = ['-subj', '/O=Société "Ex" & Co/CN=oment.example.com', '-utf8', '-addext', `subjectAltName=${names}`]
openssl('req', '-new', '-key', 'leaf.key', ...asked, '-out', 'certificate.csr')

const input: RequirementSheetInput = {
  language: 'en',
  csr: text('certificate.csr'),
  csrFile: 'oment.csr',
  appliance: 'OMENT-310',
  asker: 'Data centre team',
  ca: 'Corp AD CS',
  reference: 'INC-20417',
  contact: 'PKI team',
  template: 'OME two ways',
  counterpart: null,
  changeWindow: Date.now() + 40 * 24 * 60 * 60 * 1000,
  madeAt: Date.now(),
  version: '1.0.0',
}
const sheetIn = (more: Partial<RequirementSheetInput> = {}) => requirementSheet({ ...input, ...more }, jobContext())

const extensions = (lines: Readonly<Record<string, string>> = {}) =>
  Object.entries({
    basicConstraints: 'CA:FALSE',
    keyUsage: 'critical,digitalSignature,keyEncipherment',
    extendedKeyUsage: 'serverAuth,clientAuth',
    subjectAltName: names,
    ...lines,
  })
    .map(([name, value]) => `${name}=${value}`)
    .join('\n')

/** Runs the acceptance test on what a CA would have sent. */
async function accept(language: (typeof languages)[number] = 'en') {
  writeFileSync(join(folder, 'acceptance-test.sh'), (await sheetIn({ language })).acceptanceScript)
  const { status, stdout, stderr } = spawnSync('sh', ['acceptance-test.sh'], { cwd: folder, encoding: 'utf8' })
  return { status, stderr, faults: stdout.split('\n').filter((line) => line.includes('!!')), stdout }
}

describe('the acceptance test', () => {
  it.each(languages)('passes a good certificate, in %s', async (language) => {
    sign('certificate', 'chain', extensions())
    expect(await accept(language)).toMatchObject({ status: 0, stderr: '', faults: [] })
  })

  it('passes one that the root has signed', async () => {
    sign('certificate', 'root', extensions())
    rmSync(join(folder, 'chain.pem'))
    expect(await accept()).toMatchObject({ status: 0, stderr: '', faults: [] })
    sign('chain', 'root', 'basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign')
  })

  it.each([
    ['server authentication alone', { extendedKeyUsage: 'serverAuth' }, 397, ['Client Authentication', 'OK']],
    ['no key encipherment', { keyUsage: 'critical,digitalSignature' }, 397, ['Key Encipherment']],
    ['a name left out', { subjectAltName: 'DNS:oment.example.com' }, 397, ['does match', 'does match']],
    ['a CA', { basicConstraints: 'critical,CA:TRUE' }, 397, ['CA:TRUE']],
    ['an end before the change window', {}, 20, ['will not expire']],
  ])('fails %s', async (_, lines, days, wanted) => {
    sign('certificate', 'chain', extensions(lines), days)
    const { status, faults } = await accept()
    expect(status).not.toBe(0)
    expect(faults.length).toBe(wanted.length)
    for (const [index, words] of wanted.entries()) expect(faults[index]).toContain(words)
  })

  it('fails another key, another root and one that is none', async () => {
    sign('certificate', 'chain', extensions())
    const [good, root] = [text('certificate.pem'), text('root.pem')]
    writeFileSync(join(folder, 'root.pem'), text('chain.pem'))
    expect((await accept()).faults.join('\n')).toMatch(/root\.pem: OK.*certificate\.pem: OK.*certificate\.pem: OK/s)
    writeFileSync(join(folder, 'root.pem'), root)
    writeFileSync(join(folder, 'certificate.pem'), root)
    expect((await accept()).faults[0]).toMatch(/[0-9a-f]{64}$/)
    writeFileSync(join(folder, 'certificate.pem'), good)
    expect((await accept()).status).toBe(0)
  })

  it('has each line with its answer for whoever reads it, and every line works', async () => {
    sign('certificate', 'chain', extensions())
    const { acceptanceText } = await sheetIn()
    const commands = [...acceptanceText.matchAll(/^ {4}(openssl .*)\n\n {3}It has to print: (.*)$/gm)]
    expect(commands.length).toBe(11)
    expect(acceptanceText).toContain('It must not print: CA:TRUE')
    for (const [, command = '', wanted = ''] of commands) {
      const printed = execFileSync('sh', ['-c', command], { cwd: folder, encoding: 'utf8' })
      for (const words of wanted.split(' … ')) expect(printed).toContain(words)
    }
  })

  it('takes no name into a command that would have to be quoted', async () => {
    const odd = ['-subj', "/CN=$(touch hacked) '; rm x", '-addext', 'subjectAltName=DNS:`id`.lab,DNS:a b']
    openssl('req', '-new', '-key', 'leaf.key', ...odd, '-out', 'odd.csr')
    const { acceptanceScript, acceptanceText } = await sheetIn({ csr: text('odd.csr') })
    writeFileSync(join(folder, 'odd.sh'), acceptanceScript)
    spawnSync('sh', ['odd.sh'], { cwd: folder })
    expect(() => text('hacked')).toThrow()
    for (const line of acceptanceText.split('\n').filter((each) => each.startsWith('    openssl')))
      expect(line).not.toMatch(/[`$']/)
  })
})

describe('the requirement sheet', () => {
  it.each(languages)('says who asks, for what and why, in %s', async (language) => {
    const { text: sheet, html, mail, readme, csr } = await sheetIn({ language })
    for (const written of [sheet, html]) {
      expect(written).toContain('Data centre team')
      expect(written).toContain('oment.example.com, 192.0.2.7, 2001:db8::7')
      expect(written).toMatch(/[0-9a-f]{64}/)
      expect(written).toContain('1.3.6.1.5.5.7.3.2')
      for (const noted of ['Corp AD CS', 'INC-20417', 'PKI team', 'OME two ways']) expect(written).toContain(noted)
      expect(written).not.toMatch(/undefined|NaN/)
    }
    expect(html).toContain(`<html lang="${language}">`)
    expect(html).not.toMatch(/<script|https?:|src=|href=/)
    expect(mail).toMatch(/^.+oment\.example\.com \(INC-20417\)\n\n/)
    expect(readme).toContain('oment.csr')
    expect(Math.max(...csr.split('\n').map(({ length }) => length))).toBe(64)
  })

  it('leaves out what nobody has said, and names the counterpart’s CA', async () => {
    const nothing = { asker: '', ca: '', reference: '', contact: '', template: '' }
    const { text: sheet, mail } = await sheetIn(nothing)
    expect(sheet).not.toMatch(/Asked by|Contact|Reference|Template or profile/)
    expect(sheet).toContain('the same one for both appliances')
    expect(mail).toMatch(/^Certificate for oment\.example\.com\n/)

    sign('certificate', 'chain', extensions())
    const content = ['certificate', 'chain', 'root'].map((name) => text(`${name}.pem`)).join('')
    const counterpart = { name: 'OMENT-400', content, csr: null, at: Date.now(), host: null }
    expect((await sheetIn({ counterpart })).text).toContain('CN=chain, as for the other appliance')
  })
})
