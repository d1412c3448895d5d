import { usualPlan } from '../ca/private/plan.ts'
import { openCa, unlock, valueOf } from './ca-place.ts'
import { reportCa } from './ca-report.ts'
import { chainText } from './check-text.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { headline } from './headline.ts'
import { uninterrupted } from './uninterrupted.ts'

export interface CaRenewOptions {
  readonly dir: string
  readonly years?: number
  readonly rootYears?: number
  readonly passphraseFile?: string
  readonly json?: boolean
}

/** `ome-chain ca renew`: a later end for the CA's own certificates. */
export async function runCaRenew(options: CaRenewOptions, context: Context): Promise<ExitCode> {
  const { messages, output } = context
  const opened = await openCa(options.dir, context)
  await unlock(opened, options, new Dialogue(context), context)
  const plan = planFor(options, opened.state.chain.length)
  const renewed = valueOf(await uninterrupted(() => opened.ca.renew(plan)), context)
  const report = reportCa(renewed, options.dir, context.now, messages)
  if (options.json) output.json(report)
  else {
    const until = report.chain[0]?.notAfter.slice(0, 10) ?? ''
    const text = messages.text('terminal.ca.renewed', { name: report.name, until })
    const word = messages.text('terminal.words.renewed')
    output.line(
      [headline(word, text, ['bold', 'green'], context), chainText(report.chain, 'certificate', context)].join('\n\n'),
    )
  }
  return 0
}

/** A root that signs by itself is renewed for the root's years, whichever option says so. */
function planFor({ years, rootYears }: CaRenewOptions, levels: number) {
  const usual = levels === 1 ? usualPlan.rootYears : usualPlan.intermediateYears
  return { issuingYears: years ?? (levels === 1 ? rootYears : undefined) ?? usual, rootYears: rootYears ?? null }
}
