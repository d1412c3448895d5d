import type { Page } from '@playwright/test'
import type { App } from '../fixture/app.ts'
import { expect } from '../fixture/test.ts'

/** Opens a project from home. */
export async function openProject(app: App, name: string): Promise<void> {
  await app.menu('home')
  await app.page.getByRole('button', { name: new RegExp(`^(Open|Continue).*${name}`) }).click()
  await expect(app.page.getByRole('banner').getByText(name, { exact: true })).toBeVisible()
}

/** Opens a step by its entry at the side; the focus goes to its heading. */
export async function openStep(page: Page, number: 1 | 2 | 3 | 4 | 5 | 6, heading: string | RegExp): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^Step ${number}:`) }).click()
  await expect(page.getByRole('heading', { level: 1, name: heading })).toBeFocused()
}
