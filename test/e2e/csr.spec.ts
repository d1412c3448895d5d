import type { Page } from '@playwright/test'
import { csr } from '../builder/authority.ts'
import { subjectAltName } from '../builder/extensions.ts'
import { key } from '../builder/keys.ts'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration, writeFiles } from './material/migration.ts'
import { ask, seed } from './material/seed.ts'
import { openProject } from './material/steps.ts'
import { writeCsrPem } from '../../electron/pki/write-pem.ts'

const { source, target, cas } = migration
const host = source.hostName

const values = {
  'Department name': 'IT',
  'Business name': 'Contoso',
  Locality: 'Round Rock',
  State: 'Texas',
  Country: 'US',
  Email: 'pki@example.com',
} as const

const ownKey = key('csr spec', 'rsa-2048')
const subject = ['C=US', 'ST=Texas', 'L=Round Rock', 'O=Contoso', 'OU=IT', `CN=${host}`, 'emailAddress=pki@example.com']
const request = csr(subject, { key: ownKey, extensions: [subjectAltName(`dns:${host}`)] })
/** What OME makes of the form when it is filled in with these values. */
const fitting = writeCsrPem(request)
/** As OME's REST interface answers: on one line. */
const answer = JSON.stringify({ CertificateData: fitting.replaceAll('\n', '') })

const field = (page: Page, label: string) => page.getByRole('textbox', { name: label, exact: true })
const proceed = (page: Page) => page.getByRole('button', { name: 'Continue to Submit to CA' })
const alert = (page: Page) => page.getByRole('alert').filter({ hasText: /\S/ })
const goodTitle = 'The CSR is complete and signed by its key'

async function fillIn(page: Page): Promise<void> {
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value)
  await expect(page.getByRole('banner').getByText('Saved', { exact: true })).toBeVisible()
}

async function choose(app: App, paths: readonly string[] | null): Promise<void> {
  await app.answerOpen(paths)
  await app.page.getByRole('button', { name: 'Choose files…' }).click()
}

async function paste(page: Page, text: string): Promise<void> {
  await page.getByRole('button', { name: 'Paste', exact: true }).click()
  await page.getByLabel('The text').fill(text)
  await page.getByRole('button', { name: 'Use this text' }).click()
}

/** It may be open already: then the focus stays where it is. */
async function openFirstStep(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Step 1:/ }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Generate the CSR' })).toBeVisible()
}

async function start(app: App, more: { readonly csr?: string; readonly certificates?: readonly string[] } = {}) {
  await app.launch()
  const id = await seed(app.page, { name: 'OMENT-310', role: 'source', ...more })
  await openProject(app, 'OMENT-310')
  await openFirstStep(app.page)
  return id
}

test('guides through OME’s form, by clicks and by REST', async ({ app }) => {
  await start(app)
  const { page } = app
  await expect(field(page, 'Distinguished name')).toHaveValue(host)
  await expectAccessible(page)
  await app.shoot('csr-empty')

  await fillIn(page)
  const guide = page.getByRole('region', { name: 'Where it goes in OME' })
  await expect(guide).toContainText('Application Settings')
  await guide.getByRole('button', { name: 'Copy: Locality' }).click()
  await expect.poll(() => app.clipboard()).toBe('Round Rock')
  await guide.getByText('By REST instead').click()
  await expect(guide).toContainText(`https://${host}/api/ApplicationService/Actions/ApplicationService.GenerateCSR`)
  await expectAccessible(page)
  await guide.getByRole('button', { name: 'Copy: JSON' }).click()
  await expect
    .poll(async () => JSON.parse(await app.clipboard()) as unknown)
    .toEqual({
      DistinguishedName: host,
      DepartmentName: 'IT',
      BusinessName: 'Contoso',
      Locality: 'Round Rock',
      State: 'Texas',
      Country: 'US',
      Email: 'pki@example.com',
      San: host,
    })
  await app.shoot('csr-form')
})

