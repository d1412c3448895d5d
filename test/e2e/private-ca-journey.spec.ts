import type { Page } from '@playwright/test'
import { execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { App } from './fixture/app.ts'
import { expect, test } from './fixture/test.ts'
import { migration } from './material/migration.ts'
import { ask, seed } from './material/seed.ts'
import { openProject, openStep } from './material/steps.ts'

// From nothing to two chains that shake hands, as an administrator without a CA clicks it; then OpenSSL's own word.

const names = { source: 'OMENT-310', target: 'OMENT-400' } as const
type Side = keyof typeof names
const sides: readonly Side[] = ['source', 'target']
const filePassphrase = 'for the files alone'

/** A rehearsal: the form is filled in, and key and CSR are made here. Its id, and its CSR's digest. */
async function makeRehearsal(page: Page, role: Side) {
  const id = await seed(page, { name: names[role], role })
  const { project } = await ask(page, 'project.open', { id })
  const csrForm = { ...project.csrForm, distinguishedName: migration[role].hostName }
  await ask(page, 'project.edit', { id, edits: { csrForm } })
  const made = await ask(page, 'csr.make', { id, bits: 2048 })
  return { id, csr: made.project.csrs.at(-1)?.sha256 ?? '' }
}

async function makeCaFromSubmit(page: Page): Promise<void> {
  await page.getByRole('radio', { name: 'Your private CA, here' }).check()
  const here = page.getByRole('region', { name: 'Sign here with your private CA' })
  await here.getByRole('button', { name: 'Create a CA', exact: true }).click()
  await page.getByText('Levels, key, years and more').click()
  await page.getByLabel('Keys').selectOption('2048')
  await page.getByRole('button', { name: 'Create the CA', exact: true }).click()
  await page.getByRole('button', { name: `Back to ${names.source}`, exact: true }).click()
}

/** The chain as it would be uploaded and the key, encrypted, on the disk: what OpenSSL's tools are given. */
async function writeSide(app: App, role: Side, { id, csr }: { readonly id: string; readonly csr: string }) {
  const { examination } = await ask(app.page, 'project.open', { id })
  const chain = join(app.files, `${role}-chain.pem`)
  const pem = examination.pem ?? ''
  await app.answerSave(chain)
  await ask(app.page, 'files.saveMended', { pem, name: 'chain.pem' })
  expect(readFileSync(chain, 'utf8')).toBe(pem)
  const key = join(app.files, `${role}-key.pem`)
  await app.answerSave(key)
  await ask(app.page, 'vault.export', { owner: csr, password: filePassphrase })
  return { chain, key }
}

type Files = Awaited<ReturnType<typeof writeSide>>

/** What s_client says of a mutual handshake, once s_server has taken its certificate. */
async function handshake(version: string, server: Files, client: Files, root: string): Promise<string> {
  const own = ({ chain, key }: Files) => [
    ...[version, '-cert', chain, '-cert_chain', chain, '-key', key, '-pass', `pass:${filePassphrase}`],
    ...['-CAfile', root, '-no-CApath', '-verify_return_error'],
  ]
  const listening = spawn('openssl', ['s_server', '-accept', '127.0.0.1:0', '-naccept', '1', '-Verify', '3', ...own(server)]) // prettier-ignore
  const ended = once(listening, 'close')
  let said = ''
  listening.stdout.on('data', (part: Buffer) => (said += String(part)))
  await expect.poll(() => said).toMatch(/ACCEPT \S*:\d+/)
  const port = /ACCEPT \S*:(\d+)/.exec(said)?.[1] ?? ''
  const connect = ['-connect', `127.0.0.1:${port}`, '-verify', '3']
  const called = spawnSync('openssl', ['s_client', ...connect, ...own(client)], { input: 'Q\n' })
  const [exitCode] = (await ended) as [number]
  expect([called.status, exitCode]).toEqual([0, 0])
  return String(called.stdout)
}

test('ends with two chains that are ready but for being a rehearsal, go together and shake hands, and OpenSSL agrees', async ({
  app,
}) => {
  await app.launch()
  const { page } = app
  const made = { source: await makeRehearsal(page, 'source'), target: await makeRehearsal(page, 'target') }
  await ask(page, 'project.pair', { id: made.source.id, counterpart: made.target.id })
  await openProject(app, names.source)
  await expect(page.getByRole('heading', { level: 1, name: 'Submit it to the CA' })).toBeVisible()
  await makeCaFromSubmit(page)
  await page.getByRole('radio', { name: 'Your private CA, here' }).check()
  await page.getByRole('button', { name: `Sign both: ${names.source} and ${names.target}` }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Assemble the chain' })).toBeFocused()

  await openStep(page, 5, 'Pre-check with the target')
  const rehearsal = page.getByRole('region', { name: 'Rehearse the connection' })
  await rehearsal.getByRole('button', { name: 'Rehearse the connection' }).click()
  await expect(rehearsal.getByRole('heading', { name: /They shook hands/ })).toBeVisible()
  await expect(rehearsal.getByRole('listitem').filter({ hasText: 'Agreed' })).toHaveCount(4)
  for (const role of sides) {
    const { examination, comparison } = await ask(page, 'project.open', { id: made[role].id })
    expect(examination.judged?.chain.findings.filter(({ level }) => level !== 'note')).toEqual([])
    expect(comparison?.verdict).toBe('compatible')
  }

  const files = {
    source: await writeSide(app, 'source', made.source),
    target: await writeSide(app, 'target', made.target),
  }
  const [ca] = (await ask(page, 'ca.list', undefined)).cas
  const root = join(app.files, 'root.pem')
  await app.answerSave(root)
  await ask(page, 'ca.saveRoot', { id: ca?.id ?? '', place: 'debian' })
  for (const role of sides)
    for (const purpose of ['sslserver', 'sslclient']) {
      const { chain } = files[role]
      const args = ['-x509_strict', '-purpose', purpose, '-CAfile', root, '-untrusted', chain, chain]
      expect(execFileSync('openssl', ['verify', ...args]).toString()).toBe(`${chain}: OK\n`)
    }
  for (const version of ['-tls1_2', '-tls1_3'])
    for (const [server, client] of [
      ['source', 'target'],
      ['target', 'source'],
    ] as const) {
      const said = await handshake(version, files[server], files[client], root)
      expect(said).toContain('Verify return code: 0 (ok)')
      expect(said.replaceAll(' = ', '=')).toContain(`CN=${migration[server].hostName}`)
    }
})
