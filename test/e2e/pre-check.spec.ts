import type { Page } from '@playwright/test'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration, writeFiles } from './material/migration.ts'
import { ask, seed, seedPair } from './material/seed.ts'
import { openProject, openStep } from './material/steps.ts'

const { source, target, cas } = migration

const sourceOnly = (page: Page) =>
  seed(page, { name: 'OMENT-310', role: 'source', csr: source.csr, certificates: [source.leaf, cas] })

/** The cells of a row of the table, as they read. */
const row = (page: Page, position: string) =>
  page.getByRole('row', { name: new RegExp(`^${position}`) }).getByRole('cell')

test('teaches where there is no other side yet, and says what is missing', async ({ app }) => {
  await app.launch()
  const { page } = app
  await sourceOnly(page)
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  await expect(page.getByText('The connection check compares every certificate of the two chains')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('pre-check-alone')

  await page.getByRole('button', { name: 'Continue to Export' }).click()
  await expect(page.getByText('There is nothing to hold this chain against yet.')).toBeVisible()
  await expect(page.getByRole('region', { name: 'Which appliance is the target?' })).toBeFocused()
  await expectAccessible(page)
})

test('makes the other appliance on the spot, and waits for its chain', async ({ app }) => {
  await app.launch()
  const { page } = app
  await sourceOnly(page)
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  await page.getByRole('button', { name: 'New appliance…' }).click()
  const dialog = page.getByRole('dialog', { name: 'New appliance: the target' })
  await dialog.getByRole('button', { name: 'Create and compare' }).click()
  await expect(dialog.getByLabel('Name', { exact: false }).first()).toBeFocused()
  await expect(dialog.getByText('Give it a name')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.type('OMENT-400')
  await page.keyboard.press('Tab')
  await page.keyboard.type(target.hostName)
  await dialog.getByRole('button', { name: 'Create and compare' }).click()
  await expect(page.getByRole('heading', { name: 'OMENT-400 has no chain yet' })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('pre-check-waiting')

  await page.getByRole('button', { name: 'Open OMENT-400' }).click()
  await expect(page.getByRole('banner').getByText('OMENT-400', { exact: true })).toBeVisible()
  await openStep(page, 5, 'Pre-check with the source')
})

test('finds two chains of the same CAs compatible', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedPair(page)
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  await expect(
    page.getByRole('heading', { name: 'Compatible: the two appliances should accept each other' }),
  ).toBeVisible()
  await expect(row(page, 'Leaf')).toHaveText([/oment-310.*issued by.*CA1-Inter/, /same issuer/, /oment-400.*CA1-Inter/])
  await expect(row(page, 'Root')).toHaveText([/CA-Root.*CA-Root/, /same/, /CA-Root.*CA-Root/])
  await expect(page.getByRole('button', { name: /^Step 5:.*Done/ })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('pre-check-compatible')

  await page.getByRole('button', { name: 'Continue to Export' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Export' })).toBeFocused()
})

test('tells two intermediates under one root apart, what OME would say, and what mends it', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedPair(page, { target: 'leafByOther' })
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  await expect(page.getByRole('heading', { name: /^Not compatible: the two chains/ })).toBeVisible()
  await expect(page.getByText('Unable to mutually authenticate and connect to the remote appliance.')).toBeVisible()
  await expect(row(page, 'Leaf')).toHaveText([
    /CA1-Inter\s?\(differs\)/,
    /✗ differs/,
    /oment-400\.example\.com.*Inter-CA2\s?\(differs\)/,
  ])
  await expect(row(page, 'Root')).toHaveText([/CA-Root/, /↔ same/, /CA-Root/])
  const ways = page.getByRole('region', { name: 'What mends it' }).getByRole('listitem')
  await expect(ways).toContainText([
    'Have OMENT-400 signed again by CA1-Inter',
    'Or the other way round: have OMENT-310 signed again by Inter-CA2',
  ])
  await expectAccessible(page)
  await app.shoot('pre-check-incompatible')

  await ways.first().getByRole('button', { name: 'Text for the CA…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Text for the CA' })
  await expect(dialog).toContainText('Both appliances need certificates from the very same issuing CA')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Copy/ }).click()
  await expect.poll(() => app.clipboard()).toContain('CN=Inter-CA2')
  await page.keyboard.press('Escape')
  await expect(ways.first().getByRole('button', { name: 'Text for the CA…' })).toBeFocused()
})

test('names the side whose own chain is not ready, and leads to it', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedPair(page, { target: 'leafForServers' })
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  await expect(page.getByRole('heading', { name: 'Not compatible: the chain of OMENT-400 is not ready' })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('pre-check-side')
  await page.getByRole('button', { name: 'Open Validate of OMENT-400' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Validate' })).toBeFocused()
  await expect(page.getByRole('banner').getByText('OMENT-400', { exact: true })).toBeVisible()
})

test('compares with a chain file, and says what could not be checked', async ({ app }) => {
  await app.launch()
  const { page } = app
  await sourceOnly(page)
  const [chain = '', text = ''] = writeFiles(app.files, { 'target.pem': target.leaf + cas, 'notes.txt': 'no chain' })
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')

  await app.answerOpen(null)
  await page.getByRole('button', { name: 'Choose files…' }).click()
  await expect.poll(async () => (await app.dialogs).length).toBe(1)
  await expect(page.getByRole('heading', { name: 'Which appliance is the target?' })).toBeVisible()
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)

  await app.answerOpen([text])
  await page.getByRole('button', { name: 'Choose files…' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /no certificate/i })).toBeVisible()
  await expectAccessible(page)

  await app.drop(page.getByText('Drop the other appliance’s chain file here'), [chain])
  await expect(page.getByRole('heading', { name: 'Compatible, as far as it can be judged here' })).toBeVisible()
  await expect(page.getByText('Whether target.pem was issued for the right key could not be checked')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('pre-check-file')

  await page.getByRole('button', { name: 'Choose another…' }).click()
  await page.getByRole('button', { name: 'Keep target.pem' }).click()
  await expect(page.getByRole('heading', { name: 'Compatible, as far as it can be judged here' })).toBeVisible()
  await page.getByRole('button', { name: 'Choose another…' }).click()
  await page.getByRole('button', { name: 'Compare with nothing' }).click()
  await expect(page.getByRole('heading', { name: 'Which appliance is the target?' })).toBeVisible()
})

test('takes what the appliance’s clock shows, and judges by it', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedPair(page)
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  const clocks = page.getByRole('region', { name: 'The appliances’ clocks' })
  await expect(clocks.getByRole('listitem')).toContainText(['clock not looked at', 'clock not looked at'])
  await clocks.getByRole('button', { name: 'Enter its time…' }).click()
  const field = page.getByLabel('Date and time')
  await field.fill('')
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByText('Enter a date and a time')).toBeVisible()
  await expect(field).toBeFocused()
  await expectAccessible(page)
  await app.shoot('pre-check-clock')

  await page.getByLabel('In which time zone').selectOption('UTC')
  await field.fill(new Date(Date.now() - 4 * 60_000).toISOString().slice(0, 16))
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(clocks).toContainText(/[45] minutes behind this computer/)
  await expect(clocks).toContainText('Set its time, best by a time server (NTP)')
  await expectAccessible(page)

  // The certificates begin in 2024: by this clock they are not valid yet.
  await clocks.getByRole('button', { name: 'Look again…' }).click()
  await field.fill('2020-01-01T00:00')
  await page.getByRole('button', { name: 'Take it' }).click()
  await expect(page.getByRole('heading', { name: 'Not compatible: the chain of OMENT-310 is not ready' })).toBeVisible()

  await clocks.getByRole('button', { name: 'Forget it' }).click()
  await expect(clocks.getByRole('listitem').first()).toContainText('clock not looked at')
  await expect(
    page.getByRole('heading', { name: 'Compatible: the two appliances should accept each other' }),
  ).toBeVisible()
})

test('is locked with its reason until there is a chain', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source', csr: source.csr })
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  await expectAccessible(page)
  await app.shoot('pre-check-locked')
  await page.getByRole('button', { name: 'Go to Assemble chain' }).first().click()
  await expect(page.getByRole('heading', { level: 1, name: 'Assemble the chain' })).toBeFocused()
})

