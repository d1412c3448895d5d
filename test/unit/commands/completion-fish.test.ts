import { spawnSync } from 'node:child_process'
import { rmSync } from 'node:fs'
import { env } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completionScript } from '../../../electron/commands/completion.ts'
import { lines, plain, sampleFolder, sampleProgram, trickyAbout } from './completion-sample.ts'

const isHere = spawnSync('fish', ['--no-config', '-c', 'true']).status === 0

describe.runIf(isHere)('completion in fish', () => {
  let folder = ''
  afterAll(() => rmSync(folder, { recursive: true }))

  let offered: string[][] = []
  let about = ''
  beforeAll(() => {
    folder = sampleFolder()
    const ask = `for line in $argv; complete -C "ome-chain $line"; echo '<end>'; end`
    const script = `${completionScript('fish', sampleProgram())}\n${ask}`
    const { stdout, stderr } = spawnSync('fish', ['--no-config', '-c', script, ...lines.map(([typed]) => typed)], {
      cwd: folder,
      env: { ...env, HOME: folder, LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    })
    expect(stderr).toBe('')
    about = stdout
    offered = stdout.split('<end>\n').map((part) => part.split('\n').map((line) => line.replace(/\t.*/, '')))
  })

  it.each(lines.map(([typed, offers], row) => ({ typed, offers, row })))('$typed', ({ offers, row }) => {
    expect(plain(offered[row] ?? [])).toEqual([...offers].sort())
  })

  it('shows descriptions as they are', () => {
    expect(about).toContain(`check\t${trickyAbout}\n`)
    expect(about).toContain(`--csr\t${trickyAbout}\n`)
  })
})
