import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import type { Page } from '@playwright/test'
import { pack } from 'tar-stream'
import { expect, test } from './fixture/test.ts'
import type { App } from './fixture/app.ts'
import { expectAccessible } from './material/axe.ts'
import { certificate, certificates, fixture, pasteText } from './material/files.ts'
import { writeFiles } from './material/migration.ts'

const verdict = (page: Page, title: string) => page.getByRole('region', { name: title })
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name })
const zone = (page: Page) => page.locator('.zone').first()

async function openCheck(app: App): Promise<void> {
  await app.launch()
  await app.menu('check-file')
  await expect(heading(app.page, 'Check a file')).toBeFocused()
}

/** The certificates of the fixtures are valid then. */
async function judgeAtGoodMoment(page: Page): Promise<void> {
  await page.getByLabel('Judge at, your time').fill('2026-06-01T12:00')
}

/** A file dropped, judged while its certificates are valid. */
async function check(app: App, ...paths: readonly string[]): Promise<void> {
  await judgeAtGoodMoment(app.page)
  await app.drop(zone(app.page), paths)
}

test.describe('checking a file', () => {
  test('judges it as it came, and saves the chain that it should be', async ({ app }) => {
    await openCheck(app)
    const { page } = app
    await expectAccessible(page)
    await app.shoot('check-empty')
    const text = certificates('ca-root', 'oment-310', 'ca1-inter', 'inter-ca2')
    await check(app, ...writeFiles(app.files, { 'chain.pem': text }))
    await expect(page.getByText('Judged: chain.pem, as it came.')).toBeVisible()
    await expect(verdict(page, 'Not ready: the appliance would refuse this chain')).toBeVisible()
    await expect(page.getByRole('heading', { name: 'The certificates stand in the wrong order' })).toBeVisible()
    await expectAccessible(page)
    await app.shoot('check')

    await app.answerSave(null)
    await page.getByRole('button', { name: 'Save a mended copy…' }).click()
    const saved = join(app.files, 'mended.pem')
    await app.answerSave(saved)
    await page.getByRole('button', { name: 'Save a mended copy…' }).click()
    await expect(page.getByText('Saved as mended.pem.')).toBeVisible()
    expect(readFileSync(saved, 'utf8')).toBe(certificates('oment-310', 'ca1-inter', 'ca-root'))
    const proposed = (await app.dialogs).map(({ options }) => String(options.defaultPath))
    expect(proposed.every((path) => path.endsWith('OMENT-310-chain.pem'))).toBe(true)

    await check(app, saved)
    await expect(verdict(page, 'Ready, if it is the answer to the appliance’s own CSR')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Save a mended copy…' })).toBeHidden()
    await expectAccessible(page)
    await app.shoot('check-ready')
  })

  test('holds it against the CSR that is given', async ({ app }) => {
    await openCheck(app)
    const { page } = app
    await check(app, fixture('chains/oment-310.pem'))
    await expect(verdict(page, 'Ready, if it is the answer to the appliance’s own CSR')).toBeVisible()
    const csr = page.locator('.zone').nth(1)
    await app.drop(csr, [fixture('requests/oment-310.csr')])
    await expect(verdict(page, 'Ready: the appliance should take this chain')).toBeVisible()
    await app.drop(csr, [fixture('requests/oment-400.csr')])
    await expect(verdict(page, 'Not ready: the appliance would refuse this chain')).toContainText('Invalid CSR key.')
  })

  test('puts several files together, and makes a project of them', async ({ app }) => {
    await openCheck(app)
    const { page } = app
    await check(app, certificate('oment-310'), certificate('ca1-inter'), certificate('ca-root'))
    await expect(page.getByText('Judged: the chain that these files make, as OMENT-310-chain.pem.')).toBeVisible()
    await app.drop(page.locator('.zone').nth(1), [fixture('requests/oment-310.csr')])
    await expect(verdict(page, 'Ready: the appliance should take this chain')).toBeVisible()
    await page.getByRole('button', { name: 'Make a project of it' }).click()
    await expect(page.getByRole('banner').getByText('OMENT-310', { exact: true }).first()).toBeVisible()
    await page.getByRole('button', { name: /^Step 3:/ }).click()
    await expect(page.getByText('matches the CSR').first()).toBeAttached()
  })

  test('asks for a password, and tells of the key that it found', async ({ app }) => {
    await openCheck(app)
    const { page } = app
    await check(app, fixture('unreadable/chain.p12'))
    const field = page.getByRole('dialog', { name: 'A password is needed' }).getByRole('textbox')
    await field.fill('wrong')
    await page.keyboard.press('Enter')
    await expect(page.getByText('With that password it did not open.')).toBeVisible()
    await field.fill('fixture')
    await page.keyboard.press('Enter')
    await expect(page.getByText('A private key stands in chain.p12')).toBeVisible()
    await expect(verdict(page, 'Not ready: the appliance would refuse this chain')).toContainText('CSEC9002')
    await expectAccessible(page)
  })

  test('says what a web page is, and that several leaves need the CSR', async ({ app }) => {
    await openCheck(app)
    const { page } = app
    await check(app, fixture('unreadable/web-page.pem'))
    await expect(page.getByText('web-page.pem is a web page').first()).toBeVisible()
    await check(app, certificate('oment-310'), certificate('oment-400'), certificate('ca1-inter'))
    await expect(page.getByText('Several certificates could be the appliance’s own.')).toBeVisible()
    await expectAccessible(page)
  })

  test('changes nothing where the dialogs are cancelled', async ({ app }) => {
    await openCheck(app)
    const { page } = app
    await app.answerOpen(null)
    await page.getByRole('button', { name: 'Choose files…' }).first().click()
    await app.answerOpen(null)
    await page.getByRole('button', { name: 'Choose a folder…' }).first().click()
    await expect(page.getByRole('region', { name: /^(Ready|Not ready)/ })).toBeHidden()
  })

  test('takes a file that is opened from the file manager', async ({ app }) => {
    await openCheck(app)
    await judgeAtGoodMoment(app.page)
    await app.openFile(fixture('chains/oment-310.pem'))
    await expect(verdict(app.page, 'Ready, if it is the answer to the appliance’s own CSR')).toBeVisible()
  })
})

/** A line of OME's log, as the KB prints it. */
const logLine = (code: string, ...causes: readonly string[]): string => {
  const info = {
    MessageId: code,
    RelatedProperties: [],
    Message: 'Unable to process the request.',
    MessageArgs: causes,
  }
  const error = { code: 'Base.1.0.GeneralError', message: 'A general error.', '@Message.ExtendedInfo': [info] }
  const where = '[ERROR] 2024-01-25 11:10:34.735 [ajp-nio-0:0:0:0:0:0:0:1-8009-exec-10] SSLController - '
  return `${where}uploadNewCertificateChain(): Error uploading certificate chain: ${JSON.stringify({ error })}\n`
}

async function openExplain(app: App): Promise<void> {
  await app.launch()
  await app.menu('explain-error')
  await expect(heading(app.page, 'Explain an error')).toBeFocused()
}

test.describe('explaining an error', () => {
  test('tells causes of a pasted answer, and what to do', async ({ app }) => {
    await openExplain(app)
    const { page } = app
    await expect(page.getByText('Export the console log bundle in OME')).toBeVisible()
    await expectAccessible(page)
    await app.shoot('explain-empty')
    await pasteText(app, logLine('CGEN1008', 'Invalid CSR key.') + 'something else\n' + logLine('CSEC9002'))
    await expect(page.getByRole('heading', { name: '2 errors explained' })).toBeVisible()
    const first = page.getByRole('article').first()
    await expect(first).toContainText('The certificate was not made from this appliance’s own CSR')
    await expect(first).toContainText('CGEN1008 with the cause Invalid CSR key.')
    await expect(first).toContainText('What to do:')
    await expect(first).toContainText('line 1')
    await expect(page.getByText(/ome-chain/)).toBeHidden()
    await expectAccessible(page)
    await app.shoot('explain')
  })

  test('finds the log in a whole bundle', async ({ app }) => {
    await openExplain(app)
    const { page } = app
    const bundle = pack()
    bundle.entry({ name: 'console/tomcat/catalina.out' }, 'nothing of interest\n')
    const log = 'quiet\n'.repeat(9999) + logLine('CGEN1008', 'Invalid certificate chain provided.').repeat(3)
    bundle.entry({ name: 'console/tomcat/application.log' }, log)
    bundle.finalize()
    const chunks: Buffer[] = []
    for await (const chunk of bundle) chunks.push(chunk as Buffer)
    await app.drop(zone(page), writeFiles(app.files, { 'logs.tar.gz': gzipSync(Buffer.concat(chunks)) }))
    await expect(page.getByRole('article')).toHaveCount(3)
    const first = page.getByRole('article').first()
    await expect(first).toContainText('The file does not hold the complete chain')
    await expect(first).toContainText('line 10,000')
    await expect(first).toContainText('2024-01-25')
    await expectAccessible(page)
    await app.shoot('explain-bundle')
  })

  test('names the words to look for where there is nothing', async ({ app }) => {
    await openExplain(app)
    const { page } = app
    await pasteText(app, 'All is well today.')
    await expect(page.getByRole('heading', { name: 'No error that is known here' })).toBeVisible()
    for (const word of ['CGEN1008', 'CSEC9002', 'CGEN6002', 'MessageArgs']) {
      await expect(page.getByRole('term').filter({ hasText: word })).toBeVisible()
    }
    await expectAccessible(page)
    await app.shoot('explain-nothing')
  })

  test('says what a damaged bundle is, and nothing of a dialog that is cancelled', async ({ app }) => {
    await openExplain(app)
    const { page } = app
    await app.answerOpen(null)
    await page.getByRole('button', { name: 'Choose files…' }).click()
    await expect(page.getByRole('heading', { level: 2 })).toBeHidden()
    const cut = gzipSync(Buffer.from(logLine('CGEN1008', 'Invalid CSR key.').repeat(50))).subarray(0, 60)
    await app.drop(zone(page), writeFiles(app.files, { 'cut.gz': cut }))
    await expect(page.getByText(/cut\.gz/).first()).toBeVisible()
    await expect(page.getByText('damaged or cut off').first()).toBeVisible()
    await expectAccessible(page)
  })

  test('is done by the keyboard alone', async ({ app }) => {
    await openExplain(app)
    const { page } = app
    const paste = page.getByRole('button', { name: 'Paste' })
    for (let i = 0; i < 20 && !(await paste.evaluate((one) => one === document.activeElement)); i++) {
      await page.keyboard.press('Tab')
    }
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').getByRole('textbox').focus()
    await page.keyboard.insertText('CGEN1008: Unable to process the request because an error occurred.')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('article')).toContainText('the cause stands in the log')
  })
})

test('a mended copy never replaces a file with a private key', async ({ app }) => {
  await openCheck(app)
  const { page } = app
  const [key = ''] = writeFiles(app.files, { 'server.pem': readFileSync(fixture('extras/rsa-key.pem')) })
  await check(app, certificate('oment-310'), certificate('ca1-inter'), certificate('ca-root'))
  await app.answerSave(key)
  await page.getByRole('button', { name: 'Save a mended copy…' }).click()
  await expect(
    page
      .getByRole('alert')
      .getByText(/server\.pem/)
      .first(),
  ).toBeVisible()
  expect(existsSync(key) && readFileSync(key, 'utf8')).toBe(readFileSync(fixture('extras/rsa-key.pem'), 'utf8'))
})
