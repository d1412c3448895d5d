import { mkdirSync, readdirSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { App } from './fixture/app.ts'
import { builtFolder } from './fixture/built.ts'
import { expect } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { test } from './material/disk.ts'
import { hostileFile } from './material/hostile.ts'
import { migration, writeFiles } from './material/migration.ts'
import { ask, seed } from './material/seed.ts'
import { openProject, openStep } from './material/steps.ts'

const { source, cas } = migration
const ready = { name: 'OMENT-310', role: 'source', csr: source.csr, certificates: [source.leaf, cas] } as const

const failures = (page: Page) => page.getByRole('alert').filter({ hasText: /\S/ })

test('every dialog can be cancelled, and nothing has changed then', async ({ app }) => {
  await app.launch()
  const { page } = app
  const id = await seed(page, ready)
  const saves = ['csr.save', 'report.save', 'export.write', 'export.runbook', 'project.save'] as const
  for (const route of saves) {
    await app.answerSave(null)
    expect(await ask(page, route, { id })).toBeNull()
  }
  await app.answerSave(null)
  expect(await ask(page, 'certificate.save', { pem: source.leaf, name: 'leaf' })).toBeNull()
  await app.answerSave(null)
  expect(await ask(page, 'files.saveMended', { pem: source.leaf, name: 'chain.pem' })).toBeNull()
  await app.answerSave(null)
  expect(await ask(page, 'app.diagnostics', { what: 'a test' })).toBeNull()
  for (const what of ['csr', 'certificates', 'folder', 'chain', 'log', 'project'] as const) {
    await app.answerOpen(null)
    expect(await ask(page, 'files.choose', { what })).toBeNull()
  }

  await openProject(app, 'OMENT-310')
  await expect(page.getByRole('button', { name: /^Step 4:.*Done$/ })).toBeVisible()
  const { project, revision } = await ask(page, 'project.open', { id })
  const chooseIn = async (step: 1 | 3 | 5, heading: RegExp) => {
    await openStep(page, step, heading)
    await app.answerOpen(null)
    await page.getByRole('button', { name: 'Choose files…' }).first().click()
  }
  await chooseIn(1, /CSR/)
  await chooseIn(3, /chain/)
  await chooseIn(5, /^Pre-check/)
  await expect(failures(page)).toHaveCount(0)
  await app.answerMessage(1)
  await app.menu('home')
  await expect(page.getByRole('heading', { level: 1, name: 'Appliances' })).toBeVisible()
  await page.getByRole('button', { name: 'More for OMENT-310' }).click()
  await page.getByRole('button', { name: 'Delete…' }).click()
  await expect(page.getByRole('button', { name: /^(Open|Continue): OMENT-310$/ })).toBeVisible()
  expect(await app.trashed).toEqual([])
  const after = await ask(page, 'project.open', { id })
  expect({ project: after.project, revision: after.revision }).toEqual({ project, revision })
})

test('says so where a folder can’t be written to, and leaves nothing there', async ({ app, disks }) => {
  await app.launch()
  const { page } = app
  await seed(page, ready)
  const folder = disks.readOnly()
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  for (const name of ['Save the chain…', 'Save as a page…', 'Report…']) {
    await app.answerSave(join(folder, 'file'))
    await page.getByRole('button', { name }).click()
    await expect(failures(page)).toContainText('file')
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Dismiss' }).click()
  }
  expect(readdirSync(folder)).toEqual([])
})

test('says so where the disk is full, and leaves no half-written file', async ({ app, disks }) => {
  await app.launch()
  const { page } = app
  await seed(page, ready)
  const folder = join(app.files, 'full')
  disks.small(folder)
  await disks.fill(folder)
  const before = readdirSync(folder)
  await openProject(app, 'OMENT-310')
  await openStep(page, 6, 'Export')
  await app.answerSave(join(folder, 'chain.pem'))
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(failures(page)).toContainText('chain.pem')
  await app.shoot('resilience-full-disk')
  expect(readdirSync(folder)).toEqual(before)

  await disks.empty(folder)
  await app.answerSave(join(folder, 'chain.pem'))
  await page.getByRole('button', { name: 'Save the chain…' }).click()
  await expect(page.getByRole('region', { name: 'Saved as chain.pem' })).toBeVisible()
})

test('keeps what was typed while the projects’ own disk is full, and saves it once there is room', async ({
  app,
  disks,
}) => {
  const projects = join(app.userData, 'projects')
  disks.small(projects)
  await app.launch()
  const { page } = app
  const id = await seed(page, ready)
  await openProject(app, 'OMENT-310')
  await disks.fill(projects)
  await openStep(page, 2, 'Submit it to the CA')
  await page.getByRole('textbox', { name: /^Name of the CA/ }).fill('Corp AD CS')
  await page.getByRole('button', { name: 'Record that it was sent' }).click()
  await expect(failures(page)).toContainText(/space|full/)
  await app.shoot('resilience-not-saved')
  await expect(page.getByRole('textbox', { name: /^Name of the CA/ })).toHaveValue('Corp AD CS')

  await disks.empty(projects)
  await page.getByRole('button', { name: 'Record that it was sent' }).click()
  const recorded = async () => (await ask(page, 'project.open', { id })).project.submission?.ca
  await expect.poll(recorded).toBe('Corp AD CS')
})

test('has one instance: the second gives its files to the first and ends', async ({ app }) => {
  await app.launch()
  const [chain = ''] = writeFiles(app.files, { 'chain.pem': source.leaf + cas })
  await app.openFile(chain)
  await expect(app.page.getByText('chain.pem').first()).toBeVisible()
  await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('Check a file')
})

test('two copies on one data folder keep each other’s work', async ({ app }) => {
  await app.launch()
  const id = await seed(app.page, ready)
  await openProject(app, 'OMENT-310')

  const root = join(app.files, 'other')
  mkdirSync(root)
  const other = new App({ root, app: builtFolder() })
  mkdirSync(other.userData, { recursive: true })
  symlinkSync(join(app.userData, 'projects'), join(other.userData, 'projects'))
  await other.launch()
  try {
    await openProject(other, 'OMENT-310')
    const both = [app, other]
    for (let round = 0; round < 5; round++) {
      await Promise.all([
        ask(app.page, 'project.edit', { id, edits: { notes: `notes ${round}` } }),
        ask(other.page, 'project.edit', { id, edits: { address: `192.0.2.${round}` } }),
      ])
    }
    for (const { page } of both) {
      const { project } = await ask(page, 'project.open', { id })
      expect(project).toMatchObject({ notes: 'notes 4', address: '192.0.2.4' })
    }
    await ask(other.page, 'project.edit', { id, edits: { name: 'OMENT-311' } })
    await expect(app.page.getByRole('banner').getByText('OMENT-311', { exact: true })).toBeVisible()
  } finally {
    expect(await other.finish()).toEqual([])
  }
})

test('opens every project again after it was killed while it saved', async ({ app }) => {
  test.setTimeout(180_000)
  await app.launch()
  const id = await seed(app.page, ready)
  let begun = 0
  let acknowledged = 0
  for (let round = 0; round < 5; round++) {
    const { page } = app
    const before = acknowledged
    const saving = (async () => {
      for (;;) {
        await ask(page, 'project.edit', { id, edits: { notes: `${++begun} ${'x'.repeat(20_000)}` } })
        acknowledged = begun
      }
    })().catch((error: unknown) => error)
    await expect.poll(() => acknowledged).toBeGreaterThan(before)
    await new Promise((resolve) => setTimeout(resolve, 37 * round))
    await app.kill()
    await saving
    await app.launch()
    await expect(app.page.getByRole('button', { name: /^(Open|Continue): OMENT-310$/ })).toBeVisible()
    await expect(failures(app.page)).toHaveCount(0)
    const { notes } = (await ask(app.page, 'project.open', { id })).project
    // What was acknowledged last, or the one that was being saved.
    expect([acknowledged, begun]).toContain(Number.parseInt(notes, 10))
  }
})

test('saves what was typed a moment before it quits', async ({ app }) => {
  await app.launch()
  const id = await seed(app.page, { name: 'OMENT-310', role: 'source' })
  await openProject(app, 'OMENT-310')
  await app.page.getByRole('textbox', { name: /^Department/ }).fill('Datacenter')
  expect(await app.quit()).toBe(0)
  await app.launch()
  expect((await ask(app.page, 'project.open', { id })).project.csrForm.departmentName).toBe('Datacenter')
})

test('shows 300 projects, and finds one among them', async ({ app }) => {
  test.setTimeout(180_000)
  await app.launch()
  const { page } = app
  for (let i = 0; i < 300; i += 20) {
    await Promise.all(
      Array.from({ length: 20 }, (_, j) => {
        const name = `OME-${String(i + j).padStart(3, '0')}`
        const role = j % 2 === 0 ? ('source' as const) : ('target' as const)
        return ask(page, 'project.create', { name, role, hostName: '', address: '', omeVersion: '' })
      }),
    )
  }
  await app.restart()
  await expect(app.page.getByRole('article')).toHaveCount(300)
  await app.page.getByRole('searchbox', { name: 'Search by name' }).fill('OME-217')
  await expect(app.page.getByRole('article')).toHaveCount(1)
  await expectAccessible(app.page)
  await app.page.getByRole('searchbox', { name: 'Search by name' }).fill('')
  await app.shoot('resilience-300-projects')
})

test('typing goes on while a hostile file of 10 MiB is examined', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source' })
  const [hostile = ''] = writeFiles(app.files, { 'hostile.pem': hostileFile() })
  await openProject(app, 'OMENT-310')
  await openStep(page, 3, 'Assemble the chain')
  await app.drop(page.getByText('Drop files or folders here'), [hostile])
  await openStep(page, 1, 'Generate the CSR')
  const field = page.getByRole('textbox', { name: /^Department/ })
  await field.focus()
  const text = 'The department that runs the data centre'
  const begun = Date.now()
  await page.keyboard.type(text)
  await expect(field).toHaveValue(text, { timeout: 1000 })
  expect(Date.now() - begun).toBeLessThan(5000)

  await openStep(page, 3, 'Assemble the chain')
  await expect(page.getByRole('button', { name: 'Cancel' })).toHaveCount(0, { timeout: 60_000 })
  await expect(page.getByText('hostile.pem').first()).toBeVisible()
  await app.shoot('resilience-hostile')
})
