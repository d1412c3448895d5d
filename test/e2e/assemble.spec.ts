import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { beginAssembling, certificate, certificates, chooseFiles, fixture, pasteText } from './material/files.ts'
import { writeFiles } from './material/migration.ts'
import { openStep } from './material/steps.ts'

const chain = ['oment-310', 'ca1-inter', 'ca-root'].map(certificate)

/** Role and name of each link, as the table beside the picture says them. */
const links = (page: Page) => page.getByRole('table', { name: 'The chain, from the leaf to the root' }).getByRole('row')

async function expectChain(page: Page, ...names: readonly string[]): Promise<void> {
  await expect(links(page)).toHaveCount(names.length + 1)
  for (const [index, name] of names.entries()) await expect(links(page).nth(index + 1)).toContainText(name)
}

/** What stands at the left of the foot. */
const answer = (page: Page) => page.locator('main > footer')

test('teaches what is needed, and says so where one goes on without', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await expect(page.getByRole('heading', { name: 'Nothing is here yet' })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('assemble-empty')

  await page.getByRole('button', { name: 'Continue to Validate' }).click()
  await expect(page.getByRole('alert').getByText('Put in the certificates first')).toBeVisible()
  await expect(page.locator('#drop')).toBeFocused()
  await expectAccessible(page)
})

test('puts a .cer and a .p7b, both binary, together', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  const files = writeFiles(app.files, {
    'certnew.cer': readFileSync(fixture('forms/leaf.der')),
    'certnew.p7b': readFileSync(fixture('forms/pkcs7.p7b')),
  })
  await chooseFiles(app, ...files)
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await expect(links(page).nth(1)).toContainText('matches the CSR')
  await expect(links(page).nth(2)).toContainText('certnew.p7b')
  await expect(answer(page)).toContainText('OME should take this chain.')
  await expect(page.getByText('it is in the chain already, from another place').first()).toBeVisible()
  await expect(page.getByText('DER (binary), one thing found')).toBeVisible()
  await expect(page.getByText('PKCS#7 (a collection), 3 things found')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('assemble')

  await page.getByRole('button', { name: 'Details of CA1-Inter' }).first().click()
  const viewer = page.getByRole('dialog')
  await expect(viewer.getByText('CA-Root')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Details of CA1-Inter' }).first()).toBeFocused()

  await page.getByRole('button', { name: 'Continue to Validate' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Validate' })).toBeFocused()
})

test('shows the gap where the root is missing, where to get it, and takes back what was put in', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await chooseFiles(app, certificate('oment-310'), certificate('ca1-inter'))
  await expect(page.getByText('signed by CA-Root, which is in none of the files')).toBeVisible()
  await expect(answer(page)).toContainText('OME would answer CGEN1008 “Invalid certificate chain provided.”')
  await expectAccessible(page)
  await app.shoot('assemble-missing-root')

  await page.getByRole('button', { name: 'Find it…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Where to get “CA-Root”' })
  await dialog.getByText('step-ca', { exact: true }).click()
  await expect(dialog.getByText('step ca root root.crt')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('assemble-find')
  await dialog.getByRole('button', { name: 'Copy: Key identifier' }).click()
  await expect.poll(() => app.clipboard()).toMatch(/^[0-9a-f]{40}$/)
  await dialog.getByRole('button', { name: 'Copy: Or ask the CA' }).click()
  await expect.poll(() => app.clipboard()).toContain('CN=CA-Root,O=Contoso')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Find it…' })).toBeFocused()

  await app.drop(page.locator('.zone'), [certificate('ca-root')])
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await page
    .locator('main')
    .getByRole('button', { name: /^Undo: / })
    .click()
  await expect(page.getByText('signed by CA-Root, which is in none of the files')).toBeVisible()
})

test('names the intermediate that is missing between leaf and root', async ({ app }) => {
  await app.launch()
  await beginAssembling(app)
  await chooseFiles(app, certificate('oment-310'), certificate('ca-root'))
  await expect(app.page.getByText('signed by CA1-Inter, which is in none of the files')).toBeVisible()
  await expect(app.page.getByText('nothing in the chain is signed by it').first()).toBeVisible()
})

test('tells another appliance’s certificate by its key', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await chooseFiles(app, certificate('oment-400'), certificate('ca1-inter'), certificate('ca-root'))
  await expect(links(page).nth(1)).toContainText('does not match the CSR')
  await expect(answer(page)).toContainText('OME would answer CGEN1008 “Invalid CSR key.”')
  await expectAccessible(page)
  await app.shoot('assemble-other-key')
})

test('asks which leaf is meant where there is no CSR to tell', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app, { hasCsr: false })
  await chooseFiles(app, ...chain, certificate('oment-400'))
  await page.getByRole('button', { name: 'Continue to Validate' }).click()
  await expect(page.getByRole('link', { name: 'Choose first which certificate is the appliance’s own.' })).toBeVisible()
  const choice = page.getByRole('group', { name: '2 certificates could be the appliance’s own' })
  await expect(choice.getByRole('radio').first()).toBeFocused()
  await expect(choice.getByText('Without the appliance’s CSR nobody can tell them apart')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('assemble-leaves')

  await choice.getByRole('radio', { name: /^OMENT-310/ }).check()
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await expect(page.getByText('it is the certificate of another server').first()).toBeVisible()
  await choice.getByRole('radio', { name: /^OMENT-400/ }).check()
  await expectChain(page, 'OMENT-400', 'CA1-Inter', 'CA-Root')
})

test('offers the chains that are possible', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await chooseFiles(app, ...chain, certificate('ca-root-by-other'), certificate('other-root'))
  const choice = page.getByRole('group', { name: '2 chains are possible' })
  await expect(choice.getByRole('radio').first()).toBeChecked()
  await choice.getByRole('radio').nth(1).check()
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root', 'Other-Root')
  await expect(choice.getByRole('radio').nth(1)).toBeChecked()
  await expectAccessible(page)
  await app.shoot('assemble-candidates')
})

