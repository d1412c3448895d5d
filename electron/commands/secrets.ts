import type { MessageKey } from '../messages/messages.ts'
import type { Context } from './context.ts'
import type { Dialogue } from './dialogue.ts'
import { commandFailed } from './failure.ts'
import { readPassword } from './sources.ts'

/** Where a passphrase or a password comes from: a file, or whoever sits at the terminal. */
export interface SecretSource {
  readonly file: string | undefined
  /** The option that names the file. */
  readonly option: string
  readonly question: MessageKey
  /** The file that it opens, for the question. */
  readonly opens?: string
}

/** @throws CommandFailed where nobody is there to type it */
export async function askSecret(source: SecretSource, dialogue: Dialogue, context: Context): Promise<string> {
  const { file, option, question, opens = '' } = source
  const written = readPassword(file, context)
  if (written !== undefined) return written
  if (!dialogue.isPossible) throw commandFailed('secret-needed', context.messages, { option })
  return dialogue.secret(context.messages.text(question, { file: opens }))
}

/** One that is made up now: typed twice. @throws CommandFailed where nobody is there, or the two differ */
export async function askNewSecret(source: SecretSource, dialogue: Dialogue, context: Context): Promise<string> {
  const secret = await askSecret(source, dialogue, context)
  if (source.file !== undefined) return secret
  const again = await dialogue.secret(context.messages.text('terminal.typed.again'))
  if (again !== secret) throw commandFailed('secrets-differ', context.messages, {}, 1)
  return secret
}

/** The passphrase that the keys of a CA get, made up now. @throws CommandFailed */
export const newPassphrase = (file: string | undefined, dialogue: Dialogue, context: Context): Promise<string> =>
  askNewSecret({ file, option: '--passphrase-file', question: 'terminal.typed.newPassphrase' }, dialogue, context)
