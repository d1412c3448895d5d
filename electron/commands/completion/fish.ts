import { type ArgumentNode, type CommandNode, type OptionNode, type Value, withDescendants } from './tree.ts'

/** One line for each word that there is to offer, with the condition under which it is. */
export function fish(root: CommandNode): string {
  const nodes = withDescendants(root)
  return `# ome-chain in fish. Once, as a file: ome-chain completion fish > ~/.config/fish/completions/ome-chain.fish

# Says of the words before the cursor: the command they have led to, how many arguments it has, and its options.
function __ome_chain_state
    set -l command
    set -l count 0
    set -l given
    set -l option
    set -l ended
    set -l words (commandline -opc)
    set -e words[1]
    for word in $words
        if set -q option[1]
            set -a given $option
            set option
        else if set -q ended[1]
            set count (math $count + 1)
        else
            switch $word
                case --
                    set ended yes
                case '--*=*'
                    set -a given (string split -m 1 = -- $word)[1]
                case '-?*'
                    if __ome_chain_takes_value "$command" $word
                        set option $word
                    else
                        set -a given $word
                    end
                case '*'
                    if test $count -eq 0; and __ome_chain_has "$command" $word
                        set -a command $word
                    else
                        set count (math $count + 1)
                    end
            end
        end
    end
    echo "$command"
    echo $count
    printf '%s\\n' $given
end

function __ome_chain_has
    switch "$argv[1]/$argv[2]"
${cases(nodes.flatMap(({ commands, path }) => commands.map((child) => `${path.join(' ')}/${child.path.at(-1) ?? ''}`)))}
    end
end

function __ome_chain_takes_value
    switch "$argv[1]/$argv[2]"
${cases(nodes.flatMap(({ path, options }) => options.filter(({ value }) => value).flatMap(({ names }) => names.map((name) => `${path.join(' ')}/${name}`))))}
    end
end

# Is an argument of this command due: the one at this position, or any from there on?
function __ome_chain_at -a command position more
    set -l state (__ome_chain_state)
    test "$state[1]" = "$command"; or return
    test $state[2] -eq $position; or test -n "$more" -a $state[2] -gt $position
end

# Is this the command, without one of these options yet?
function __ome_chain_lacks -a command
    set -l state (__ome_chain_state)
    test "$state[1]" = "$command"; or return
    for name in $argv[2..-1]
        contains -- $name $state; and return 1
    end
    return 0
end

# The folders that fit, also after an option and its =.
function __ome_chain_folders
    set -l path (commandline -ct | string replace -r -- '^--[^=]*=' '')
    complete -C "'' $path" | string match -r '.*/$'
end

complete -c ome-chain -f
${nodes.flatMap(lines).join('\n')}`
}

const cases = (keys: readonly string[]): string =>
  `        case ${keys.map(quoted).join(' ')}\n            return 0\n        case '*'\n            return 1`

const lines = (node: CommandNode): string[] => [
  ...node.commands.map((child) => {
    const due = condition('__ome_chain_at', node, '0')
    return `complete -c ome-chain -n ${due} -a ${quoted(child.path.at(-1) ?? '')}${about(child.about)}`
  }),
  ...node.args.map((argument, position) => argumentLine(node, argument, position)),
  ...node.options.map((option) => optionLine(node, option)),
]

function argumentLine(node: CommandNode, { kind, isVariadic }: ArgumentNode, position: number): string {
  const due = condition('__ome_chain_at', node, String(position), ...(isVariadic ? ['more'] : []))
  return `complete -c ome-chain -n ${due} ${offered(kind)}`
}

function optionLine(node: CommandNode, { names, about: text, value }: OptionNode): string {
  const due = condition('__ome_chain_lacks', node, ...names)
  const flags = names.map((name) => (name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`))
  return `complete -c ome-chain -n ${due} ${flags.join(' ')}${value ? ` -r ${offered(value.kind)}` : ''}${about(text)}`
}

const condition = (test: string, { path }: CommandNode, ...rest: readonly string[]): string =>
  quoted([test, quoted(path.join(' ')), ...rest].join(' '))

/** `-f`: no files; `-F`: files although the first line says none. */
function offered(kind: Value): string {
  if (kind === 'file') return '-F'
  if (kind === 'folder') return "-f -a '(__ome_chain_folders)'"
  if (kind === 'free') return '-f'
  return `-f -a ${quoted(kind.map((word) => word.replace(/[^\w-]/g, '\\$&')).join(' '))}`
}

const about = (text: string): string => (text === '' ? '' : ` -d ${quoted(text)}`)

const quoted = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`
