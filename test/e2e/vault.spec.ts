import type { Page } from '@playwright/test'
import { execFileSync } from 'node:child_process'
import { createPrivateKey } from 'node:crypto'
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Result, WindowEvent } from '../../electron/contract/bridge.ts'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { ask } from './material/seed.ts'

const passphrase = 'correct horse battery'
const filePassphrase = 'quite another sentence'

/** A rehearsal whose key lies in the vault. */
async function makeKey(page: Page, name = 'OMENT-310'): Promise<string> {
  const hostName = 'oment-310.example.com'
  const { project } = await ask(page, 'project.create', { name, role: 'source', hostName, address: '', omeVersion: '' })
  await ask(page, 'csr.make', { id: project.id, bits: 2048 })
  return project.id
}

/** With a passphrase, since the computer has no key store, and a key under it. */
async function startWithKey(app: App, lang = 'en'): Promise<void> {
  await app.launch({ keyStore: false, lang })
  await ask(app.page, 'vault.unlock', { passphrase })
  await makeKey(app.page)
}

/** The settings' part about the keys. */
async function openSettings(app: App, title = 'Private keys') {
  await app.menu('settings')
  return app.page.getByRole('region', { name: title, exact: true })
}

const dialog = (page: Page, name: string | RegExp) => page.getByRole('dialog', { name })
const box = (within: ReturnType<typeof dialog>, name: string) => within.getByRole('textbox', { name, exact: true })
const button = (within: ReturnType<typeof dialog>, name: string) => within.getByRole('button', { name, exact: true })
const alert = (within: ReturnType<typeof dialog>) => within.getByRole('alert').filter({ hasText: /\S/ })

test('locks now, opens with the right passphrase alone, and hides or shows what is typed', async ({ app }) => {
  await startWithKey(app)
  const { page } = app
  const keys = await openSettings(app)
  await expect(keys).toContainText('One private key under the passphrase, open until it is locked')
  await expectAccessible(page)
  await app.shoot('vault-settings-open')
  await button(keys, 'Lock now').click()
  await expect(keys).toContainText('One private key, locked under the passphrase.')

  await button(keys, 'Unlock…').click()
  const unlock = dialog(page, 'Open the vault')
  await expect(box(unlock, 'Passphrase')).toBeFocused()
  await box(unlock, 'Passphrase').fill('wrong horse battery')
  await expect(box(unlock, 'Passphrase')).toHaveAttribute('type', 'password')
  const show = button(unlock, 'Show what is typed')
  await expect(show).toHaveAttribute('aria-pressed', 'false')
  await show.click()
  await expect(show).toHaveAttribute('aria-pressed', 'true')
  await expect(box(unlock, 'Passphrase')).toHaveAttribute('type', 'text')
  await button(unlock, 'Open').click()
  await expect(alert(unlock)).toContainText('This is not the passphrase of the keys.')
  await expect(box(unlock, 'Passphrase')).toBeFocused()
  await expectAccessible(page)
  await app.shoot('vault-unlock-wrong')
  await box(unlock, 'Passphrase').fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(unlock).toBeHidden()
  await expect(keys).toContainText('open until it is locked')
  await expect(button(keys, 'Lock now')).toBeVisible()
})

test('changes the passphrase', async ({ app }) => {
  await startWithKey(app)
  const { page } = app
  const keys = await openSettings(app)
  await button(keys, 'Change the passphrase…').click()
  const change = dialog(page, 'Change the passphrase')
  await box(change, 'Present passphrase').fill('not this one at all')
  await box(change, 'New passphrase').fill('battery horse')
  await expect(change).toContainText('13 characters. From 20 on it is hard to guess')
  await button(change, 'Change the passphrase').click()
  await expect(change.getByText('This is not the same as above.')).toBeVisible()
  await expect(box(change, 'The same again')).toBeFocused()
  await box(change, 'The same again').fill('battery horse')
  await button(change, 'Change the passphrase').click()
  await expect(alert(change)).toContainText('This is not the passphrase of the keys.')
  await expect(box(change, 'Present passphrase')).toBeFocused()
  await expectAccessible(page)
  await app.shoot('vault-change')
  await box(change, 'Present passphrase').fill(passphrase)
  await page.keyboard.press('Enter')
  await expect(change).toBeHidden()

  await ask(page, 'vault.lock', undefined)
  await expect(ask(page, 'vault.unlock', { passphrase })).rejects.toThrow('not the passphrase')
  expect(await ask(page, 'vault.unlock', { passphrase: 'battery horse' })).toBe('open')
})

