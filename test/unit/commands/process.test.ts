import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import process, { execPath } from 'node:process'
import { describe, expect, it, onTestFinished } from 'vitest'
import packageJson from '../../../package.json' with { type: 'json' }
import { Folder, plainEnvironment, runFile, runProcess, scriptPath, slowDisk } from './harness.ts'
import { folderWithCa } from './ca-material.ts'
import { chain, chainCertificates, pemOf, request } from './material.ts'

// The built command as users run it: a process with pipes, signals and a terminal.

const isWindows = process.platform === 'win32'
const isLinux = process.platform === 'linux'
const { host, inter, root } = chainCertificates
const at = ['--at', '2025-06-01']
const files = {
  'chain.pem': chain,
  'short.pem': pemOf(host, inter),
  'host.csr': request,
  'pile.pem': pemOf(root, inter, host),
}

describe('the bundle', () => {
  it('begins with the line by which it runs as a command', () => {
    expect(readFileSync(scriptPath(), 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/)
  })

  it.each([
    [0, ['check', 'chain.pem', '--csr', 'host.csr', ...at], /^READY: /, /^$/],
    [1, ['check', 'short.pem', ...at], /^NOT READY: /, /^$/],
    [2, ['check', 'missing.pem'], /^$/, /^missing\.pem does not exist\./],
    [2, ['chekc'], /^$/, /^error: unknown command/],
    [0, ['compare', 'chain.pem', 'chain.pem', ...at], /^COMPATIBLE: /, /^$/],
    [0, ['assemble', 'pile.pem', '-o', 'out.pem', ...at], /^WRITTEN: /, /^$/],
    [0, ['csr', 'show', 'host.csr'], /CN=host\.lab/, /^$/],
    [0, ['completion', 'bash'], /ome-chain/, /^$/],
    [0, ['--version'], new RegExp(`^${packageJson.version}\n$`), /^$/],
    [0, ['--help'], /^Usage: ome-chain /, /^$/],
  ] as const)('ends with %i: %j', async (exitCode, args, stdout, stderr) => {
    const ran = await runProcess(args, { in: Folder.with(files) })
    expect(ran.exitCode).toBe(exitCode)
    expect(ran.stdout).toMatch(stdout)
    expect(ran.stderr).toMatch(stderr)
  })

  it.each([
    [{ LANG: 'fr_FR.UTF-8' }, /^missing\.pem n’existe pas/],
    [{ LANG: 'fr_FR.UTF-8', LC_ALL: 'es_ES.UTF-8' }, /^missing\.pem no existe/],
    [{ LANG: 'C' }, /^missing\.pem does not exist/],
  ])('speaks the language of the environment: %j', async (env, sentence) => {
    const { stderr } = await runProcess(['check', 'missing.pem'], { in: Folder.with(), env })
    expect(stderr).toMatch(sentence)
  })
})

describe('standard input', () => {
  it('is read by those that are told to', async () => {
    const folder = Folder.with(files)
    expect(await runProcess(['check', '-', ...at], { in: folder, stdin: chain })).toMatchObject({ exitCode: 0 })
    expect(await runProcess(['explain'], { in: folder, stdin: 'CSEC9002' })).toMatchObject({ exitCode: 0, stderr: '' })
    const list = await runProcess(['check', '--jsonl', '-', ...at], { in: folder, stdin: 'chain.pem\r\nshort.pem\r\n' })
    expect(list.exitCode).toBe(1)
    expect(list.stdout.split('\n').map((line) => line.slice(0, 20))).toEqual([
      '{"file":"chain.pem",',
      '{"file":"short.pem",',
      '',
    ])
  })

  it.skipIf(isWindows)('that is closed is an empty one', async () => {
    const shell = (command: string) => runFile('bash', ['-c', command], { in: Folder.with(files) })
    const cli = `node '${scriptPath()}'`
    expect((await shell(`${cli} explain <&-`)).stderr).not.toMatch(/^\s+at /m)
    expect(await shell(`${cli} check chain.pem ${at.join(' ')} <&-`)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('that stays open keeps nobody who does not need it', async () => {
    const folder = Folder.with(files)
    expect(await ended(start(['check', 'chain.pem', ...at], folder))).toMatchObject({ exitCode: 0 })
    const explaining = start(['explain'], folder)
    explaining.stdin.write(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(1000)])) // A .zip, which can't come this way
    expect(await ended(explaining)).toMatchObject({ exitCode: 2 })
    const checking = start(['check', '-'], folder)
    checking.stdin.write(Buffer.alloc(11 * 1024 * 1024))
    expect(await ended(checking)).toMatchObject({ exitCode: 2 })
  })

  it('gives names one by one, and each is answered before the next', async () => {
    const child = start(['check', '--jsonl', '-', ...at], Folder.with(files))
    for (const name of ['chain.pem', 'short.pem', 'missing.pem', 'chain.pem']) {
      child.stdin.write(`${name}\n`)
      const [line] = (await once(child.stdout, 'data')) as [Buffer]
      expect(JSON.parse(line.toString())).toMatchObject({ file: name })
    }
    child.stdin.end()
    expect(await ended(child)).toMatchObject({ exitCode: 2 })
  })
})

describe('a reader that leaves', () => {
  it.each([
    [0, ['check', 'chain.pem', ...at]],
    [1, ['check', 'short.pem', ...at]],
    [1, ['check', 'short.pem', '--json', ...at]],
    [1, ['compare', 'short.pem', 'chain.pem', ...at]],
    [0, ['assemble', 'pile.pem', '-o', 'out.pem', ...at]],
    [0, ['--help']],
  ] as const)('takes nothing away from the verdict %i: %j', async (exitCode, args) => {
    const folder = Folder.with(files)
    const child = start(args, folder)
    child.stdout.destroy()
    expect(await ended(child)).toEqual({ exitCode, signal: null, stdout: '', stderr: '' })
    if (args[0] === 'assemble') expect(folder.read('out.pem')).toBe(chain)
  })

  it('of the errors does not either', async () => {
    const child = start(['check', 'missing.pem'], Folder.with())
    child.stderr.destroy()
    expect(await ended(child)).toMatchObject({ exitCode: 2, stdout: '' })
  })

  it('ends a list that would go on', async () => {
    const child = start(['check', '--jsonl', '-', ...at], Folder.with(files))
    child.stdin.on('error', () => undefined) // It leaves too
    child.stdin.write('chain.pem\n')
    await once(child.stdout, 'data')
    child.stdout.destroy()
    child.stdin.write('chain.pem\n'.repeat(1000))
    expect(await ended(child)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it('ends a long list of arguments', async () => {
    const child = start(
      ['check', '--jsonl', ...at, ...Array.from({ length: 500 }, () => 'chain.pem')],
      Folder.with(files),
    )
    await once(child.stdout, 'data')
    child.stdout.destroy()
    expect(await ended(child)).toMatchObject({ exitCode: 0, stderr: '' })
  })

  it.skipIf(isWindows)('is quiet in a shell', async () => {
    const command = `node '${scriptPath()}' check short.pem ${at.join(' ')} | head -n 1; echo "\${PIPESTATUS[@]}"`
    const ran = await runFile('bash', ['-c', command], { in: Folder.with(files) })
    expect(ran).toMatchObject({ stdout: expect.stringMatching(/^NOT READY.*\n1 0\n$/) as unknown, stderr: '' })
  })

  it.runIf(isLinux).each([['check', 'chain.pem', ...at], ['check', '--jsonl', 'chain.pem', ...at], ['--help']])(
    'differs from a disk that is full: %s %s',
    async (...args) => {
      const command = `node '${scriptPath()}' ${args.join(' ')} > /dev/full`
      const ran = await runFile('bash', ['-c', command], { in: Folder.with(files) })
      expect(ran).toMatchObject({
        exitCode: 2,
        stderr: expect.stringMatching(/^There is no room for stdout\./) as unknown,
      })
      expect(ran.stderr).not.toMatch(/^\s+at /m)
    },
  )
})

describe.skipIf(isWindows)('Ctrl-C', () => {
  it('ends what waits for input', async () => {
    const folder = Folder.with(files)
    const child = start(['check', '--jsonl', '-', ...at], folder)
    child.stdin.write('chain.pem\n')
    await once(child.stdout, 'data')
    child.kill('SIGINT')
    expect(await ended(child)).toMatchObject({ signal: 'SIGINT', stderr: '' })
    expect(folder.names).toEqual(Object.keys(files).sort())
  })

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'in the middle of writing leaves all or nothing: %s',
    async (signal) => {
      const folder = Folder.with({ ...files, 'slow-disk.mjs': slowDisk, 'out.pem': 'former' })
      const env = { NODE_OPTIONS: `--import=${folder.at('slow-disk.mjs')}` }
      const child = start(['assemble', 'pile.pem', '-o', 'out.pem', '--force', ...at], folder, env)
      await once(child.stderr, 'data')
      expect(folder.names.filter((name) => name.endsWith('.tmp'))).toHaveLength(1)
      expect(folder.read('out.pem')).toBe('former')
      child.kill(signal)
      expect(await ended(child)).toMatchObject({ signal, stdout: '' })
      expect(folder.names).toEqual([...Object.keys(files), 'out.pem', 'slow-disk.mjs'].sort())
      expect(folder.read('out.pem')).toBe(chain)
    },
  )

  it.each<[string, readonly string[], readonly string[]]>([
    [
      'ca sign',
      ['source.csr', 'target.csr', '--dir', 'ome-ca', '--output-dir', 'chains'],
      ['chains/host.lab-chain.pem', 'chains/other.lab-chain.pem'],
    ],
    ['csr new', ['--host', 'host.lab', '--output', 'new.csr', '--key-output', 'new.key'], ['new.csr', 'new.key']],
    ['ca init', ['--dir', 'new-ca', '--name', 'New', '--key-size', '2048'], ['new-ca/keys/vault.json']],
    ['ca export', ['--dir', 'ome-ca', '--output-dir', 'root'], ['root/Lab-ca-chain.pem', 'root/Lab-root.pem']],
  ])('in the middle of %s waits for the end of the work', async (name, args, written) => {
    const folder = await folderWithCa({ 'slow-disk.mjs': slowDisk })
    const env = { NODE_OPTIONS: `--import=${folder.at('slow-disk.mjs')}` }
    const keys = name === 'ca export' ? [] : ['--passphrase-file', 'passphrase.txt']
    const child = start([...name.split(' '), ...args, ...keys], folder, env)
    await once(child.stderr, 'data')
    child.kill('SIGINT')
    expect(await ended(child)).toMatchObject({ signal: 'SIGINT' })
    expect(folder.names).toEqual(expect.arrayContaining([...written]))
    expect(folder.names.filter((each) => each.endsWith('.tmp'))).toEqual([])
  })
})

const hasScript = isLinux && spawnSync('script', ['-qec', 'true', '/dev/null']).status === 0

describe.runIf(hasScript)('a terminal', () => {
  const escape = String.fromCharCode(27)
  const onTerminal = async (command: string, env: Record<string, string> = {}) => {
    const typed = command.replaceAll('ome-chain', `node '${scriptPath()}'`)
    const { stdout } = await runFile('script', ['-qec', typed, '/dev/null'], { in: Folder.with(files), env })
    return stdout.replaceAll('\r', '')
  }
  const check = `ome-chain check short.pem ${at.join(' ')}`

  it('shows colours', async () => {
    expect(await onTerminal(check)).toContain(`${escape}[31m${escape}[1mNOT READY`)
  })

  it.each([
    ['NO_COLOR', check, { NO_COLOR: '1' }],
    ['--no-color', `${check} --no-color`, {}],
    ['JSON', `${check} --json`, {}],
    ['a pipe', `${check} | cat`, {}],
  ])('shows none with %s', async (_, command, env) => {
    expect(await onTerminal(command, env)).not.toContain(escape)
  })

  it.each([0, 60, 80, 300])('of %i columns is used up to 80', async (columns) => {
    const text = await onTerminal(`stty cols ${columns}; ${check} --no-color`)
    const longest = Math.max(
      ...text
        .split('\n')
        .filter((line) => !line.includes('ome-chain '))
        .map((line) => line.length),
    )
    const width = columns === 0 ? 80 : Math.min(columns, 80)
    expect(longest).toBeGreaterThan(width - 10)
    expect(longest).toBeLessThanOrEqual(width)
  })

  it('gets a hint where the command waits for typing', async () => {
    const text = await onTerminal('ome-chain explain', {})
    expect(text).toContain('Paste the message, then press Ctrl-D')
  })
})

/** Starts the command with every stream open. */
function start(
  args: readonly string[],
  folder: Folder,
  env: Record<string, string> = {},
): ChildProcessWithoutNullStreams {
  const child = spawn(execPath, [scriptPath(), ...args], { cwd: folder.path, env: plainEnvironment(folder, env) })
  child.stdin.on('error', () => undefined) // A program need not read to the end
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

interface Ended {
  readonly exitCode: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

/** What it says from now on, and how it ends. */
async function ended(child: ChildProcessWithoutNullStreams): Promise<Ended> {
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (text: Buffer) => (said.stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => (said.stderr += text.toString()))
  const [exitCode, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  child.stdin.destroy()
  return { ...said, exitCode, signal }
}
