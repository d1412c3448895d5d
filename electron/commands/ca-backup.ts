import { modes } from '../files/kept.ts'
import { openCa, unlock, valueOf } from './ca-place.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { headline } from './headline.ts'
import { askNewSecret } from './secrets.ts'
import { uninterrupted } from './uninterrupted.ts'
import { refuseExisting, spareKeys, writeOutput } from './write-output.ts'

export interface CaBackupOptions {
  readonly dir: string
  readonly output: string
  readonly passphraseFile?: string
  readonly passwordFile?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** `ome-chain ca backup`: keys and ledger in one file under a password of its own. */
export async function runCaBackup(options: CaBackupOptions, context: Context): Promise<ExitCode> {
  const opened = await openCa(options.dir, context)
  await refuseExisting([options.output], options.force === true, context)
  await spareKeys([options.output], context)
  const dialogue = new Dialogue(context)
  await unlock(opened, options, dialogue, context)
  const backup = {
    file: options.passwordFile,
    option: '--password-file',
    question: 'terminal.typed.newPassword',
  } as const
  const bytes = valueOf(await opened.ca.backup(await askNewSecret(backup, dialogue, context)), context)
  const writing = { overwrite: options.force === true, mode: modes.file }
  await uninterrupted(() => writeOutput(options.output, bytes, writing, context))
  const { messages, output } = context
  const { name } = opened.state
  if (options.json) output.json({ file: options.output, name })
  else {
    const text = messages.text('terminal.ca.backup', { file: options.output, name })
    output.line(headline(messages.text('terminal.words.written'), text, ['bold', 'green'], context))
  }
  return 0
}
