import type { RevocationReason } from '../pki/revocation.ts'
import { issuedBySerial, openCa, valueOf } from './ca-place.ts'
import { hostOf, reportCa } from './ca-report.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { headline } from './headline.ts'
import { wrap } from './layout.ts'
import { isConfirmed } from './confirmation.ts'
import { shellWord } from './shell-word.ts'
import { uninterrupted } from './uninterrupted.ts'

export interface CaRevokeOptions {
  readonly dir: string
  readonly reason: RevocationReason
  readonly yes?: boolean
  readonly json?: boolean
}

/** `ome-chain ca revoke SERIAL`: from the next revocation list on the certificate counts no longer. */
export async function runCaRevoke(wanted: string, options: CaRevokeOptions, context: Context): Promise<ExitCode> {
  const { messages, output } = context
  const { ca, state } = await openCa(options.dir, context)
  const issued = issuedBySerial(wanted, state, context)
  const values = { host: hostOf(issued), serial: issued.serial, dir: shellWord(options.dir) }
  const question = messages.text('terminal.ca.revoke.question', values)
  if (options.yes !== true && !(await isConfirmed(question, new Dialogue(context), context))) {
    output.error(wrap(messages.text('terminal.ca.declined'), output.columns))
    return 1
  }
  const revoked = valueOf(await uninterrupted(() => ca.revoke(issued.serial, options.reason)), context)
  if (options.json) output.json(reportCa(revoked, options.dir, context.now, messages))
  else {
    const word = messages.text('terminal.words.revoked')
    output.line(headline(word, messages.text('terminal.ca.revoke.done', values), ['bold', 'yellow'], context))
  }
  return 0
}