test('opens a .pfx with its password, keeps no key, and forgets the password', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  const [pfx = ''] = writeFiles(app.files, { 'export.pfx': readFileSync(fixture('unreadable/chain.p12')) })
  await chooseFiles(app, pfx)
  const dialog = page.getByRole('dialog', { name: 'A password is needed' })
  const field = dialog.getByRole('textbox', { name: 'Password' })
  await expect(field).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('Type the password, or skip the file.')).toBeVisible()
  await field.fill('wrong')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('With that password it did not open.')).toBeVisible()
  await expect(field).toHaveValue('')
  await expectAccessible(page)
  await app.shoot('assemble-password')

  await page.keyboard.press('Escape')
  await expect(page.getByText('export.pfx opens with a password only.')).toBeVisible()
  await page.getByRole('button', { name: 'Open with the password' }).click()
  await field.fill('fixture')
  await page.keyboard.press('Enter')
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await expect(page.getByText('A private key stands in export.pfx')).toBeVisible()
  await expect(page.getByText('Kept without its private key')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('assemble-key')
  expect(savedBytes(app.userData)).not.toMatch(/PRIVATE KEY|fixture/)
  await expect(page.getByText('Saved', { exact: true })).toBeVisible()
})

/** All that the app has saved, as one text. */
const savedBytes = (folder: string): string =>
  readdirSync(join(folder, 'projects'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
    .join('\n')

test('takes certificates from a pile with a private key, and says where the key is', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  const text = certificates('oment-310', 'ca1-inter', 'ca-root') + readFileSync(fixture('extras/rsa-key.pem'), 'utf8')
  await chooseFiles(app, ...writeFiles(app.files, { 'all.pem': text }))
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await expect(page.getByText('A private key stands in all.pem')).toBeVisible()
  expect(savedBytes(app.userData)).not.toContain('PRIVATE KEY')
})

test('says what a web page in place of a certificate is', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await chooseFiles(app, ...writeFiles(app.files, { 'certnew.cer': readFileSync(fixture('unreadable/web-page.pem')) }))
  await expect(page.getByText('certnew.cer is a web page')).toBeVisible()
  await expect(page.getByText('Open the CA’s page in a browser, log in')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('assemble-web-page')
})

test('finds the chain in a folder full of other things', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  const folder = join(app.files, 'from the CA')
  mkdirSync(join(folder, 'old'), { recursive: true })
  for (const path of chain) cpSync(path, join(folder, 'old', path.split(/[\\/]/).at(-1) ?? ''))
  for (let i = 0; i < 20; i++) writeFileSync(join(folder, `minutes ${i}.txt`), `Minutes of meeting ${i}\n`)
  await app.answerOpen([folder])
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await expect(page.getByText('20 files, or parts of files, could not be read')).toBeVisible()
  await page.getByText('Which ones, and what to do').click()
  await expect(page.getByText('from the CA/minutes 7.txt')).toBeVisible()
  await expect(page.getByText('from the CA/old/oment-310.pem').first()).toBeVisible()
  await expectAccessible(page)
  await app.shoot('assemble-folder')
})

