import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { fixture } from './material/files.ts'
import { ask, seed, seedPair } from './material/seed.ts'

test('teaches the six steps while there is nothing yet', async ({ app }) => {
  await app.launch()
  const { page } = app
  await expect(page.getByRole('heading', { level: 1, name: 'Appliances' })).toBeFocused()
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(6)
  await expectAccessible(page)
  await app.shoot('home-empty')
})

test('makes a new appliance by keyboard alone, and pairs it with one of the other role', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source' })
  await app.menu('new-project')
  const dialog = page.getByRole('dialog', { name: 'New appliance' })
  await expectAccessible(page)

  await dialog.getByRole('button', { name: 'Create' }).press('Enter')
  await expect(dialog.getByRole('textbox', { name: 'Name', exact: true })).toBeFocused()
  await expect(dialog.getByText('The appliance needs a name')).toBeVisible()
  await expectAccessible(page)
  await app.shoot('home-new')

  await page.keyboard.type('OMENT-400')
  await dialog.getByLabel('Role in the migration').selectOption('target')
  await dialog.getByLabel('Host name').fill(' oment-400.example.com ')
  await dialog.getByLabel('Migrates with').selectOption({ label: 'OMENT-310' })
  await dialog.getByRole('button', { name: 'Create' }).press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  await expect(page.getByRole('banner')).toContainText('oment-400.example.com')

  await page.getByRole('button', { name: '‹ Projects' }).click()
  const migration = page.getByRole('group', { name: 'Migration to OMENT-400' })
  await expect(migration.getByRole('article')).toHaveCount(2)
})

test('shows what belongs to one migration together, the source first, with its month', async ({ app }) => {
  await app.launch()
  const { page } = app
  const ids = await seedPair(page)
  await ask(page, 'project.edit', {
    id: ids.target,
    edits: { changeWindow: '2026-11-28T21:00:00Z', omeVersion: '4.2' },
  })
  await seed(page, { name: 'OMENT-LAB', role: 'source' })
  await app.menu('home')

  const migration = page.getByRole('group', { name: 'Migration of Nov 2026' })
  await expect(migration.getByRole('article').first()).toHaveAccessibleName('OMENT-310')
  await expect(migration.getByRole('article').last()).toContainText('Target · 4.2')
  await expect(migration.getByRole('article').first()).toContainText('Ready to upload')
  await expect(page.getByRole('article', { name: 'OMENT-LAB' })).toContainText('Next: Generate CSR')
  await expectAccessible(page)
  await app.shoot('home')

  await migration.getByRole('button', { name: 'Pre-check the pair' }).click()
  await expect(page.getByRole('button', { name: /^Step 5:/ })).toHaveAttribute('aria-current', 'step')
})

test('finds one among many and puts them in order', async ({ app }) => {
  await app.launch()
  const { page } = app
  for (let number = 1; number <= 9; number++) await seed(page, { name: `OMENT-${10 + number}`, role: 'source' })
  await app.menu('home')
  await page.getByLabel('Order').selectOption('name')
  await expect(page.getByRole('article').first()).toHaveAccessibleName('OMENT-11')
  await page.getByLabel('Search by name').fill('ment-17')
  await expect(page.getByRole('article')).toHaveCount(1)
  await expect(page.getByText('One appliance')).toBeVisible()
  await expectAccessible(page)
  await page.getByLabel('Search by name').fill('nothing of the kind')
  await expect(page.getByText('No appliance of this name')).toBeVisible()
})

test('puts one into the archive and takes it out again', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-OLD', role: 'source' })
  await app.menu('home')
  await page.getByRole('button', { name: 'More for OMENT-OLD' }).click()
  await page.getByRole('button', { name: 'Archive', exact: true }).click()
  await expect(page.getByText('OMENT-OLD is in the archive now').first()).toBeVisible()
  await expect(page.getByRole('article')).toHaveCount(0)

  await page.getByText('Archived (1)').click()
  await page.getByRole('button', { name: 'More for OMENT-OLD' }).click()
  await page.getByRole('button', { name: 'Bring back from the archive' }).click()
  await expect(page.getByText('OMENT-OLD is back').first()).toBeVisible()
  await expect(page.getByText(/^Archived/)).toHaveCount(0)
})

