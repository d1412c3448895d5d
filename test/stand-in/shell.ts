import { type Shell } from 'electron'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { offer } from './offer.ts'
import { forPeopleOnly } from './settings.ts'

type Offered = Pick<Shell, 'openExternal' | 'showItemInFolder' | 'trashItem' | 'openPath' | 'beep'>

const openers: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: ['open'],
  win32: ['explorer.exe'],
}

/** Opens an address or a file with what the system has for it; an error is told, as Electron's promise does. */
function openWithSystem(target: string): Promise<void> {
  const [command = '', ...rest] = openers[process.platform] ?? ['xdg-open']
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...rest, target], { stdio: 'ignore', detached: true })
    child.on('error', reject)
    child.on('spawn', () => {
      child.unref()
      resolve()
    })
  })
}

/** A name that the bin does not have yet. */
function freeName(bin: string, name: string): string {
  for (let index = 2, candidate = name; ; index += 1) {
    if (!existsSync(join(bin, 'files', candidate))) return candidate
    candidate = `${name}.${index}`
  }
}

/** Moves a file into the bin of the freedesktop.org specification, where the desktop has made one. */
async function moveToBin(path: string): Promise<void> {
  const bin = join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local/share'), 'Trash')
  if (!existsSync(join(bin, 'files'))) throw new Error(`Failed to move ${path} to the bin: there is none in ${bin}.`)
  const name = freeName(bin, basename(path))
  const deleted = new Date().toISOString().slice(0, 19)
  const info = `[Trash Info]\nPath=${pathToFileURL(path).pathname}\nDeletionDate=${deleted}\n`
  await writeFile(join(bin, 'info', `${name}.trashinfo`), info, { flag: 'wx' })
  await rename(path, join(bin, 'files', name))
}

export const shell: Offered = offer('shell', {
  async openExternal(url) {
    forPeopleOnly(`shell.openExternal(${url})`)
    await openWithSystem(url)
  },
  async openPath(path) {
    forPeopleOnly(`shell.openPath(${path})`)
    return openWithSystem(path).then(
      () => '',
      (error: unknown) => String(error),
    )
  },
  showItemInFolder(path) {
    forPeopleOnly(`shell.showItemInFolder(${path})`)
    openWithSystem(dirname(path)).catch((error: unknown) => process.stderr.write(`${String(error)}\n`))
  },
  async trashItem(path) {
    forPeopleOnly(`shell.trashItem(${path})`)
    await moveToBin(path)
  },
  beep: () => undefined,
} satisfies Offered)
