import { Argument, Command, CommanderError, Option } from 'commander'
import { RuleCrashed } from '../appliance/check.ts'
import {
  type Language,
  languageOf,
  languages,
  loadMessages,
  type MessageKey,
  type Messages,
} from '../messages/messages.ts'
import type { AssembleOptions } from './assemble.ts'
import { type CheckOptions, runCheck } from './check.ts'
import type { CompareOptions } from './compare.ts'
import { completionScript, type Shell, shells } from './completion.ts'
import type { Context, ExitCode, StandardInput } from './context.ts'
import { CommandFailed } from './failure.ts'
import { wrap } from './layout.ts'
import { Output } from './output.ts'

/** What the command gets from the process that runs it. */
export interface Surroundings {
  /** Without node and the script. */
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly stdin: () => StandardInput
  readonly stdout: ConstructorParameters<typeof Output>[0]
  readonly stderr: ConstructorParameters<typeof Output>[1]
  readonly version: string
  readonly now: number
}

/** Runs `ome-chain` and gives its exit code. The one place where failures and bugs become sentences. */
export async function runProgram(surroundings: Surroundings): Promise<ExitCode> {
  const { args, env, stdin, stdout, stderr, now } = surroundings
  const messages = await loadMessages(languageFor(args, env))
  const output = new Output(stdout, stderr, !args.includes('--no-color') && !env.NO_COLOR)
  const context: Context = { output, messages, now, stdin }
  const outcome: { exitCode: ExitCode } = { exitCode: 0 }
  try {
    await buildProgram(context, surroundings.version, outcome).parseAsync(args, { from: 'user' })
    return outcome.exitCode
  } catch (error) {
    return reportTrouble(error, context, env.OME_CHAIN_DEBUG !== undefined)
  }
}

/** `--lang` first, then the locale of the environment as POSIX ranks it. */
export function languageFor(args: readonly string[], env: Surroundings['env']): Language {
  const flag = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='))
  const asked = args[flag]?.startsWith('--lang=') ? args[flag].slice('--lang='.length) : args[flag + 1]
  if (flag >= 0) return languageOf(asked)
  const locale = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value)
  return languageOf(locale ?? Intl.DateTimeFormat().resolvedOptions().locale)
}

function reportTrouble(error: unknown, { output, messages }: Context, isDebugging: boolean): ExitCode {
  if (error instanceof CommandFailed) {
    output.error(`${error.report.detail}\n${wrap(`→ ${error.report.remedy}`, output.columns)}`)
    return error.exitCode
  }
  // Help and version have been printed; wrong usage has been said by commander.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  const rule = error instanceof RuleCrashed ? error.rule : ''
  output.error(
    wrap(messages.text('terminal.bug', { rule, name: error instanceof Error ? error.name : 'Error' }), output.columns),
  )
  if (isDebugging && error instanceof Error) output.error(String(error.stack))
  return 2
}

