import measure from 'fast-string-truncated-width'
import { describe, expect, it } from 'vitest'
import { ca, csr, type Issued, server } from '../../builder/authority.ts'
import { key } from '../../builder/keys.ts'
import { subjectAltName } from '../../builder/extensions.ts'
import { languages } from '../../builder/texts.ts'
import { Folder, inOneLine, run, type RunOptions } from './harness.ts'
import { armour, pemOf, privateKey } from './material.ts'

// What reaches the terminal: lines that fit it, and nothing that it would obey, whatever a certificate or file is called.

const columnsOf = (line: string): number => measure(line).width

/** Too wide, and not because of one word that can't be broken (behind its term) or a command that is to be copied. */
const isTooWide = (line: string): boolean =>
  columnsOf(line) > 80 &&
  line
    .replace(/^\S.*? {2,}(?=\S)/, '')
    .trim()
    .includes(' ') &&
  !line.trimStart().startsWith('ome-chain ')

const escape = String.fromCharCode(0x1b)
const names = {
  plain: 'host.lab',
  long: `An appliance ${'with quite a long name '.repeat(12)}`.trim(),
  'one long word': 'x'.repeat(300),
  Chinese: '資料中心的設備憑證'.repeat(12),
  'beyond the basic plane': '\u{20000}\u{2a6d6}'.repeat(30),
  'combining marks': 'Zu\u0308rich '.normalize('NFD').repeat(30).trim(),
  emoji: '👩‍💻🇫🇷'.repeat(20),
  Arabic: 'شهادة الجهاز '.repeat(20).trim(),
  'an escape sequence': `host${escape}[2J${escape}[31mREADY${escape}]0;title\u0007`,
  'the same in C1': 'host\u009b2J\u0085\u009d0;title\u009c',
  'another direction': 'host\u202emep.niahc\u202c\u2066\u200f',
  'line breaks': 'host\nREADY: all is well\r\nREADY\u2028READY\u2029',
  'a zero and a delete': 'host\0\u007f\b\b\b\b',
  'a command of its own': 'host `rm -rf --no-preserve-root /`',
  'what a text would fill in': '{file} {count, plural, other {#}} $& $1 <b>',
}

/** Two appliances of that name under CAs of that name, in files of that name. */
function worldOf(name: string): { readonly folder: Folder; readonly path: (file: string) => string } {
  const root = ca([`CN=${name} Root`, `O=${name}`], { key: key('root') })
  const inter = ca([`CN=${name} CA`], { key: key('inter'), by: root })
  const leaf = (serial: number): Issued =>
    server([`CN=${name}`, `OU=${serial}`], { by: inter, serial, key: key(`leaf ${serial}`, 'rsa-2048') })
  const [source, target] = [leaf(1), leaf(2)]
  const request = csr([`CN=${name}`, 'OU=1'], {
    key: source.key,
    extensions: [subjectAltName('dns:a.lab', 'dns:b.lab')],
  })
  // A file name has at most 255 bytes, no slash and no zero.
  const stem = Buffer.from(name.replaceAll(/[/\0]/g, '_'))
    .subarray(0, 200)
    .toString('utf8')
    .replace(/\ufffd+$/, '')
  const files: Readonly<Record<string, string>> = {
    source: pemOf(source, inter, root),
    target: pemOf(target, inter, root),
    foreign: pemOf(server(name, { by: root, key: target.key }), root),
    short: pemOf(source),
    shuffled: pemOf(root, source, inter, root, target) + privateKey,
    letter: 'Good morning',
    damaged: pemOf(source, inter).slice(0, -100),
    csr: armour('CERTIFICATE REQUEST', request.der),
    otherCsr: armour('CERTIFICATE REQUEST', csr([`CN=${name}`], { key: target.key }).der),
    log: `"MessageId":"CGEN1008","MessageArgs":["${name.replaceAll(/["\n\r\0]/g, ' ')}"]`,
  }
  const path = (file: string): string => `${stem}/${file} ${stem.slice(0, 20)}.pem`
  const folder = Folder.with(Object.fromEntries(Object.entries(files).map(([file, text]) => [path(file), text])))
  return { folder, path: (file) => folder.at(path(file)) }
}

