import type { Locator, Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { writeCsrPem } from '../../electron/pki/write-pem.ts'
import { csr } from '../builder/authority.ts'
import { subjectAltName } from '../builder/extensions.ts'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration, writeFiles } from './material/migration.ts'
import { ask, seed } from './material/seed.ts'
import { openProject, openStep } from './material/steps.ts'

const { source, target } = migration
const passphrase = 'a passphrase for the vault'
const password = 'a password for the back-up'

/** RSA 2048, which takes least time. */
const plan = {
  name: 'OME Migration CA',
  levels: 2,
  bits: 2048,
  organization: 'Example Corp',
  country: '',
  root: { commonName: 'OME Migration Root CA', years: 10 },
  intermediate: { commonName: 'OME Migration CA', years: 5 },
} as const

const request = (host: string, more: Parameters<typeof csr>[1] = {}) =>
  writeCsrPem(csr(host, { keyKind: 'rsa-2048', extensions: [subjectAltName(`dns:${host}`)], ...more }))

const button = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: true })
const alert = (page: Page) => page.getByRole('alert').filter({ hasText: /\S/ })
/** Told beside the headings; it is announced as well. */
const said = (page: Page, text: string) => page.locator('.note').filter({ hasText: text })
const title = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true })

/** Holds what stands on the screen to axe in both themes, and takes its picture. */
async function look(app: App, name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await app.theme(theme)
    await app.page.waitForFunction((wanted) => matchMedia(`(prefers-color-scheme: ${wanted})`).matches, theme)
    // Colours change over some milliseconds.
    await app.page.waitForFunction(() => document.getAnimations().every(({ playState }) => playState === 'finished'))
    await expectAccessible(app.page)
  }
  await app.shoot(name)
}

/** A CA is here already, and its screen is open. */
async function open(app: App): Promise<string> {
  await app.launch()
  const { id } = await ask(app.page, 'ca.create', plan)
  await app.menu('private-ca')
  await expect(title(app.page, plan.name)).toBeVisible()
  return id
}

async function paste(page: Page, text: string): Promise<void> {
  await button(page, 'Paste').first().click()
  await page.getByLabel('The text').fill(text)
  await button(page, 'Use this text').click()
}

test('teaches when one needs a CA, and makes one by keyboard alone, vault and all', async ({ app }) => {
  await app.launch({ keyStore: false })
  const { page } = app
  await app.menu('private-ca')
  await expect(title(page, 'Private CA')).toBeFocused()
  await expect(page.getByRole('main')).toContainText('Public CAs are giving up client authentication')
  await look(app, 'ca-empty')

  await button(page, 'Create a CA').press('Enter')
  await expect(title(page, 'Create a CA')).toBeFocused()
  await look(app, 'ca-create')
  await page.keyboard.press('Tab')
  await expect(page.getByLabel('Organisation')).toBeFocused()
  await page.keyboard.type('Example Corp')
  await page.getByLabel(/^Name of the root/).fill(' ')
  await page.keyboard.press('Enter')
  await expect(alert(page)).toContainText('One thing is missing or wrong')
  await expect(page.getByLabel(/^Name of the root/)).toBeFocused()
  await look(app, 'ca-create-wrong')
  await page.keyboard.type('Example Root')
  await page.getByText('Levels, key, years and more').press('Enter')
  await page.getByLabel('Keys').selectOption('2048')
  await page.getByLabel('Organisation').press('Enter')

  const vault = page.getByRole('dialog', { name: 'Choose a passphrase for the vault' })
  await expect(vault).toBeVisible()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Tab')
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(title(page, 'OME Migration CA')).toBeVisible()
  await expect(said(page, 'OME Migration CA is made.')).toBeVisible()
  await expect(page.getByRole('table', { name: 'The chain' })).toContainText('Example Root')
  await expect(page.getByText('Nothing yet. Sign the request')).toBeVisible()
  await look(app, 'ca-new')
})