/** The commands of the program, for running and for shell completion. */
function buildProgram(context: Context, version: string, outcome: { exitCode: ExitCode }): Command {
  const { messages, output } = context
  const text = (key: MessageKey) => messages.text(key)
  const program = new Command('ome-chain')
    .description(text('command.about'))
    .version(version, '-V, --version', text('command.version'))
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (help) => output.line(help.trimEnd()),
      writeErr: (trouble) => output.error(trouble.trimEnd()),
    })

  const add = (parent: Command, name: string, about: MessageKey, examples: MessageKey): Command =>
    parent
      .command(name)
      .description(text(about))
      .addHelpText('after', `\n${text('command.examples')}\n${text(examples)}`)

  const inFile = new Argument('<file...>', text('command.file'))
  const json = ['--json', text('command.json')] as const
  const at = ['--at <time>', text('command.at')] as const
  const csr = ['--csr <file>', text('command.csr')] as const

  add(program, 'check', 'command.check.about', 'command.check.examples')
    .addArgument(inFile)
    .option(...csr)
    .addOption(new Option('--upload <kind>', text('command.upload')).choices(['chain', 'certificate']).default('chain'))
    .option(...at)
    .option('--host <name>', text('command.host'))
    .addOption(new Option('--jsonl', text('command.jsonl')).conflicts('json'))
    .option(...json)
    .action(async (files: string[], options: CheckOptions & { jsonl?: boolean }, command: Command) => {
      const [file] = files
      if (options.jsonl) {
        outcome.exitCode = await (await import('./check-stream.ts')).runCheckStream(files, options, context)
      } else if (file !== undefined && files.length === 1) {
        outcome.exitCode = await runCheck(file, options, context)
      } else command.error(`error: ${text('command.oneFile')}`)
    })

  add(program, 'compare', 'command.compare.about', 'command.compare.examples')
    .argument('[source]', text('command.compare.source'))
    .argument('[target]', text('command.compare.target'))
    .option('--source-csr <file>', text('command.compare.sourceCsr'))
    .option('--target-csr <file>', text('command.compare.targetCsr'))
    .option('--all <folder>', text('command.compare.all'))
    .option(...at)
    .option(...json)
    .action(
      async (
        source: string | undefined,
        target: string | undefined,
        options: CompareOptions & { all?: string },
        command: Command,
      ) => {
        if (options.all !== undefined && source === undefined) {
          outcome.exitCode = await (await import('./compare-all.ts')).runCompareAll(options.all, options, context)
        } else if (options.all === undefined && source !== undefined && target !== undefined) {
          outcome.exitCode = await (await import('./compare.ts')).runCompare(source, target, options, context)
        } else command.error(`error: ${text('command.compare.usage')}`)
      },
    )

  add(program, 'assemble', 'command.assemble.about', 'command.assemble.examples')
    .addArgument(new Argument('<file...>', text('command.anyFile')))
    .requiredOption('-o, --output <file>', text('command.assemble.output'))
    .option(...csr)
    .option('--leaf <name>', text('command.assemble.leaf'))
    .option(...at)
    .option('--password-file <file>', text('command.assemble.passwordFile'))
    .option('--force', text('command.assemble.force'))
    .option('--partial', text('command.assemble.partial'))
    .option('--explain', text('command.assemble.explain'))
    .option(...json)
    .action(async (files: string[], options: AssembleOptions) => {
      outcome.exitCode = await (await import('./assemble.ts')).runAssemble(files, options, context)
    })

  add(program, 'explain', 'command.explain.about', 'command.explain.examples')
    .argument('[file]', text('command.explain.file'), '-')
    .option(...json)
    .action(async (file: string, options: { json?: boolean }) => {
      outcome.exitCode = await (await import('./explain.ts')).runExplain(file, options, context)
    })

  const csrCommand = program.command('csr').description(text('command.csrAbout'))
  add(csrCommand, 'show', 'command.csrShow.about', 'command.csrShow.examples')
    .argument('<file>', text('command.csrShow.file'))
    .option(...json)
    .action(async (file: string, options: { json?: boolean }) => {
      outcome.exitCode = await (await import('./csr-show.ts')).runCsrShow(file, options, context)
    })

  add(program, 'completion', 'command.completion.about', 'command.completion.examples')
    .addArgument(new Argument('<shell>', text('command.completion.shell')).choices(shells))
    .action((shell: Shell) => output.line(completionScript(shell, program)))

  for (const command of withDescendants(program)) localise(command, messages)
  return program
}

const withDescendants = (command: Command): Command[] => [command, ...command.commands.flatMap(withDescendants)]

/** Options that every command has, and commander's own words in the user's language. */
function localise(command: Command, messages: Messages): void {
  command
    .addOption(new Option('--lang <language>', messages.text('command.lang')).choices(languages))
    .option('--no-color', messages.text('command.noColor'))
    .helpOption('-h, --help', messages.text('command.help'))
    .configureHelp({ styleTitle: (title) => titleIn(title, messages) })
    .showHelpAfterError(messages.text('command.seeHelp'))
}

const titles: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'command.titles.usage',
  'Arguments:': 'command.titles.arguments',
  'Options:': 'command.titles.options',
  'Commands:': 'command.titles.commands',
}

const titleIn = (title: string, messages: Messages): string => (titles[title] ? messages.text(titles[title]) : title)
