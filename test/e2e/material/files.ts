import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from '../fixture/app.ts'
import { expect } from '../fixture/test.ts'
import { ask } from './seed.ts'
import { openProject, openStep } from './steps.ts'

const folder = join(import.meta.dirname, '../../fixtures/files')

/** Path of a file among the fixtures: `forms/pkcs7.p7b`. */
export const fixture = (name: string): string => join(folder, name)
/** Path of one certificate among the fixtures. */
export const certificate = (name: string): string => fixture(`certificates/${name}.pem`)
/** Texts of certificates, one after another. */
export const certificates = (...names: readonly string[]): string =>
  names.map((name) => readFileSync(certificate(name), 'utf8')).join('')

/** When all certificates of the fixtures are valid that are meant to be. */
export const goodMoment = '2026-06-01T00:00:00Z'

/** OMENT-310 with its CSR, judged at the good moment and open at step 3. Its id. */
export async function beginAssembling(app: App, { hasCsr = true } = {}): Promise<string> {
  const { page } = app
  const about = { name: 'OMENT-310', role: 'source', hostName: 'oment-310.contoso.example' } as const
  const { project } = await ask(page, 'project.create', { ...about, address: '', omeVersion: '' })
  const { id } = project
  await ask(page, 'validate.moment', { id, moment: { kind: 'date', at: goodMoment } })
  if (hasCsr) {
    const text = readFileSync(fixture('requests/oment-310.csr'), 'utf8')
    await ask(page, 'csr.import', { id, source: { kind: 'text', text } })
  }
  await openProject(app, 'OMENT-310')
  await openStep(page, 3, 'Assemble the chain')
  return id
}

/** Gives files by the system's dialog, and waits for what came of them. */
export async function chooseFiles(app: App, ...paths: readonly string[]): Promise<void> {
  await app.answerOpen(paths)
  await app.page.getByRole('button', { name: 'Choose files…' }).click()
  await expect(app.page.getByRole('region', { name: 'What the last import gave' })).toBeVisible()
}

/** Gives a text by the dialog for pasting. */
export async function pasteText(app: App, text: string): Promise<void> {
  await app.page.getByRole('button', { name: 'Paste' }).click()
  const dialog = app.page.getByRole('dialog', { name: 'Paste a text' })
  await dialog.getByRole('textbox').fill(text)
  await dialog.getByRole('button', { name: 'Use this text' }).click()
}
