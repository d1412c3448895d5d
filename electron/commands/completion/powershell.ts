import { type ArgumentNode, type CommandNode, type Value, withDescendants } from './tree.ts'

/**
 * Two tables, what stands in a command and which values an option or argument takes, and what reads them. All in ASCII:
 * Windows PowerShell 5.1 reads the output of a program in another code page, and takes a typographic quote for a quote.
 */
export function powershell(root: CommandNode): string {
  const nodes = withDescendants(root)
  return `# ome-chain in PowerShell. In $PROFILE: ome-chain completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName ome-chain -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)

    # Subcommands and options of a command.
    $words = @(
${nodes.flatMap(rows).join('\n')}
    )

    # What an option (check/--csr) or the argument at a position (check/0) takes; nothing where it takes no value.
    $valuesOf = {
        param($key)
        switch -Wildcard -CaseSensitive ($key) {
${nodes.flatMap(valueCases).join('\n')}
        }
    }
${body}
}`
}

const rows = ({ path, commands, options }: CommandNode): string[] => [
  ...commands.map((child) => row(path, child.path.slice(-1), child.about)),
  ...options.map(({ names, about }) => row(path, names, about)),
]

/** PowerShell refuses an empty description. */
const row = (path: readonly string[], names: readonly string[], about: string): string =>
  `        [pscustomobject]@{ Command = ${quoted(path.join(' '))}; Names = ${quoted(names.join(' '))}; About = ${quoted(about || names.join(' '))} }`

function valueCases({ path, options, args }: CommandNode): string[] {
  const line = (name: string, kind: Value): string =>
    `            ${quoted(`${path.join(' ')}/${name}`)} { ${words(kind)}; break }`
  return [
    ...options.flatMap(({ names, value }) => (value ? names.map((name) => line(name, value.kind)) : [])),
    ...args.map((argument, position) => line(positions(argument, position), argument.kind)),
  ]
}

/** A variadic argument is the last: it gets every position that no earlier case has. */
const positions = ({ isVariadic }: ArgumentNode, position: number): string => (isVariadic ? '[0-9]*' : String(position))

const words = (kind: Value): string => (typeof kind === 'string' ? `'@${kind}'` : kind.map(quoted).join(', '))

function quoted(text: string): string {
  const single = `'${text.replaceAll("'", "''")}'`
  if (/^[ -~]*$/.test(text)) return single
  const codes = single.replace(/[^ -~]|\\/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
  return `[regex]::Unescape(${codes})`
}

const body = `
    # Which command the words before this one have led to, and the option that waits for its value.
    $command = ''
    $count = 0
    $option = ''
    $given = @()
    $ended = $false
    foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        $isPlain = $element -is [System.Management.Automation.Language.StringConstantExpressionAst]
        $word = if ($isPlain) { $element.Value } else { $element.Extent.Text }
        if ($option) {
            $option = ''
        } elseif (-not $ended -and $word -ceq '--') {
            $ended = $true
        } elseif (-not $ended -and $word -match '^-.') {
            $given += @($word -split '=')[0]
            if (@(& $valuesOf "\${command}/\${word}").Count -gt 0) { $option = $word }
        } elseif ($count -eq 0 -and @($words | Where-Object { $_.Command -ceq $command -and $_.Names -ceq $word }).Count -gt 0) {
            $command = "\${command} \${word}".Trim()
        } else {
            $count++
        }
    }

    # A value stands in this word alone, or after an option and its =.
    $head = ''
    $key = "\${command}/\${count}"
    $isOption = $false
    if ($option) {
        $key = "\${command}/\${option}"
    } elseif (-not $ended -and $wordToComplete -match '^-[^=]*=') {
        $head = $Matches[0]
        $key = "\${command}/\${head}".TrimEnd('=')
    } else {
        $isOption = -not $ended -and $wordToComplete -match '^-'
    }
    $values = @(if (-not $isOption) { & $valuesOf $key })
    $isFree = $values -ccontains '@free'
    $isFolder = $values -ccontains '@folder'
    $isFile = $values -ccontains '@file'

    # Without an answer PowerShell offers files by itself, and knows best how to write their names.
    if ($isFile -and -not $head) { return }

    $commands = @($words | Where-Object { $_.Command -ceq $command -and $_.Names -notmatch '^-' })
    $options = @($words | Where-Object {
        $_.Command -ceq $command -and $_.Names -match '^-' -and -not ($_.Names -split ' ' | Where-Object { $given -ccontains $_ })
    })
    $isBare = -not $option -and -not $head -and -not $isOption
    $isDone = $isBare -and -not $ended -and $values.Count -eq 0 -and $commands.Count -eq 0

    $answers = @(
        if ($isFile -or $isFolder) {
            [System.Management.Automation.CompletionCompleters]::CompleteFilename($wordToComplete.Substring($head.Length)) |
                Where-Object { $isFile -or $_.ResultType -eq 'ProviderContainer' } |
                ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($head + $_.CompletionText, $_.ListItemText, $_.ResultType, $_.ToolTip)
                }
        } elseif (-not $isFree) {
            foreach ($value in $values) {
                if (($head + $value).StartsWith($wordToComplete, [System.StringComparison]::OrdinalIgnoreCase)) {
                    [System.Management.Automation.CompletionResult]::new($head + $value, $value, 'ParameterValue', $value)
                }
            }
        }
        $entries = @(if ($isBare -and $count -eq 0) { $commands }) + @(if ($isOption -or $isDone) { $options })
        foreach ($entry in $entries) {
            foreach ($name in $entry.Names -split ' ') {
                if ($name.StartsWith($wordToComplete, [System.StringComparison]::OrdinalIgnoreCase)) {
                    $kind = if ($name.StartsWith('-')) { 'ParameterName' } else { 'ParameterValue' }
                    [System.Management.Automation.CompletionResult]::new($name, $name, $kind, $entry.About)
                }
            }
        }
    )

    # A null keeps PowerShell from offering files where none belongs.
    if ($answers.Count -eq 0) { return $null }
    $answers`
