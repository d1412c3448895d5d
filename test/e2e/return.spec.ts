import type { Page } from '@playwright/test'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration } from './material/migration.ts'
import { ask, seed, seedPair } from './material/seed.ts'
import { openProject } from './material/steps.ts'

const { source, target, cas, otherCas } = migration
const changed = (page: Page) => page.getByRole('region', { name: 'What the CA changed' })

/** The project is open where the chain is put together. */
async function start(app: App, certificates: readonly string[], lang?: string): Promise<string> {
  await app.launch(lang === undefined ? {} : { lang })
  return seed(app.page, { name: 'OMENT-310', role: 'source', csr: source.csr, certificates })
}

/** Opens the third or fourth step, at which the project may stand already. */
async function open(app: App, step: 3 | 4 = 3): Promise<void> {
  await openProject(app, 'OMENT-310')
  await app.page.getByRole('button', { name: new RegExp(`^(Step|Étape) ${step}`) }).click()
  await expect(app.page.getByRole('button', { name: new RegExp(`^(Step|Étape) ${step}`) })).toHaveAttribute(
    'aria-current',
    'step',
  )
}

test('says that the CA sent what was asked', async ({ app }) => {
  await start(app, [source.leaf, cas])
  await open(app)
  const { page } = app
  const card = page.getByRole('region', { name: 'The CA sent what was asked' })
  await expect(card).toContainText('“oment-310.example.com” has the CSR’s key, names and purposes, lives long enough.')
  await expectAccessible(page)
  await app.shoot('return-good')
})

test('tells what the CA changed, what it means and what to write', async ({ app }) => {
  await start(app, [source.leafForServers])
  await open(app)
  const { page } = app
  const card = changed(page)
  await expect(card).toContainText('2 things are not as they were asked for.')
  const missing = card.getByRole('article').filter({ hasText: 'Client authentication is missing' })
  await expect(missing).toContainText('extended key usage: server authentication and client authentication')
  await expect(missing).toContainText('serverAuth')
  await expect(missing).toContainText('OME refuses it')
  await expect(missing).toContainText('eku-server-client')
  await expect(card.getByRole('article').filter({ hasText: 'CA certificates are missing' })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('return-changed')

  await missing.getByRole('button', { name: 'Text for the CA: Client authentication is missing' }).click()
  const dialog = page.getByRole('dialog', { name: 'Client authentication is missing' })
  await expect(dialog).toContainText('lacks client authentication in its extended key usage (serverAuth)')
  await dialog.getByRole('radio', { name: 'Français' }).check()
  await expect(dialog).toContainText('Signez à nouveau la même demande')
  await expectAccessible(page)
  await dialog.getByRole('button', { name: /^Copy/ }).click()
  await expect.poll(() => app.clipboard()).toContain('authentification du client')
  await page.keyboard.press('Escape')
  await expect(missing.getByRole('button')).toBeFocused()

  await card.getByRole('button', { name: 'One letter to the CA for all of it…' }).click()
  const letter = page.getByRole('dialog', { name: 'Letter to the CA' })
  await letter.getByRole('radio', { name: 'English' }).check()
  await expect(letter).toContainText('Certificate for oment-310.example.com')
  await expect(letter).toContainText(/1\. The certificate for .* lacks client authentication.*2\. The chain of the/s)
  await expectAccessible(page)
  await app.shoot('return-letter')
})

test('is there, folded, where the chain is judged', async ({ app }) => {
  await start(app, [source.leafForServers, cas])
  await open(app, 4)
  const { page } = app
  await expect(changed(page)).toBeHidden()
  await page.getByText('What the CA changed').first().click()
  await expect(changed(page)).toContainText('Client authentication is missing')
  await expectAccessible(page)
})

test('compares with the counterpart’s issuer', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedPair(page, { source: 'leafByOther' })
  await open(app)
  await expect(changed(page)).toContainText('Another CA issued it than the counterpart’s')
  await expect(changed(page)).toContainText('issued by “CN=CA1-Inter”, as for the counterpart')
  await expect(changed(page)).toContainText('issued by “CN=Inter-CA2”')
  expect(otherCas).not.toBe(cas)
})

test('knows the certificate of an older CSR', async ({ app }) => {
  const id = await start(app, [source.leaf, cas])
  const { page } = app
  await ask(page, 'csr.import', { id, source: { kind: 'text', text: target.csr } })
  await open(app)
  await expect(changed(page)).toContainText('It is for an older CSR')
  await expect(changed(page)).toContainText('Invalid CSR key.')
  await app.shoot('return-older-csr')
})

test('can be read by the keyboard alone in the smallest window, in French too', async ({ app }) => {
  await start(app, [source.leafForServers], 'fr')
  await open(app)
  const { page } = app
  await app.resize(640, 480)
  const card = page.getByRole('region', { name: 'Ce que l’AC a changé' })
  const letter = card.getByRole('button', { name: 'Une seule lettre à l’AC pour tout…' })
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(letter).toBeFocused({ timeout: 10 })
  }).toPass({ intervals: [0], timeout: 20_000 })
  await app.shoot('return-small-fr')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Lettre à l’AC' })
  await expect(dialog.getByRole('radio', { name: 'Français' })).toBeChecked()
  await page.keyboard.press('ArrowRight')
  await expect(dialog).toContainText('Certificado para oment-310.example.com')
  await app.shoot('return-letter-small')
  await page.keyboard.press('Escape')
  await expect(letter).toBeFocused()
  const overflow = await page.evaluate(() => {
    const main = document.querySelector('main')
    return main ? main.scrollWidth - main.clientWidth : null
  })
  expect(overflow).toBe(0)
  await expectAccessible(page)
})
