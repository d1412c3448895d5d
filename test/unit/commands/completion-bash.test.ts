import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { platform } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completionScript } from '../../../electron/commands/completion.ts'
import { lines, plain, sampleFolder, sampleProgram } from './completion-sample.ts'

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`

// What Windows calls bash may be another system's.
describe.runIf(platform !== 'win32')('completion in bash', () => {
  let folder = ''
  beforeAll(() => {
    folder = sampleFolder()
  })
  const script = completionScript('bash', sampleProgram())
  afterAll(() => rmSync(folder, { recursive: true }))

  /** What stands in COMPREPLY once these words are typed, of which the last is to be completed. */
  function reply(words: readonly string[], wordBreaks: string): string[] {
    const typed = words.map(quoted).join(' ')
    const call = `COMP_WORDBREAKS=${quoted(wordBreaks)} COMP_WORDS=(${typed}) COMP_CWORD=${words.length - 1}
      _ome_chain; printf '%s\\n' "\${COMPREPLY[@]}"`
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-c', `${script}\n${call}`], {
      cwd: folder,
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    return stdout.split('\n').filter((line) => line !== '')
  }

  /** bash 4 and later hands over what stands around = apart; and readline keeps what stands before it. */
  it.each(lines)('%j gives %j', (typed, offers) => {
    const words = typed.split(' ').flatMap((word) => word.split(/(?<==)|(?==)/))
    expect(plain(reply(['ome-chain', ...words], ' =:'))).toEqual([...offers].sort())
  })

  it.each(lines)('bash 3.2, which leaves words whole: %j gives %j', (typed, offers) => {
    const words = ['ome-chain', ...typed.split(' ')]
    expect(plain(reply(words, ' =:'))).toEqual([...offers].sort())
  })

  it.each(lines)('= that parts no words: %j gives %j', (typed, offers) => {
    expect(plain(reply(['ome-chain', ...typed.split(' ')], ' '))).toEqual([...offers].sort())
  })

  it('offers the options where every argument is given, and never an option twice', () => {
    expect(reply(['ome-chain', 'csr', 'show', 'a.pem', ''], ' =:')).toEqual([
      '--json',
      '--lang',
      '--no-color',
      '-h',
      '--help',
    ])
    expect(reply(['ome-chain', 'csr', 'show', '--lang', 'fr', 'a.pem', '--json', '-h', '-'], ' =:')).toEqual([
      '--no-color',
    ])
  })

  it('gives what readline is to put after the last =, with or without words that are parted there', () => {
    expect(reply(['ome-chain', 'check', 'x', '=', 'y'], ' =:')).toEqual(['y.pem'])
    expect(reply(['ome-chain', 'check', '--csr', '=', 'x', '=', 'y'], ' =:')).toEqual(['y.pem'])
    expect(reply(['ome-chain', 'check', '--csr=x=y'], ' :')).toEqual(['--csr=x=y.pem'])
  })
})