/** Every command, in its good and bad ends. */
function linesOf(path: (file: string) => string, name: string): readonly (readonly string[])[] {
  const out = ['--output', path('out')]
  return [
    ['check', path('source')],
    ['check', path('source'), '--csr', path('csr'), '--host', name],
    ['check', path('source'), '--csr', path('otherCsr')],
    ['check', path('short')],
    ['check', path('shuffled')],
    ['check', path('letter')],
    ['check', path('damaged')],
    ['check', path('short'), '--upload', 'certificate', '--at', '2040-01-01'],
    ['compare', path('source'), path('target')],
    ['compare', path('source'), path('foreign')],
    ['compare', path('source'), path('short')],
    ['compare', '--all', path('source').replace(/[/\\][^/\\]*$/, '')],
    ['assemble', path('shuffled'), ...out],
    ['assemble', path('shuffled'), '--csr', path('csr'), ...out, '--explain', '--force'],
    ['assemble', path('short'), ...out, '--explain'],
    ['assemble', path('letter'), ...out],
    ['assemble', path('shuffled'), '--leaf', `${name}?`, ...out],
    ['csr', 'show', path('csr')],
    ['csr', 'show', path('letter')],
    ['explain', path('log')],
    ['explain', path('letter')],
    ['check', path('missing')],
    ['check', path('source'), '--at', name],
    ['check', path('source'), `--${name}`],
    [name],
    ['completion', name],
  ]
}

describe.each(Object.entries(names))('names with %s', (_, name) => {
  async function* outputs(options: RunOptions = {}, more: readonly string[] = []) {
    const { path } = worldOf(name)
    for (const args of linesOf(path, name)) {
      const { stdout, stderr } = await run([...args, ...more], options)
      yield { args, text: stdout + stderr }
    }
  }

  it.each(name === names.long ? languages : ['en'])('fit 80 columns in %s', async (language) => {
    for await (const { args, text } of outputs({}, ['--lang', language])) {
      expect({ args, tooWide: text.split('\n').filter(isTooWide) }).toEqual({ args, tooWide: [] })
    }
  })

  it('have nothing in them that a terminal obeys', async () => {
    const obeyed = /[^\n\P{Cc}]|[\p{Cf}\p{Zl}\p{Zp}]/u
    for await (const { args, text } of outputs())
      expect({ args, text: obeyed.exec(text) }).toEqual({ args, text: null })
    for await (const { args, text } of outputs({}, ['--json'])) {
      expect({ args, text: obeyed.exec(text) }).toEqual({ args, text: null })
    }
  })

  it('are never a command that one is told to copy', async () => {
    for await (const { text } of outputs()) expect(text).not.toMatch(/^ {4,}rm /m)
  })
})

it('JSON says names as they are', async () => {
  const name = names['another direction'] + names['the same in C1']
  const folder = Folder.with({ 'chain.pem': pemOf(server(name, { by: ca('Root'), keyKind: 'rsa-2048' }), ca('Root')) })
  const { stdout } = await run(['check', folder.at('chain.pem'), '--json'])
  expect(JSON.parse(stdout)).toMatchObject({ chain: [{ commonName: name }, {}] })
})

describe('width', () => {
  const widths = [undefined, 0, 1, 20, 40, 80, 200]
  it.each(widths)('of a terminal of %s columns', async (columns) => {
    const { path } = worldOf('host.lab')
    for (const args of linesOf(path, 'host.lab')) {
      const { stdout, stderr } = await run(args, { isTerminal: true, ...(columns !== undefined && { columns }) })
      expect(stdout + stderr).not.toBe('')
      if (columns === undefined || columns === 0 || columns >= 80) {
        const plain = (await run(args)).stdout
        expect(inOneLine(stdout.replace(new RegExp(`${escape}\\[[\\d;]*m`, 'g'), ''))).toBe(inOneLine(plain))
      }
    }
  })

  it('of a narrow terminal is kept by all that is not one word', async () => {
    const { path } = worldOf('host.lab')
    const { stdout } = await run(['check', path('short')], { columns: 50 })
    const wide = stdout
      .split('\n')
      .filter((line) => columnsOf(line) > 50 && line.trim().includes(' ') && !line.includes(path('short')))
    expect(wide).toEqual([])
  })
})

it.each(['check', 'compare', 'assemble', 'explain', 'csr', 'csr show', 'completion', ''])(
  'help of %s',
  async (name) => {
    for (const language of languages) {
      const args = [...name.split(' ').filter((word) => word !== ''), '--help', '--lang', language]
      const { stdout } = await run(args)
      expect(stdout.split('\n').filter(isTooWide)).toEqual([])
    }
  },
)
