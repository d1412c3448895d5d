import { describe, expect, it } from 'vitest'
import { day, now } from '../../builder/authority.ts'
import { subjectAltName } from '../../builder/extensions.ts'
import { hostBut } from '../../builder/files.ts'
import { type Language, languages, textAt } from '../../builder/texts.ts'
import { Folder, inOneLine, run, runJson } from './harness.ts'
import { armour, chain, chainCertificates, csrDer, otherRequest, pemOf, request, requestJson } from './material.ts'

const { host, inter, root } = chainCertificates

describe('--at', () => {
  /** Valid for the one day of 15 March 2025, UTC. */
  const chainOfADay = pemOf(
    hostBut({ notBefore: Date.UTC(2025, 2, 15), notAfter: Date.UTC(2025, 2, 15, 23, 59, 59) }),
    inter,
    root,
  )

  it.each([
    ['2025-03-15', 0],
    ['2025-03-14', 1],
    ['2025-03-16', 1],
    ['2025-03-15T00:00', 0],
    ['2025-03-15T23:59:59', 0],
    ['2025-03-14T23:59:59', 1],
    ['2025-03-15 12:00', 0],
    ['2025-03-15t12:00z', 0],
    ['2025-03-15T12:00:00.5Z', 0],
    ['2025-03-15T12:00:00.123456789Z', 0],
    ['2025-03-15T01:00+02:00', 1],
    ['2025-03-16T01:00+02:00', 0],
    ['2025-03-16T01:00+0200', 0],
    ['2025-03-14T20:00:00-05:00', 0],
    ['2025-03-14T24:00', 0],
  ])('%s is understood', async (at, exitCode) => {
    const folder = Folder.with({ 'chain.pem': chainOfADay })
    expect(await run(['check', folder.at('chain.pem'), '--at', at])).toMatchObject({ exitCode, stderr: '' })
  })

  it.each(['check', 'compare', 'assemble'])('%s judges at that time and not now', async (command) => {
    const folder = Folder.with({ 'chain.pem': chainOfADay })
    const rest = { check: [], compare: [folder.at('chain.pem')], assemble: ['-o', folder.at('out.pem')] }[command] ?? []
    const args = [command, folder.at('chain.pem'), ...rest]
    expect(await run([...args, '--at', '2025-03-15'])).toMatchObject({ exitCode: 0 })
    expect(await run(args.concat(command === 'assemble' ? '--force' : []))).toMatchObject({ exitCode: 1 })
  })

  it('reads the same everywhere, whatever the zone of this machine', async () => {
    const folder = Folder.with({ 'chain.pem': chainOfADay })
    const zone = process.env.TZ
    process.env.TZ = 'Pacific/Auckland'
    try {
      expect(await run(['check', folder.at('chain.pem'), '--at', '2025-03-15'])).toMatchObject({ exitCode: 0 })
      expect(await run(['check', folder.at('chain.pem'), '--at', '2025-03-15T23:00'])).toMatchObject({ exitCode: 0 })
    } finally {
      if (zone === undefined) delete process.env.TZ
      else process.env.TZ = zone
    }
  })

  it.each([
    ['tomorrow', 'tomorrow'],
    ['', '""'],
    ['2025-02-29', '2025-02-29'],
    ['2025-06-31', '2025-06-31'],
    ['2025-13-01', '2025-13-01'],
    ['2025-03-15T25:00', '2025-03-15T25:00'],
    ['2025-03-15T12:00+99:00', '2025-03-15T12:00+99:00'],
    ['2025-3-5', '2025-3-5'],
    ['15.03.2025', '15.03.2025'],
    ['1742040000', '1742040000'],
    ['2025-03-15Z', '2025-03-15Z'],
  ])('%j is refused in a sentence', async (at, named) => {
    const folder = Folder.with({ 'chain.pem': chainOfADay })
    const ran = await run(['check', folder.at('chain.pem'), '--at', at])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    const { detail, remedy } = textAt('en', 'terminal', 'failures', 'bad-time') as Record<string, string>
    expect(inOneLine(ran.stderr)).toBe(`${detail?.replace('{text}', named) ?? ''} → ${remedy ?? ''}`)
  })
})

