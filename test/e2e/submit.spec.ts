import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration, writeFiles } from './material/migration.ts'
import { ask, seed } from './material/seed.ts'
import { openProject } from './material/steps.ts'

const { source, target, cas } = migration

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })
const day = (page: Page) => page.getByLabel('Sent on')
const record = (page: Page) => page.getByRole('button', { name: 'Record that it was sent' })
const proceed = (page: Page) => page.getByRole('button', { name: 'Continue to Assemble chain' })
const alert = (page: Page) => page.getByRole('alert').filter({ hasText: /\S/ })
const sideEntry = (page: Page) => page.getByRole('button', { name: /^Step 2:/ })

/** By the calendar of this computer, such as 2026-11-24. */
function calendarDay(daysFromToday: number): string {
  const time = new Date()
  time.setDate(time.getDate() + daysFromToday)
  return [time.getFullYear(), time.getMonth() + 1, time.getDate()]
    .map((part) => String(part).padStart(2, '0'))
    .join('-')
}

/** The project is open at the second step. Its id. */
async function start(app: App, more: { readonly csr?: string; readonly certificates?: readonly string[] } = {}) {
  await app.launch()
  const { page } = app
  const id = await seed(page, { name: 'OMENT-310', role: 'source', ...more })
  await openProject(app, 'OMENT-310')
  await sideEntry(page).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Submit it to the CA' })).toBeVisible()
  return id
}