test('gives up the keys of a forgotten passphrase, after a warning that names what loses its key', async ({ app }) => {
  await startWithKey(app)
  const { page } = app
  await ask(page, 'vault.lock', undefined)
  const keys = await openSettings(app)
  await button(keys, 'Unlock…').click()
  const unlock = dialog(page, /^(Open the vault|Choose a passphrase)/)
  await app.answerMessage(1)
  await button(unlock, 'I have forgotten it…').click()
  await expect.poll(async () => (await app.dialogs).length).toBe(1)
  const [question] = await app.dialogs
  expect(question).toMatchObject({ kind: 'message', options: { defaultId: 1, cancelId: 1 } })
  expect(JSON.stringify(question)).toContain('without it nothing opens these keys')
  expect(JSON.stringify(question)).toContain('the rehearsal “OMENT-310”')
  await expect(button(unlock, 'Open')).toBeVisible()
  expect(await ask(page, 'vault.state', undefined)).toBe('locked')

  await app.answerMessage(0)
  await button(unlock, 'I have forgotten it…').click()
  await expect(unlock).toContainText(/were set aside in the folder forgotten-/)
  await expect(box(unlock, 'Passphrase')).toBeFocused()
  await expectAccessible(page)
  await app.shoot('vault-given-up')
  await box(unlock, 'Passphrase').fill('a passphrase anew')
  await box(unlock, 'The same again').fill('a passphrase anew')
  await page.keyboard.press('Enter')
  await expect(keys).toContainText('No key lies under the passphrase now. The vault is open')
  const aside = readdirSync(join(app.userData, 'keys')).find((name) => name.startsWith('forgotten-')) ?? ''
  expect(readdirSync(join(app.userData, 'keys', aside)).sort()).toEqual([
    expect.stringMatching(/^keys-[0-9a-f]{16}$/),
    'vault.json',
  ])
})

test('says that the vault is damaged, and not the passphrase wrong', async ({ app }) => {
  await startWithKey(app)
  await app.quit()
  writeFileSync(join(app.userData, 'keys/vault.json'), '{"format":"ome-chain-vault","schema":1}')
  await app.launch()
  const { page } = app
  const keys = await openSettings(app)
  await expect(keys).toContainText('is damaged. That does not mean that the passphrase is wrong.')
  await expectAccessible(page)
  await app.shoot('vault-damaged')
  await app.answerMessage(0)
  await button(keys, 'Give up the keys…').click()
  await expect(keys).toContainText('were set aside in the folder')
  expect(await ask(page, 'vault.state', undefined)).toBe('new')
})

for (const [how, away] of [
  ['when the computer goes to sleep', (app: App) => app.suspend()],
  ['with the screen', (app: App) => app.main(({ powerMonitor }) => void powerMonitor.emit('lock-screen'))],
  [
    'when another user takes over',
    (app: App) => app.main(({ powerMonitor }) => void powerMonitor.emit('user-did-resign-active')),
  ],
  [
    'when nobody used the computer for a quarter of an hour',
    (app: App) =>
      app.main(({ powerMonitor }) => {
        Object.assign(powerMonitor, { getSystemIdleTime: () => 15 * 60 })
      }),
  ],
] as const) {
  test(`locks ${how}, says so, and opens again from there`, async ({ app }) => {
    await startWithKey(app)
    const { page } = app
    await away(app)
    const note = page.getByText('The vault with the keys was locked.').first()
    await expect(note).toBeVisible({ timeout: 30_000 })
    await app.shoot('vault-locked-note')
    await expectAccessible(page)
    await app.main(({ powerMonitor }) => {
      Object.assign(powerMonitor, { getSystemIdleTime: () => 0 })
    })
    await page.getByRole('button', { name: 'Unlock…' }).click()
    const unlock = dialog(page, 'Open the vault')
    await box(unlock, 'Passphrase').fill(passphrase)
    await page.keyboard.press('Enter')
    await expect(page.getByText('The vault is open again.').first()).toBeVisible()
    expect(await ask(page, 'vault.state', undefined)).toBe('open')
  })
}