describe('--upload', () => {
  it('certificate judges the leaf alone', async () => {
    const folder = Folder.with({ 'leaf.pem': pemOf(host) })
    expect(await run(['check', folder.at('leaf.pem')])).toMatchObject({ exitCode: 1 })
    const ran = await run(['check', folder.at('leaf.pem'), '--upload', 'certificate'])
    expect(ran).toMatchObject({ exitCode: 0 })
    expect(ran.stdout).toContain('enough for the web console and not for a migration')
  })

  it('chain is the default, and anything else is refused', async () => {
    const folder = Folder.with({ 'chain.pem': chain })
    expect(await run(['check', folder.at('chain.pem'), '--upload', 'chain'])).toEqual(
      await run(['check', folder.at('chain.pem')]),
    )
    const ran = await run(['check', folder.at('chain.pem'), '--upload', 'both'])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain('Allowed choices are chain, certificate.')
  })
})

describe('--host', () => {
  it.each([
    ['host.lab', []],
    ['HOST.lab.', []],
    ['elsewhere.lab', ['host-name']],
  ])('%s gives %j', async (name, rules) => {
    const folder = Folder.with({ 'chain.pem': chain, 'host.csr': request })
    const args = ['check', folder.at('chain.pem'), '--csr', folder.at('host.csr'), '--host', name]
    const report = (await runJson(args)) as { readonly findings: readonly { readonly rule: string }[] }
    expect(report.findings.map(({ rule }) => rule)).toEqual(rules)
    expect(await run(args)).toMatchObject({ exitCode: 0 }) // a warning, no error
  })

  it('takes an address', async () => {
    const named = hostBut({ extensions: { subjectAltName: subjectAltName({ ip: [192, 0, 2, 7] }) } })
    const folder = Folder.with({ 'chain.pem': pemOf(named, inter, root) })
    expect((await run(['check', folder.at('chain.pem'), '--host', '192.0.2.7'])).stdout).not.toContain('host-name')
    expect((await run(['check', folder.at('chain.pem'), '--host', '192.0.2.8'])).stdout).toContain('host-name')
  })
})

