import { chmodSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { describe, expect, it } from 'vitest'
import { canLoseAccess } from '../files/without-access.ts'
import { zip } from '../files/zip-builder.ts'
import { Folder, inOneLine, type Ran, run, runFile, runJson, scriptPath, withoutAccessTo } from './harness.ts'
import { chain, chainCertificates, otherChain, otherRequest, pemOf, privateKey, request } from './material.ts'

const { host, inter, root } = chainCertificates
const isWindows = process.platform === 'win32'
const fixture = (path: string): Buffer => readFileSync(join(import.meta.dirname, '../../fixtures', path))
const MiB = 1024 * 1024

/** Sentences: no trace of a stack, no word of a bug. */
function expectSentences({ stdout, stderr }: Ran): void {
  expect(stdout + stderr).not.toMatch(/^\s+at |\bTypeError\b|ome-chain itself went wrong|undefined|\[object/m)
}

/** What everything in the folder holds. */
const contentsOf = (folder: Folder): Readonly<Record<string, string>> =>
  Object.fromEntries(folder.names.filter((name) => /\.\w+$/.test(name)).map((name) => [name, folder.read(name)]))

/** Runs it, and holds that, whatever went wrong nothing was written, left behind or lost. */
async function runHarmlessly(folder: Folder, args: readonly string[], stdin?: string): Promise<Ran> {
  const before = contentsOf(folder)
  const ran = await run(args, stdin === undefined ? {} : { stdin })
  expectSentences(ran)
  expect(contentsOf(folder)).toEqual(before)
  return ran
}

const page = '<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body>Session ended</body></html>\n'
const truncated = chain.slice(0, 700)

/** By what is wrong: the content, what `check` gives as the reason, what `assemble` says of the file. */
const contents: Readonly<Record<string, readonly [content: string | Buffer, found: string, said: string]>> = {
  'an empty file': ['', 'The file is empty.', 'is empty.'],
  'blanks alone': ['\n \n\t\r\n', 'The file is empty.', 'is empty.'],
  '5 MiB of x': ['x'.repeat(5 * MiB), 'Nothing in the file looks like a certificate.', 'holds nothing that looks like'],
  'zeros alone': [Buffer.alloc(5 * MiB), 'The file is empty.', 'is empty.'],
  'an error page in HTML': [page, 'The file is a web page', 'is a web page'],
  'a truncated PEM': [truncated, 'the file was cut off', 'is cut off'],
  'a truncated DER': [Buffer.from(host.certificate.der).subarray(0, 400), 'the file was cut off', 'is cut off'],
  'a PEM with damage': [chain.replace(/[A-Za-z]{20}/, '!!!!'), 'not Base64', 'not Base64'],
  'a letter': ['The certificate will follow tomorrow.\n', 'Nothing in the file', 'holds nothing that looks like'],
  'a CSR': [request, 'a certificate request (CSR), which is what goes to the CA', 'No certificate was found in'],
  'a private key': [privateKey, 'a private key and no certificate', 'No certificate was found in'],
  'a picture': [
    Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
    'Nothing in the file',
    'holds nothing that looks like',
  ],
}

describe.each(Object.entries(contents))('%s', (_, [content, found, said]) => {
  it('is not ready to check, as the appliance would refuse it', async () => {
    const folder = Folder.with({ 'file.pem': content })
    const ran = await runHarmlessly(folder, ['check', folder.at('file.pem')])
    expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
    expect(ran.stdout.startsWith(`NOT READY: ${folder.at('file.pem')}`)).toBe(true)
    expect(inOneLine(ran.stdout)).toContain(found)
    expect(await runJson(['check', folder.at('file.pem')])).toMatchObject({
      file: folder.at('file.pem'),
      verdict: 'not-ready',
      answer: { code: 'CSEC9002' },
    })
  })

  it('from standard input as well', async () => {
    const folder = Folder.with({ 'file.pem': content })
    const ran = await run(['check', '-'], { stdin: content })
    expectSentences(ran)
    expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
    expect(folder.names).toEqual(['file.pem'])
  })

  it('can’t be assembled', async () => {
    const folder = Folder.with({ 'file.pem': content, 'out/former.pem': 'former' })
    for (const out of ['new.pem', 'out/former.pem']) {
      const args = ['assemble', folder.at('file.pem'), '--output', folder.at(out), '--force']
      const ran = await runHarmlessly(folder, args)
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(inOneLine(ran.stderr)).toContain(said)
      expect(inOneLine(ran.stderr)).toContain(folder.at('file.pem'))
      expect(ran.stderr).toContain('\n→ ')
    }
  })

  it('can’t be compared', async () => {
    const folder = Folder.with({ 'file.pem': content, 'chain.pem': chain })
    for (const pair of [
      ['file.pem', 'chain.pem'],
      ['chain.pem', 'file.pem'],
      ['file.pem', 'file.pem'],
    ]) {
      const ran = await runHarmlessly(folder, ['compare', ...pair.map((name) => folder.at(name))])
      expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
      expect(ran.stdout).toContain(folder.at('file.pem'))
    }
  })

  it('is no CSR, unless it is one', async () => {
    const folder = Folder.with({ 'file.pem': content, 'chain.pem': chain })
    for (const args of [
      ['csr', 'show'],
      ['check', folder.at('chain.pem'), '--csr'],
      ['check', '--jsonl', folder.at('chain.pem'), '--csr'],
    ]) {
      const ran = await runHarmlessly(folder, [...args, folder.at('file.pem')])
      if (content === request) expect(ran.exitCode).toBe(0)
      else {
        expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
        expect(inOneLine(ran.stderr).startsWith(folder.at('file.pem'))).toBe(true)
      }
    }
  })

  it('explains nothing', async () => {
    const folder = Folder.with({ 'file.pem': content })
    const ran = await runHarmlessly(folder, ['explain', folder.at('file.pem')])
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(inOneLine(ran.stderr).startsWith(`${folder.at('file.pem')} holds no error of OME`)).toBe(true)
    expect(await runJson(['explain', folder.at('file.pem')])).toEqual({ explanations: [] })
  })
})

describe('beyond the limits', () => {
  it('11 MiB', async () => {
    const folder = Folder.with({ 'big.pem': 'x'.repeat(11 * MiB) })
    for (const args of [
      ['check', folder.at('big.pem')],
      ['csr', 'show', folder.at('big.pem')],
      ['assemble', folder.at('big.pem'), '-o', folder.at('out.pem')],
    ]) {
      const ran = await runHarmlessly(folder, args)
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(
        inOneLine(ran.stderr).startsWith(`${folder.at('big.pem')} is too large. It holds more than 10,485,760 bytes`),
      ).toBe(true)
    }
    expect((await run(['check', '-'], { stdin: Buffer.alloc(11 * MiB) })).exitCode).toBe(2)
  })

  it('a damaged .zip', async () => {
    const whole = zip({ name: 'chain.pem', content: chain })
    const folder = Folder.with({ 'half.zip': whole.subarray(0, whole.length / 2) })
    const ran = await runHarmlessly(folder, ['assemble', folder.at('half.zip'), '-o', folder.at('out.pem')])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr).startsWith(`${folder.at('half.zip')} is damaged`)).toBe(true)
  })

  it('a folder without files', async () => {
    const folder = Folder.with()
    mkdirSync(folder.at('empty'))
    const ran = await runHarmlessly(folder, ['assemble', folder.at('empty'), '-o', folder.at('out.pem')])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr).startsWith(`${folder.at('empty')} holds no files`)).toBe(true)
  })
})