test('is done with the keyboard alone', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedPair(page, { isPaired: false })
  await openProject(app, 'OMENT-310')
  await page.keyboard.press('Control+5')
  await expect(page.getByRole('heading', { level: 1, name: 'Pre-check with the target' })).toBeFocused()
  await page.keyboard.press('Tab')
  await expect(page.getByRole('button', { name: 'Compare with OMENT-400' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: /^Compatible/ })).toBeVisible()
})

test('notes each look for the way back, and says so when the other side changes', async ({ app }) => {
  await app.launch()
  const { page } = app
  const ids = await seedPair(page)
  await openProject(app, 'OMENT-310')
  await openStep(page, 5, 'Pre-check with the target')
  await expect(page.getByRole('button', { name: /^Step 5:.*Done/ })).toBeVisible()
  await openProject(app, 'OMENT-400')
  const { project } = await ask(page, 'project.open', { id: ids.target })
  const [leaf] = project.files
  await ask(page, 'certificates.leaveOut', { id: ids.target, file: leaf?.id ?? '', leftOut: true })
  await openProject(app, 'OMENT-310')
  await expect(page.getByRole('heading', { name: 'OMENT-400 has no chain yet' })).toBeVisible()
  await ask(page, 'certificates.leaveOut', { id: ids.target, file: leaf?.id ?? '', leftOut: false })
  await page.getByRole('button', { name: 'Check again' }).click()
  await expect(page.getByRole('heading', { name: /^Compatible/ })).toBeVisible()
})
