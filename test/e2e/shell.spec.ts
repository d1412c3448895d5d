import { expect, test } from './fixture/test.ts'
import type { App } from './fixture/app.ts'
import { expectAccessible } from './material/axe.ts'
import { ask, seed, seedPair } from './material/seed.ts'
import { openProject } from './material/steps.ts'

/** OMENT-310 with its chain, open at home's `Open`. Its id. */
async function openOne(app: App): Promise<string> {
  await app.launch()
  const { source } = await seedPair(app.page)
  await openProject(app, 'OMENT-310')
  return source
}

test('tells the state of each step in words, and opens each by mouse and key', async ({ app }) => {
  await openOne(app)
  const { page } = app
  const steps = page.getByRole('navigation', { name: 'Steps' }).getByRole('button')
  await expect(steps).toHaveCount(6)
  await expect(steps.nth(0)).toContainText('Imported')
  await expect(steps.nth(0)).toHaveAccessibleName(/^Step 1: Generate CSR.*Done$/)

  for (const number of [1, 2, 3, 4, 5, 6]) {
    await page.keyboard.press(`Control+Digit${number}`)
    await expect(steps.nth(number - 1)).toHaveAttribute('aria-current', 'step')
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    await expectAccessible(page)
  }
  await app.menu('previous-step')
  await expect(steps.nth(4)).toHaveAttribute('aria-current', 'step')
  await steps.nth(2).click()
  await expect(page).toHaveTitle('Assemble chain – OMENT-310 – OME Chain Wizard')
})

test('can be used by keyboard from the first key on', async ({ app }) => {
  await openOne(app)
  const { page } = app
  await page.getByRole('link', { name: 'Skip to the content' }).focus()
  await expect(page.getByRole('link', { name: 'Skip to the content' })).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()

  await page.keyboard.press('?')
  const dialog = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(dialog).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(dialog).toBeHidden()
  await page.keyboard.press('Alt+ArrowLeft')
  await expect(page.getByRole('heading', { level: 1, name: 'Appliances' })).toBeFocused()
})

test('undoes in a field what was typed there, and not the project, when the menu asks', async ({ app }) => {
  await openOne(app)
  const { page } = app
  const bar = page.getByRole('banner')
  await bar.getByRole('button', { name: 'Details of OMENT-310' }).click()
  const name = page.getByRole('dialog').getByRole('textbox', { name: 'Name', exact: true })
  await name.press('End')
  await page.keyboard.type('x')
  await expect(name).toHaveValue('OMENT-310x')
  await app.menu('undo')
  await expect(name).toHaveValue('OMENT-310')
  await app.menu('redo')
  await expect(name).toHaveValue('OMENT-310x')
  await page.keyboard.press('Escape')
  await expect(bar).toContainText('oment-310')
})

test('changes the details of an appliance, and takes that back and does it again', async ({ app }) => {
  await openOne(app)
  const { page } = app
  const bar = page.getByRole('banner')
  await bar.getByRole('button', { name: 'Details of OMENT-310' }).click()
  const dialog = page.getByRole('dialog', { name: 'Details of the appliance' })
  const name = dialog.getByRole('textbox', { name: 'Name', exact: true })
  await expectAccessible(page)
  await name.fill('')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(name).toBeFocused()
  await name.fill('OMENT-311')
  await dialog.getByLabel('OME version').fill('4.2.0')
  await dialog.getByLabel('Change window').fill('2026-11-28T22:00')
  await app.shoot('shell-details')
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toBeHidden()
  await expect(bar.getByRole('button', { name: 'Details of OMENT-311' })).toBeFocused()
  await expect(bar).toContainText('Source · 4.2.0')

  await page.keyboard.press('Control+z')
  await expect(bar).toContainText('OMENT-310')
  await page.keyboard.press('Control+y')
  await expect(bar).toContainText('OMENT-311')
  await page.keyboard.press('Control+y')
  await expect(bar).toContainText('There is nothing to redo.')
})

