import type { Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readZip } from '../../electron/files/zip.ts'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { expectAccessible } from './material/axe.ts'
import { migration } from './material/migration.ts'
import { seed } from './material/seed.ts'
import { openProject } from './material/steps.ts'

const { source } = migration
const pack = (page: Page) => page.getByRole('region', { name: 'Mail pack for whoever runs the CA' })

async function start(app: App, lang = 'en'): Promise<void> {
  await app.launch({ lang })
  await seed(app.page, { name: 'OMENT-310', role: 'source', csr: source.csr })
  await openProject(app, 'OMENT-310')
  await app.page.getByRole('button', { name: /^(Step|Étape) 2/ }).click()
}

async function unpacked(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const found = new Map<string, Buffer>()
  for await (const result of readZip({ name: 'pack', bytes: readFileSync(path) })) {
    if (!result.ok) throw new Error(result.failure.code)
    found.set(result.value.name, result.value.bytes)
  }
  return found
}

/** Chromium writes the pages of a document uncompressed. */
const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0

for (const { language, sheet, readme } of [
  { language: 'en', sheet: 'requirements', readme: 'README' },
  { language: 'fr', sheet: 'exigences', readme: 'LISEZMOI' },
  { language: 'es', sheet: 'requisitos', readme: 'LEAME' },
]) {
  test(`is one archive with a sheet of one page, in ${language}`, async ({ app }) => {
    await start(app)
    const { page } = app
    await pack(page).getByLabel('Asked by').fill('Data centre team')
    await pack(page).getByLabel('Language of the pack').selectOption(language)
    const path = join(app.files, 'pack.zip')
    await app.answerSave(path)
    await pack(page).getByRole('button', { name: 'Save the mail pack…' }).click()
    await expect(pack(page).getByRole('status')).toContainText('pack.zip')
    const files = await unpacked(path)
    expect([...files.keys()]).toEqual([
      `pack/${readme}.txt`,
      'pack/oment-310.example.com.csr',
      `pack/${sheet}.pdf`,
      `pack/${sheet}.txt`,
      'pack/acceptance-test.txt',
      'pack/acceptance-test.sh',
    ])
    const pdf = files.get(`pack/${sheet}.pdf`) ?? Buffer.alloc(0)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
    expect(pagesOf(pdf)).toBe(1)
    expect(files.get(`pack/${sheet}.txt`)?.toString()).toContain('Data centre team')
    // The window that it was printed in is gone, and nothing else came to the screen.
    expect(await app.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
    await expectAccessible(page)
    await app.shoot('mail-pack')
  })
}

test('copies the text of the mail', async ({ app }) => {
  await start(app)
  const { page } = app
  await pack(page).getByRole('button', { name: 'Copy the mail text' }).click()
  await expect.poll(() => app.clipboard()).toMatch(/^Certificate for oment-310\.example\.com\n\n/)
})

test('is done by the keyboard alone in the smallest window, in French', async ({ app }) => {
  await start(app, 'fr')
  const { page } = app
  await app.resize(640, 480)
  const card = page.getByRole('region', { name: 'Paquet pour la personne qui gère l’AC' })
  const asker = card.getByLabel('Demandé par')
  await expect(async () => {
    await page.keyboard.press('Tab')
    await expect(asker).toBeFocused({ timeout: 10 })
  }).toPass({ intervals: [0], timeout: 20_000 })
  await page.keyboard.type('Équipe serveurs')
  await page.keyboard.press('Tab')
  await expect(card.getByLabel('Langue du paquet')).toBeFocused()
  await expect(card.getByLabel('Langue du paquet')).toHaveValue('fr')
  await app.shoot('mail-pack-small-fr')
  await app.answerSave(null)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await app.dialogs).length).toBe(1)
  await expect(card.getByRole('status')).toBeEmpty()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect.poll(() => app.clipboard()).toContain('Merci, Équipe serveurs')
  await expectAccessible(page)
})
