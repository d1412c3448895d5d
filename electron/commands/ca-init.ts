import { type CaPlan, checkPlan, usualPlan } from '../ca/private/plan.ts'
import { type CaReport, reportCa } from './ca-report.ts'
import { settleCa, valueOf } from './ca-place.ts'
import { chainText } from './check-text.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { headline } from './headline.ts'
import { keySizes, type TypedKeySize } from './key-size.ts'
import { wrap } from './layout.ts'
import { newPassphrase } from './secrets.ts'
import { shellWord } from './shell-word.ts'

export interface CaInitOptions {
  readonly dir: string
  readonly name: string
  readonly organization?: string
  readonly levels: '1' | '2'
  readonly keySize: TypedKeySize
  readonly rootYears: number
  readonly years?: number
  readonly passphraseFile?: string
  readonly json?: boolean
}

/** `ome-chain ca init`: makes a private CA in a folder of its own. */
export async function runCaInit(options: CaInitOptions, context: Context): Promise<ExitCode> {
  const plan = planOf(options)
  const problems = checkPlan(plan)
  if (problems.length > 0) return valueOf({ ok: false, failure: { code: 'plan-refused', problems } }, context)
  const passphrase = await newPassphrase(options.passphraseFile, new Dialogue(context), context)
  const state = await settleCa(options.dir, passphrase, context, (cas) => cas.create(plan))
  const report = reportCa(state, options.dir, context.now, context.messages)
  if (options.json) context.output.json(report)
  else context.output.line(madeText(report, context))
  return 0
}

function planOf({ name, organization = '', levels, keySize, rootYears, years }: CaInitOptions): CaPlan {
  const isTwoLevels = levels === '2'
  return {
    name,
    levels: isTwoLevels ? 2 : 1,
    bits: keySizes[keySize],
    organization,
    country: '',
    root: { commonName: isTwoLevels ? `${name} Root CA` : name, years: rootYears },
    intermediate: {
      commonName: `${name} Issuing CA`,
      years: years ?? Math.min(usualPlan.intermediateYears, rootYears),
    },
  }
}

/** What was made, and what is to be done with it. */
export function madeText(report: CaReport, context: Context): string {
  const { messages, output } = context
  const { name, dir, chain } = report
  const line = (text: string) => wrap(text, output.columns)
  const steps = (['sign', 'trust', 'backup'] as const).map((step) => {
    const text = messages.text(`terminal.ca.next.${step}`, { dir: shellWord(dir) })
    return wrap(`→ ${text}`, output.columns, '  ')
  })
  const word = messages.text('terminal.words.made')
  return [
    headline(word, messages.text('terminal.ca.made', { name, dir }), ['bold', 'green'], context),
    chainText(chain, 'certificate', context),
    line(messages.text('terminal.ca.rootFingerprint', { sha256: chain.at(-1)?.sha256 ?? '' })),
    [line(messages.text('terminal.ca.next.title')), ...steps].join('\n'),
  ].join('\n\n')
}