describe('a PKCS#12', () => {
  const wrong = { 'Bad.txt': 'hunter2', 'Empty.txt': '', 'Blank.txt': 'Schlüssel ' }

  describe.each(['modern', 'legacy'])('of the %s kind', (kind) => {
    const bytes = fixture(`reading/${kind}.p12`)

    it('needs its password', async () => {
      const folder = Folder.with({ 'export.pfx': bytes })
      const ran = await runHarmlessly(folder, ['assemble', folder.at('export.pfx'), '-o', folder.at('out.pem')])
      expect(ran).toEqual({
        exitCode: 2,
        stdout: '',
        stderr: expect.stringContaining('opens with a password only.') as unknown,
      })
      expect(ran.stderr).toContain(folder.at('export.pfx'))
      expect(ran.stderr).toContain('--password-file')
    })

    it.each(Object.entries(wrong))('does not open with a wrong one: %s', async (name, password) => {
      const folder = Folder.with({ 'export.pfx': bytes, [name]: password })
      const args = ['assemble', folder.at('export.pfx'), '--password-file', folder.at(name), '-o', folder.at('out.pem')]
      const ran = await runHarmlessly(folder, args)
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(inOneLine(ran.stderr)).toContain('the password is wrong')
      expect(inOneLine(ran.stderr)).toContain(folder.at('export.pfx'))
      if (password !== '') expect(ran.stderr).not.toContain(password)
    })

    it('is not what the appliance takes', async () => {
      const folder = Folder.with({ 'export.pfx': bytes })
      const ran = await runHarmlessly(folder, ['check', folder.at('export.pfx')])
      expect(ran).toMatchObject({ exitCode: 1, stderr: '' })
      expect(inOneLine(ran.stdout)).toContain('The file is binary (a PKCS#12 container')
    })
  })

  it('is told of by name where it lies in a folder', async () => {
    const folder = Folder.with({ 'in/chain.pem': chain, 'in/export.pfx': fixture('reading/modern.p12') })
    const ran = await runHarmlessly(folder, ['assemble', folder.at('in'), '-o', folder.at('out.pem')])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain(folder.at('in/export.pfx'))
  })

  it.each(['missing.txt', '.'])('with a password file that can’t be read: %s', async (name) => {
    const folder = Folder.with({ 'export.pfx': fixture('reading/modern.p12') })
    const args = ['assemble', folder.at('export.pfx'), '--password-file', folder.at(name), '-o', folder.at('out.pem')]
    const ran = await runHarmlessly(folder, args)
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr).startsWith(folder.at(name))).toBe(true)
  })
})

