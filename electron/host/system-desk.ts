import { dirname, join } from 'node:path'
import { type BrowserWindow, clipboard, dialog, type FileFilter, shell } from 'electron'
import { type Desk, isSecret, type Question, type SavedKind, type Wanted } from './desk.ts'
import { openLink } from './links.ts'
import type { SettingsFile } from './settings.ts'
import type { Speech } from './speech.ts'

const certificateEndings = [
  'pem',
  'cer',
  'crt',
  'der',
  'p7b',
  'p7c',
  'p7s',
  'pfx',
  'p12',
  'ca-bundle',
  'zip',
  'json',
  'txt',
]

/** Endings by what is asked for; every dialog also offers all files, since CAs name theirs as they like. */
const openEndings: Readonly<Record<Wanted, readonly string[]>> = {
  csr: ['csr', 'pem', 'req', 'p10', 'txt', 'json', 'der'],
  certificates: certificateEndings,
  folder: [],
  chain: certificateEndings,
  log: ['log', 'zip', 'gz', 'tgz', 'tar', 'txt', 'json'],
  project: ['omechain'],
  ca: ['p12', 'pfx', 'pem', 'key', 'crt', 'cer', 'der', 'p8', 'p7b'],
  'ca-backup': ['omeca'],
}

/** None where each system wants another one. */
const savedEndings: Readonly<Record<SavedKind, readonly string[]>> = {
  chain: ['pem'],
  certificate: ['pem'],
  csr: ['csr'],
  mailPack: ['zip'],
  report: ['html'],
  runbook: ['html'],
  project: ['omechain'],
  diagnostics: ['txt'],
  key: ['pem'],
  'ca-backup': ['omeca'],
  root: [],
  crl: ['crl'],
}

/** The desk of a real window: dialogs are of the system and stand before it, in the language in force. */
export function systemDesk(shown: () => BrowserWindow | undefined, settings: SettingsFile, speech: Speech): Desk {
  const window = (): BrowserWindow => {
    const present = shown()
    if (!present) throw new Error('no window to ask in')
    return present
  }
  const text = (path: readonly string[], values = {}): string =>
    speech.messages.find(['host', 'dialogs', ...path], values)
  const filters = (kind: Wanted | SavedKind, endings: readonly string[]): FileFilter[] => [
    ...(endings.length > 0 ? [{ name: text(['kinds', kind]), extensions: [...endings] }] : []),
    { name: text(['allFiles']), extensions: ['*'] },
  ]
  const inLastFolder = (name: string): string =>
    settings.all.lastFolder === null ? name : join(settings.all.lastFolder, name)
  const remember = (folder: string): void => {
    if (folder !== settings.all.lastFolder) settings.change({ lastFolder: folder })
  }
  async function confirm({ message, detail, action }: Question): Promise<boolean> {
    const { response } = await dialog.showMessageBox(window(), {
      type: 'warning',
      message,
      detail,
      buttons: [action, text(['cancel'])],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    return response === 0
  }

  return {
    async choose(wanted) {
      const { canceled, filePaths } = await dialog.showOpenDialog(window(), {
        title: text(['open', wanted]),
        ...(settings.all.lastFolder !== null && { defaultPath: settings.all.lastFolder }),
        properties: propertiesFor(wanted),
        ...(wanted !== 'folder' && { filters: filters(wanted, openEndings[wanted]) }),
      })
      const [first] = filePaths
      if (canceled || first === undefined) return null
      remember(wanted === 'folder' ? first : dirname(first))
      return filePaths
    },

    async chooseWhereToSave(kind, name) {
      const { canceled, filePath } = await dialog.showSaveDialog(window(), {
        title: text(['save', kind]),
        // A key is not proposed beside the chain, nor the chain then beside the key.
        defaultPath: isSecret(kind) ? name : inLastFolder(name),
        filters: filters(kind, savedEndings[kind]),
        properties: ['createDirectory', 'showOverwriteConfirmation'],
      })
      if (canceled || filePath === '') return null
      if (!isSecret(kind)) remember(dirname(filePath))
      return filePath
    },

    confirm,
    confirmDeletion: (name) =>
      confirm({
        message: text(['delete', 'question'], { name }),
        detail: text(['delete', 'detail']),
        action: text(['delete', 'confirm']),
      }),

    copy: (copied) => clipboard.writeText(copied),
    edit: (command) => window().webContents[command](),
    openLink,
    showInFolder: (path) => shell.showItemInFolder(path),
    moveToBin: (path) => shell.trashItem(path),
  }
}

const oneFile: ReadonlySet<Wanted> = new Set(['csr', 'project', 'ca-backup'])

function propertiesFor(wanted: Wanted): ('openFile' | 'openDirectory' | 'multiSelections')[] {
  if (wanted === 'folder') return ['openDirectory']
  return oneFile.has(wanted) ? ['openFile'] : ['openFile', 'multiSelections']
}
