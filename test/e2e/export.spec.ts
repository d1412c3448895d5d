import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration } from './material/migration.ts'
import { ask, seed } from './material/seed.ts'
import { openProject, openStep } from './material/steps.ts'

const { source, cas } = migration
const ready = { name: 'OMENT-310', role: 'source', csr: source.csr, certificates: [source.leaf, cas] } as const

test('writes the chain, reads it back, and says what it wrote', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, ready)
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await expect(page.getByText('oment-310.example.com-chain.pem')).toBeVisible()
  const order = page.getByRole('definition').filter({ hasText: 'CA-Root' }).getByRole('listitem')
  await expect(order).toContainText(['oment-310.example.com', 'CA1-Inter', 'CA-Root'])
  await expectAccessible(page)
  await app.shoot('export-ready')

  const path = join(app.files, 'oment-310-chain.pem')
  await app.answerSave(path)
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  const saved = page.getByRole('region', { name: 'Saved as oment-310-chain.pem' })
  await expect(saved).toContainText('Read back from the disk and checked again')
  expect((await app.dialogs)[0]?.options).toMatchObject({
    defaultPath: expect.stringContaining('oment-310.example.com-chain.pem'),
  })
  const digest = createHash('sha256').update(readFileSync(path)).digest('hex')
  await expect(saved).toContainText(digest)
  expect(readFileSync(path, 'utf8')).toBe(source.leaf + cas)
  await expectAccessible(page)
  await app.shoot('export-saved')

  await saved.getByRole('button', { name: 'Copy: SHA-256 of the file' }).click()
  await expect.poll(() => app.clipboard()).toBe(digest)
  await saved.getByRole('button', { name: 'Show in folder' }).click()
  await expect.poll(async () => (await app.recorded).shown).toEqual([path])
  await expect(page.getByRole('button', { name: /^Step 6:/ })).toContainText(/oment-310-chain\.pem|Exported/)
})

test('keeps what was there when the dialog is cancelled, and says why where nothing can be written', async ({
  app,
}) => {
  await app.launch()
  const { page } = app
  const id = await seed(page, ready)
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await app.answerSave(null)
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect.poll(async () => (await app.dialogs).length).toBe(1)
  await expect(page.getByRole('alert').filter({ hasText: /\S/ })).toHaveCount(0)

  await app.answerSave(join(app.files, 'missing/chain.pem'))
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'chain.pem' })).toBeVisible()
  await expectAccessible(page)
  await app.shoot('export-failed')
  const { project } = await ask(page, 'project.open', { id })
  expect(project.exports).toEqual([])
})

test('refuses what the appliance would refuse, says why, and leads to Validate', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { ...ready, certificates: [source.leafForServers, cas] })
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(page.locator('#refused')).toBeFocused()
  await expect(page.locator('#refused')).toContainText('Not exported: the appliance would refuse this chain')
  await expect(page.locator('#refused')).toContainText(
    'No Client/Server authentication EKU present in leaf certificate.',
  )
  await expectAccessible(page)
  await app.shoot('export-refused')
  await page.getByRole('button', { name: 'Go to Validate' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Validate' })).toBeFocused()
  expect(await app.dialogs).toEqual([])
})

test('is locked with its reason until there is a chain', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source' })
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(page.locator('#refused')).toBeFocused()
  await expectAccessible(page)
  await app.shoot('export-locked')
  await page.getByRole('button', { name: 'Go to Assemble chain' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Assemble the chain' })).toBeFocused()
})

test('never writes a rehearsal', async ({ app }) => {
  await app.launch()
  const { page } = app
  const id = await seed(page, { ...ready, certificates: [] })
  await ask(page, 'project.edit', { id, edits: { csrOrigin: 'workstation' } })
  await ask(page, 'csr.make', { id, bits: 2048 })
  await ask(page, 'certificates.import', { id, source: { kind: 'text', text: source.leaf + cas }, password: null })
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(page.locator('#refused')).toContainText('never ready to upload')
  await expectAccessible(page)
  await app.shoot('export-rehearsal')
})

test('hands out the runbook and the report', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, ready)
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await page.getByRole('button', { name: 'Copy: the runbook' }).click()
  await expect.poll(() => app.clipboard()).toMatch(/^Upload the chain to OMENT-310\n\nBefore\n\[ \] 1\. /)

  const runbook = join(app.files, 'runbook.html')
  await app.answerSave(runbook)
  await page.getByRole('button', { name: 'Save as a page…' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'runbook.html' })).toBeVisible()
  expect(readFileSync(runbook, 'utf8')).toContain('Certificate Chain')

  const report = join(app.files, 'report.html')
  await app.answerSave(report)
  await page.getByRole('button', { name: 'Report…' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'report.html' })).toBeVisible()
  expect(readFileSync(report, 'utf8')).toContain('oment-310.example.com')

  await app.answerSave(null)
  await page.getByRole('button', { name: 'Report…' }).click()
  await expect.poll(async () => (await app.dialogs).length).toBe(3)
})

test('is marked as uploaded, and unmarked again; another chain makes an export stale', async ({ app }) => {
  await app.launch()
  const { page } = app
  const id = await seed(page, ready)
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await page.getByRole('button', { name: 'Mark as uploaded…' }).click()
  await expect(page.getByText('There is nothing to note yet')).toBeVisible()

  await app.answerSave(join(app.files, 'chain.pem'))
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(page.getByRole('region', { name: 'Saved as chain.pem' })).toBeVisible()
  await page.getByRole('button', { name: 'Mark as uploaded…' }).click()
  const at = page.getByLabel('Date and time')
  await at.fill('')
  await page.getByRole('button', { name: 'Mark as uploaded', exact: true }).click()
  await expect(at).toBeFocused()
  await expectAccessible(page)
  await at.fill('2026-11-20T21:30')
  await page.getByRole('button', { name: 'Mark as uploaded', exact: true }).click()
  await expect(page.getByText(/^✓ Uploaded on /)).toBeVisible()
  await expectAccessible(page)
  await app.shoot('export-uploaded')
  await page.getByRole('button', { name: 'Not uploaded after all' }).click()
  await expect(page.getByRole('button', { name: 'Mark as uploaded…' })).toBeVisible()

  const { project } = await ask(page, 'project.open', { id })
  const [leaf] = project.files
  await ask(page, 'certificates.leaveOut', { id, file: leaf?.id ?? '', leftOut: true })
  await ask(page, 'certificates.import', {
    id,
    source: { kind: 'text', text: source.leafByOther + migration.otherCas },
    password: null,
  })
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await expect(page.getByRole('row', { name: /chain\.pem/ })).toContainText('the chain changed after this export')
  await expectAccessible(page)
  await app.shoot('export-stale')
})

test('asks before it overwrites, as the system’s dialog does, and writes all or nothing', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, ready)
  const path = join(app.files, 'chain.pem')
  writeFileSync(path, 'older')
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await app.answerSave(path)
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(page.getByRole('region', { name: 'Saved as chain.pem' })).toBeVisible()
  expect(readFileSync(path, 'utf8')).toBe(source.leaf + cas)
  expect(existsSync(join(app.files, 'chain.pem.tmp'))).toBe(false)
})