describe('--csr', () => {
  const forms = {
    PEM: request,
    'PEM with line ends of Windows': request.replaceAll('\n', '\r\n'),
    'the JSON of the REST interface': requestJson,
    'PEM on one line': request.replaceAll('\n', ''),
    DER: csrDer,
    'NEW CERTIFICATE REQUEST': armour('NEW CERTIFICATE REQUEST', csrDer),
    'bare Base64': Buffer.from(csrDer).toString('base64'),
    'UTF-16': Buffer.from(`\ufeff${request}`, 'utf16le'),
    'twice the same': request + request,
  }

  it.each(Object.entries(forms))('is read as %s', async (_, content) => {
    const folder = Folder.with({ 'chain.pem': chain, 'host.csr': content })
    expect(await runJson(['check', folder.at('chain.pem'), '--csr', folder.at('host.csr')])).toMatchObject({
      verdict: 'ready',
      findings: [],
    })
    expect(await run(['csr', 'show', folder.at('host.csr')])).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('comes from standard input, too', async () => {
    const folder = Folder.with({ 'chain.pem': chain })
    expect(await runJson(['check', folder.at('chain.pem'), '--csr', '-'], { stdin: request })).toMatchObject({
      findings: [],
    })
  })

  it('of another appliance refuses the chain', async () => {
    const folder = Folder.with({ 'chain.pem': chain, 'other.csr': otherRequest })
    expect(await runJson(['check', folder.at('chain.pem'), '--csr', folder.at('other.csr')])).toMatchObject({
      verdict: 'not-ready',
      answer: { code: 'CGEN1008', args: ['Invalid CSR key.'], evidence: 'documented' },
    })
  })

  it('is not asked of anybody, but a note says what can’t be judged without it', async () => {
    const folder = Folder.with({ 'chain.pem': chain })
    const { stdout } = await run(['check', folder.at('chain.pem')])
    expect(stdout).toMatch(/^READY: /)
    expect(inOneLine(stdout)).toContain('if it is the answer to its own CSR, which was not given here')
    expect(stdout).toContain('Note: Not checked against the appliance’s CSR')
  })
})

describe('standard input', () => {
  it('gives the file to check', async () => {
    expect(await runJson(['check', '-'], { stdin: chain })).toMatchObject({ file: '-', verdict: 'ready' })
  })

  it('gives one side to compare', async () => {
    const folder = Folder.with({ 'chain.pem': chain })
    expect(await run(['compare', '-', folder.at('chain.pem')], { stdin: chain })).toMatchObject({ exitCode: 0 })
  })

  it.each([['explain'], ['explain', '-']])('gives the text to explain: %s %s', async (...args) => {
    const ran = await run(args, { stdin: 'CSEC9002' })
    expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
    expect(ran.stdout).toContain('CSEC9002')
  })
})

describe('language', () => {
  const textIn = (language: Language, ...path: readonly string[]) => inOneLine(String(textAt(language, ...path)))
  const sentences = Object.fromEntries(
    languages.map((language) => [
      language,
      textIn(language, 'files', 'not-found', 'title').replace('{file}', '/missing/file'),
    ]),
  ) as Record<Language, string>
  const missing = async (args: readonly string[], env: Record<string, string> = {}) =>
    inOneLine((await run(['check', '/missing/file', ...args], { env })).stderr)

  it.each(languages)('--lang %s', async (language) => {
    expect(await missing(['--lang', language])).toContain(sentences[language])
    expect(await missing([`--lang=${language}`])).toContain(sentences[language])
    expect(inOneLine((await run(['--lang', language, 'check', '/missing/file'])).stderr)).toContain(sentences[language])
    const help = await run(['--lang', language, '--help'])
    expect(inOneLine(help.stdout)).toContain(textIn(language, 'command', 'about'))
  })

  it.each([
    [{ LANG: 'fr_CA.UTF-8' }, 'fr'],
    [{ LANG: 'es_MX' }, 'es'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'POSIX' }, 'en'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{ LANG: 'en_US', LC_ALL: 'fr_FR.UTF-8' }, 'fr'],
    [{ LANG: 'fr_FR', LC_MESSAGES: 'es_ES', LC_ALL: '' }, 'es'],
    [{ LANG: 'fr_FR', LC_MESSAGES: 'es_ES', LC_ALL: 'en_GB' }, 'en'],
  ] as const)('%j speaks %s', async (env, language) => {
    expect(await missing([], env)).toContain(sentences[language])
  })

  it('--lang goes before the environment', async () => {
    expect(await missing(['--lang', 'es'], { LC_ALL: 'fr_FR.UTF-8' })).toContain(sentences.es)
  })

  it('--lang with one that we don’t speak is refused', async () => {
    const ran = await run(['check', '/missing/file', '--lang', 'xx'])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain('Allowed choices are en, fr, es.')
  })

  it('changes the sentences of the JSON and nothing else', async () => {
    const folder = Folder.with({ 'chain.pem': pemOf(host, inter) })
    const report = async (language: string) =>
      JSON.stringify(await runJson(['check', folder.at('chain.pem'), '--lang', language]), (key, value: unknown) =>
        ['title', 'detail', 'remedy'].includes(key) ? '' : value,
      )
    expect(await report('fr')).toBe(await report('en'))
    expect(await report('es')).toBe(await report('en'))
  })
})

describe('colours', () => {
  const sequence = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g')
  const check = async (args: readonly string[], options: Parameters<typeof run>[1]) => {
    const folder = Folder.with({ 'chain.pem': pemOf(host, inter) })
    return (await run(['check', folder.at('chain.pem'), ...args], options)).stdout
  }

  it.each([
    [true, 'a terminal', [], { isTerminal: true }],
    [true, 'NO_COLOR that is empty', [], { isTerminal: true, env: { NO_COLOR: '' } }],
    [false, 'a pipe', [], {}],
    [false, 'NO_COLOR', [], { isTerminal: true, env: { NO_COLOR: '1' } }],
    [false, '--no-color', ['--no-color'], { isTerminal: true }],
    [false, 'JSON', ['--json'], { isTerminal: true }],
  ] as const)('%s: %s', async (isColoured, _, args, options) => {
    expect((await check(args, options)).match(sequence) !== null).toBe(isColoured)
  })

  it('say nothing that the words don’t say', async () => {
    const coloured = await check([], { isTerminal: true })
    expect(coloured.replace(sequence, '')).toMatch(/^NOT READY: [^]*1\. Error: /)
  })
})

it('judges at the moment when the command starts', async () => {
  const folder = Folder.with({ 'chain.pem': chain })
  expect(await run(['check', folder.at('chain.pem')], { now })).toMatchObject({ exitCode: 0 })
  expect(await run(['check', folder.at('chain.pem')], { now: now + 9 * 365 * day })).toMatchObject({ exitCode: 1 })
})