test('keeps what is typed over a restart, and asks for the CSR', async ({ app }) => {
  await start(app)
  await fillIn(app.page)
  await app.restart()
  const { page } = app
  await openProject(app, 'OMENT-310')
  for (const [label, value] of Object.entries(values)) await expect(field(page, label)).toHaveValue(value)

  await proceed(page).click()
  await expect(alert(page)).toContainText('One thing is missing or wrong')
  await page.getByRole('link', { name: 'The CSR is missing: generate it on the appliance and drop it in here' }).click()
  await expect(page.getByRole('region', { name: 'Bring in the CSR' })).toBeFocused()

  const [file = ''] = writeFiles(app.files, { 'oment-310.csr': fitting })
  await app.drop(page.getByText('Drop the CSR here, paste or choose it'), [file])
  await expect(page.getByRole('heading', { name: goodTitle })).toBeVisible()
  const card = page.getByRole('region', { name: 'The CSR', exact: true })
  await expect(card).toBeFocused()
  await expect(card).toContainText(`CN=${host}`)
  await expect(card).toContainText('RSA 2048')
  await expect(card).toContainText('from oment-310.csr')
  await card.getByText('Everything that it says').click()
  await expect(card).toContainText('Round Rock')
  await expectAccessible(page)
  await app.shoot('csr-good')
  await card.getByRole('button', { name: 'Copy: digest of the key' }).click()
  await expect.poll(() => app.clipboard()).toBe(request.publicKey.sha256)

  await proceed(page).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Submit it to the CA' })).toBeFocused()
})

test('says what OME would answer, and leads to the fields', async ({ app }) => {
  await start(app)
  const { page } = app
  await fillIn(page)
  await field(page, 'Distinguished name').fill('*.example.com')
  await expect(page.getByText(/A wildcard \(\*\) is refused: OME answers CGEN6002/)).toBeVisible()
  await expect(field(page, 'Distinguished name')).toHaveAttribute('aria-invalid', 'true')
  await field(page, 'Email').fill('nobody')
  await expect(page.getByText('OME probably answers CGEN6002 (Email); not documented.')).toBeVisible()
  await field(page, 'Country').fill('Texas')
  await expect(page.getByText('X.509 has two letters for a country')).toBeVisible()
  await field(page, 'State').fill('')
  await expectAccessible(page)

  await proceed(page).click()
  await expect(alert(page)).toContainText('4 things are missing or wrong')
  await expect(page.getByText('This field is empty.').last()).toBeVisible()
  await expectAccessible(page)
  await app.shoot('csr-problems')
  await page.getByRole('link', { name: /^State: This field is empty/ }).click()
  await expect(field(page, 'State')).toBeFocused()
  await page.keyboard.type('Texas')
  await expect(alert(page)).toContainText('3 things are missing or wrong')
})

test('has at most four names, with what the project knows at a click', async ({ app }) => {
  await app.launch()
  const { page } = app
  const beginning = {
    name: 'OMENT-310',
    role: 'source',
    hostName: host,
    address: '192.0.2.10',
    omeVersion: '',
  } as const
  await ask(page, 'project.create', beginning)
  await openProject(app, 'OMENT-310')
  await page.getByRole('button', { name: 'Remove name 1' }).click()
  await expect(field(page, 'Name 1')).toHaveValue('')
  await expect(page.getByText(`Add ${host} here too`)).toBeVisible()
  await page.getByRole('button', { name: `Add ${host}` }).click()
  await page.getByRole('button', { name: 'Add 192.0.2.10' }).click()
  await expect(field(page, 'Name 2')).toHaveValue('192.0.2.10')
  for (const name of ['ome.example.com', 'fd00::10', 'too.many.example.com']) {
    await page.getByRole('button', { name: 'Add a name' }).click()
    await page.keyboard.type(name)
  }
  await expect(page.getByText('There are 5 alternative names. OME takes 4 at most.')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('csr-names')
  await page.getByRole('button', { name: 'Remove name 5' }).click()
  await expect(page.getByText('There are 5 alternative names')).toHaveCount(0)
  await expect(field(page, 'Name 4')).toBeFocused()
  await field(page, 'Name 3').fill('*.example.com')
  await expect(page.getByText('“*.example.com” has a wildcard (*).')).toBeVisible()
  await expect(field(page, 'Name 3')).toHaveAttribute('aria-invalid', 'true')
})

test('reads a CSR in any form', async ({ app }) => {
  await start(app)
  const { page } = app
  await paste(page, answer)
  await expect(page.getByText(/, pasted$/)).toBeVisible()
  await expect(page.getByRole('region', { name: 'The CSR', exact: true })).toContainText(request.publicKey.sha256)

  const [der = '', other = ''] = writeFiles(app.files, {
    'request.der': request.der,
    'other.csr': target.csr.replace('BEGIN CERTIFICATE', 'BEGIN NEW CERTIFICATE').replace('END C', 'END NEW C'),
  })
  await choose(app, [der])
  await expect(page.getByRole('status')).toHaveText('This is the CSR that is here already.')
  await choose(app, [other])
  await expect(page.getByRole('status')).toHaveText('The CSR is taken in.')
  await expect(page.getByText('All CSRs of this appliance (2)')).toBeVisible()
})

test('takes nothing that is no CSR, and says why', async ({ app }) => {
  await start(app)
  const { page } = app
  const body = fitting.split('\n')
  const paths = writeFiles(app.files, {
    'cut.csr': [...body.slice(0, 5), ...body.slice(-2)].join('\n'),
    'two.csr': fitting + target.csr,
    'leaf.cer': source.leaf,
    'notes.txt': 'The CSR comes tomorrow.',
    'empty.csr': '',
  })
  const reasons = [
    /cut\.csr/,
    /2 different CSRs in .*two\.csr/,
    /leaf\.cer.* certificate and no/,
    /notes\.txt/,
    /empty\.csr/,
  ]
  for (const [index, path] of paths.entries()) {
    await choose(app, [path])
    await expect(alert(page)).toContainText(reasons[index] ?? '')
    await expect(alert(page)).toHaveCount(1)
    await expect(alert(page)).toBeInViewport({ ratio: 1 })
  }
  await expectAccessible(page)
  await app.shoot('csr-refused')
  await alert(page).getByRole('button', { name: 'Dismiss' }).click()
  await expect(alert(page)).toHaveCount(0)

  await choose(app, null)
  await expect.poll(async () => (await app.dialogs).length).toBe(paths.length + 1)
  await page.getByRole('button', { name: 'Paste', exact: true }).click()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('button', { name: 'Paste', exact: true })).toBeFocused()
  await expect(page.getByRole('heading', { name: 'Bring in the CSR' })).toBeVisible()
  await expect(alert(page)).toHaveCount(0)
})