test('says what is wrong in the folded part too, and lets the making of keys be cancelled', async ({ app }) => {
  await app.launch()
  const { page } = app
  await app.menu('private-ca')
  await button(page, 'Create a CA').click()
  await page.getByText('Levels, key, years and more').click()
  await page.getByLabel('Years of the CA that signs').fill('40')
  await page.getByLabel('Country').fill('USA')
  await page.getByText('Levels, key, years and more').click()
  await button(page, 'Create the CA').click()
  await expect(alert(page)).toContainText('3 things are missing or wrong')
  await expect(page.getByLabel('Country')).toBeFocused()
  await page.getByLabel('Country').fill('')
  await page.getByLabel('Years of the CA that signs').fill('5')
  await page.getByLabel('Keys').selectOption('4096')
  await button(page, 'Create the CA').click()
  const cancel = page.locator('.progress').getByRole('button', { name: 'Cancel' })
  const made = title(page, 'OME Migration CA')
  await expect(cancel.or(made)).toBeVisible()
  if (await cancel.isVisible()) {
    await cancel.click()
    await expect(cancel).toBeHidden()
    expect((await ask(page, 'ca.list', undefined)).cas).toEqual([])
  }
})

test('signs both appliances of a migration from within a project: both are ready and go together', async ({ app }) => {
  await app.launch()
  const { page } = app
  const ids = {
    source: await seed(page, { name: 'OMENT-310', role: 'source', csr: source.csr }),
    target: await seed(page, { name: 'OMENT-400', role: 'target', csr: target.csr }),
  }
  await ask(page, 'project.pair', { id: ids.source, counterpart: ids.target })
  await openProject(app, 'OMENT-310')
  await page.getByRole('button', { name: /^Step 2:/ }).click()
  await page.getByRole('radio', { name: /private CA/i }).check()
  const here = page.getByRole('region', { name: 'Sign here with your private CA' })
  await expect(here).toContainText('There is no private CA on this computer yet')
  await expectAccessible(page)
  await button(here, 'Create a CA').click()
  await page.getByText('Levels, key, years and more').click()
  await page.getByLabel('Keys').selectOption('2048')
  await button(page, 'Create the CA').click()
  await button(page, 'Back to OMENT-310').click()

  await page.getByRole('radio', { name: /private CA/i }).check()
  await expect(here.getByRole('region', { name: 'For OMENT-310' })).toContainText(source.hostName)
  await expect(here.getByRole('region', { name: 'For OMENT-400' })).toContainText(target.hostName)
  await expect(here).toContainText('Server and client authentication')
  await here.getByText('Add names for OMENT-310').click()
  await here.getByLabel('More names for OMENT-310').fill('10.20.30.40')
  await expect(here.getByRole('listitem').filter({ hasText: '10.20.30.40' })).toContainText('added by you')
  await look(app, 'ca-sign-here')
  await button(here, 'Sign both: OMENT-310 and OMENT-400').click()
  await expect(page.getByRole('heading', { level: 1, name: 'Assemble the chain' })).toBeFocused()

  for (const id of [ids.source, ids.target]) {
    const { examination, comparison } = await ask(page, 'project.open', { id })
    expect(examination.judged?.chain.verdict).toBe('ready')
    expect(comparison?.verdict).toBe('compatible')
  }
  await app.menu('home')
  await expect(page.getByRole('article', { name: 'OMENT-400' })).toContainText('Ready to upload')
  const ca = page.getByRole('article', { name: 'OME Migration CA' })
  await expect(ca).toContainText('2 of its certificates hold now')
  await look(app, 'ca-home')

  await openProject(app, 'OMENT-310')
  await openStep(page, 2, 'Submit it to the CA')
  await expect(here).toContainText('Signed here on')
  await expect(here).toContainText('This takes the place of a certificate')
  await expect(here).toContainText('OME compares the issuers of the two appliances')
  await app.shoot('ca-sign-here-again')
})

test('signs a request that is dropped, and saves its chain, which OpenSSL verifies', async ({ app }) => {
  await open(app)
  const { page } = app
  const [file = ''] = writeFiles(app.files, { 'oment-500.csr': request('oment-500.example.com') })
  await app.drop(page.getByText('Drop a request (CSR) here to sign it'), [file])
  await expect(title(page, 'Sign a request')).toBeVisible()
  const card = page.getByRole('region', { name: 'Will be signed: oment-500.example.com' })
  await expect(card).toContainText('from the CSR')
  await page.getByLabel('More names').fill('oment-500\n10.1.1.1')
  await expect(card.getByRole('listitem')).toHaveCount(3)
  await page.getByLabel('For whom').fill('the lab')
  await look(app, 'ca-sign')

  const chain = join(app.files, 'chain.pem')
  await app.answerSave(chain)
  await button(page, 'Sign for oment-500.example.com').click()
  await expect(said(page, 'saved as chain.pem')).toBeVisible()
  const row = page.getByRole('row', { name: /oment-500\.example\.com/ })
  await expect(row).toContainText('the lab')
  await expect(row).toContainText('Holds')
  expect(execFileSync('openssl', ['verify', '-CAfile', chain, chain]).toString()).toContain('OK')
  await look(app, 'ca-ledger')
})

