import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixture/test.ts'
import type { App } from './fixture/app.ts'
import { expectAccessible } from './material/axe.ts'
import { beginAssembling, certificate, certificates, chooseFiles, fixture } from './material/files.ts'
import { writeFiles } from './material/migration.ts'
import { ask } from './material/seed.ts'
import { openProject, openStep } from './material/steps.ts'

const good = ['oment-310', 'ca1-inter', 'ca-root'].map(certificate)

/** The large card; its name is the verdict. */
const verdict = (page: Page, title: string) => page.getByRole('region', { name: title })
const finding = (page: Page, title: string) =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name: title }) })
const basis = (page: Page) => page.getByRole('dialog', { name: 'What is judged, and when' })

/** The app with these files put together, open at step 4. The project's id. */
async function validate(app: App, ...files: readonly string[]): Promise<string> {
  await app.launch()
  const id = await beginAssembling(app)
  await chooseFiles(app, ...files)
  await app.page.getByRole('button', { name: 'Continue to Validate' }).click()
  await expect(app.page.getByRole('heading', { level: 1, name: 'Validate' })).toBeFocused()
  return id
}

/** Takes a file as it came for what is uploaded. */
async function takeAsItCame(page: Page, file: string): Promise<void> {
  await page.getByRole('button', { name: 'Change' }).click()
  await basis(page).getByRole('radio', { name: file }).check()
  await basis(page).getByRole('button', { name: 'Judge by this' }).click()
  await expect(page.getByText(`Judged: ${file} as it came`)).toBeVisible()
}

test('finds a good chain ready, tells why, and notes it', async ({ app }) => {
  const id = await validate(app, ...good)
  const { page } = app
  await expect(verdict(page, 'Ready: the appliance should take this chain')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Step 4: .*Ready/ })).toBeVisible()
  await expect(
    page.getByText('Mended already, against the files as they came: completed out of several files.'),
  ).toBeVisible()
  await expectAccessible(page)
  await app.shoot('validate-ready')

  const { project } = await ask(page, 'project.open', { id })
  expect(project.verdicts).toMatchObject([
    { ready: true, answer: null, errors: 0, judgedAt: '2026-06-01T00:00:00.000Z' },
  ])

  await page.getByText('Show all').click()
  await expect(page.getByRole('term').filter({ hasText: 'Complete to the root' })).toBeVisible()
  await expect(page.getByText('Dell KB 000221202: the certificate is for the CSR')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('validate-rules')

  await page.getByRole('button', { name: /^Copy: Ready/ }).click()
  await expect.poll(() => app.clipboard()).toContain('-chain.pem: Ready: the appliance should take this chain')

  await page.getByRole('radio', { name: 'Upload the certificate alone' }).check()
  await expect(verdict(page, 'Taken, but not enough for a migration')).toBeVisible()
  await expect(page.getByRole('status').getByText('Taken, but not enough for a migration')).toBeAttached()
  await expectAccessible(page)
  await app.shoot('validate-certificate')

  await page.getByRole('button', { name: 'Continue to Pre-check' }).click()
  await expect(page.getByRole('heading', { level: 1, name: /^Pre-check/ })).toBeFocused()
})

test('says what to write to the CA where client authentication is missing', async ({ app }) => {
  await validate(app, certificate('oment-310-eku-server'), certificate('ca1-inter'), certificate('ca-root'))
  const { page } = app
  const card = verdict(page, 'Not ready: the appliance would refuse this chain')
  await expect(card).toContainText('CGEN1008')
  await expect(card).toContainText('No Client/Server authentication EKU present in leaf certificate.')
  await expect(card).toContainText('Documented by Dell')
  await expectAccessible(page)
  await app.shoot('validate-eku')

  const missing = finding(page, 'Client authentication is missing')
  await missing.getByText('Where this comes from').click()
  await expect(missing.getByText('eku-server-client')).toBeVisible()
  await missing.getByRole('button', { name: 'Text for the CA…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Text for the CA' })
  await expect(dialog).toContainText('1.3.6.1.5.5.7.3.2')
  await expectAccessible(page)
  await app.shoot('validate-ca-text')
  await dialog.getByRole('button', { name: 'Copy: Text for the CA' }).click()
  await expect.poll(() => app.clipboard()).toContain('1.3.6.1.5.5.7.3.2')
  await page.keyboard.press('Escape')
  await expect(missing.getByRole('button', { name: 'Text for the CA…' })).toBeFocused()

  await missing.getByRole('button', { name: 'Details of OMENT-310' }).click()
  await expect(page.getByRole('dialog', { name: 'OMENT-310' })).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByRole('status').getByText('Not ready: the appliance would refuse this chain')).toBeAttached()
})