test('is locked with its reason until there is a CSR', async ({ app }) => {
  await start(app)
  const { page } = app
  await expect(page.getByText('There is nothing to send yet')).not.toHaveCount(0)
  await expectAccessible(page)
  await app.shoot('submit-locked')
  await proceed(page).click()
  await expect(page.locator('#submit-locked')).toBeFocused()
  await page.getByRole('button', { name: 'Go to Generate CSR' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Generate the CSR' })).toBeFocused()
})

test('says what each CA gives by default, and the ways to it with this project’s values', async ({ app }) => {
  await start(app, { csr: source.csr })
  const { page } = app
  await expect(page.getByRole('radio', { name: 'Microsoft AD CS' })).toBeChecked()
  await expect(page.getByText('The template “Web Server”, which most people pick')).toBeVisible()
  await expect(page.getByText('known as ESC1')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('submit-ad-cs')

  const ways = page.getByRole('tablist', { name: 'Ways to send it' })
  await ways.getByRole('tab').first().focus()
  await page.keyboard.press('ArrowRight')
  const powerShell = ways.getByRole('tab', { name: 'Request by PowerShell' })
  await expect(powerShell).toBeFocused()
  await expect(powerShell).toHaveAttribute('aria-selected', 'true')
  const command = /^certreq -submit -attrib 'CertificateTemplate:OMEMutualTLS' '\.\\oment-310\.example\.com\.csr'/
  await expect(page.getByRole('tabpanel').getByText(command)).toBeVisible()
  await page.getByRole('tabpanel').getByRole('button', { name: /^Copy/ }).first().click()
  await expect.poll(() => app.clipboard()).toMatch(command)
  await expectAccessible(page)
  await app.shoot('submit-commands')
  await powerShell.focus()
  await page.keyboard.press('End')
  await expect(ways.getByRole('tab').last()).toBeFocused()
  await expect(page.getByRole('tabpanel')).toContainText('Client Authentication (1.3.6.1.5.5.7.3.2), both')
  await page.keyboard.press('ArrowRight')
  await expect(ways.getByRole('tab').first()).toBeFocused()
  await page.keyboard.press('ArrowLeft')
  await page.keyboard.press('Home')
  await expect(ways.getByRole('tab').first()).toHaveAttribute('aria-selected', 'true')

  await page.getByRole('radio', { name: 'Another CA' }).check()
  await expect(page.getByText('What a CA gives by default differs.')).toBeVisible()
  await page.getByRole('tabpanel').getByRole('button', { name: /^Copy/ }).click()
  await expect.poll(() => app.clipboard()).toContain('extended key usage: server authentication (1.3.6.1.5.5.7.3.1)')
  await expectAccessible(page)
  await app.shoot('submit-another')
})

test('says at once that a public CA is a dead end, and shows every CA at a click', async ({ app }) => {
  await start(app, { csr: source.csr })
  const { page } = app
  const publicCa = page.getByRole('radio', { name: /public CA/ })
  await expect(publicCa).toHaveAccessibleDescription('A dead end for this')
  await publicCa.check()
  await expect(page.getByRole('region', { name: /^No certificate from here will do/ })).toBeVisible()
  await expect(page.getByRole('table', { name: /stop granting client authentication/ })).toContainText('DigiCert')
  await expectAccessible(page)
  await app.shoot('submit-public-ca')

  const before = await page.getByRole('radio').count()
  await page.getByRole('button', { name: /^Show \d+ more CAs$/ }).click()
  await expect(page.getByRole('radio')).not.toHaveCount(before)
  await expect(page.getByRole('radio', { name: 'XCA' })).toBeVisible()
  await expect(page.locator('input[name="submit-recipe"]:focus')).toHaveCount(1)
  await expect(page.getByRole('button', { name: /more CAs$/ })).toHaveCount(0)
  await expectAccessible(page)
  await app.shoot('submit-all-cas')
})

test('copies and saves the CSR, wrapped anew', async ({ app }) => {
  await start(app, { csr: source.csr.replaceAll('\n', '\r\n') })
  const { page } = app
  const request = page.getByRole('region', { name: 'The CSR to send' })
  await expect(request).toContainText(`${source.hostName} · RSA 2048`)
  await request.getByRole('button', { name: 'Copy: The CSR to send' }).click()
  await expect.poll(() => app.clipboard()).toBe(source.csr)

  await app.answerSave(null)
  await request.getByRole('button', { name: 'Save…' }).click()
  await expect.poll(async () => (await app.dialogs).length).toBe(1)
  await expect(request.getByText(/^Saved as/)).toHaveCount(0)

  const file = join(app.files, 'mine.csr')
  await app.answerSave(file)
  await request.getByRole('button', { name: 'Save…' }).click()
  await expect(request.getByText('Saved as mine.csr')).toBeVisible()
  expect(readFileSync(file, 'utf8')).toBe(source.csr)
  expect(Math.max(...source.csr.split('\n').map(({ length }) => length))).toBe(64)
  await request.getByRole('button', { name: 'Show in folder' }).click()
  await expect.poll(async () => (await app.recorded).shown).toEqual([file])
  await request.getByText('Show its text').click()
  await expect(request).toContainText('-----BEGIN CERTIFICATE REQUEST-----')
  await expectAccessible(page)

  const [folder = ''] = writeFiles(app.files, { 'in the way': '' })
  await app.answerSave(join(folder, 'oment.csr'))
  await request.getByRole('button', { name: 'Save…' }).click()
  await expect(alert(page)).toContainText('oment.csr')
  await expectAccessible(page)
})

test('asks to record before it goes on, and lets go on without', async ({ app }) => {
  await start(app, { csr: source.csr })
  const { page } = app
  await proceed(page).click()
  await expect(alert(page)).toContainText('It is not recorded yet that the CSR was sent.')
  await expect(alert(page)).toBeFocused()
  await expectAccessible(page)
  await app.shoot('submit-unrecorded')
  await page.getByRole('button', { name: 'Go on without' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Assemble/ })).toBeFocused()
})

test('records that it was sent, changes it and forgets it', async ({ app }) => {
  await start(app, { csr: source.csr })
  const { page } = app
  await expect(day(page)).toHaveValue(calendarDay(0))
  await record(page).click()
  await expect(page.getByText('Enter a name for the CA')).toBeVisible()
  await expect(field(page, 'Name of the CA')).toBeFocused()
  await field(page, 'Name of the CA').fill('Corp AD CS')
  await day(page).fill(calendarDay(1))
  await expect(page.getByText('This day is still to come.')).toBeVisible()
  await expectAccessible(page)
  await day(page).fill('')
  await record(page).click()
  await expect(page.getByText('Enter the day on which it was sent.')).toBeVisible()
  await expect(day(page)).toBeFocused()
  await app.shoot('submit-record')
  await day(page).fill(calendarDay(-6))
  await field(page, 'Reference').fill('INC-20417')
  await field(page, 'Contact').fill('PKI team')
  await field(page, 'Template or profile').fill('OME two ways')

  // What is typed outlives a look at another step.
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Generate the CSR' })).toBeFocused()
  await sideEntry(page).click()
  await expect(field(page, 'Reference')).toHaveValue('INC-20417')

  await record(page).click()
  const sent = page.getByRole('region', { name: 'Sent to the CA' })
  await expect(sent.getByRole('heading')).toBeFocused()
  await expect(sent).toContainText(/Corp AD CS.*Microsoft AD CS.*INC-20417.*PKI team.*OME two ways/s)
  await expect(sideEntry(page)).toContainText(/Sent to Corp AD CS.*Done/)
  await expectAccessible(page)
  await app.shoot('submit-recorded')
  await page.getByRole('tab', { name: 'Request by PowerShell' }).click()
  await expect(page.getByRole('tabpanel').getByText(/CertificateTemplate:OME two ways/)).toBeVisible()

  await sent.getByRole('button', { name: 'Change' }).click()
  await expect(day(page)).toBeFocused()
  await field(page, 'Reference').fill('INC-0')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(sent).toContainText('INC-20417')
  await sent.getByRole('button', { name: 'Change' }).click()
  await expect(field(page, 'Reference')).toHaveValue('INC-20417')
  await field(page, 'Reference').fill('INC-20418')
  await record(page).click()
  await expect(sent).toContainText('INC-20418')

  await sent.getByRole('button', { name: 'Forget…' }).click()
  const question = page.getByRole('alertdialog', { name: 'Forget that it was sent?' })
  await expectAccessible(page)
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(sent.getByRole('button', { name: 'Forget…' })).toBeFocused()
  await sent.getByRole('button', { name: 'Forget…' }).click()
  await question.getByRole('button', { name: 'Forget it' }).click()
  await expect(sideEntry(page)).toContainText('Not sent yet')
  await expect(page.getByRole('heading', { name: 'Record that it was sent' })).toBeFocused()
  await app.menu('undo')
  await expect(sent).toContainText('INC-20418')

  await proceed(page).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Assemble/ })).toBeFocused()
})

