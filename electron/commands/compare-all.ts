import { relative } from 'node:path'
import { type Check, check } from '../appliance/check.ts'
import { compare } from '../appliance/compare.ts'
import { reportCheck } from '../appliance/report.ts'
import type { SignatureMemo } from '../pki/issuers.ts'
import { readAll } from '../engine/read-all.ts'
import type { Context, ExitCode } from './context.ts'
import { CommandFailed, commandFailed } from './failure.ts'
import { table, wrap } from './layout.ts'
import { timeOf } from './sources.ts'

interface PairVerdict {
  readonly source: string
  readonly target: string
  readonly verdict: 'compatible' | 'incompatible'
  /** The rules that the pair itself breaks. */
  readonly rules: readonly string[]
}

/** `ome-chain compare --all FOLDER`: every chain file in a folder against every other. */
export async function runCompareAll(
  folder: string,
  options: { readonly at?: string; readonly json?: boolean },
  context: Context,
): Promise<ExitCode> {
  const at = timeOf(options.at, context)
  const { results, failures } = await readAll([folder], context.messages, undefined)
  const whole = failures.find(({ file }) => file === folder)
  if (whole) throw new CommandFailed(whole)
  const signatures: SignatureMemo = new Map()
  const all = results.map((read) => check({ read, upload: 'chain', at, signatures }))
  const checks = all.filter(({ facts }) => facts.path) // what holds no appliance's certificate is no chain to compare
  if (checks.length < 2) throw commandFailed('nothing-to-compare', context.messages, { file: folder })
  const pairs = pairsOf(checks)
  if (options.json) {
    context.output.json({ chains: checks.map((each) => reportCheck(each, context.messages)), pairs })
  } else context.output.line(pairsText(folder, checks, pairs, context))
  for (const { detail, remedy } of failures) context.output.error(wrap(`${detail} ${remedy}`, context.output.columns))
  return pairs.every(({ verdict }) => verdict === 'compatible') ? 0 : 1
}

const pairsOf = (checks: readonly Check[]): readonly PairVerdict[] =>
  checks.flatMap((source, i) =>
    checks.slice(i + 1).map((target) => {
      const { verdict, findings } = compare(source, target)
      const rules = [...new Set(findings.map(({ rule }) => rule))]
      return { source: source.facts.read.file, target: target.facts.read.file, verdict, rules }
    }),
  )

function pairsText(
  folder: string,
  checks: readonly Check[],
  pairs: readonly PairVerdict[],
  { messages, output }: Context,
): string {
  const words = {
    compatible: messages.text('terminal.words.compatible'),
    incompatible: messages.text('terminal.words.incompatible'),
  }
  const unready = checks.filter(({ verdict }) => verdict === 'not-ready')
  const rows = pairs.map(({ source, target, verdict, rules }) => [
    relative(folder, source),
    relative(folder, target),
    words[verdict],
    rules.join(', '),
  ])
  const notes = unready.map(({ facts }) =>
    wrap(messages.text('terminal.compare.unready', { file: facts.read.file }), output.columns),
  )
  return [table(rows, output.columns), ...notes].join('\n\n')
}