/** Every place where a file is named. */
const places: Readonly<Record<string, (file: string, folder: Folder) => readonly string[]>> = {
  check: (file) => ['check', file],
  'check --csr': (file, folder) => ['check', folder.at('chain.pem'), '--csr', file],
  'compare SOURCE': (file, folder) => ['compare', file, folder.at('chain.pem')],
  'compare TARGET': (file, folder) => ['compare', folder.at('chain.pem'), file],
  'compare --source-csr': (file, folder) => [
    'compare',
    folder.at('chain.pem'),
    folder.at('chain.pem'),
    '--source-csr',
    file,
  ],
  'compare --target-csr': (file, folder) => [
    'compare',
    folder.at('chain.pem'),
    folder.at('chain.pem'),
    '--target-csr',
    file,
  ],
  assemble: (file, folder) => ['assemble', folder.at('chain.pem'), file, '-o', folder.at('out.pem')],
  'assemble --csr': (file, folder) => ['assemble', folder.at('chain.pem'), '--csr', file, '-o', folder.at('out.pem')],
  'assemble --password-file': (file, folder) => [
    'assemble',
    folder.at('chain.pem'),
    '--password-file',
    file,
    '-o',
    folder.at('out.pem'),
  ],
  explain: (file) => ['explain', file],
  'csr show': (file) => ['csr', 'show', file],
}

describe.each(Object.entries(places))('%s of what is no readable file', (place, argsOf) => {
  it.each(['missing.pem', 'chain.pem/missing.pem', `${'x'.repeat(300)}.pem`, 'zero\0zero.pem'])(
    'missing: %j',
    async (name) => {
      const folder = Folder.with({ 'chain.pem': chain })
      for (const more of [[], ['--json']]) {
        const ran = await runHarmlessly(folder, [...argsOf(folder.at(name), folder), ...more])
        expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
        const shown = folder.at(name).replace('\0', '\ufffd')
        expect(inOneLine(ran.stderr).startsWith(`${shown} does not exist.`)).toBe(true)
        expect(ran.stderr).toContain('\n→ Check the spelling')
      }
    },
  )

  it.runIf(canLoseAccess && !isWindows)('one without permission', async () => {
    const folder = Folder.with({ 'chain.pem': chain, 'locked.pem': chain })
    chmodSync(folder.path, 0o755)
    const args = argsOf(folder.at('locked.pem'), folder)
    await run(args) // Loads the code as long as everything may be read
    const ran = await withoutAccessTo([folder.at('locked.pem')], () =>
      run(args.concat(place.startsWith('assemble') ? '--force' : [])),
    )
    expectSentences(ran)
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr).startsWith(`${folder.at('locked.pem')} may not be read.`)).toBe(true)
  })

  it.skipIf(isWindows)('a link that leads back to itself', async () => {
    const folder = Folder.with({ 'chain.pem': chain })
    symlinkSync(folder.at('loop'), folder.at('loop'))
    const ran = await run(argsOf(folder.at('loop'), folder))
    expectSentences(ran)
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr).startsWith(`${folder.at('loop')} is a link that leads back to itself`)).toBe(true)
  })
})

