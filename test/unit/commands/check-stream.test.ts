import { describe, expect, it } from 'vitest'
import { Folder, run, type RunOptions } from './harness.ts'
import { chain, chainCertificates, otherChain, pemOf, request } from './material.ts'

const { host, inter, root } = chainCertificates

interface Line {
  readonly file: string
  readonly verdict?: string
  readonly failure?: { readonly file: string; readonly code: string; readonly detail: string; readonly remedy: string }
}

async function lines(args: readonly string[], options: RunOptions = {}) {
  const { exitCode, stdout, stderr } = await run(['check', '--jsonl', ...args], options)
  expect(stderr).toBe('')
  expect(stdout).toMatch(/^(\{.*\}\n)*$/)
  return { exitCode, lines: stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Line])) }
}

const files = {
  'ready.pem': chain,
  'short.pem': pemOf(host, inter),
  'empty.pem': '',
  'other.pem': otherChain,
  'with blank é.pem': chain,
  'folder/x': '',
}
const wanted = ['ready.pem', 'missing.pem', 'short.pem', 'folder', 'empty.pem', 'other.pem', 'with blank é.pem']

/** One line a file, in the order asked for, and the worst exit code. */
function expectAll(folder: Folder, result: Awaited<ReturnType<typeof lines>>): void {
  expect(result.exitCode).toBe(2)
  expect(result.lines.map(({ file }) => file)).toEqual(wanted.map((name) => folder.at(name)))
  expect(result.lines.map(({ verdict, failure }) => verdict ?? failure?.code)).toEqual([
    'ready',
    'not-found',
    'not-ready',
    'is-folder',
    'not-ready',
    'ready',
    'ready',
  ])
}

describe('check --jsonl', () => {
  it('gives a line a file, in order, and goes on after one that can’t be read', async () => {
    const folder = Folder.with(files)
    expectAll(folder, await lines(wanted.map((name) => folder.at(name))))
  })

  it.each([
    ['LF', '\n', '\n'],
    ['CRLF', '\r\n', '\r\n'],
    ['no end of the last line', '\n', ''],
    ['empty lines', '\n\n', '\n\n'],
  ])('reads names from standard input: %s', async (_, separator, end) => {
    const folder = Folder.with(files)
    const stdin = wanted.map((name) => folder.at(name)).join(separator) + end
    expectAll(folder, await lines(['-'], { stdin }))
  })

  it('says the same of a file as --json does', async () => {
    const folder = Folder.with(files)
    for (const name of ['ready.pem', 'short.pem', 'empty.pem']) {
      const alone = await run(['check', '--json', folder.at(name)])
      expect((await lines([folder.at(name)])).lines).toEqual([JSON.parse(alone.stdout)])
    }
  })

  it('says of a file that can’t be read which, why, and what to do', async () => {
    const folder = Folder.with()
    const file = folder.at('missing.pem')
    expect((await lines([file])).lines).toEqual([
      {
        file,
        failure: {
          file,
          code: 'not-found',
          detail: `${file} does not exist. There is no file or folder of this name.`,
          remedy: expect.any(String) as unknown,
        },
      },
    ])
  })

  it('prints nothing for no name at all', async () => {
    expect(await lines(['-'], { stdin: '' })).toEqual({ exitCode: 0, lines: [] })
  })

  it('holds every file against the same CSR, upload and time', async () => {
    const folder = Folder.with({ 'ready.pem': chain, 'other.pem': otherChain, 'host.csr': request })
    const paths = [folder.at('ready.pem'), folder.at('other.pem')]
    const verdicts = async (...args: string[]) => (await lines([...args, ...paths])).lines.map(({ verdict }) => verdict)
    expect(await verdicts()).toEqual(['ready', 'ready'])
    expect(await verdicts('--csr', folder.at('host.csr'))).toEqual(['ready', 'not-ready'])
    expect(await verdicts('--at', '2040-01-01')).toEqual(['not-ready', 'not-ready'])
  })

  it('remembers no verdict of a signature for other certificates', async () => {
    const forged = pemOf({ ...host, certificate: host.certificate }, inter, root).replace(/.(?=\n-----END)/, '')
    const folder = Folder.with({ 'a.pem': chain, 'b.pem': forged, 'c.pem': chain })
    const result = await lines(['a.pem', 'b.pem', 'c.pem'].map((name) => folder.at(name)))
    expect(result.lines.map(({ verdict }) => verdict)).toEqual(['ready', 'not-ready', 'ready'])
  })

  it('goes through many files', async () => {
    const folder = Folder.with(files)
    const names = Array.from({ length: 300 }, (_, i) => wanted[i % wanted.length] ?? '')
    const result = await lines(['-'], { stdin: names.map((name) => folder.at(name)).join('\n') })
    expect(result.lines.map(({ file }) => file)).toEqual(names.map((name) => folder.at(name)))
  })

  it('stops at nothing but its own usage: a CSR or time that can’t be read', async () => {
    const folder = Folder.with(files)
    const ran = await run(['check', '--jsonl', folder.at('ready.pem'), '--csr', folder.at('empty.pem')])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ran.stderr).toContain(`${folder.at('empty.pem')} is empty.`)
  })

  it('takes no --json besides', async () => {
    const folder = Folder.with(files)
    const ran = await run(['check', '--jsonl', '--json', folder.at('ready.pem')])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ran.stderr).toMatch(/^error: .*--jsonl.*--json/)
  })
})