test('keeps for how long nobody has to be there', async ({ app }) => {
  await startWithKey(app)
  const keys = await openSettings(app)
  await expect(keys.getByLabel('Lock after')).toHaveValue('15')
  await keys.getByLabel('Lock after').selectOption('Never')
  await expect
    .poll(() => ask(app.page, 'app.start', undefined).then(({ settings }) => settings.vaultIdleMinutes))
    .toBeNull()
  await app.restart()
  const after = await openSettings(app)
  await expect(after.getByLabel('Lock after')).toHaveValue('')
})

test('exports a key that OpenSSL opens, and deletes it after a question', async ({ app }) => {
  await startWithKey(app)
  const { page } = app
  await ask(page, 'vault.lock', undefined)
  const keys = await openSettings(app)
  await button(keys, 'Manage keys…').click()
  const list = dialog(page, 'Private keys on this computer')
  await expect(list).toContainText('Rehearsal “OMENT-310” (Source)')
  await expect(list).toContainText('sealed by the passphrase')
  await expectAccessible(page)
  await app.shoot('vault-keys')

  await list.getByRole('button', { name: /^Export…/ }).click()
  const unlock = dialog(page, 'Open the vault')
  await box(unlock, 'Passphrase').fill(passphrase)
  await page.keyboard.press('Enter')
  const exporting = dialog(page, 'Export a private key')
  await box(exporting, 'Passphrase of this file').fill('short')
  await box(exporting, 'The same again').fill('short')
  await page.keyboard.press('Enter')
  await expect(alert(exporting)).toContainText('at least 8 characters')
  await box(exporting, 'Passphrase of this file').fill(filePassphrase)
  await box(exporting, 'The same again').fill(filePassphrase)
  await expectAccessible(page)
  await app.shoot('vault-export')
  await app.answerSave(null)
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await app.dialogs).length).toBe(1)
  await expect(exporting).toBeVisible()
  const path = join(app.files, 'key.pem')
  await app.answerSave(path)
  await button(exporting, 'Save…').click()
  await expect(list).toContainText('The key was saved as key.pem, under its passphrase.')
  expect((await app.dialogs).at(-1)?.options.defaultPath).toBe('OMENT-310 private-key.pem')
  if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600)
  const opened = execFileSync('openssl', ['pkey', '-in', path, '-passin', `pass:${filePassphrase}`, '-pubout'])
  expect(opened.toString()).toMatch(/^-----BEGIN PUBLIC KEY-----/)

  await app.answerMessage(1)
  await list.getByRole('button', { name: /^Delete…/ }).click()
  await expect.poll(async () => (await app.dialogs).length).toBe(3)
  expect(JSON.stringify((await app.dialogs).at(-1))).toContain('the rehearsal “OMENT-310”')
  await expect(list).toContainText('Rehearsal “OMENT-310”')
  await app.answerMessage(0)
  await list.getByRole('button', { name: /^Delete…/ }).click()
  await expect(list).toContainText('No key is kept here.')
  await button(list, 'Close').last().click()
  await expect(keys).toContainText('No key lies under the passphrase now')
})

