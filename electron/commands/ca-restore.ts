import { basename } from 'node:path'
import { mostBackupBytes } from '../ca/private/backup.ts'
import { fileFailureReport } from '../engine/failure-report.ts'
import { readFileBytes } from '../files/read-bytes.ts'
import { madeText } from './ca-init.ts'
import { settleCa } from './ca-place.ts'
import { reportCa } from './ca-report.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { CommandFailed } from './failure.ts'
import { askSecret, newPassphrase } from './secrets.ts'

export interface CaRestoreOptions {
  readonly dir: string
  readonly passwordFile?: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

/** `ome-chain ca restore FILE`: a CA from its back-up, in a folder of its own and under a passphrase of its own. */
export async function runCaRestore(path: string, options: CaRestoreOptions, context: Context): Promise<ExitCode> {
  const bytes = readFileBytes(path, mostBackupBytes)
  if (!bytes.ok) throw new CommandFailed(fileFailureReport(bytes.failure, context.messages))
  const dialogue = new Dialogue(context)
  const backup = { file: options.passwordFile, option: '--password-file', question: 'terminal.typed.password' } as const
  const password = await askSecret(backup, dialogue, context)
  const passphrase = await newPassphrase(options.passphraseFile, dialogue, context)
  const state = await settleCa(options.dir, passphrase, context, (cas) =>
    cas.restore(bytes.value, password, basename(path)),
  )
  const report = reportCa(state, options.dir, context.now, context.messages)
  if (options.json) context.output.json(report)
  else context.output.line(madeText(report, context))
  return 0
}