test('does not let go on with a CSR that is damaged or asks for a wildcard', async ({ app }) => {
  await start(app)
  const { page } = app
  await paste(page, writeCsrPem(csr(subject, { key: ownKey, signature: 'wrong' })))
  await expect(
    page.getByRole('heading', { name: 'The CSR is damaged: its signature does not fit its key' }),
  ).toBeVisible()
  await proceed(page).click()
  await expect(alert(page)).toContainText('This CSR is damaged, and no CA takes it')
  await expectAccessible(page)
  await app.shoot('csr-damaged')

  await paste(page, writeCsrPem(csr('*.example.com', { key: ownKey })))
  await expect(page.getByRole('heading', { name: 'OME refuses what this CSR asks for' })).toBeVisible()
  await expect(page.getByText('The CSR asks for a wildcard name')).toBeVisible()
  await proceed(page).click()
  await expect(alert(page)).toContainText('OME would refuse what this CSR asks for')
  await expectAccessible(page)
  await app.shoot('csr-wildcard')

  await paste(page, fitting)
  await expect(page.getByRole('heading', { name: goodTitle })).toBeVisible()
  await expect(alert(page)).toHaveCount(0)
})

test('shows where CSR and form differ, and matches the form', async ({ app }) => {
  await start(app)
  const { page } = app
  await fillIn(page)
  await field(page, 'Locality').fill('Austin')
  await field(page, 'Department name').fill('Datacentre')
  await page.getByRole('button', { name: 'Remove name 1' }).click()
  await field(page, 'Name 1').fill('ome.example.com')
  await paste(page, fitting)
  await expect(
    page.getByRole('heading', { name: 'The CSR says something else than the form in 3 fields' }),
  ).toBeVisible()
  const differences = page.getByRole('region', { name: 'Where CSR and form differ' }).getByRole('listitem')
  await expect(differences).toContainText([
    /Department name.*Form.*Datacentre.*CSR.*IT/s,
    /Locality.*Austin.*Round Rock/s,
    new RegExp(`ome\\.example\\.com.*${host}`, 's'),
  ])
  await expectAccessible(page)
  await app.shoot('csr-differs')

  await page.getByRole('button', { name: 'Use the CSR’s value: Locality' }).click()
  await expect(differences).toHaveCount(2)
  await page.getByRole('button', { name: 'Use all of the CSR’s values' }).click()
  await expect(page.getByRole('heading', { name: goodTitle })).toBeVisible()
  await page.getByText('What the CSR is to say, and where to type it in OME').click()
  await expect(field(page, 'Locality')).toHaveValue('Round Rock')
  await expect(field(page, 'Name 1')).toHaveValue(host)
  await expectAccessible(page)
})

