import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Quoting, quotings } from '../../../../electron/ca/recipes/quoting.ts'
import type { CommandValues } from '../../../../electron/ca/recipes/recipe.ts'
import { recipes } from '../../../../electron/ca/recipes/recipes.ts'

/*
 * Every command for sh, of every recipe, with names that would end a word, begin a comment or run a command, were they
 * not quoted. In place of the programs stand ones that write down their arguments.
 */

const stem = `Büro d'OME "$(: > pwned)" \`: > pwned\` ; : > pwned #1`
const values: CommandValues = {
  host: `-host'; : > pwned; "ö"`,
  dnsNames: ['oment-310.example.com', 'oment-310'],
  addresses: ['192.0.2.10', '2001:db8::10'],
  csrFile: `${stem}.csr`,
  stem,
  certificateFile: `${stem}.cer`,
  chainFile: `${stem}.p7b`,
  extensionFile: `${stem}.ext`,
  template: `Vorlage für 'OME' $(: > pwned) | : > pwned`,
  days: 397,
}

interface Quoted {
  readonly recipe: string
  readonly way: string
  readonly step: string
  readonly text: string
  /** What stood between quotation marks, as it should arrive. */
  readonly words: readonly string[]
}

const commands: readonly Quoted[] = recipes.flatMap(({ id: recipe, ways }) =>
  ways.flatMap(({ id: way, steps }) =>
    steps.flatMap(({ id: step, copied }) => {
      if (copied?.kind !== 'sh') return []
      const words: string[] = []
      const noting: Quoting = {
        word: (text) => (words.push(text), quotings.sh.word(text)),
        file: (name) => (words.push(`./${name}`), quotings.sh.file(name)),
      }
      return [{ recipe, way, step, text: copied.write(values, noting), words }]
    }),
  ),
)

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commands-'))
  mkdirSync(join(folder, 'programs'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

/** Whatever could be a program's name in `text`. */
const programsIn = (text: string): readonly string[] => [
  ...new Set(
    [...text.matchAll(/(?:^|[\n|;&(])\s*(?:\w+=\S*\s+)*((?:\.\/)?[a-z][\w.-]*)/g)].map(([, name = '']) => name),
  ),
]

/** The arguments that the programs in a command get, all together. */
function argumentsIn(text: string): readonly string[] {
  const log = join(folder, 'log')
  for (const program of programsIn(text)) {
    const path = join(folder, program.startsWith('./') ? '' : 'programs', program)
    writeFileSync(path, `#!/bin/sh\nprintf '%s\\0' "$@" >> '${log}'\n`)
    chmodSync(path, 0o755)
  }
  spawnSync('/bin/sh', ['-c', text], { cwd: folder, env: { PATH: join(folder, 'programs') }, input: '' })
  return existsSync(log) ? readFileSync(log, 'utf8').split('\0') : []
}

describe.each(commands.map((command) => [`${command.recipe} ${command.way} ${command.step}`, command] as const))(
  'the command of %s',
  (_, { text, words }) => {
    it('is one that sh can read', () => {
      const { status, stderr } = spawnSync('sh', ['-n', '-c', text])
      expect(stderr.toString()).toBe('')
      expect(status).toBe(0)
    })

    it('brings each name through whole, and runs nothing that stands in one', () => {
      const got = argumentsIn(text)
      const lost = words.filter((word) => !got.some((argument) => argument.endsWith(word)) && !isWritten(word))
      expect(lost).toEqual([])
      expect(existsSync(join(folder, 'pwned'))).toBe(false)
    })
  },
)

/** What a command's output goes to is no argument of a program. */
const isWritten = (word: string): boolean => existsSync(join(folder, word))

it('there are commands for sh', () => {
  expect(commands.length).toBeGreaterThan(10)
})
