import { Command, CommanderError, InvalidArgumentError } from 'commander'
import { languages, type MessageKey } from '../messages/messages.ts'
import type { AssembleOptions } from './assemble.ts'
import { declareCa, repeated } from './ca-declarations.ts'
import { type CheckOptions, runCheck } from './check.ts'
import type { CompareOptions } from './compare.ts'
import { completionScript, type Shell, shells } from './completion.ts'
import type { Context, ExitCode } from './context.ts'
import type { CsrNewOptions } from './csr-new.ts'
import { keySizes } from './key-size.ts'
import { wrap } from './layout.ts'
import type { RehearseOptions } from './rehearse.ts'

/** Parses the arguments and runs the command that they name. @throws CommandFailed, and whatever a bug throws */
export async function runCommandLine(args: readonly string[], context: Context, version: string): Promise<ExitCode> {
  const commandLine = new CommandLine(context, version)
  try {
    await commandLine.program.parseAsync(args, { from: 'user' })
    return commandLine.exitCode
  } catch (error) {
    // Help and version have been printed, and wrong usage has been said.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    throw error
  }
}

/** What the commands are called and take. Their code loads when they run; only that of `check` is there at once. */
class CommandLine {
  readonly program: Command
  exitCode: ExitCode = 0

  constructor(
    private readonly context: Context,
    version: string,
  ) {
    const { output } = context
    this.program = new Command('ome-chain')
      .description(this.text('command.about'))
      .version(version, '-V, --version', this.text('command.version'))
      .exitOverride()
      .configureOutput({
        writeOut: (help) => output.line(help.trimEnd()),
        writeErr: (trouble) => output.error(trouble.trimEnd()),
        outputError: (trouble, write) => {
          for (const line of trouble.trimEnd().split('\n')) write(wrap(line, output.columns))
        },
        getOutHelpWidth: () => output.columns,
        getErrHelpWidth: () => output.columns,
      })
    this.declareCheck()
    this.declareCompare()
    this.declareAssemble()
    this.declareExplain()
    this.declareCsr()
    this.declareCa()
    this.declareRehearse()
    this.declareCompletion()
    for (const command of withDescendants(this.program)) this.complete(command)
  }

  private declareCheck(): void {
    const command = this.add(this.program, 'check', 'command.check.about', 'command.check.examples')
    command
      .argument('<file...>', this.text('command.file'))
      .option('--csr <file>', this.text('command.csr'))
      .addOption(
        command
          .createOption('--upload <kind>', this.text('command.upload'))
          .choices(['chain', 'certificate'])
          .default('chain'),
      )
      .option('--at <time>', this.text('command.at'))
      .option('--host <name>', this.text('command.host'))
      .addOption(command.createOption('--jsonl', this.text('command.jsonl')).conflicts('json'))
      .option('--json', this.text('command.json'))
      .action(async (files: string[], options: CheckOptions & { jsonl?: boolean }) => {
        const [file] = files
        if (options.jsonl) {
          this.exitCode = await (await import('./check-stream.ts')).runCheckStream(files, options, this.context)
        } else if (file !== undefined && files.length === 1) {
          this.exitCode = await runCheck(file, options, this.context)
        } else command.error(`error: ${this.text('command.oneFile')}`)
      })
  }

  private declareCompare(): void {
    const command = this.add(this.program, 'compare', 'command.compare.about', 'command.compare.examples')
    command
      .argument('[source]', this.text('command.compare.source'))
      .argument('[target]', this.text('command.compare.target'))
      .option('--source-csr <file>', this.text('command.compare.sourceCsr'))
      .option('--target-csr <file>', this.text('command.compare.targetCsr'))
      .option('--all <folder>', this.text('command.compare.all'))
      .option('--at <time>', this.text('command.at'))
      .option('--json', this.text('command.json'))
      .action(async (source?: string, target?: string, options: CompareOptions & { all?: string } = {}) => {
        if (options.all !== undefined && source === undefined) {
          this.exitCode = await (await import('./compare-all.ts')).runCompareAll(options.all, options, this.context)
        } else if (options.all === undefined && source !== undefined && target !== undefined) {
          this.exitCode = await (await import('./compare.ts')).runCompare(source, target, options, this.context)
        } else command.error(`error: ${this.text('command.compare.usage')}`)
      })
  }

  private declareAssemble(): void {
    this.add(this.program, 'assemble', 'command.assemble.about', 'command.assemble.examples')
      .argument('<file...>', this.text('command.anyFile'))
      .requiredOption('-o, --output <file>', this.text('command.assemble.output'))
      .option('--csr <file>', this.text('command.csr'))
      .option('--leaf <name>', this.text('command.assemble.leaf'))
      .option('--at <time>', this.text('command.at'))
      .option('--password-file <file>', this.text('command.assemble.passwordFile'))
      .option('--force', this.text('command.assemble.force'))
      .option('--partial', this.text('command.assemble.partial'))
      .option('--explain', this.text('command.assemble.explain'))
      .option('--json', this.text('command.json'))
      .action(async (files: string[], options: AssembleOptions) => {
        this.exitCode = await (await import('./assemble.ts')).runAssemble(files, options, this.context)
      })
  }

