import { describe, expect, it } from 'vitest'
import { completionScript } from '../../../electron/commands/completion.ts'
import { sampleProgram } from './completion-sample.ts'

const script = completionScript('powershell', sampleProgram())
const rows = script.split('\n').map((line) => line.trim())

/** The script with what stands in quotes and comments taken out; throws for a quote that stays open. */
function bare(text: string): string {
  const rest = text.replace(/#.*$|'(?:[^'\n]|'')*'|"[^"\n]*"/gm, '')
  if (/['"]/.test(rest)) throw new Error(`open quote: ${rest}`)
  return rest
}

/** What is still open at the end, in the order of opening; a bracket that closes another stays. */
function openBrackets(text: string): string {
  let open = text.replace(/[^()[\]{}]/g, '')
  for (let before = ''; before !== open;) {
    before = open
    open = open.replace(/\(\)|\[\]|\{\}/g, '')
  }
  return open
}

describe('completion script for PowerShell', () => {
  it('closes each quote and bracket', () => {
    expect(openBrackets(bare(script))).toBe('')
  })

  it('is registered for the native command, with the parameters of a native completer', () => {
    expect(rows).toContain('Register-ArgumentCompleter -Native -CommandName ome-chain -ScriptBlock {')
    expect(rows).toContain('param($wordToComplete, $commandAst, $cursorPosition)')
  })

  it('is ASCII, so that no code page garbles it and no typographic quote ends a string', () => {
    expect(script).toMatch(/^[\n -~]*$/)
    expect(rows).toContain(
      `[pscustomobject]@{ Command = 'check'; Names = '--csr'; About = [regex]::Unescape('V\\u00e9rifie l''objet : [la] "cha\\u00eene" $HOME \`id\` $(id) d\\u2019OME \\u005c fin') }`,
    )
  })

  it('holds its tables, and no description that is empty', () => {
    expect(rows).toContain(`[pscustomobject]@{ Command = 'assemble'; Names = '-o --output'; About = '-o --output' }`)
    expect(rows).toContain(`[pscustomobject]@{ Command = 'csr'; Names = 'show'; About = 'show' }`)
    expect(rows).toContain(`'check/--upload' { 'chain', 'certificate'; break }`)
    expect(rows).toContain(`'check/--host' { '@free'; break }`)
    expect(rows).toContain(`'check/[0-9]*' { '@file'; break }`)
    expect(rows).toContain(`'compare/--all' { '@folder'; break }`)
    expect(rows).toContain(`'csr show/0' { '@file'; break }`)
    expect(script).not.toContain("About = ''")
  })

  it('uses nothing that PowerShell 5.1 lacks', () => {
    expect(bare(script)).not.toMatch(/\?\?|\?\.|&&|\|\||\s\?\s/)
  })
})
