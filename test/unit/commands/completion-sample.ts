import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Argument, Command, Option } from 'commander'

/** What a shell could take for its own: quotes, brackets, colons, a variable, a command, an escape. */
export const trickyAbout = `Vérifie l'objet : [la] "chaîne" $HOME \`id\` $(id) d’OME \\ fin`

/** A program with one of each: nested commands, both names of an option, choices, files, folders, free values. */
export function sampleProgram(): Command {
  const program = new Command('ome-chain').version('1.0.0').helpCommand(false)
  program
    .command('check')
    .description(trickyAbout)
    .argument('<file...>')
    .option('--csr <file>', trickyAbout)
    .addOption(new Option('--upload <kind>', 'what goes up').choices(['chain', 'certificate']))
    .option('--host <name>')
    .option('--json', 'as JSON')
    .option('--jsonl', 'as lines\nof JSON')
    .addOption(new Option('--secret').hideHelp())
  program.command('compare').argument('[source]').argument('[target]').option('--all <folder>')
  program.command('assemble').argument('<file...>').requiredOption('-o, --output <file>').option('--force')
  program.command('csr').command('show').argument('<file>').option('--json')
  program.command('revoke').argument('<serial>')
  program.command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh', 'fish', 'powershell']))
  for (const command of withDescendants(program)) {
    command.addOption(new Option('--lang <language>').choices(['en', 'fr', 'es'])).option('--no-color')
  }
  return program
}

const withDescendants = (command: Command): Command[] => [command, ...command.commands.flatMap(withDescendants)]

/** A folder with what a shell could stumble over. */
export function sampleFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'completion-'))
  mkdirSync(join(folder, 'check'))
  for (const file of ['a.pem', 'b c.pem', 'x=y.pem']) writeFileSync(join(folder, file), '')
  return folder
}

const files = ['a.pem', 'b c.pem', 'check', 'x=y.pem']
const everywhere = ['--help', '--lang', '--no-color']

/** What is typed after `ome-chain`, and what every shell offers for the last word, in any order. */
export const lines: readonly (readonly [typed: string, offers: readonly string[]])[] = [
  ['', ['assemble', 'check', 'compare', 'completion', 'csr', 'revoke']],
  ['che', ['check']],
  ['unknown ', []],
  ['--', ['--version', ...everywhere]],
  ['--lang ', ['en', 'es', 'fr']],
  ['--lang fr com', ['compare', 'completion']],
  ['--lang=fr com', ['compare', 'completion']],
  ['check ', files],
  ['check a.pem ', files],
  ['check -- a', ['a.pem']],
  ['check -- --', []],
  ['check --', ['--csr', '--host', '--json', '--jsonl', '--upload', ...everywhere]],
  ['check --json --j', ['--jsonl']],
  ['check --upload ', ['certificate', 'chain']],
  ['check --upload=', ['certificate', 'chain']],
  ['check --upload=ch', ['chain']],
  ['check --upload chain --u', []],
  ['check --csr ', files],
  ['check --csr=a', ['a.pem']],
  ['check --csr check --js', ['--json', '--jsonl']],
  ['check --host ', []],
  ['check --host=', []],
  ['compare ', files],
  ['compare a.pem ', files],
  ['compare --all ', ['check']],
  ['compare --all=', ['check']],
  ['assemble --', ['--force', '--output', ...everywhere]],
  ['assemble -o a.pem --', ['--force', ...everywhere]],
  ['assemble --output a.pem --o', []],
  ['assemble -o ', files],
  ['csr ', ['show']],
  ['csr show ', files],
  ['csr show --j', ['--json']],
  ['revoke ', []],
  ['completion ', ['bash', 'fish', 'powershell', 'zsh']],
  ['completion f', ['fish']],
]

/** What the shells give, so far as it says the same: `check/`, `--csr=` and `--upload=chain` stand for their last part. */
export const plain = (offers: readonly string[]): string[] =>
  offers
    .filter((offer) => offer !== '')
    .map((offer) =>
      offer
        .replace(/[/=]$/, '')
        .replaceAll('\\', '')
        .replace(/^--\w+=/, ''),
    )
    .sort()