test('says why it does not sign a request, and signs nothing', async ({ app }) => {
  const id = await open(app)
  const { page } = app
  await button(page, 'Sign a request…').click()
  await button(page, 'Sign').click()
  await expect(alert(page)).toContainText('Give the request (CSR) first.')
  await expect(page.locator('#ca-csr')).toBeFocused()
  for (const [text, why] of [
    [request('*.example.com'), 'There is a wildcard (*)'],
    [request('oment-310.example.com', { keyKind: 'rsa-1024' }), 'too weak (1024 bits)'],
  ] as const) {
    await paste(page, text)
    await expect(page.getByText(why)).toBeVisible()
    await button(page, /^Sign for/).click()
    await expect(alert(page)).toContainText('This request is not signed')
  }
  await look(app, 'ca-refused')
  await paste(page, 'no request')
  await expect(alert(page)).toContainText(/CSR/)
  expect((await ask(page, 'ca.show', { id })).issued).toEqual([])
})

test('renews and revokes what it issued, and exports a list that OpenSSL reads', async ({ app }) => {
  const id = await open(app)
  const { page } = app
  const requests = [{ csr: source.csr, addedNames: [], days: 397, holder: '' }]
  const { serials } = await ask(page, 'ca.sign', { id, requests })
  await app.menu('home')
  await app.menu('private-ca')
  const more = page.getByRole('button', { name: `More for ${source.hostName}` })
  await more.first().click()
  await button(page, 'Renew…').click()
  const renew = page.getByRole('dialog', { name: /^Renew the certificate/ })
  await expect(renew).toContainText('upload both in the same change window')
  await look(app, 'ca-renew-certificate')
  await app.answerSave(null)
  await button(renew, 'Sign it again').click()
  await expect(page.getByRole('table', { name: /newest first/ }).getByRole('row')).toHaveCount(3)
  await expect(page.getByRole('row', { name: /Renewed since/ })).toBeVisible()

  await more.last().click()
  await button(page, 'Revoke…').click()
  const revoke = page.getByRole('dialog', { name: /^Revoke the certificate/ })
  await revoke.getByLabel('Why').selectOption('keyCompromise')
  await look(app, 'ca-revoke')
  await button(revoke, 'Revoke it').click()
  await expect(page.getByRole('row', { name: /Revoked/ })).toContainText('other hands')

  const list = join(app.files, 'ca.crl')
  await app.answerSave(list)
  await button(page, 'Export the list…').click()
  await expect(page.getByText(/The last one is of/)).toBeVisible()
  const text = execFileSync('openssl', ['crl', '-inform', 'DER', '-noout', '-text', '-in', list]).toString()
  expect(text).toContain((serials[0] ?? '').toUpperCase())
})

test('backs up, goes to the bin, and comes back; a wrong password is not a damaged file', async ({ app }) => {
  const id = await open(app)
  const { page } = app
  await ask(page, 'ca.sign', { id, requests: [{ csr: source.csr, addedNames: [], days: 397, holder: '' }] })
  await button(page, 'Back up…').click()
  const backup = page.getByRole('dialog', { name: 'Back up OME Migration CA' })
  await backup.getByLabel(/^Password/).fill('short')
  await button(backup, 'Save the back-up…').click()
  await expect(backup).toContainText('Type at least 8 characters')
  await look(app, 'ca-backup')
  await backup.getByLabel(/^Password/).fill(password)
  await backup.getByLabel(/^The same again/).fill(password)
  const file = join(app.files, 'ca.omeca')
  await app.answerSave(file)
  await button(backup, 'Save the back-up…').click()
  await expect(said(page, 'Back-up saved as ca.omeca')).toBeVisible()

  await app.answerMessage(1)
  await button(page, 'Delete the CA…').click()
  await expect(title(page, plan.name)).toBeVisible()
  await app.answerMessage(0)
  await button(page, 'Delete the CA…').click()
  await expect(page.getByText('When you need one')).toBeVisible()
  expect(await app.trashed).toHaveLength(1)

  await button(page, 'Restore a back-up…').click()
  const restore = page.getByRole('dialog', { name: 'Restore a CA from its back-up' })
  await button(restore, 'Restore').click()
  await expect(restore).toContainText('Give the file first.')
  const damaged = readFileSync(file)
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1
  const copy = join(app.files, 'damaged.omeca')
  writeFileSync(copy, damaged)
  await app.answerOpen([copy])
  await button(restore, 'Choose files…').click()
  await expect(restore).toContainText('damaged.omeca')
  await restore.getByLabel(/^Password/).fill(password)
  await button(restore, 'Restore').click()
  await expect(alert(page)).toContainText('is damaged')
  await app.answerOpen([file])
  await button(restore, 'Choose files…').click()
  await expect(restore).toContainText('Good ca.omeca')
  await restore.getByLabel(/^Password/).fill('another password')
  await button(restore, 'Restore').click()
  await expect(alert(page)).toContainText('This is not the password')
  await expect(restore.getByLabel(/^Password/)).toBeFocused()
  await look(app, 'ca-restore')
  await restore.getByLabel(/^Password/).fill(password)
  await page.keyboard.press('Enter')
  await expect(title(page, plan.name)).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(source.hostName) })).toBeVisible()
})