test('asks before it deletes, and keeps what the user keeps', async ({ app }) => {
  await app.launch()
  const { page } = app
  const id = await seed(page, { name: 'OMENT-LAB', role: 'source' })
  await app.menu('home')
  const remove = async (): Promise<void> => {
    await page.getByRole('button', { name: 'More for OMENT-LAB' }).click()
    await page.getByRole('button', { name: 'Delete…' }).click()
  }
  await app.answerMessage(1)
  await remove()
  await expect.poll(async () => (await app.dialogs).length).toBe(1)
  await expect(page.getByRole('article', { name: 'OMENT-LAB' })).toBeVisible()

  await app.answerMessage(0)
  await remove()
  await expect(page.getByText('OMENT-LAB went to the bin').first()).toBeVisible()
  expect(await app.trashed).toEqual([expect.stringContaining(id)])
})

test('takes a project to one file and back', async ({ app }) => {
  await app.launch()
  const { page } = app
  await seed(page, { name: 'OMENT-310', role: 'source' })
  const file = join(app.files, 'oment-310.omechain')
  await app.menu('home')
  await app.answerSave(file)
  await page.getByRole('button', { name: 'More for OMENT-310' }).click()
  await page.getByRole('button', { name: 'Save as one file…' }).click()
  await expect(page.getByText('Saved as').first()).toBeVisible()
  expect(readFileSync(file).byteLength).toBeGreaterThan(0)

  await app.drop(page.getByText('Only want to check a chain?'), [file])
  await expect(page.getByRole('navigation', { name: 'Steps' })).toBeVisible()
  await app.menu('home')
  await expect(page.getByRole('article')).toHaveCount(2)
})

test('checks a chain that is dropped anywhere on it, without a project', async ({ app }) => {
  await app.launch()
  const { page } = app
  await app.drop(page.getByRole('heading', { level: 1 }), [fixture('requests/oment-310.csr')])
  await expect(page.getByRole('heading', { level: 1, name: 'Check a file' })).toBeVisible()
  await expect(page.getByText('oment-310.csr').first()).toBeVisible()
  await page.getByRole('button', { name: '‹ Projects' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Appliances' })).toBeFocused()
})

test('plays the example through, marked as one', async ({ app }) => {
  await app.launch()
  const { page } = app
  await page.getByRole('button', { name: 'Try the example' }).click()
  await expect(page.getByRole('article')).toHaveCount(2)
  await expect(page.getByText('Example', { exact: true })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Try the example' })).toHaveCount(0)
  await expectAccessible(page)
  await app.shoot('home-example')
})

test('stays quick with 300 projects', async ({ app }) => {
  test.setTimeout(180_000)
  await app.launch()
  const { page } = app
  const about = { role: 'source', hostName: '', address: '', omeVersion: '' } as const
  for (let number = 1; number <= 300; number++) {
    await ask(page, 'project.create', { ...about, name: `OMENT-${1000 + number}` })
  }
  await app.menu('home')
  await expect(page.getByText('300 appliances')).toBeVisible({ timeout: 30_000 })
  const search = page.getByLabel('Search by name')
  await search.focus()
  const longest = await page.evaluate(async () => {
    const field = document.activeElement as HTMLInputElement
    let longest = 0
    for (const text of ['1', '12', '129', '1299', '']) {
      const began = performance.now()
      field.value = text
      field.dispatchEvent(new Event('input', { bubbles: true }))
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      longest = Math.max(longest, performance.now() - began)
    }
    return longest
  })
  expect(longest).toBeLessThan(500)
})
