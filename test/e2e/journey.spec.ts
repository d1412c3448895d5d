import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { App } from './fixture/app.ts'
import { builtFolder } from './fixture/built.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { type Hand, keyboard, mouse } from './material/hands.ts'
import { type Material, migration, writeFiles } from './material/migration.ts'
import { openProject, openStep } from './material/steps.ts'

const { source, target, cas } = migration

/** What the appliance and its CA give, as files. */
interface Given {
  readonly csr: string
  readonly answer: readonly string[]
}

function give(app: App, name: string, { csr, leaf }: Material): Given {
  const [request = '', ...answer] = writeFiles(join(app.files, name), {
    'appliance.csr': csr,
    'certnew.cer': leaf,
    'chain-of-the-ca.pem': cas,
  })
  return { csr: request, answer }
}

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name, exact: true })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name })

/** From the first step, which is open, to a verdict. */
async function throughFourSteps(app: App, hand: Hand, { csr, answer }: Given): Promise<void> {
  const { page } = app
  await expect(heading(page, 'Generate the CSR')).toBeVisible() // home has a button of the same name
  await app.answerOpen([csr])
  await hand.press(button(page, 'Choose files…'))
  await expect(button(page, /^Step 1:.*Done$/)).toBeVisible()
  await hand.press(button(page, 'Continue to Submit to CA'))

  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await hand.type(page.getByRole('textbox', { name: /^Name of the CA/ }), 'Corp AD CS')
  await hand.press(button(page, 'Record that it was sent'))
  await expect(button(page, /^Step 2:.*Done$/)).toBeVisible()
  await hand.press(button(page, 'Continue to Assemble chain'))

  await app.answerOpen(answer)
  await hand.press(button(page, 'Choose files…'))
  await expect(page.getByRole('heading', { level: 2, name: 'The chain', exact: true })).toBeVisible()
  await hand.press(button(page, 'Continue to Validate'))
  await expect(heading(page, 'Ready: the appliance should take this chain')).toBeVisible()
}

/** From the sixth step, which is open: the file as it was written. */
async function save(app: App, hand: Hand, path: string): Promise<string> {
  await app.answerSave(path)
  await hand.press(button(app.page, 'Save the chain…'))
  await expect(app.page.getByRole('region', { name: /^Saved as / })).toBeVisible()
  return readFileSync(path, 'utf8')
}

/** An empty app, then both appliances, until each has its file. The user comes back a day later in between. */
async function migrate(app: App, handOf: (page: Page) => Hand): Promise<Readonly<Record<'source' | 'target', string>>> {
  const files = { source: join(app.files, 'source-chain.pem'), target: join(app.files, 'target-chain.pem') }
  let hand = handOf(app.page)
  await hand.press(app.page.getByRole('main').getByRole('button', { name: 'New appliance' }))
  const dialog = app.page.getByRole('dialog', { name: 'New appliance' })
  await hand.type(dialog.getByRole('textbox', { name: /^Name/ }), 'OMENT-310')
  await hand.type(dialog.getByRole('textbox', { name: /^Host name/ }), source.hostName)
  await hand.press(dialog.getByRole('button', { name: 'Create' }))
  await throughFourSteps(app, hand, give(app, 'source', source))
  await hand.press(button(app.page, 'Continue to Pre-check'))

  await hand.press(button(app.page, 'New appliance…'))
  const other = app.page.getByRole('dialog', { name: 'New appliance: the target' })
  await hand.type(other.getByRole('textbox', { name: /^Name/ }), 'OMENT-400')
  await hand.type(other.getByRole('textbox', { name: /^Host name/ }), target.hostName)
  await hand.press(other.getByRole('button', { name: 'Create and compare' }))
  await expect(heading(app.page, 'OMENT-400 has no chain yet')).toBeVisible()

  await app.restart()
  hand = handOf(app.page)
  await hand.press(app.page.getByRole('button', { name: /^(Open|Continue): OMENT-400$/ }))
  await throughFourSteps(app, hand, give(app, 'target', target))
  await hand.press(button(app.page, 'Continue to Pre-check'))
  await expect(heading(app.page, 'Compatible: the two appliances should accept each other')).toBeVisible()
  await expectAccessible(app.page)
  await hand.press(button(app.page, 'Continue to Export'))
  await save(app, hand, files.target)

  await hand.press(button(app.page, '‹ Projects'))
  await hand.press(app.page.getByRole('button', { name: /^(Open|Continue): OMENT-310$/ }))
  await expect(heading(app.page, 'Compatible: the two appliances should accept each other')).toBeVisible()
  await hand.press(button(app.page, 'Continue to Export'))
  await save(app, hand, files.source)
  await hand.press(button(app.page, '‹ Projects'))
  await expect(app.page.getByText('✓ Compatible')).toBeVisible()
  return files
}

const openssl = (...args: string[]) => spawnSync('openssl', args, { encoding: 'utf8' })
const command = (...args: string[]) =>
  spawnSync(process.execPath, [join(builtFolder(), 'dist/cli.js'), ...args], { encoding: 'utf8' })

/** What others say of the two files: OpenSSL of each, for both ends of TLS, and the command of the pair. */
function expectGood(app: App, files: Readonly<Record<'source' | 'target', string>>): void {
  const [root = ''] = writeFiles(app.files, { 'root.pem': cas.slice(cas.lastIndexOf('-----BEGIN')) })
  for (const file of Object.values(files)) {
    for (const purpose of ['sslserver', 'sslclient']) {
      const verified = openssl('verify', '-purpose', purpose, '-CAfile', root, '-untrusted', file, file)
      expect(verified.stderr).toBe('')
      expect(verified.stdout).toBe(`${file}: OK\n`)
    }
  }
  const csrs = ['source', 'target'].flatMap((side) => [`--${side}-csr`, join(app.files, side, 'appliance.csr')])
  const compared = command('compare', files.source, files.target, ...csrs, '--json')
  expect(compared.status).toBe(0)
  expect(JSON.parse(compared.stdout)).toMatchObject({ verdict: 'compatible', findings: [] })
}

test.describe('source and target, from an empty app to two exports that are compatible', () => {
  test.setTimeout(180_000)

  test('by mouse', async ({ app }) => {
    await app.launch()
    expectGood(app, await migrate(app, mouse))
    await app.shoot('journey-home')
  })

  test('by keyboard alone', async ({ app }) => {
    await app.launch()
    expectGood(app, await migrate(app, keyboard))
  })
})

test('goes on after a restart where the work stood, with everything that was done', async ({ app }) => {
  await app.launch()
  const hand = mouse(app.page)
  await hand.press(app.page.getByRole('main').getByRole('button', { name: 'New appliance' }))
  const dialog = app.page.getByRole('dialog', { name: 'New appliance' })
  await hand.type(dialog.getByRole('textbox', { name: /^Name/ }), 'OMENT-310')
  await hand.press(dialog.getByRole('button', { name: 'Create' }))
  await throughFourSteps(app, hand, give(app, 'source', source))
  await app.restart()

  await openProject(app, 'OMENT-310')
  await expect(heading(app.page, /^Pre-check/)).toBeVisible()
  for (const number of [1, 2, 3, 4]) {
    await expect(button(app.page, new RegExp(`^Step ${number}:.*Done$`))).toBeVisible()
  }
  await openStep(app.page, 3, 'Assemble the chain')
  await expect(app.page.getByRole('button', { name: /Take out certnew\.cer/ })).toBeVisible()
})
