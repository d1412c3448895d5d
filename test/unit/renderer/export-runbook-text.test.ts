import { expect, test } from 'vitest'
import { runbookText } from '../../../renderer/steps/export/runbook-text.ts'

test('a runbook for a mail or a ticket has a box to tick and a number before each step', () => {
  const text = runbookText({
    title: 'Upload the chain to OMENT-310',
    sections: [
      { title: 'Before', steps: ['Have the file at hand.', 'Its digest is `ab12`.'] },
      { title: 'Upload', steps: ['Log in.'] },
    ],
  })
  expect(text).toBe(`Upload the chain to OMENT-310

Before
[ ] 1. Have the file at hand.
[ ] 2. Its digest is ab12.

Upload
[ ] 1. Log in.
`)
})
