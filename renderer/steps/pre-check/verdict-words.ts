import type { ComparisonReport } from '../../../electron/contract/shown.ts'
import { t } from '../../state/texts.svelte.ts'
import type { PairVerdict } from './verdict.ts'

export type Names = Readonly<Record<'source' | 'target', string>>

/** The verdict in one sentence, and what stands behind it. */
export function verdictWords({ key, about }: PairVerdict, names: Names): { title: string; text: string } {
  const meant = about.map((role) => names[role])
  const values = { name: meant[0] ?? '', names: meant }
  return {
    title: t(`window.preCheck.verdicts.${key}.title`, values),
    text: t(`window.preCheck.verdicts.${key}.text`, values),
  }
}

/** The verdict for a mail or a ticket: one line a thought. */
export function pairVerdictText(comparison: ComparisonReport, verdict: PairVerdict, names: Names): string {
  const { title, text } = verdictWords(verdict, names)
  const { answer, findings, pairs } = comparison
  const rows = pairs.map(({ source, target, match }) => {
    const [left, right] = [source, target].map((side) => (side ? `${side.issuedTo} ← ${side.issuedBy}` : '–'))
    return `${left ?? ''}  ${match ? '↔' : '✗'}  ${right ?? ''}`
  })
  return [
    `${names.source} ↔ ${names.target}: ${title}`,
    text,
    ...(answer ? [`${t('window.preCheck.answer.shown')} ${answer.message}`] : []),
    ...rows,
    ...findings.map((finding) => `- ${finding.title}. ${finding.detail} ${finding.remedy}`),
  ]
    .join('\n')
    .replaceAll('`', '')
}
