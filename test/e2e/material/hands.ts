import type { Locator, Page } from '@playwright/test'
import { expect } from '../fixture/test.ts'

/** How a user does things: every step of a journey goes through one of these. */
export interface Hand {
  press(target: Locator): Promise<void>
  /** Types into a field that is empty. */
  type(target: Locator, text: string): Promise<void>
}

export const mouse = (page: Page): Hand => ({
  press: (target) => target.click(),
  type: async (target, text) => {
    await target.click()
    await page.keyboard.type(text)
  },
})

/** More stops than any screen has. */
const mostStops = 150

/** By Tab, Enter and letters alone. */
export function keyboard(page: Page): Hand {
  const hasFocus = (target: Locator): Promise<boolean> =>
    target.evaluate((element) => element === document.activeElement)
  async function goTo(target: Locator): Promise<void> {
    await expect(target).toBeVisible()
    for (let stops = 0; stops < mostStops; stops++) {
      if (await hasFocus(target)) return
      await page.keyboard.press('Tab')
    }
    throw new Error(`The keyboard does not get to ${String(target)}.`)
  }
  return {
    press: async (target) => {
      await goTo(target)
      await page.keyboard.press('Enter')
    },
    type: async (target, text) => {
      await goTo(target)
      await page.keyboard.type(text)
    },
  }
}
