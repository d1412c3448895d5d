/** A private CA as the command makes it, made once and copied for each test. */
import { mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { Folder, run } from './harness.ts'
import { otherRequest, request } from './material.ts'

export const passphrase = 'a passphrase for tests'
const name = 'ome-ca'

interface Template {
  readonly folders: readonly string[]
  readonly files: Readonly<Record<string, Uint8Array>>
}
let template: Promise<Template> | undefined

/** A folder with a CA in `ome-ca`, its passphrase in `passphrase.txt`, and the CSRs of two appliances. */
export async function folderWithCa(files: Readonly<Record<string, string | Uint8Array>> = {}): Promise<Folder> {
  const made = await (template ??= makeCa())
  const folder = Folder.with({
    'passphrase.txt': `${passphrase}\n`,
    'source.csr': request,
    'target.csr': otherRequest,
    ...made.files,
    ...files,
  })
  for (const each of made.folders) mkdirSync(folder.at(each), { recursive: true })
  return folder
}

async function makeCa(): Promise<Template> {
  const folder = Folder.with({ 'passphrase.txt': `${passphrase}\n` })
  const names = ['--dir', folder.at(name), '--passphrase-file', folder.at('passphrase.txt')]
  const ran = await run(['ca', 'init', ...names, '--name', 'Lab', '--key-size', '2048'])
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' })
  const entries = readdirSync(folder.at(name), { recursive: true, encoding: 'utf8' }).map((entry) => join(name, entry))
  const isFolder = (entry: string) => statSync(folder.at(entry)).isDirectory()
  return {
    folders: entries.filter(isFolder),
    files: Object.fromEntries(
      entries.filter((entry) => !isFolder(entry)).map((entry) => [entry, readFileSync(folder.at(entry))]),
    ),
  }
}
