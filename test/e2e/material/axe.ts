import type { Page } from '@playwright/test'
import type axe from 'axe-core'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect } from '../fixture/test.ts'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What stands on the screen now breaks no rule of WCAG 2.2 AA that axe can judge. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(source)
  const violations = await page.evaluate(async (tags) => {
    // Half-way from one theme to the other, colours go together badly.
    const transitions = document.getAnimations().filter((animation) => animation instanceof CSSTransition)
    await Promise.allSettled(transitions.map(({ finished }) => finished))
    const { violations } = await (Reflect.get(window, 'axe') as typeof axe).run({ runOnly: tags })
    return violations.map(({ id, nodes }) => ({
      id,
      nodes: nodes.map(({ html, failureSummary }) => ({ html, failureSummary })),
    }))
  }, tags)
  expect(violations).toEqual([])
}