  private declareExplain(): void {
    this.add(this.program, 'explain', 'command.explain.about', 'command.explain.examples')
      .argument('[file]', this.text('command.explain.file'), '-')
      .option('--json', this.text('command.json'))
      .action(async (file: string, options: { json?: boolean }) => {
        this.exitCode = await (await import('./explain.ts')).runExplain(file, options, this.context)
      })
  }

  private declareCsr(): void {
    const csr = this.program.command('csr').description(this.text('command.csrAbout'))
    this.add(csr, 'show', 'command.csrShow.about', 'command.csrShow.examples')
      .argument('<file>', this.text('command.csrShow.file'))
      .option('--json', this.text('command.json'))
      .action(async (file: string, options: { json?: boolean }) => {
        this.exitCode = await (await import('./csr-show.ts')).runCsrShow(file, options, this.context)
      })
    const made = this.add(csr, 'new', 'command.csrNew.about', 'command.csrNew.examples')
    made
      .requiredOption('--host <name>', this.text('command.csrNew.host'))
      .option('--name <name>', this.text('command.csrNew.name'), repeated)
      .option('--department <name>', this.text('command.csrNew.department'))
      .option('--organization <name>', this.text('command.csrNew.organization'))
      .option('--locality <name>', this.text('command.csrNew.locality'))
      .option('--state <name>', this.text('command.csrNew.state'))
      .option('--country <code>', this.text('command.csrNew.country'))
      .option('--email <address>', this.text('command.csrNew.email'))
      .addOption(
        made
          .createOption('--key-size <bits>', this.text('command.csrNew.keySize'))
          .choices(Object.keys(keySizes))
          .default('2048'),
      )
      .requiredOption('-o, --output <file>', this.text('command.csrNew.output'))
      .requiredOption('--key-output <file>', this.text('command.csrNew.keyOutput'))
      .option('--passphrase-file <file>', this.text('command.csrNew.passphraseFile'))
      .option('--json', this.text('command.json'))
      .action(async (options: CsrNewOptions) => {
        this.exitCode = await (await import('./csr-new.ts')).runCsrNew(options, this.context)
      })
  }

  private declareCa(): void {
    const ca = this.program.command('ca').description(this.text('command.caAbout'))
    declareCa({
      add: (name, about, examples) => this.add(ca, name, about, examples),
      text: (key) => this.text(key),
      wholeNumber: (text) => this.wholeNumber(text),
      run: async (work) => {
        this.exitCode = await work(this.context)
      },
    })
  }

  private declareRehearse(): void {
    this.add(this.program, 'rehearse', 'command.rehearse.about', 'command.rehearse.examples')
      .argument('<source>', this.text('command.compare.source'))
      .argument('<target>', this.text('command.compare.target'))
      .requiredOption('--source-key <file>', this.text('command.rehearse.sourceKey'))
      .requiredOption('--target-key <file>', this.text('command.rehearse.targetKey'))
      .option('--source-key-password-file <file>', this.text('command.rehearse.sourceKeyPasswordFile'))
      .option('--target-key-password-file <file>', this.text('command.rehearse.targetKeyPasswordFile'))
      .option('--source-host <name>', this.text('command.rehearse.sourceHost'))
      .option('--target-host <name>', this.text('command.rehearse.targetHost'))
      .option('--json', this.text('command.json'))
      .action(async (source: string, target: string, options: RehearseOptions) => {
        this.exitCode = await (await import('./rehearse.ts')).runRehearse(source, target, options, this.context)
      })
  }

  private declareCompletion(): void {
    const command = this.add(this.program, 'completion', 'command.completion.about', 'command.completion.examples')
    command
      .addArgument(command.createArgument('<shell>', this.text('command.completion.shell')).choices(shells))
      .action((shell: Shell) => this.context.output.line(completionScript(shell, this.program)))
  }

  private add(parent: Command, name: string, about: MessageKey, examples: MessageKey): Command {
    return parent
      .command(name)
      .description(this.text(about))
      .addHelpText('after', `\n${this.text('command.examples')}\n${this.text(examples)}`)
  }

  /** Options that every command has, and commander's own words in the user's language. */
  private complete(command: Command): void {
    command
      .addOption(command.createOption('--lang <language>', this.text('command.lang')).choices(languages))
      .option('--no-color', this.text('command.noColor'))
      .helpOption('-h, --help', this.text('command.help'))
      .helpCommand(false)
      .configureHelp({ styleTitle: (title) => (titles[title] ? this.text(titles[title]) : title) })
      .showHelpAfterError(this.text('command.seeHelp'))
  }

  /** @throws InvalidArgumentError, which commander puts into a sentence */
  private wholeNumber(text: string): number {
    if (!/^[1-9]\d{0,8}$/.test(text)) throw new InvalidArgumentError(this.text('command.caShared.wholeNumber'))
    return Number(text)
  }

  private text(key: MessageKey): string {
    return this.context.messages.text(key)
  }
}

const withDescendants = (command: Command): Command[] => [command, ...command.commands.flatMap(withDescendants)]

const titles: Readonly<Record<string, MessageKey>> = {
  'Usage:': 'command.titles.usage',
  'Arguments:': 'command.titles.arguments',
  'Options:': 'command.titles.options',
  'Commands:': 'command.titles.commands',
}