test('brings a former state back after a question', async ({ app }) => {
  const id = await openOne(app)
  const { page } = app
  await ask(page, 'project.edit', { id, edits: { name: 'OMENT-999' } })
  await app.menu('home')
  await openProject(app, 'OMENT-999')
  await page.getByRole('button', { name: 'More for OMENT-999' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Former states…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Former states', exact: true })
  await expect(dialog.getByText('now', { exact: true })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('shell-history')

  const restore = dialog.getByRole('button', { name: /^Bring back the state of/ }).first()
  await restore.click()
  const question = page.getByRole('alertdialog', { name: /^Bring back the state of/ })
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(restore).toBeFocused()
  await restore.click()
  await question.getByRole('button', { name: 'Bring back' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('banner')).toContainText('OMENT-310')
  await expect(page.getByText(/^The state of .* is back/).first()).toBeVisible()
})

test('goes to other screens and back to the open project', async ({ app }) => {
  await openOne(app)
  const { page } = app
  await page.getByRole('button', { name: 'Explain an error…' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Explain an error' })).toBeFocused()
  await expectAccessible(page)
  await page.getByRole('button', { name: '‹ OMENT-310' }).click()
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
})

test('makes a duplicate and opens it', async ({ app }) => {
  await openOne(app)
  const { page } = app
  await page.getByRole('button', { name: 'More for OMENT-310' }).click()
  await page.getByRole('button', { name: 'Duplicate' }).click()
  await expect(page.getByText('This is the duplicate').first()).toBeVisible()
  await page.getByRole('button', { name: '‹ Projects' }).click()
  await expect(page.getByRole('article')).toHaveCount(3)
})

test('speaks another language and turns dark at once, and remembers both', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source' })
  await app.menu('settings')
  await expectAccessible(page)
  await page.getByLabel('Light or dark').selectOption('dark')
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)
  await page.getByLabel('Language').selectOption('es')
  await expect(page.getByRole('dialog', { name: 'Ajustes' })).toBeVisible()
  await expect(page.locator('html')).toHaveAttribute('lang', 'es')
  await expectAccessible(page)

  await app.restart()
  await expect(app.page.getByText('OMENT-310').first()).toBeVisible()
  await expect(app.page.locator('html')).toHaveAttribute('lang', 'es')
  expect(await app.main(({ nativeTheme }) => nativeTheme.themeSource)).toBe('dark')
})

test('leads to the way round outside the app', async ({ app }) => {
  await openOne(app)
  await app.page.getByRole('button', { name: /^backup and restore/ }).click()
  await expect.poll(() => app.opened).toEqual([expect.stringContaining('000223239')])
})

test('folds its steps into a line where there is little room, without losing any', async ({ app }) => {
  await openOne(app)
  const { page } = app
  await app.resize(1024, 700)
  await expect(page.getByRole('button', { name: /^Step 1:/ })).toBeVisible()
  await app.shoot('shell-1024')

  // As at a zoom of 200 % in a window of 1280×800.
  await page.setViewportSize({ width: 640, height: 400 })
  const line = page.getByRole('button', { name: /^Step \d of 6:/ })
  await expect(page.getByRole('button', { name: /^Step 1:/ })).toBeHidden()
  await line.click()
  await expectAccessible(page)
  await page.getByRole('button', { name: /^Step 2:/ }).click()
  await expect(line).toContainText('Step 2 of 6')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(640)
  await app.shoot('shell-640')
})

test('keeps everything readable with text twice as large', async ({ app }) => {
  await openOne(app)
  const { page } = app
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  for (const number of [1, 3, 6]) {
    await page.keyboard.press(`Control+Digit${number}`)
    await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0)
  }
  await app.shoot('shell-large-text')
})

test('keeps what was typed last when the window closes at once', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source' })
  await openProject(app, 'OMENT-310')
  const field = page.getByRole('textbox', { name: 'Department name' })
  await field.fill('Data centre')
  await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
  expect(await app.ended()).toBe(0)
  await app.launch()
  await openProject(app, 'OMENT-310')
  await expect(app.page.getByRole('textbox', { name: 'Department name' })).toHaveValue('Data centre')
})