test('reads what was quoted in a mail, pasted anywhere on the screen', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await pasteText(app, readFileSync(fixture('forms/mail-quoting.pem'), 'utf8'))
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await page.evaluate((text) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', text)
    document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }))
  }, certificates('inter-ca2'))
  await expect(page.getByText('nothing in the chain is signed by it').first()).toBeVisible()
})

test('tells what is there already, takes files out and brings them back', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await chooseFiles(app, ...chain)
  await chooseFiles(app, certificate('ca-root'))
  await expect(page.getByText('ca-root.pem was here already')).toBeVisible()

  await page.getByRole('button', { name: 'Take out ca-root.pem' }).click()
  await expect(page.getByText('signed by CA-Root, which is in none of the files')).toBeVisible()
  await expect(page.getByText('Taken out: it counts for nothing')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Bring back ca-root.pem' }).click()
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await page.getByRole('button', { name: 'Dismiss' }).click()
  await expect(page.getByRole('region', { name: 'What the last import gave' })).toBeHidden()
  await expect(page.locator('#drop')).toBeFocused()
})

test('changes nothing where the dialog is cancelled', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  await app.answerOpen(null)
  await page.getByRole('button', { name: 'Choose files…' }).click()
  await app.answerOpen(null)
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await page.getByRole('button', { name: 'Paste' }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Paste' })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Nothing is here yet' })).toBeVisible()
})

test('reads a hostile file of 10 MiB while one types on elsewhere', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app, { hasCsr: false })
  const [first = '', second = ''] = writeFiles(app.files, {
    'hostile.pem': '-----BEGIN CERTIFICATE-----\n'.repeat(374_000),
    'hostile.der': Buffer.alloc(10 * 1024 * 1024 - 1, '30800609'.repeat(4), 'hex'),
  })
  await app.drop(page.locator('.zone'), [first, second])
  await openStep(page, 1, /./)
  const field = page.getByRole('main').getByRole('textbox').first()
  await field.fill('')
  await field.pressSequentially('oment-310.contoso.example', { delay: 20 })
  await expect(field).toHaveValue('oment-310.contoso.example')
  await openStep(page, 3, 'Assemble the chain')
  await expect(page.getByText('No certificate found in 2 files.').first()).toBeVisible({ timeout: 30_000 })
  await chooseFiles(app, ...chain)
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
})

test('shows how far a large import is, and changes nothing where it is cancelled', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  const folder = join(app.files, 'archive')
  const many = certificates('oment-310').repeat(900)
  writeFiles(folder, Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`${i}.pem`, `Copy ${i}\n${many}`])))
  await app.answerOpen([folder])
  await page.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(page.getByRole('progressbar')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('main').getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByRole('progressbar')).toBeHidden()
  await expect(page.getByRole('heading', { name: 'Nothing is here yet' })).toBeVisible()
  await expect(page.getByRole('region', { name: 'What the last import gave' })).toBeHidden()
})

test('is done by the keyboard alone', async ({ app }) => {
  await app.launch()
  const { page } = app
  await beginAssembling(app)
  const tabTo = async (name: string | RegExp) => {
    const wanted = page.getByRole('button', { name }).last()
    for (let i = 0; i < 60 && !(await wanted.evaluate((one) => one === document.activeElement)); i++) {
      await page.keyboard.press('Tab')
    }
    await expect(wanted).toBeFocused()
  }
  await tabTo('Paste')
  await page.keyboard.press('Enter')
  const dialog = page.getByRole('dialog', { name: 'Paste a text' })
  await dialog.getByRole('textbox').focus()
  await page.keyboard.insertText(certificates('oment-310', 'ca1-inter', 'ca-root'))
  await tabTo('Use this text')
  await page.keyboard.press('Enter')
  await expectChain(page, 'OMENT-310', 'CA1-Inter', 'CA-Root')
  await tabTo('Continue to Validate')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Validate' })).toBeFocused()
})