test('imports a CA that OpenSSL made, and renews it', async ({ app }) => {
  await app.launch()
  const { page } = app
  const folder = join(app.files, 'old')
  mkdirSync(folder)
  const openssl = (...args: readonly string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const subject = ['-subj', '/O=Example/CN=Old CA', '-days', '60']
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt', ...subject)
  openssl('pkcs12', '-export', '-inkey', 'ca.key', '-in', 'ca.crt', '-out', 'ca.p12', '-passout', 'pass:geheim')
  await app.menu('private-ca')
  await button(page, 'Import…').click()
  const dialog = page.getByRole('dialog', { name: 'Import an existing CA' })
  await app.answerOpen([join(folder, 'ca.p12')])
  await button(dialog, 'Choose files…').click()
  await expect(dialog.getByRole('status')).toContainText('ca.p12')
  await button(dialog, 'Import').click()
  await expect(dialog.getByLabel(/^Password/)).toBeFocused()
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await expect(alert(page)).toContainText('did not open')
  await look(app, 'ca-import')
  await dialog.getByLabel(/^Password/).fill('geheim')
  await button(dialog, 'Import').click()
  await expect(title(page, 'Old CA')).toBeVisible()
  await expect(page.getByRole('main')).toContainText('Renew it now')
  await app.shoot('ca-ends-soon')

  await button(page, 'Renew the CA…').click()
  const renew = page.getByRole('dialog', { name: 'Renew Old CA' })
  await expect(renew).toContainText('OME compares them')
  await look(app, 'ca-renew')
  await button(renew, 'Renew').click()
  await expect(said(page, 'Old CA is renewed')).toBeVisible()
  await expect(page.getByText('Renew it now')).toBeHidden()
})

test('saves the root for a system, with the command to trust it', async ({ app }) => {
  await open(app)
  const { page } = app
  await page.getByText('Files and commands for Windows').click()
  await page.getByLabel('System').selectOption('macos')
  const file = join(app.files, 'root.crt')
  await app.answerSave(file)
  await button(page, 'Save the root for it…').click()
  await expect.poll(() => existsSync(file)).toBe(true)
  await page.getByRole('button', { name: /^Copy: sudo security add-trusted-cert/ }).click()
  await expect.poll(() => app.clipboard()).toContain('add-trusted-cert')
  await look(app, 'ca-trust')
})

test('fits the smallest window, in French too', async ({ app }) => {
  await app.launch({ lang: 'fr' })
  const { page } = app
  const { id } = await ask(page, 'ca.create', plan)
  await ask(page, 'ca.sign', { id, requests: [{ csr: source.csr, addedNames: [], days: 397, holder: 'OMENT-310' }] })
  await app.resize(640, 480)
  await app.menu('private-ca')
  await expect(title(page, plan.name)).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(source.hostName) })).toBeVisible()
  await app.shoot('ca-small-fr')
  await page.getByRole('row', { name: new RegExp(source.hostName) }).scrollIntoViewIfNeeded()
  const isWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(isWide).toBe(false)
  await look(app, 'ca-small-ledger-fr')
  await button(page, 'Sauvegarder…').click()
  await look(app, 'ca-small-backup-fr')
  await page.keyboard.press('Escape')
  await seed(page, { name: 'OMENT-310', role: 'source', csr: source.csr })
  await app.menu('home')
  await page
    .getByRole('button', { name: /OMENT-310$/ })
    .first()
    .click()
  await page.getByRole('radio', { name: /AC privée/i }).check()
  await expect(page.getByRole('region', { name: 'Pour OMENT-310' })).toBeVisible()
  await look(app, 'ca-small-sign-here-fr')
})
