import { chmodSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { languages, textAt } from '../../builder/texts.ts'
import { Folder, inOneLine, plainEnvironment, run, runFile, runJson, scriptPath } from './harness.ts'
import { folderWithCa, passphrase } from './ca-material.ts'
import { chain, foreignChain, otherChain, otherPrivateKey, otherRequest, privateKey, request } from './material.ts'

const caCommands = ['init', 'sign', 'list', 'export', 'backup', 'restore', 'renew', 'revoke'].map((name) => [
  'ca',
  name,
])
const commands = [
  ...[['check'], ['compare'], ['assemble'], ['explain'], ['csr', 'show'], ['csr', 'new']],
  ...[...caCommands, ['rehearse'], ['completion']],
]
/** Those that take options alone. */
const withoutArguments = ['csr new', 'ca init', 'ca list', 'ca export', 'ca backup', 'ca renew']

describe('wrong usage', () => {
  it.each([
    ['', 'Usage: ome-chain'],
    ['csr', 'Usage: ome-chain csr'],
    ['chekc', "error: unknown command 'chekc' (Did you mean check?)"],
    ['csr sow', "error: unknown command 'sow' (Did you mean show?)"],
    ['check', "error: missing required argument 'file'"],
    ['check a.pem b.pem', 'error: check takes one file; with --jsonl any number.'],
    ['check a.pem --frob', "error: unknown option '--frob'"],
    ['check a.pem --jsno', "error: unknown option '--jsno' (Did you mean --json?)"],
    ['check a.pem --csr', "error: option '--csr <file>' argument missing"],
    ['check a.pem --json=yes', 'error: '],
    ['compare', 'error: compare takes a source and a target, or --all with a folder.'],
    ['compare a.pem', 'error: compare takes a source and a target, or --all with a folder.'],
    ['compare a.pem b.pem c.pem', 'error: too many arguments'],
    ['compare a.pem b.pem --all d', 'error: compare takes a source and a target, or --all with a folder.'],
    ['compare a.pem --all d', 'error: compare takes a source and a target, or --all with a folder.'],
    ['assemble -o out.pem', "error: missing required argument 'file'"],
    ['assemble a.pem', "error: required option '-o, --output <file>' not specified"],
    ['assemble a.pem -o', "error: option '-o, --output <file>' argument missing"],
    ['explain a.log b.log', 'error: too many arguments'],
    ['csr show', "error: missing required argument 'file'"],
    ['csr show a.csr b.csr', 'error: too many arguments'],
    ['csr new', "error: required option '--host <name>' not specified"],
    ['ca', 'Usage: ome-chain ca'],
    ['ca sing', "error: unknown command 'sing' (Did you mean sign?)"],
    ['ca init', "error: required option '--dir <folder>' not specified"],
    ['ca sign --dir d --output-dir o', "error: missing required argument 'csr'"],
    ['ca sign a.csr --dir d', "error: required option '--output-dir <folder>' not specified"],
    ['ca revoke --dir d', "error: missing required argument 'serial'"],
    ['ca revoke 00 --dir d --reason fun', 'error: '],
    ['rehearse a.pem --source-key k --target-key k', "error: missing required argument 'target'"],
    ['rehearse a.pem b.pem --source-key k', "error: required option '--target-key <file>' not specified"],
    ['completion', "error: missing required argument 'shell'"],
    ['completion tcsh', 'error: '],
    ['help', "error: unknown command 'help'"],
  ])('ome-chain %s', async (line, sentence) => {
    const ran = await run(line === '' ? [] : line.split(' '))
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr).slice(0, sentence.length)).toBe(sentence)
    if (sentence.startsWith('error')) expect(ran.stderr).toContain('(--help shows how it is used, with examples)')
  })

  it('names a file that begins with a dash', async () => {
    expect((await run(['check', '--', '--missing'])).stderr).toMatch(/^--missing does not exist\./)
  })
})

it.each(['--version', '-V'])('%s', async (option) => {
  expect(await run([option])).toEqual({ exitCode: 0, stdout: '1.2.3\n', stderr: '' })
})