it.each(Object.entries(places).filter(([place]) => place !== 'assemble'))('%s of a folder', async (_, argsOf) => {
  const folder = Folder.with({ 'chain.pem': chain, 'folder/x.pem': chain })
  const ran = await runHarmlessly(folder, argsOf(folder.at('folder'), folder))
  expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
  expect(inOneLine(ran.stderr).startsWith(`${folder.at('folder')} is a folder.`)).toBe(true)
})

describe('a CSR', () => {
  it.each([
    ['none', chain, 'holds no certificate request (CSR).'],
    ['several', request + otherRequest, 'holds 2 different certificate requests (CSRs).'],
    ['a damaged one', request.replace(/\n[A-Za-z0-9+/]{64}\n/, '\n'), 'holds something damaged'],
    ['one that is cut off', request.slice(0, 300), 'is cut off'],
  ])('%s', async (_, content, said) => {
    const folder = Folder.with({ 'chain.pem': chain, 'some.csr': content })
    for (const args of [
      ['csr', 'show', folder.at('some.csr')],
      ['check', folder.at('chain.pem'), '--csr', folder.at('some.csr')],
      ['assemble', folder.at('chain.pem'), '--csr', folder.at('some.csr'), '-o', folder.at('out.pem')],
    ]) {
      const ran = await runHarmlessly(folder, args)
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(inOneLine(ran.stderr)).toContain(said)
      expect(inOneLine(ran.stderr).startsWith(folder.at('some.csr'))).toBe(true)
    }
  })
})

describe('several appliances', () => {
  it('in a file to upload are one too many', async () => {
    const folder = Folder.with({ 'both.pem': chain + otherChain })
    const ran = await runHarmlessly(folder, ['check', folder.at('both.pem')])
    expect(ran.exitCode).toBe(1)
    expect(ran.stdout).toContain('A second end certificate is in the file')
  })

  it('compare --all of a folder that holds no chains, or one', async () => {
    const folder = Folder.with({ 'in/letter.txt': 'Good morning' })
    const ran = await runHarmlessly(folder, ['compare', '--all', folder.at('in')])
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain(`There are not two chains to compare in ${folder.at('in')}.`)
    const one = Folder.with({ 'in/chain.pem': chain })
    expect((await run(['compare', '--all', one.at('in')])).stderr).toContain('There are not two chains')
  })

  it.runIf(canLoseAccess && !isWindows)('compare --all of a folder with a file that may not be read', async () => {
    const folder = Folder.with({ 'in/a.pem': chain, 'in/b.pem': otherChain, 'in/locked.pem': chain })
    await run(['compare', '--all', folder.at('in')]) // Loads the code
    chmodSync(folder.path, 0o755)
    const ran = await withoutAccessTo([folder.at('in/locked.pem')], () => run(['compare', '--all', folder.at('in')]))
    expect(ran.exitCode).toBe(0)
    expect(ran.stdout).toContain('COMPATIBLE')
    expect(inOneLine(ran.stderr)).toContain('locked.pem may not be read.')
  })
})

