import type { Page } from '@playwright/test'
import { createHash } from 'node:crypto'
import { parseCsr } from '../../electron/pki/csr.ts'
import { splitPem } from '../../electron/pki/pem.ts'
import { ca, type Deviation, pem, server } from '../builder/authority.ts'
import { extendedKeyUsage, purposes } from '../builder/extensions.ts'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration } from './material/migration.ts'
import { ask, seed, seedPair } from './material/seed.ts'
import { openProject, openStep } from './material/steps.ts'

const rsa = { keyKind: 'rsa-2048' } as const
const root = ca('CA-Root', rsa)
const intermediate = ca('CA1-Inter', { by: root, ...rsa })
const forServers = { extensions: { extendedKeyUsage: extendedKeyUsage(purposes.server) } }

/** A project whose key is made here, with the chain that a CA made of its CSR. */
async function seedRehearsal(page: Page, role: 'source' | 'target', deviation: Deviation = {}): Promise<string> {
  const id = await seed(page, { name: role === 'source' ? 'OMENT-310' : 'OMENT-400', role })
  const { hostName } = migration[role]
  const { project } = await ask(page, 'project.open', { id })
  const csrForm = { ...project.csrForm, distinguishedName: hostName }
  await ask(page, 'project.edit', { id, edits: { csrForm } })
  const { project: made } = await ask(page, 'csr.make', { id, bits: 2048 })
  const request = parseCsr(splitPem(made.csrs.at(-1)?.pem ?? '').armours[0]?.content ?? new Uint8Array())
  const { spki } = request.publicKey
  // Certified, not signed with: the private key stays in the vault.
  const key = { privateKey: root.key.privateKey, spki, id: createHash('sha1').update(spki).digest() }
  const leaf = server(hostName, { by: intermediate, key, ...deviation })
  const text = pem(leaf.certificate, intermediate.certificate, root.certificate)
  await ask(page, 'certificates.import', { id, source: { kind: 'text', text }, password: null })
  return id
}

async function seedRehearsals(page: Page, deviation: Deviation = {}): Promise<void> {
  const source = await seedRehearsal(page, 'source', deviation)
  const target = await seedRehearsal(page, 'target')
  await ask(page, 'project.pair', { id: source, counterpart: target })
}

async function openPreCheck(app: App): Promise<void> {
  await openProject(app, 'OMENT-310')
  await openStep(app.page, 5, 'Pre-check with the target')
}

const region = (page: Page) => page.getByRole('region', { name: 'Rehearse the connection' })

test('shakes hands by both versions and in both directions', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedRehearsals(page)
  await openPreCheck(app)
  await region(page).getByRole('button', { name: 'Rehearse the connection' }).click()
  await expect(region(page).getByRole('heading', { name: /They shook hands/ })).toBeVisible()
  await expect(region(page)).toContainText('OME refuses certificates whose key was made on this computer')
  await expect(region(page).getByRole('listitem')).toContainText([
    /TLS 1\.2.*OMENT-310 calls OMENT-400.*Agreed/,
    /TLS 1\.2.*OMENT-400 calls OMENT-310.*Agreed/,
    /TLS 1\.3.*OMENT-310 calls OMENT-400.*Agreed/,
    /TLS 1\.3.*OMENT-400 calls OMENT-310.*Agreed/,
  ])
  await expectAccessible(page)
  await app.shoot('rehearsal-shaken')
})

test('shows the alert of a certificate without client authentication, and its rule', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedRehearsals(page, forServers)
  await openPreCheck(app)
  await region(page).getByRole('button', { name: 'Rehearse the connection' }).focus()
  await page.keyboard.press('Enter')
  await expect(region(page).getByRole('heading', { name: 'At least one handshake was refused' })).toBeVisible()
  const [first] = await region(page).getByRole('listitem').all()
  if (!first) throw new Error('no run')
  await expect(first).toContainText('Refused by OMENT-400')
  await expect(first).toContainText('unsupported_certificate')
  await expect(first).toContainText('Server and client authentication')
  await expectAccessible(page)
  await app.shoot('rehearsal-refused')
  await first.getByRole('button', { name: /^Copy/ }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(() => app.clipboard()).toContain('INVALID_PURPOSE')
})

test('says of two appliances what can’t be rehearsed, and checks what can', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seedPair(page)
  await openPreCheck(app)
  await region(page).getByRole('button', { name: 'Check what can be checked' }).click()
  await expect(region(page).getByRole('heading', { name: /can’t be rehearsed with these two/ })).toBeVisible()
  await expect(region(page)).toContainText('The key of OMENT-310 never leaves the appliance')
  await expect(region(page)).toContainText('The chain of OMENT-400 leads to CA-Root, the root that OMENT-310 trusts')
  await expectAccessible(page)
  await app.shoot('rehearsal-impossible')
})

test('asks for the passphrase where the vault is locked', async ({ app }) => {
  await app.launch({ keyStore: false })
  await ask(app.page, 'vault.unlock', { passphrase: 'correct horse battery' })
  await seedRehearsals(app.page)
  await app.restart()
  await openPreCheck(app)
  await region(app.page).getByRole('button', { name: 'Rehearse the connection' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Open the vault' })
  await dialog.getByRole('textbox', { name: 'Passphrase' }).fill('correct horse battery')
  await app.page.keyboard.press('Enter')
  await expect(region(app.page).getByRole('heading', { name: /They shook hands/ })).toBeVisible()
})
