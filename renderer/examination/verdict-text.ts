import type { CheckReport } from '../../electron/contract/shown.ts'
import { t } from '../state/texts.svelte.ts'
import { bySeverity, judgementOf, type Upload } from './judgement.ts'

/** What OME would show, and why, in one sentence. */
export function answerText({ answer, verdict }: CheckReport): string {
  if (!answer) return t('window.validate.answer.none', { verdict })
  const { code, message, args } = answer
  return t('window.validate.answer.shown', { code, message, cause: args })
}

/** The verdict for a mail or a ticket: one line a thought, without what only a terminal or a window could show. */
export function verdictText(file: string, report: CheckReport, upload: Upload, isRehearsal: boolean): string {
  const { key } = judgementOf(report, upload, isRehearsal)
  const told = report.answer ? [answerText(report)] : []
  const findings = bySeverity(report).map(({ title, detail, remedy }) => `- ${title}. ${detail} ${remedy}`)
  return [`${file}: ${t(`window.validate.verdicts.${key}.title`)}`, ...told, ...findings].join('\n').replaceAll('`', '')
}