describe('where to write', () => {
  const assemble = (folder: Folder, out: string, ...more: readonly string[]) => [
    ...['assemble', folder.at('pile.pem'), '--output', folder.at(out), ...more],
  ]
  const pile = pemOf(root, inter, host)

  it('stands something already', async () => {
    const folder = Folder.with({ 'pile.pem': pile, 'out.pem': 'precious' })
    const ran = await runHarmlessly(folder, assemble(folder, 'out.pem'))
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(inOneLine(ran.stderr)).toBe(
      `${folder.at('out.pem')} is there already. It was not touched. → Choose another name, or allow overwriting (--force).`,
    )
    expect(await run(assemble(folder, 'out.pem', '--force'))).toMatchObject({ exitCode: 0 })
    expect(folder.read('out.pem')).toBe(chain)
    expect(folder.names).toEqual(['out.pem', 'pile.pem'])
  })

  it('the folder is missing', async () => {
    const folder = Folder.with({ 'pile.pem': pile })
    for (const more of [[], ['--force']]) {
      const ran = await runHarmlessly(folder, assemble(folder, 'no/where/out.pem', ...more))
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(inOneLine(ran.stderr).startsWith(`The folder of ${folder.at('no/where/out.pem')} does not exist.`)).toBe(
        true,
      )
    }
  })

  it('is below a file', async () => {
    const folder = Folder.with({ 'pile.pem': pile })
    const ran = await runHarmlessly(folder, assemble(folder, 'pile.pem/out.pem'))
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain(folder.at('pile.pem/out.pem'))
  })

  it('is a folder', async () => {
    const folder = Folder.with({ 'pile.pem': pile, 'out/x.pem': 'x' })
    for (const more of [[], ['--force']]) {
      const ran = await runHarmlessly(folder, assemble(folder, 'out', ...more))
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(inOneLine(ran.stderr).startsWith(`${folder.at('out')} is a folder.`)).toBe(true)
    }
  })

  it.skipIf(isWindows)('is no ordinary file', async () => {
    const folder = Folder.with({ 'pile.pem': pile })
    const ran = await run(['assemble', folder.at('pile.pem'), '--output', '/dev/null', '--force'])
    expectSentences(ran)
    expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
    expect(ran.stderr).toContain('/dev/null is not an ordinary file')
  })

  it('is one of the inputs', async () => {
    const folder = Folder.with({ 'pile.pem': pile })
    expect(await runHarmlessly(folder, assemble(folder, 'pile.pem'))).toMatchObject({ exitCode: 1, stdout: '' })
    expect(await run(assemble(folder, 'pile.pem', '--force'))).toMatchObject({ exitCode: 0 })
    expect(folder.read('pile.pem')).toBe(chain)
    expect(folder.names).toEqual(['pile.pem'])
  })

  it('is an input with a private key: not even --force loses that', async () => {
    const content = `${pile}${privateKey}`
    const folder = Folder.with({ 'pile.pem': content })
    const ran = await run(assemble(folder, 'pile.pem', '--force'))
    expectSentences(ran)
    expect(ran).toMatchObject({ exitCode: 1, stdout: '' })
    expect(inOneLine(ran.stderr)).toContain('holds a private key, which would be lost if it were overwritten.')
    expect(folder.read('pile.pem')).toBe(content)
  })

  it.runIf(canLoseAccess && !isWindows)('may not be written', async () => {
    const folder = Folder.with({ 'pile.pem': pile, 'locked/out.pem': 'precious' })
    chmodSync(folder.path, 0o755)
    await run(assemble(folder, 'locked/other.pem', '--partial', '--at', 'never')) // Loads the code
    await run(assemble(folder, 'locked/out.pem'))
    const attempts = await withoutAccessTo([folder.at('locked')], async () => [
      await run(assemble(folder, 'locked/new.pem')),
      await run(assemble(folder, 'locked/out.pem', '--force')),
    ])
    for (const ran of attempts) {
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(inOneLine(ran.stderr)).toContain('may not be written.')
    }
    expect(folder.names).toEqual(['locked', 'locked/out.pem', 'pile.pem'])
    expect(folder.read('locked/out.pem')).toBe('precious')
  })

  it.runIf(process.platform === 'linux')('is no room', async () => {
    const folder = Folder.with({ 'pile.pem': pile, 'former.pem': 'precious' })
    for (const more of ['new.pem', 'former.pem --force']) {
      const command = `ulimit -f 1; exec node '${scriptPath()}' assemble pile.pem --at 2025-06-01 --output ${more}`
      const ran = await runFile('bash', ['-c', command], { in: folder })
      expectSentences(ran)
      expect(ran).toMatchObject({ exitCode: 2, stdout: '' })
      expect(inOneLine(ran.stderr).startsWith(`There is no room for ${more.split(' ')[0] ?? ''}.`)).toBe(true)
      expect(contentsOf(folder)).toEqual({ 'pile.pem': pile, 'former.pem': 'precious' })
    }
  })
})

it('a damaged log in a bundle takes nothing away from a whole one', async () => {
  const entry = (name: string, content: string) => ({ name: `tomcat/${name}`, content })
  const bundle = zip(
    { ...entry('application.log.1', 'CGEN6002'), claimedSize: 3 },
    entry('application.log', 'CSEC9002'),
  )
  const folder = Folder.with({ 'bundle.zip': bundle })
  const ran = await runHarmlessly(folder, ['explain', folder.at('bundle.zip')])
  expect(ran.exitCode).toBe(2)
  expect(ran.stdout).toContain('CSEC9002')
  expect(inOneLine(ran.stderr)).toContain('bundle.zip/tomcat/application.log.1 is damaged')
  expect(JSON.parse((await run(['explain', folder.at('bundle.zip'), '--json'])).stdout)).toMatchObject({
    explanations: [{ file: folder.at('bundle.zip/tomcat/application.log'), code: 'CSEC9002' }],
  })
})