test('tells of a key file that is damaged without opening it', async ({ app }) => {
  await startWithKey(app)
  await app.quit()
  const folder = join(app.userData, 'keys')
  const [under = ''] = readdirSync(folder).filter((name) => name.startsWith('keys-'))
  const [file = ''] = readdirSync(join(folder, under))
  const path = join(folder, under, file)
  const bytes = readFileSync(path)
  const at = bytes.indexOf('"sealed":"') + 40
  bytes[at] = bytes[at] === 0x41 ? 0x42 : 0x41
  writeFileSync(path, bytes)
  await app.launch()
  const keys = await openSettings(app)
  await button(keys, 'Manage keys…').click()
  const list = dialog(app.page, 'Private keys on this computer')
  await expect(list).toContainText('damaged')
  await expect(list.getByRole('button', { name: /^Export…/ })).toHaveCount(0)
  await expect(list.getByRole('button', { name: /^Delete…/ })).toBeVisible()
  await expectAccessible(app.page)
  await app.shoot('vault-key-damaged')
})

test('says which key store of the system protects the keys, and what it means when that is gone', async ({ app }) => {
  await app.launch()
  let keys = await openSettings(app)
  await expect(keys).toContainText('No private key is kept here yet.')
  await button(dialog(app.page, 'Settings'), 'Close').last().click()
  await makeKey(app.page)
  keys = await openSettings(app)
  await expect(keys).toContainText('One private key, protected by')
  await expect(keys).toContainText('No passphrase is needed.')
  await expect(button(keys, 'Lock now')).toHaveCount(0)
  await expectAccessible(app.page)
  await app.shoot('vault-settings-os')

  await app.restart({ keyStore: false })
  keys = await openSettings(app)
  await expect(keys).toContainText('One key was sealed by the key store of the operating system')
  await expect(keys).toContainText('Nothing else opens it.')
  await app.shoot('vault-settings-lost')
})

test('can be done by the keyboard alone', async ({ app }) => {
  await startWithKey(app)
  const { page } = app
  const keys = await openSettings(app)
  const tabTo = async (name: string, within = page.getByRole('dialog').last()) => {
    const goal = button(within, name)
    await expect(async () => {
      await page.keyboard.press('Tab')
      await expect(goal).toBeFocused({ timeout: 10 })
    }).toPass({ intervals: [0], timeout: 20_000 })
    await page.keyboard.press('Enter')
  }
  await expect(button(keys, 'Lock now')).toBeVisible()
  await tabTo('Lock now', keys)
  await expect(button(keys, 'Unlock…')).toBeVisible()
  await tabTo('Unlock…', keys)
  await expect(box(dialog(page, 'Open the vault'), 'Passphrase')).toBeFocused()
  await page.keyboard.type(passphrase)
  await page.keyboard.press('Enter')
  await expect(button(keys, 'Lock now')).toBeVisible()
  await tabTo('Manage keys…', keys)
  const list = dialog(page, 'Private keys on this computer')
  await expect(button(list, 'Close').last()).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
  await expect(button(keys, 'Manage keys…')).toBeFocused()
})

test('fits a small window, in French', async ({ app }) => {
  await startWithKey(app, 'fr')
  const { page } = app
  await app.resize(640, 480)
  const keys = await openSettings(app, 'Clés privées')
  await keys.scrollIntoViewIfNeeded()
  await app.shoot('vault-small-settings')
  await button(keys, 'Changer la phrase secrète…').click()
  await app.shoot('vault-small-change')
  await page.keyboard.press('Escape')
  await button(keys, 'Gérer les clés…').click()
  await app.shoot('vault-small-keys')
  await page.getByRole('button', { name: /^Exporter…/ }).click()
  await app.shoot('vault-small-export')
  const overflows = await page.evaluate(() =>
    [...document.querySelectorAll('dialog[open] .body')].some((body) => body.scrollWidth > body.clientWidth),
  )
  expect(overflows).toBe(false)
  await expectAccessible(page)
})