describe('--help', () => {
  it.each(commands.map((command) => [command.join(' '), command] as const))('%s', async (name, command) => {
    const long = await run([...command, '--help'])
    expect(long).toMatchObject({ exitCode: 0, stderr: '' })
    expect(long.stdout).toMatch(new RegExp(`^Usage: ome-chain ${name} `))
    expect(long.stdout.includes('Arguments:')).toBe(!withoutArguments.includes(name))
    for (const part of ['Options:', 'Examples:', '--lang <language>', '--no-color', '-h, --help']) {
      expect(long.stdout).toContain(part)
    }
    expect(examplesIn(long.stdout).length).toBeGreaterThan(1)
    expect(await run([...command, '-h'])).toEqual(long)
  })

  it('lists every command', async () => {
    const { stdout } = await run(['--help'])
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) .*\[options\]|^ {2}([a-z]+) \[options\]/gm)].map(
      (m) => m[1] ?? m[2],
    )
    expect(listed).toEqual(['check', 'compare', 'assemble', 'explain', 'csr', 'ca', 'rehearse', 'completion'])
  })

  it.each(languages)('has the same examples in %s', async (language) => {
    for (const command of commands) {
      const help = (await run([...command, '--help', '--lang', language])).stdout
      expect(examplesIn(help)).toEqual(examplesIn((await run([...command, '--help'])).stdout))
      expect(help).toContain(String(textAt(language, 'command', 'examples')))
    }
  })
})

/** The lines under the last heading. */
const examplesIn = (help: string): string[] =>
  help
    .slice(help.lastIndexOf('\n\n'))
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim())

describe('every example does what it says', () => {
  const files = {
    'chain.pem': chain,
    'leaf.pem': chain,
    'oment-310.csr': request,
    'source-chain.pem': chain,
    'target-chain.pem': otherChain,
    'source.csr': request,
    'target.csr': otherRequest,
    'chains/a.pem': chain,
    'chains/b.pem': foreignChain,
    'certnew.p7b': chain,
    'oment-310.cer': chain,
    'ca-certificates/root.pem': chain,
    'export.pfx': chain,
    'password.txt': 'a secret\n',
    'application.log': 'CGEN1008',
    'console-logs.zip': 'CGEN1008',
    'passphrase.txt': `${passphrase}\n`,
    'source.key': privateKey,
    'target.key': otherPrivateKey,
    '.zsh/completions/x': '',
    '.config/fish/completions/x': '',
  }

  // As it would be pasted; of a line for another shell the command alone.
  it.runIf(process.platform !== 'win32')('in a shell', async () => {
    const helps = await Promise.all(commands.map(async (command) => (await run([...command, '--help'])).stdout))
    const examples = helps
      .flatMap(examplesIn)
      .map((line) => /ome-chain completion (?:zsh|fish|powershell)/.exec(line)?.[0] ?? line)
    expect(examples.length).toBeGreaterThan(12)
    const shim = `#!/bin/sh\nexec node '${scriptPath()}' "$@"\n`
    for (const example of examples) {
      const folder = await folderFor(example, { ...files, 'bin/ome-chain': shim })
      chmodSync(folder.at('bin/ome-chain'), 0o755)
      const env = { PATH: `${folder.at('bin')}:${plainEnvironment(folder).PATH ?? ''}` }
      const line = await answered(example, folder)
      const { exitCode, stderr } = await runFile('bash', ['-c', line], { in: folder, env })
      expect({ example, exitCode, stderr }).toEqual({
        example,
        exitCode: expect.toSatisfy(isVerdict) as unknown,
        stderr: '',
      })
    }
  })
})

/** With a CA in it, unless it is made there; with one that is to be restored, its back-up. */
async function folderFor(example: string, files: Readonly<Record<string, string>>): Promise<Folder> {
  if (!/ ca (?!init)/.test(example)) return Folder.with(files)
  const folder = await folderWithCa(files)
  const dir = ['--dir', folder.at('ome-ca'), '--passphrase-file', folder.at('passphrase.txt')]
  if (example.includes(' ca restore ')) {
    await run([
      'ca',
      'backup',
      '--output',
      folder.at('ome-ca.backup'),
      '--password-file',
      folder.at('password.txt'),
      ...dir,
    ])
  }
  if (example.includes(' ca revoke ')) {
    await run(['ca', 'sign', folder.at('source.csr'), '--output-dir', folder.at('signed'), ...dir])
  }
  return folder
}

/** What would be asked at a terminal is given in a file; the serial number is one that there is. */
async function answered(example: string, folder: Folder): Promise<string> {
  const asks = (command: RegExp, option: string) => command.test(example) && !example.includes(option)
  const isKeyless = !example.includes('--crl') && / ca (?:list|export|revoke) /.test(example)
  const passphraseFile =
    !isKeyless && asks(/ (?:ca|csr new) /, '--passphrase-file') && ' --passphrase-file passphrase.txt'
  const passwordFile = asks(/ ca (?:backup|restore) /, '--password-file') && ' --password-file password.txt'
  const line = [example, passphraseFile, passwordFile].filter((part) => part !== false).join('')
  if (!example.includes(' ca revoke ')) return line
  const listed = (await runJson(['ca', 'list', '--dir', folder.at('ome-ca')])) as { issued: { serial: string }[] }
  return line.replace('5f3a9c01d2e4b688', listed.issued[0]?.serial ?? '')
}

const isVerdict = (exitCode: unknown): boolean => exitCode === 0 || exitCode === 1
