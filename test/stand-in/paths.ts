import { existsSync, readFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, isAbsolute, join } from 'node:path'

/** What Electron knows of the app that it was started with: a folder with a package.json, or a file without a name. */
export interface AppPackage {
  readonly path: string
  readonly main: string
  readonly name: string
  readonly version: string
}

interface PackageFile {
  readonly productName?: string
  readonly name?: string
  readonly version?: string
  readonly main?: string
}

/** The app in a folder; a file alone is called Electron, as in Electron. */
export function readAppPackage(path: string, electronVersion: string): AppPackage {
  const file = join(path, 'package.json')
  if (!existsSync(file)) return { path: dirname(path), main: path, name: 'Electron', version: electronVersion }
  const { productName, name, version, main } = JSON.parse(readFileSync(file, 'utf8')) as PackageFile
  return {
    path,
    main: join(path, main ?? 'index.js'),
    name: productName ?? name ?? 'Electron',
    version: version ?? electronVersion,
  }
}

function appData(): string {
  if (process.platform === 'win32') return process.env.APPDATA ?? join(homedir(), 'AppData/Roaming')
  if (process.platform === 'darwin') return join(homedir(), 'Library/Application Support')
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config')
}

/** `app.getPath` and `app.setPath`. */
export class Paths {
  readonly #known: Map<string, string>

  constructor({ path, name }: AppPackage) {
    const userData = join(appData(), name)
    const logs = process.platform === 'darwin' ? join(homedir(), 'Library/Logs', name) : join(userData, 'logs')
    this.#known = new Map([
      ['home', homedir()],
      ['appData', appData()],
      ['userData', userData],
      ['sessionData', userData],
      ['temp', tmpdir()],
      ['exe', process.execPath],
      ['module', process.execPath],
      ['assets', path],
      ['desktop', join(homedir(), 'Desktop')],
      ['documents', join(homedir(), 'Documents')],
      ['downloads', join(homedir(), 'Downloads')],
      ['music', join(homedir(), 'Music')],
      ['pictures', join(homedir(), 'Pictures')],
      ['videos', join(homedir(), process.platform === 'darwin' ? 'Movies' : 'Videos')],
      ['logs', logs],
      ['crashDumps', join(userData, 'Crashpad')],
    ])
  }

  get(name: string): string {
    const path = this.#known.get(name)
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }

  set(name: string, path: string): void {
    if (!isAbsolute(path)) throw new Error('Path must be absolute')
    if (!this.#known.has(name)) throw new Error(`Failed to set '${name}' path`)
    this.#known.set(name, path)
    if (name === 'userData') this.#known.set('sessionData', path)
  }
}
