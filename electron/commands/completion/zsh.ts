import { type ArgumentNode, type CommandNode, type OptionNode, type Value, withDescendants } from './tree.ts'

/** One function for each command, which hands what zsh's own _arguments wants to know of it. */
export function zsh(root: CommandNode): string {
  return `#compdef ome-chain
# ome-chain in zsh. In ~/.zshrc: source <(ome-chain completion zsh)
# Or as a file named _ome-chain in a folder of $fpath.

${withDescendants(root).map(commandFunction).join('\n\n')}

if [[ $funcstack[1] == _ome-chain ]]; then
  _ome-chain "$@"
else
  if (( ! $+functions[compdef] )); then
    autoload -Uz compinit
    compinit -i
  fi
  compdef _ome-chain ome-chain
fi`
}

const functionOf = (path: readonly string[]): string => ['_ome-chain', ...path].join('__')

const commandFunction = (node: CommandNode): string =>
  node.commands.length > 0 ? parentFunction(node) : leafFunction(node)

/** `-S`: no options after `--`. */
const leafFunction = (node: CommandNode): string => `${functionOf(node.path)}() {
  _arguments -S \\
${list([...node.options.map(optionSpec), ...node.args.map(argumentSpec)])}
}`

/** `-A`: what follows a subcommand is its own, options too. */
const parentFunction = ({ path, commands, options }: CommandNode): string => `${functionOf(path)}() {
  local curcontext=$curcontext state state_descr line ret=1
  local -a commands
  typeset -A opt_args
  _arguments -S -C -A '-*' \\
${list([...options.map(optionSpec), "'1: :->command'", "'*:: :->rest'"])} && ret=0
  case $state in
    command)
      commands=(
${commands.map((child) => `        ${described(child)}`).join('\n')}
      )
      _describe -t commands command commands && ret=0
      ;;
    rest)
      case $words[1] in
${commands.map((child) => `        ${quoted(child.path.at(-1) ?? '')}) ${functionOf(child.path)} && ret=0 ;;`).join('\n')}
      esac
      ;;
  esac
  return ret
}`

const list = (specs: readonly string[]): string => specs.map((spec) => `    ${spec}`).join(' \\\n')

const described = ({ path, about }: CommandNode): string => quoted(`${inField(path.at(-1) ?? '')}:${inField(about)}`)

/** Both names exclude each other and themselves; the value stands after a space or `=`, that of `-o` also at once. */
function optionSpec({ names, about, value }: OptionNode): string {
  const flags = names.map((name) => (value ? `${name}${name.startsWith('--') ? '=' : '+'}` : name))
  const rest = `[${inBrackets(about)}]${value ? `:${inField(value.name)}:${action(value.kind)}` : ''}`
  if (flags.length < 2) return quoted(`${flags.join('')}${rest}`)
  return `${quoted(`(${names.join(' ')})`)}{${flags.join(',')}}${quoted(rest)}`
}

const argumentSpec = ({ name, kind, isVariadic }: ArgumentNode): string =>
  quoted(`${isVariadic ? '*' : ''}:${inField(name)}:${action(kind)}`)

/** A single space is how _arguments is told that there is nothing to offer. */
function action(kind: Value): string {
  if (kind === 'file') return '_files'
  if (kind === 'folder') return '_files -/'
  if (kind === 'free') return ' '
  return `(${kind.map((word) => word.replace(/[^\w.,@/-]/g, '\\$&')).join(' ')})`
}

/** Colons part the fields of what _describe and _arguments read. */
const inField = (text: string): string => text.replace(/[\\:]/g, '\\$&')

const inBrackets = (text: string): string => text.replace(/[\\:[\]]/g, '\\$&')

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`