test('asks before a CSR is replaced that was sent, and marks what is to be done again', async ({ app }) => {
  const id = await start(app, { csr: source.csr, certificates: [source.leaf, cas] })
  const { page } = app
  const sent = { recipe: 'ad-cs', ca: 'Corp CA', reference: '', contact: '', template: '' }
  await ask(page, 'submission.record', { id, ...sent, sentAt: new Date().toISOString() })
  await openProject(app, 'OMENT-310')
  await openFirstStep(page)

  await paste(page, fitting)
  const question = page.getByRole('alertdialog', { name: 'Replace the present CSR?' })
  await expect(question).toContainText('There is a certificate for the present CSR')
  await expect(question).toContainText('To be done again: Submit to CA, Assemble chain')
  await expectAccessible(page)
  await app.shoot('csr-replace')
  await question.getByRole('button', { name: 'Cancel' }).click()
  await expect(page.getByText('All CSRs of this appliance (1)')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Step 2:.*Done$/ })).toBeVisible()

  await paste(page, fitting)
  await question.getByRole('button', { name: 'Take the new CSR' }).click()
  await expect(page.getByRole('button', { name: /^Step 2:.*older CSR.*To be done again$/ })).toBeVisible()
  await expect(page.getByRole('button', { name: /^Step 3:.*To be done again$/ })).toBeVisible()
  await page.getByText('All CSRs of this appliance (2)').click()
  const ledger = page.getByRole('group').filter({ hasText: 'All CSRs of this appliance' }).getByRole('listitem')
  await expect(ledger).toContainText([/This one counts/, /Replaced.*Sent to the CA/s])
  await expect(ledger.first()).toContainText(request.publicKey.sha256)
  await expectAccessible(page)
  await app.shoot('csr-ledger')

  await app.menu('undo')
  await expect(page.getByText('All CSRs of this appliance (1)')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Step 2:.*Done$/ })).toBeVisible()
})

test('rehearses here: key and CSR, and says at every turn that OME refuses it', async ({ app }) => {
  await start(app)
  const { page } = app
  await page.getByRole('radio', { name: /Here, as a rehearsal/ }).check()
  const warning = page.getByRole('heading', { name: 'This is a rehearsal: OME refuses its certificate' })
  await expect(warning).toBeVisible()
  await proceed(page).click()
  await expect(alert(page)).toContainText('7 things are missing or wrong')
  await expectAccessible(page)
  await fillIn(page)
  await proceed(page).click()
  await page.getByRole('link', { name: 'Key and CSR are missing: make them here' }).click()
  await expect(page.getByRole('region', { name: 'Make key and CSR here' })).toBeFocused()
  await app.shoot('csr-rehearsal')

  await page.getByLabel('Size of the key').selectOption('RSA 2048')
  await page.getByRole('button', { name: 'Make key and CSR' }).click()
  await expect(page.getByRole('heading', { name: goodTitle })).toBeVisible()
  await expect(page.getByRole('region', { name: 'The CSR', exact: true })).toContainText('made on this computer')
  await expect(warning).toBeVisible()
  await expectAccessible(page)
  await app.shoot('csr-rehearsed')

  // The appliance's own takes its place only after a question, and the other way round.
  await page.getByText('Where key and CSR are made').click()
  await page.getByRole('radio', { name: /On the appliance/ }).check()
  await proceed(page).click()
  await expect(alert(page)).toContainText('The CSR is missing')
  await paste(page, fitting)
  const question = page.getByRole('alertdialog', { name: 'Replace the present CSR?' })
  await expect(question).toContainText('was made elsewhere than the new one')
  await question.getByRole('button', { name: 'Take the new CSR' }).click()
  await expect(page.getByText('All CSRs of this appliance (2)')).toBeVisible()
  await expect(warning).toHaveCount(0)
  await proceed(page).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Submit it to the CA' })).toBeFocused()
})

