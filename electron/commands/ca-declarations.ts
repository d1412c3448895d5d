import type { Command } from 'commander'
import { usualPlan } from '../ca/private/plan.ts'
import type { MessageKey } from '../messages/messages.ts'
import { revocationReasons } from '../pki/revocation.ts'
import type { CaBackupOptions } from './ca-backup.ts'
import type { CaExportOptions } from './ca-export.ts'
import type { CaInitOptions } from './ca-init.ts'
import type { CaListOptions } from './ca-list.ts'
import type { CaRenewOptions } from './ca-renew.ts'
import type { CaRestoreOptions } from './ca-restore.ts'
import type { CaRevokeOptions } from './ca-revoke.ts'
import type { CaSignOptions } from './ca-sign.ts'
import type { Context, ExitCode } from './context.ts'
import { keySizes } from './key-size.ts'

/** What the command line lends, so that commander is imported in one place. */
export interface Declaring {
  readonly add: (name: string, about: MessageKey, examples: MessageKey) => Command
  readonly text: (key: MessageKey) => string
  readonly wholeNumber: (text: string) => number
  readonly run: (work: (context: Context) => Promise<ExitCode>) => Promise<void>
}

/** What the subcommands of `ome-chain ca` are called and take. */
export function declareCa(declaring: Declaring): void {
  declareInit(declaring)
  declareSign(declaring)
  declareList(declaring)
  declareExport(declaring)
  declareBackup(declaring)
  declareRestore(declaring)
  declareRenew(declaring)
  declareRevoke(declaring)
}

function declareInit({ add, text, wholeNumber, run }: Declaring): void {
  const command = add('init', 'command.caInit.about', 'command.caInit.examples')
  command
    .requiredOption('--dir <folder>', text('command.caShared.newDir'))
    .requiredOption('--name <name>', text('command.caInit.name'))
    .option('--organization <name>', text('command.caInit.organization'))
    .addOption(
      command
        .createOption('--levels <count>', text('command.caInit.levels'))
        .choices(['1', '2'])
        .default(String(usualPlan.levels)),
    )
    .addOption(
      command
        .createOption('--key-size <bits>', text('command.caInit.keySize'))
        .choices(Object.keys(keySizes))
        .default(String(usualPlan.bits)),
    )
    .option('--root-years <number>', text('command.caInit.rootYears'), wholeNumber, usualPlan.rootYears)
    .option('--years <number>', text('command.caInit.years'), wholeNumber)
    .option('--passphrase-file <file>', text('command.caShared.passphraseFile'))
    .option('--json', text('command.json'))
    .action((options: CaInitOptions) => {
      if (options.levels === '1' && options.years !== undefined) {
        command.error(`error: ${text('command.caInit.yearsOfRoot')}`)
      }
      return run(async (context) => (await import('./ca-init.ts')).runCaInit(options, context))
    })
}

function declareSign({ add, text, wholeNumber, run }: Declaring): void {
  const command = add('sign', 'command.caSign.about', 'command.caSign.examples')
  command
    .argument('<csr...>', text('command.caSign.csr'))
    .requiredOption('--dir <folder>', text('command.caShared.dir'))
    .requiredOption('--output-dir <folder>', text('command.caShared.outputDir'))
    .option('--days <number>', text('command.caSign.days'), wholeNumber)
    .option('--add-name <name>', text('command.caSign.addName'), repeated)
    .option('--passphrase-file <file>', text('command.caShared.passphraseFile'))
    .option('--yes', text('command.caShared.yes'))
    .option('--force', text('command.caShared.force'))
    .option('--json', text('command.json'))
    .action((csrs: string[], options: CaSignOptions) => {
      if (csrs.length > 1 && options.addName !== undefined)
        command.error(`error: ${text('command.caSign.addNameOnce')}`)
      return run(async (context) => (await import('./ca-sign.ts')).runCaSign(csrs, options, context))
    })
}