test('says that another CSR was sent than the one that counts', async ({ app }) => {
  const id = await start(app, { csr: source.csr })
  const { page } = app
  await field(page, 'Name of the CA').fill('Corp AD CS')
  await record(page).click()
  await expect(sideEntry(page)).toContainText('Done')
  await ask(page, 'csr.import', { id, source: { kind: 'text', text: target.csr } })
  await openProject(app, 'OMENT-310')
  await sideEntry(page).click()
  await expect(page.getByText(/another CSR was sent to Corp AD CS\. Since then a new one counts/)).toBeVisible()
  await expect(sideEntry(page)).toContainText('To be done again')
  await expect(day(page)).toHaveValue(calendarDay(0))
  await expect(field(page, 'Name of the CA')).toHaveValue('Corp AD CS')
  await expectAccessible(page)
  await app.shoot('submit-stale')
  await record(page).click()
  await expect(sideEntry(page)).toContainText('Done')
})

test('goes on at once where the certificate is there already', async ({ app }) => {
  await start(app, { csr: source.csr, certificates: [source.leaf, cas] })
  const { page } = app
  await expect(sideEntry(page)).toContainText('The certificate is here')
  await proceed(page).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Assemble/ })).toBeFocused()
})

test('says of a rehearsal that OME refuses its certificate', async ({ app }) => {
  const id = await start(app)
  const { page } = app
  await ask(page, 'csr.make', { id, bits: 2048 })
  await openProject(app, 'OMENT-310')
  await sideEntry(page).click()
  await expect(page.getByRole('heading', { name: 'This is a rehearsal: OME refuses its certificate' })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('submit-rehearsal')
})

test('can be done by the keyboard alone, and fits text of twice the size', async ({ app }) => {
  await start(app, { csr: source.csr })
  const { page } = app
  const tabTo = async (name: string, role: 'textbox' | 'button' | 'radio') => {
    const goal = page.getByRole(role, { name, exact: true })
    await expect(async () => {
      await page.keyboard.press('Tab')
      await expect(goal).toBeFocused({ timeout: 10 })
    }).toPass({ intervals: [0], timeout: 20_000 })
  }
  await tabTo('Microsoft AD CS', 'radio')
  await page.keyboard.press('ArrowRight')
  await expect(page.getByRole('radio', { name: 'OpenSSL' })).toBeChecked()
  await tabTo('Name of the CA', 'textbox')
  await page.keyboard.type('Vault')
  await tabTo('Record that it was sent', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('region', { name: 'Sent to the CA' })).toContainText(/Vault.*OpenSSL/s)
  await tabTo('Continue to Assemble chain', 'button')

  await app.resize(1024, 700)
  await app.shoot('submit-small')
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  const overflow = await page.evaluate(() => {
    const main = document.querySelector('main')
    return main ? main.scrollWidth - main.clientWidth : null
  })
  expect(overflow).toBe(0)
  await expectAccessible(page)
  await app.shoot('submit-large-text')
})
