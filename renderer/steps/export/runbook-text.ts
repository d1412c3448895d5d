import type { Runbook } from '../../../electron/contract/views.ts'

/** The runbook for a mail or a ticket: a box to tick and a number before each step. */
export const runbookText = ({ title, sections }: Runbook): string =>
  [
    title,
    ...sections.flatMap(({ title, steps }) => [
      '',
      title,
      ...steps.map((step, index) => `[ ] ${index + 1}. ${step.replaceAll('`', '')}`),
    ]),
    '',
  ].join('\n')
