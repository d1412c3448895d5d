import { Argument, Command } from 'commander'
import { describe, expect, it } from 'vitest'
import { completionScript, shells } from '../../../electron/commands/completion.ts'
import { sampleProgram } from './completion-sample.ts'

const linesOf = (script: string): string[] => script.split('\n').map((line) => line.trim())

describe.each(shells)('completion script for %s', (shell) => {
  const script = completionScript(shell, sampleProgram())

  it('names every command and option, but none that is hidden and no help command of commander', () => {
    for (const name of ['check', 'show', 'upload', 'output', 'certificate', 'powershell'])
      expect(script).toContain(name)
    expect(script).not.toContain('secret')
    expect(script).not.toMatch(/csr[ /]help|csr__help/)
  })

  it('never starts the program: its name stands in comments, as the name to complete, and in names of functions', () => {
    const code = script
      .replace(/^#.*$/gm, '')
      .replace(/(-c|-CommandName|compdef _ome-chain|-F _ome_chain) ome-chain/g, '')
    expect(code).not.toMatch(/(?<!_)ome-chain/)
  })

  it('has descriptions on one line, and none that is a whole paragraph of its own', () => {
    expect(script).not.toContain('as lines\n')
  })

  it('follows the tree: another program gives another script', () => {
    const other = new Command('ome-chain')
    other.command('sign').addArgument(new Argument('<how>').choices(['now', "l'an"]))
    expect(completionScript(shell, other)).toContain('sign')
    expect(completionScript(shell, other)).not.toContain('upload')
  })
})

describe('completion script for bash', () => {
  const script = linesOf(completionScript('bash', sampleProgram()))

  it('holds its tables', () => {
    expect(script).toContain("'csr show') commands=() options=(--json --lang --no-color '-h --help') ;;")
    expect(script).toContain("'assemble/-o'|'assemble/--output') values=(@file) ;;")
    expect(script).toContain('complete -o bashdefault -F _ome_chain ome-chain')
  })

  it('uses nothing that bash 3.2 lacks', () => {
    expect(script.join('\n')).not.toMatch(
      /mapfile|readarray|declare -A|local -A|\$\{\w+(,,|\^\^|@\w\})|&>>|\|&|local -n/,
    )
  })
})

describe('completion script for zsh', () => {
  const script = linesOf(completionScript('zsh', sampleProgram()))

  it('starts as a file of fpath has to, and quotes what _arguments and the shell would read', () => {
    expect(script[0]).toBe('#compdef ome-chain')
    expect(script).toContain(`'--upload=[what goes up]:kind:(chain certificate)' \\`)
    expect(script).toContain(`'(-o --output)'{-o+,--output=}'[]:file:_files' \\`)
    expect(script).toContain(`'--all=[]:folder:_files -/' \\`)
    expect(script).toContain(
      `'--csr=[Vérifie l'\\''objet \\: \\[la\\] "chaîne" $HOME \`id\` $(id) d’OME \\\\ fin]:file:_files' \\`,
    )
  })
})

describe('completion script for fish', () => {
  const script = linesOf(completionScript('fish', sampleProgram()))

  it('has a line for each word, under its condition', () => {
    expect(script).toContain('complete -c ome-chain -f')
    expect(script).toContain(`complete -c ome-chain -n '__ome_chain_at \\'csr\\' 0' -a 'show'`)
    expect(script).toContain(
      `complete -c ome-chain -n '__ome_chain_lacks \\'assemble\\' -o --output' -s o -l output -r -F`,
    )
    expect(script).toContain(
      `complete -c ome-chain -n '__ome_chain_lacks \\'check\\' --upload' -l upload -r -f -a 'chain certificate' -d 'what goes up'`,
    )
  })
})
