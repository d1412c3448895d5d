import type { Rehearsal, RehearsalRun, SideName } from '../engine/rehearsal/rehearsal.ts'
import type { Context } from './context.ts'
import { headline } from './headline.ts'
import { table, wrap } from './layout.ts'

/** A rehearsal for people: the verdict, each handshake, why one was refused, and what no handshake shows. */
export function rehearsalText(
  rehearsal: Rehearsal,
  files: Readonly<Record<SideName, string>>,
  context: Context,
): string {
  const { messages, output } = context
  const { runs, obstacles, trust, hostWarnings, unseen, library } = rehearsal
  const line = (text: string) => wrap(text, output.columns)
  const parts = [verdictText(rehearsal, files, context), ...obstacles.map(({ detail }) => line(detail))]
  if (runs.length > 0) parts.push(runsText(runs, context))
  parts.push(...reasonsText(runs, context))
  // Handshakes tell it themselves.
  if (rehearsal.outcome === 'impossible') parts.push(trust.map(({ detail }) => line(detail)).join('\n'))
  const warning = messages.text('terminal.levels.warning')
  parts.push(...hostWarnings.map(({ detail }) => headline(warning, detail, ['bold', 'yellow'], context)))
  parts.push(
    ...unseen.map(({ rule, side, title }) =>
      line(messages.text('terminal.rehearse.unseen', { rule, side: side ?? 'pair', title })),
    ),
  )
  if (runs.length > 0) parts.push(output.paint(line(messages.text('terminal.rehearse.library', { library })), 'dim'))
  return parts.join('\n\n')
}

function verdictText(
  { outcome, runs }: Rehearsal,
  files: Readonly<Record<SideName, string>>,
  context: Context,
): string {
  const { messages } = context
  const count = runs.filter((run) => run.outcome !== 'agreed').length
  const word = messages.text(`terminal.words.${words[outcome]}`)
  const text = messages.text(`terminal.rehearse.${outcome}`, { ...files, count, total: runs.length })
  return headline(word, text, ['bold', outcome === 'shaken' ? 'green' : 'red'], context)
}

const words = { shaken: 'agreed', refused: 'refused', impossible: 'impossible' } as const

function runsText(runs: readonly RehearsalRun[], { messages, output }: Context): string {
  const heads = (['version', 'client', 'server', 'outcome', 'alert'] as const).map((head) =>
    messages.text(`terminal.rehearse.${head}`),
  )
  const rows = runs.map(({ version, client, server, outcome, refusedBy, agreed, alert }) => [
    version.replace('TLSv', ''),
    messages.text('terminal.rehearse.side', { side: client }),
    messages.text('terminal.rehearse.side', { side: server }),
    messages.text('terminal.rehearse.outcomes', { outcome, side: refusedBy ?? '', cipher: agreed?.cipher ?? '' }),
    alert ?? '–',
  ])
  return table([heads, ...rows], output.columns)
}

/** Each reason once: most often the four handshakes fail for the same one. */
function reasonsText(runs: readonly RehearsalRun[], { messages, output }: Context): readonly string[] {
  const texts = runs.flatMap(({ reason, code, words: said, rules }) => {
    if (reason === null) return []
    const lines = [wrap(reason, output.columns)]
    if (code !== null || said !== null) {
      const values = { code: code ?? '', words: said ?? '' }
      lines.push(wrap(messages.text('terminal.rehearse.said', values), output.columns, '  '))
    }
    if (rules.length > 0) lines.push(wrap(messages.text('terminal.explain.rules', { rules }), output.columns, '  '))
    return [lines.join('\n')]
  })
  return [...new Set(texts)]
}