test('cancels the making of a key', async ({ app }) => {
  await start(app)
  const { page } = app
  await fillIn(page)
  const cancel = page.getByRole('button', { name: 'Cancel' })
  const made = page.getByText('All CSRs of this appliance (1)')
  // How long a key takes is chance: one that is quicker than half a second shows no progress, and is taken back.
  await expect(async () => {
    if (await made.isVisible()) await app.menu('undo')
    await page.getByRole('radio', { name: /Here, as a rehearsal/ }).check()
    await page.getByLabel('Size of the key').selectOption('RSA 4096 (takes longer)')
    await page.getByRole('button', { name: /^Make (a new )?key and CSR/ }).click()
    await expect(cancel.or(made)).toBeVisible()
    await cancel.click({ timeout: 1000 })
  }).toPass()
  await expect(page.getByRole('progressbar')).toHaveCount(0)
  await expect(alert(page)).toHaveCount(0)
})

test('keeps the keys under a passphrase where the system keeps none', async ({ app }) => {
  await app.launch({ keyStore: false })
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source' })
  await openProject(app, 'OMENT-310')
  await openFirstStep(page)
  await fillIn(page)
  await page.getByRole('radio', { name: /Here, as a rehearsal/ }).check()
  await page.getByLabel('Size of the key').selectOption('RSA 2048')
  await page.getByRole('button', { name: 'Make key and CSR' }).click()
  const dialog = page.getByRole('dialog', { name: 'Choose a passphrase for the vault' })
  await expect(dialog).toContainText('Nothing brings it back')
  await dialog.getByRole('button', { name: 'Set the passphrase' }).click()
  await expect(dialog.getByText('Type the passphrase.')).toBeVisible()
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await expect(dialog.getByText('This is not the same as above.')).toBeVisible()
  await expect(dialog.getByRole('textbox', { name: 'The same again' })).toBeFocused()
  await expectAccessible(page)
  await app.shoot('csr-passphrase')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Make key and CSR here' })).toBeVisible()
  await expect(page.getByRole('heading', { name: goodTitle })).toHaveCount(0)

  await page.getByRole('button', { name: 'Make key and CSR' }).click()
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill('correct horse battery')
  await dialog.getByRole('textbox', { name: 'The same again' }).fill('correct horse battery')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: goodTitle })).toBeVisible()

  await app.restart()
  await openProject(app, 'OMENT-310')
  await openFirstStep(app.page)
  await app.page.getByRole('button', { name: 'Make a new key and CSR' }).click()
  const locked = app.page.getByRole('dialog', { name: 'Open the vault' })
  await locked.getByRole('textbox', { name: 'Passphrase' }).fill('wrong horse battery')
  await app.page.keyboard.press('Enter')
  await expect(locked.getByRole('alert')).toContainText(/passphrase/)
  await expect(locked.getByRole('textbox', { name: 'Passphrase' })).toBeFocused()
  await expectAccessible(app.page)
  await locked.getByRole('textbox', { name: 'Passphrase' }).fill('correct horse battery')
  await app.page.keyboard.press('Enter')
  await expect(app.page.getByText('All CSRs of this appliance (2)')).toBeVisible()
})

test('can be done by the keyboard alone', async ({ app }) => {
  await start(app)
  const { page } = app
  const tabTo = async (name: string | RegExp, role: 'textbox' | 'button' | 'radio' = 'textbox') => {
    const goal = page.getByRole(role, { name, exact: true })
    await expect(async () => {
      await page.keyboard.press('Tab')
      await expect(goal).toBeFocused({ timeout: 10 })
    }).toPass({ intervals: [0], timeout: 20_000 })
  }
  await tabTo(/On the appliance/, 'radio')
  for (const [label, value] of Object.entries(values)) {
    await tabTo(label)
    await page.keyboard.type(value)
  }
  await tabTo('Paste', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('The text')).toBeFocused()
  await page.keyboard.insertText(answer)
  await tabTo('Use this text', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: goodTitle })).toBeVisible()
  await tabTo('Continue to Submit to CA', 'button')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1, name: 'Submit it to the CA' })).toBeFocused()
})

test('fits a small window, and text of twice the size', async ({ app }) => {
  await start(app, { csr: source.csr })
  const { page } = app
  await app.resize(1024, 700)
  await page.getByText('What the CSR is to say, and where to type it in OME').click()
  await app.shoot('csr-small')
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  await app.shoot('csr-large-text')
  const overflow = await page.evaluate(() => {
    const main = document.querySelector('main')
    return main ? main.scrollWidth - main.clientWidth : null
  })
  expect(overflow).toBe(0)
  await expectAccessible(page)
})
