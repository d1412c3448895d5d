import type { Argument, Command, Option } from 'commander'

/** What may stand somewhere: one of these words, the path of a file or folder, or what only the user knows. */
export type Value = readonly string[] | 'file' | 'folder' | 'free'

export interface OptionNode {
  /** Short before long, as it is declared. */
  readonly names: readonly string[]
  readonly about: string
  /** None where the option takes no value. */
  readonly value: { readonly name: string; readonly kind: Value } | undefined
}

export interface ArgumentNode {
  readonly name: string
  readonly kind: Value
  readonly isVariadic: boolean
}

/** A command with what may follow it, free of commander. */
export interface CommandNode {
  /** The words that lead here, without the program's own name. */
  readonly path: readonly string[]
  readonly about: string
  readonly commands: readonly CommandNode[]
  readonly options: readonly OptionNode[]
  readonly args: readonly ArgumentNode[]
}

export function treeOf(command: Command, path: readonly string[] = []): CommandNode {
  return {
    path,
    about: oneLine(command.description()),
    commands: visibleCommands(command).map((child) => treeOf(child, [...path, child.name()])),
    options: command.createHelp().visibleOptions(command).map(optionNode),
    args: command.registeredArguments.map(argumentNode),
  }
}

/** Without the `help` that commander adds by itself: `--help` says the same. */
const visibleCommands = (command: Command): Command[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .filter((child) => command.commands.includes(child))

export const withDescendants = (node: CommandNode): CommandNode[] => [node, ...node.commands.flatMap(withDescendants)]

function optionNode(option: Option): OptionNode {
  const takesValue = option.required || option.optional
  const name = /[<[]([^\]>.]+)/.exec(option.flags)?.[1] ?? 'value'
  return {
    names: [option.short, option.long].filter((flag) => flag !== undefined),
    about: oneLine(option.description),
    value: takesValue ? { name, kind: option.argChoices ?? kindOf(name, 'free') } : undefined,
  }
}

/** An argument is a file unless it says otherwise: its name tells rather which part the file plays (`[source]`). */
const argumentNode = (argument: Argument): ArgumentNode => ({
  name: argument.name(),
  kind: argument.argChoices ?? kindOf(argument.name(), 'file'),
  isVariadic: argument.variadic,
})

function kindOf(name: string, otherwise: Value): Value {
  if (name === 'file' || name === 'folder') return name
  return name === 'serial' ? 'free' : otherwise
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
