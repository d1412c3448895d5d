import { type ArgumentNode, type CommandNode, type Value, withDescendants } from './tree.ts'

/**
 * Two tables, what stands in a command and which values an option or argument takes, and the functions that read them.
 * It keeps to what macOS has: bash 3.2, and no bash-completion.
 */
export function bash(root: CommandNode): string {
  const nodes = withDescendants(root)
  return `# ome-chain in bash. In ~/.bashrc: eval "$(ome-chain completion bash)"

# Subcommands and options of a command.
_ome_chain_words() {
  commands=() options=()
  case $1 in
${nodes.map(wordsCase).join('\n')}
  esac
}

# What an option (check/--csr) or the argument at a position (check/0) takes; nothing where it takes no value.
_ome_chain_values() {
  values=()
  case $1 in
${nodes.flatMap(valueCases).join('\n')}
  esac
}
${functions}`
}

const wordsCase = ({ path, commands, options }: CommandNode): string => {
  const names = commands.map(({ path: words }) => quoted(words.at(-1) ?? ''))
  const flags = options.map((option) => quoted(option.names.join(' ')))
  return `    ${quoted(path.join(' '))}) commands=(${names.join(' ')}) options=(${flags.join(' ')}) ;;`
}

function valueCases({ path, options, args }: CommandNode): string[] {
  const key = (name: string): string => quoted(`${path.join(' ')}/${name}`)
  return [
    ...options.flatMap(({ names, value }) =>
      value ? [`    ${names.map(key).join('|')}) values=(${words(value.kind)}) ;;`] : [],
    ),
    ...args.map(
      (argument, position) => `    ${positions(key, argument, position)}) values=(${words(argument.kind)}) ;;`,
    ),
  ]
}

/** A variadic argument is the last: it gets every position that no earlier case has. */
const positions = (key: (name: string) => string, { isVariadic }: ArgumentNode, position: number): string =>
  isVariadic ? `${key('')}[0-9]*` : key(String(position))

const words = (kind: Value): string => (typeof kind === 'string' ? `@${kind}` : kind.map(quoted).join(' '))

const quoted = (text: string): string => (/^[\w-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`)

const functions = `
# The words up to the cursor. bash 4 and later hands over what stands around =, : and @ apart.
_ome_chain_read() {
  local i glued='' last=-1
  for ((i = 1; i <= COMP_CWORD; i++)); do
    if [[ $last -ge 0 && ( -n $glued || \${COMP_WORDS[i]} == [=:@]* ) ]]; then
      typed[last]+=\${COMP_WORDS[i]}
    else
      last=$((last + 1))
      typed[last]=\${COMP_WORDS[i]}
    fi
    glued=''
    [[ \${COMP_WORDS[i]} == [=:@]* ]] && glued=yes
  done
  current=\${typed[last]}
  unset 'typed[last]'
}

# Which command the words have led to, the option that waits for its value, and how many arguments there are.
_ome_chain_walk() {
  local word
  for word in "\${typed[@]}"; do
    if [[ -n $option ]]; then
      option=''
    elif [[ -z $ended && $word == -- ]]; then
      ended=yes
    elif [[ -z $ended && $word == -?* ]]; then
      given+="\${word%%=*} "
      _ome_chain_values "$command/$word"
      [[ \${#values[@]} -gt 0 ]] && option=$word
    else
      _ome_chain_descend "$word" || count=$((count + 1))
    fi
  done
}

# Goes into the subcommand of that name, if there is one here.
_ome_chain_descend() {
  local name
  for name in "\${commands[@]}"; do
    [[ $count -eq 0 && $1 == "$name" ]] || continue
    command=\${command:+$command }$name
    _ome_chain_words "$command"
    return 0
  done
  return 1
}

# Readline puts an answer in the place of what follows the last =, : or @, where these part words: $1 without the rest.
_ome_chain_answer() {
  local mark kept=''
  for mark in = : @; do
    [[ $COMP_WORDBREAKS == *"$mark"* && $current == *"$mark"* ]] || continue
    mark=\${current%"$mark"*}$mark
    [[ \${#mark} -gt \${#kept} ]] && kept=$mark
  done
  COMPREPLY+=("\${1#"$kept"}")
}

# Offers what fits of the words from $2 on. $1 stands before them in the same word: an option and its =.
_ome_chain_offer() {
  local head=$1 word
  shift
  for word in "$@"; do
    [[ $head$word == "$current"* ]] && _ome_chain_answer "$head$word"
  done
}

# compgen has looked which paths fit, and understands quotes. bash 3.2 has no compopt; there, all answers count as paths.
_ome_chain_offer_paths() {
  local head=$1 path
  compopt -o filenames -o "$3" 2>/dev/null
  while IFS= read -r path; do
    _ome_chain_answer "$head$path"
  done < <(compgen "$2" -- "\${current#"$head"}")
}

_ome_chain_offer_values() {
  case \${values[0]} in
    @file) _ome_chain_offer_paths "$1" -f default ;;
    @folder) _ome_chain_offer_paths "$1" -d dirnames ;;
    @free) ;;
    *) _ome_chain_offer "$1" "\${values[@]}" ;;
  esac
}

# Options that have not been given, under both names.
_ome_chain_offer_options() {
  local names name
  for names in "\${options[@]}"; do
    for name in $names; do
      [[ $given == *" $name "* ]] && continue 2
    done
    _ome_chain_offer '' $names
  done
}

_ome_chain() {
  local current='' command='' count=0 option='' given=' ' ended='' IFS=$' \\t\\n'
  local -a typed commands options values
  COMPREPLY=()
  _ome_chain_words ''
  _ome_chain_read
  _ome_chain_walk
  if [[ -n $option ]]; then
    _ome_chain_values "$command/$option"
    _ome_chain_offer_values ''
  elif [[ -z $ended && $current == -*=* ]]; then
    _ome_chain_values "$command/\${current%%=*}"
    _ome_chain_offer_values "\${current%%=*}="
  elif [[ -z $ended && $current == -* ]]; then
    _ome_chain_offer_options
  else
    _ome_chain_values "$command/$count"
    [[ $count -eq 0 ]] && _ome_chain_offer '' "\${commands[@]}"
    _ome_chain_offer_values ''
    [[ -z $ended && \${#values[@]} -eq 0 && \${#commands[@]} -eq 0 ]] && _ome_chain_offer_options
  fi
  return 0
}

if type compopt >/dev/null 2>&1; then
  complete -o bashdefault -F _ome_chain ome-chain
else
  complete -o bashdefault -o filenames -F _ome_chain ome-chain
fi`
