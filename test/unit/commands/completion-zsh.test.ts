import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { env } from 'node:process'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completionScript } from '../../../electron/commands/completion.ts'
import { lines, plain, sampleFolder, sampleProgram, trickyAbout } from './completion-sample.ts'

const isHere = spawnSync('zsh', ['-f', '-c', 'zmodload zsh/zpty']).status === 0

/**
 * A zsh at a terminal of its own, where each line is typed and Tab pressed; compadd writes down what it is given, and
 * how it is shown.
 */
const typist = `
zmodload zsh/zpty
zpty -b z zsh -f -i
zpty -w z "source $HELPER/inner"
zpty -r z heard '*<ready>*'
for line in "\${(@f)$(<$HELPER/lines)}"; do
  zpty -w -n z "ome-chain $line"$'\\t'
  zpty -r z heard '*<done>*'
done
zpty -d z
`
const inner = (load: string): string => `
PS1=
TERM=dumb
unsetopt beep list_beep
autoload -Uz compinit
${load}
compadd() {
  if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then
    builtin compadd "$@"
    return
  fi
  local -a offers shown
  local at=\${@[(i)-d]}
  (( at < $# )) && shown=("\${(@P)\${@[at+1]}}")
  builtin compadd -A offers "$@"
  print -rl -- $offers >> $HELPER/offers
  print -rl -- $shown >> $HELPER/shown
  builtin compadd "$@"
}
tab() {
  zle list-choices
  print '<end>' >> $HELPER/offers
  BUFFER=
  print -n '<done>'
}
zle -N tab
bindkey '\\t' tab
print '<rea''dy>'
`

describe.runIf(isHere)('completion in zsh', () => {
  let folder = ''
  let helper = ''
  const script = completionScript('zsh', sampleProgram())
  beforeAll(() => {
    folder = sampleFolder()
    helper = sampleFolder()
  })
  afterAll(() => {
    rmSync(folder, { recursive: true })
    rmSync(helper, { recursive: true })
  })

  function type(load: string): string[][] {
    writeFileSync(join(helper, 'script'), script)
    mkdirSync(join(helper, 'functions'), { recursive: true })
    writeFileSync(join(helper, 'functions/_ome-chain'), script)
    writeFileSync(join(helper, 'inner'), inner(load))
    writeFileSync(join(helper, 'lines'), lines.map(([typed]) => typed).join('\n'))
    writeFileSync(join(helper, 'offers'), '')
    const { stderr } = spawnSync('zsh', ['-f', '-c', typist], {
      cwd: folder,
      env: { ...env, HELPER: helper },
      encoding: 'utf8',
      timeout: 50_000,
    })
    expect(stderr).toBe('')
    return readFileSync(join(helper, 'offers'), 'utf8')
      .split('<end>\n')
      .map((part) => plain(part.split('\n')))
  }

  const ways: Readonly<Record<string, string>> = {
    'sourced after compinit': 'compinit -u -D; source $HELPER/script',
    'sourced without compinit': 'ZDOTDIR=$HELPER; source $HELPER/script',
    'a file of fpath': 'fpath=($HELPER/functions $fpath); compinit -u -D',
  }

  describe.each(Object.entries(ways))('%s', (_, load) => {
    let offered: string[][] = []
    beforeAll(() => {
      offered = type(load)
    }, 60_000)

    it.each(lines.map(([typed, offers], row) => ({ typed, offers, row })))('$typed', ({ offers, row }) => {
      expect([...new Set(offered[row])]).toEqual([...offers].sort())
    })

    it('shows descriptions as they are', () => {
      expect(readFileSync(join(helper, 'shown'), 'utf8')).toContain(trickyAbout)
    })
  })
})