/** What can't be seen of a key from outside: its private exponent and primes, in pieces of every form they may take. */
function secretPieces(pem: string): readonly (string | Buffer)[] {
  const {
    d = '',
    p = '',
    q = '',
  } = createPrivateKey({ key: pem, passphrase: filePassphrase }).export({ format: 'jwk' })
  return [d, p, q].flatMap((number) => {
    const bytes = Buffer.from(number, 'base64url')
    const inBase64 = [0, 1, 2].map((skipped) => bytes.subarray(skipped, skipped + 48).toString('base64'))
    const inner = [...inBase64, bytes.subarray(0, 48).toString('base64url')].map((text) => text.slice(2, 40))
    const inHex = bytes.toString('hex').slice(8, 48)
    return [...inner, inHex, inHex.toUpperCase(), bytes.subarray(4, 36)]
  })
}

const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

for (const keyStore of [true, false]) {
  test(`shows a key nowhere but in its export (${keyStore ? 'key store' : 'passphrase'})`, async ({ app }) => {
    await app.launch({ keyStore })
    const { page } = app
    await page.evaluate(() => {
      const heard: WindowEvent[] = []
      window.wizard.listen((event) => void heard.push(event))
      Object.assign(window, { everythingHeard: heard })
    })
    const answers: unknown[] = []
    let calls = 2_000_000
    const say = async (route: string, input?: unknown): Promise<Result<unknown>> => {
      const result = await page.evaluate(([call, route, input]) => window.wizard.call(call, route, input), [
        ++calls,
        route,
        input,
      ] as const)
      answers.push(result)
      return result
    }
    if (!keyStore) await say('vault.unlock', { passphrase })
    const created = await say('project.create', {
      name: 'OMENT-310',
      role: 'source',
      hostName: 'oment-310.example.com',
      address: '',
      omeVersion: '',
    })
    const { id } = (created as { value: { project: { id: string } } }).value.project
    const made = await say('csr.make', { id, bits: 2048 })
    const [csr] = (made as { value: { project: { csrs: { sha256: string }[] } } }).value.project.csrs
    const owner = csr?.sha256
    const exported = join(app.files, 'key.pem')
    await app.answerSave(exported)
    await say('vault.export', { owner, password: filePassphrase })
    await app.answerSave(join(app.files, 'project.omechain'))
    await say('project.save', { id })
    await app.answerSave(join(app.files, 'again.csr'))
    await say('csr.save', { id })
    for (const route of ['vault.keys', 'vault.state', 'vault.lock', 'home.list', 'app.start']) await say(route)
    await say('vault.export', { owner: 'a'.repeat(64), password: filePassphrase })
    await say('project.open', { id })
    await app.answerSave(join(app.files, 'diagnostics.txt'))
    await say('app.diagnostics', { what: 'Error\n    at x (y.js:1:1)' })
    const heard = await page.evaluate(() => Reflect.get(window, 'everythingHeard') as unknown)

    const pem = readFileSync(exported, 'utf8')
    const pieces = secretPieces(pem)
    // Whoever searches must be able to find.
    const plain = createPrivateKey({ key: pem, passphrase: filePassphrase })
    expect(pieces.some((piece) => plain.export({ format: 'der', type: 'pkcs8' }).includes(piece))).toBe(true)

    const files = [...filesBelow(app.userData), ...filesBelow(app.files)].filter((path) => path !== exported)
    expect(files.length).toBeGreaterThan(5)
    const texts = {
      answers,
      heard,
      printed: app.printed,
      clipboard: await app.clipboard(),
      recorded: await app.recorded,
    }
    const places = [
      ...files.map((path) => ({ where: path, bytes: readFileSync(path) })),
      ...Object.entries(texts).map(([where, text]) => ({ where, bytes: Buffer.from(JSON.stringify(text)) })),
    ]
    for (const { where, bytes } of places) {
      for (const piece of pieces) expect(bytes.includes(piece), where).toBe(false)
      expect(bytes.includes('PRIVATE KEY'), where).toBe(false)
      expect(bytes.includes(passphrase), where).toBe(false)
      expect(bytes.includes(filePassphrase), where).toBe(false)
    }
  })
}