test('mends a file as it came by the chain put together here', async ({ app }) => {
  const text = certificates('ca-root', 'oment-310', 'ca1-inter', 'inter-ca2')
  const [file = ''] = writeFiles(app.files, { 'chain.pem': text })
  await validate(app, file)
  const { page } = app
  await expect(page.getByText('put in order and what does not belong left out')).toBeVisible()
  await takeAsItCame(page, 'chain.pem')
  await expect(verdict(page, 'Not ready: the appliance would refuse this chain')).toContainText('Inferred')
  await expect(finding(page, 'The certificates stand in the wrong order')).toBeVisible()
  await expect(finding(page, 'A certificate has nothing to do with the chain')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('validate-as-it-came')

  await finding(page, 'The certificates stand in the wrong order').getByRole('button', { name: 'Mend it' }).click()
  await expect(verdict(page, 'Ready: the appliance should take this chain')).toBeVisible()
  await expect(page.getByText('Judged: the chain put together here')).toBeVisible()
  await expect(page.locator('#verdict')).toBeFocused()
})

test('judges a binary file as it came for what OME would say of it', async ({ app }) => {
  const [file = ''] = writeFiles(app.files, { 'certnew.p7b': readFileSync(fixture('forms/pkcs7.p7b')) })
  await validate(app, file)
  const { page } = app
  await takeAsItCame(page, 'certnew.p7b')
  await expect(verdict(page, 'Not ready: the appliance would refuse this chain')).toContainText('CSEC9002')
  await expect(finding(page, 'The file is not Base64 text').getByRole('button', { name: 'Mend it' })).toBeVisible()
})

test('sees what expires before the change window', async ({ app }) => {
  await validate(app, certificate('oment-310'), certificate('ca1-inter'), certificate('ca-root-until-june'))
  const { page } = app
  await expect(verdict(page, 'Ready: the appliance should take this chain')).toBeVisible()
  await page.getByRole('button', { name: 'Change' }).click()
  await basis(page).getByRole('radio', { name: 'At the change window' }).check()
  await basis(page).getByRole('button', { name: 'Judge by this' }).click()
  const field = basis(page).getByLabel('The change window begins, your time')
  await expect(field).toBeFocused()
  await expect(basis(page).getByText('Enter a date and a time of day.')).toBeVisible()
  await expectAccessible(page)
  await field.fill('2026-07-01T22:00')
  await expect(basis(page).getByText(/^For the appliance: 2026-07-0\d \d\d:00 UTC$/)).toBeVisible()
  await app.shoot('validate-moment')
  await basis(page).getByRole('button', { name: 'Judge by this' }).click()
  await expect(basis(page)).toBeHidden()
  await expect(page.getByRole('button', { name: 'Change' })).toBeFocused()

  await expect(verdict(page, 'Not ready: the migration would fail on this chain')).toBeVisible()
  await expect(finding(page, 'A certificate has expired')).toContainText('CA-Root')
  await expect(page.getByText('at the change window:')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('validate-expired')

  await app.restart()
  await openProject(app, 'OMENT-310')
  await expect(app.page.getByRole('heading', { level: 1, name: 'Validate' })).toBeFocused()
  await expect(verdict(app.page, 'Not ready: the migration would fail on this chain')).toBeVisible()
})

test('changes nothing where the choice is cancelled', async ({ app }) => {
  await validate(app, ...good)
  const { page } = app
  await page.getByRole('button', { name: 'Change' }).click()
  await basis(page).getByRole('radio', { name: 'oment-310.pem' }).check()
  await page.keyboard.press('Escape')
  await expect(page.getByText('Judged: the chain put together here')).toBeVisible()
  await page.getByRole('button', { name: 'Change' }).click()
  await expect(basis(page).getByRole('radio', { name: 'The chain put together here' })).toBeChecked()
})

test('tells another appliance’s certificate, and a chain that breaks off', async ({ app }) => {
  await validate(app, certificate('oment-400'), certificate('ca1-inter'))
  const { page } = app
  await expect(verdict(page, 'Not ready: the appliance would refuse this chain')).toContainText('Invalid CSR key.')
  await expect(finding(page, 'The certificate was not made for this appliance’s CSR')).toBeVisible()
  await expect(finding(page, 'The chain breaks off')).toBeVisible()
})

test('never calls a rehearsal ready', async ({ app }) => {
  await app.launch()
  const { page } = app
  const id = await beginAssembling(app, { hasCsr: false })
  const form = { departmentName: 'IT', businessName: 'Contoso', locality: 'Leeds', state: 'Yorkshire', country: 'GB' }
  const csrForm = { ...form, distinguishedName: 'oment-310.contoso.example', email: 'it@contoso.example', san: [] }
  await ask(page, 'project.edit', { id, edits: { csrOrigin: 'workstation', csrForm } })
  await ask(page, 'csr.make', { id, bits: 2048 })
  await openProject(app, 'OMENT-310')
  await openStep(page, 3, 'Assemble the chain')
  await chooseFiles(app, ...good)
  await expect(page.locator('main > footer')).toContainText('A rehearsal: OME would answer CGEN1008')
  await page.getByRole('button', { name: 'Continue to Validate' }).click()
  await expect(verdict(page, 'A rehearsal that fails: mend what is listed below')).toBeVisible()
  await expect(page.getByText(/^Ready/)).toBeHidden()
  await expectAccessible(page)
  await app.shoot('validate-rehearsal')
})

test('shows every certificate in full, saves one, and the report', async ({ app }) => {
  await validate(app, ...good)
  const { page } = app
  await page.getByRole('button', { name: 'Certificates in full' }).click()
  const list = page.getByRole('dialog', { name: 'Certificates in full' })
  await expect(list.getByRole('listitem')).toHaveCount(3)
  await expectAccessible(page)
  await app.shoot('validate-certificates')
  await list.getByRole('button', { name: 'Details of CA-Root' }).click()
  const viewer = page.getByRole('dialog', { name: 'CA-Root' })
  await app.answerSave(null)
  await viewer.getByRole('button', { name: 'Save…' }).click()
  const path = join(app.files, 'root.pem')
  await app.answerSave(path)
  await viewer.getByRole('button', { name: 'Save…' }).click()
  await expect(viewer.getByText('Saved as root.pem')).toBeVisible()
  expect(readFileSync(path, 'utf8')).toBe(certificates('ca-root'))
  await page.keyboard.press('Escape')
  await expect(list.getByRole('button', { name: 'Details of CA-Root' })).toBeFocused()
  await page.keyboard.press('Escape')

  await app.answerSave(null)
  await page.getByRole('button', { name: 'Report…' }).click()
  await app.answerSave(join(app.files, 'report.html'))
  await page.getByRole('button', { name: 'Report…' }).click()
  await expect(page.getByText('Saved as report.html.')).toBeVisible()
  expect(readFileSync(join(app.files, 'report.html'), 'utf8')).toContain('oment-310')
  await page.getByRole('button', { name: 'Show in folder' }).click()
  await expect.poll(async () => (await app.recorded).shown).toEqual([join(app.files, 'report.html')])
})

test('leads back where there is nothing to judge', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await openStep(page, 4, 'Validate')
  await expectAccessible(page)
  await app.shoot('validate-locked')
  await page
    .getByRole('main')
    .getByRole('button', { name: /^Go to/ })
    .first()
    .click()
  await expect(page.getByRole('heading', { level: 1, name: 'Assemble the chain' })).toBeFocused()
})

test('is done by the keyboard alone', async ({ app }) => {
  await validate(app, ...good)
  const { page } = app
  const reach = async (name: string, key: 'Tab' | 'Shift+Tab' = 'Tab') => {
    const wanted = page.getByRole('main').getByRole('button', { name })
    for (let i = 0; i < 40 && !(await wanted.evaluate((one) => one === document.activeElement)); i++) {
      await page.keyboard.press(key)
    }
    await expect(wanted).toBeFocused()
  }
  await reach('Change')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('radio', { name: 'Upload the chain' })).toBeFocused()
  await page.keyboard.press('ArrowRight')
  await expect(verdict(page, 'Taken, but not enough for a migration')).toBeVisible()
  await page.keyboard.press('ArrowLeft')
  await expect(verdict(page, 'Ready: the appliance should take this chain')).toBeVisible()
  await reach('Continue to Pre-check')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: /^Pre-check/ })).toBeFocused()
})