function declareList({ add, text, run }: Declaring): void {
  add('list', 'command.caList.about', 'command.caList.examples')
    .requiredOption('--dir <folder>', text('command.caShared.dir'))
    .option('--json', text('command.json'))
    .action((options: CaListOptions) =>
      run(async (context) => (await import('./ca-list.ts')).runCaList(options, context)),
    )
}

function declareExport({ add, text, run }: Declaring): void {
  add('export', 'command.caExport.about', 'command.caExport.examples')
    .requiredOption('--dir <folder>', text('command.caShared.dir'))
    .requiredOption('--output-dir <folder>', text('command.caShared.outputDir'))
    .option('--crl', text('command.caExport.crl'))
    .option('--serial <digits>', text('command.caExport.serial'))
    .option('--passphrase-file <file>', text('command.caShared.passphraseFile'))
    .option('--force', text('command.caShared.force'))
    .option('--json', text('command.json'))
    .action((options: CaExportOptions) =>
      run(async (context) => (await import('./ca-export.ts')).runCaExport(options, context)),
    )
}

function declareBackup({ add, text, run }: Declaring): void {
  add('backup', 'command.caBackup.about', 'command.caBackup.examples')
    .requiredOption('--dir <folder>', text('command.caShared.dir'))
    .requiredOption('-o, --output <file>', text('command.caBackup.output'))
    .option('--passphrase-file <file>', text('command.caShared.passphraseFile'))
    .option('--password-file <file>', text('command.caBackup.passwordFile'))
    .option('--force', text('command.caShared.force'))
    .option('--json', text('command.json'))
    .action((options: CaBackupOptions) =>
      run(async (context) => (await import('./ca-backup.ts')).runCaBackup(options, context)),
    )
}

function declareRestore({ add, text, run }: Declaring): void {
  add('restore', 'command.caRestore.about', 'command.caRestore.examples')
    .argument('<file>', text('command.caRestore.file'))
    .requiredOption('--dir <folder>', text('command.caShared.newDir'))
    .option('--password-file <file>', text('command.caBackup.passwordFile'))
    .option('--passphrase-file <file>', text('command.caRestore.passphraseFile'))
    .option('--json', text('command.json'))
    .action((file: string, options: CaRestoreOptions) =>
      run(async (context) => (await import('./ca-restore.ts')).runCaRestore(file, options, context)),
    )
}

function declareRenew({ add, text, wholeNumber, run }: Declaring): void {
  add('renew', 'command.caRenew.about', 'command.caRenew.examples')
    .requiredOption('--dir <folder>', text('command.caShared.dir'))
    .option('--years <number>', text('command.caRenew.years'), wholeNumber)
    .option('--root-years <number>', text('command.caRenew.rootYears'), wholeNumber)
    .option('--passphrase-file <file>', text('command.caShared.passphraseFile'))
    .option('--json', text('command.json'))
    .action((options: CaRenewOptions) =>
      run(async (context) => (await import('./ca-renew.ts')).runCaRenew(options, context)),
    )
}

function declareRevoke({ add, text, run }: Declaring): void {
  const command = add('revoke', 'command.caRevoke.about', 'command.caRevoke.examples')
  command
    .argument('<serial>', text('command.caRevoke.serial'))
    .requiredOption('--dir <folder>', text('command.caShared.dir'))
    .addOption(
      command
        .createOption('--reason <reason>', text('command.caRevoke.reason'))
        .choices(revocationReasons)
        .default('unspecified'),
    )
    .option('--yes', text('command.caShared.yes'))
    .option('--json', text('command.json'))
    .action((serial: string, options: CaRevokeOptions) =>
      run(async (context) => (await import('./ca-revoke.ts')).runCaRevoke(serial, options, context)),
    )
}

/** An option that may be given several times. */
export const repeated = (value: string, before: readonly string[] = []): readonly string[] => [...before, value]
