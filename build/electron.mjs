// Finds Electron's own binary, which its package does not bring: `install-electron` fetches it.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const electronPackage = join(import.meta.dirname, '../node_modules/electron')

/** The path of Electron's binary where it is installed, or undefined. */
export function findElectron() {
  const pathFile = join(electronPackage, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronPackage, 'dist')
  const binary = join(folder, readFileSync(pathFile, 'utf8'))
  return existsSync(binary) ? binary : undefined
}

/** Has Electron's package fetch its binary, quietly; without a network that fails at once. */
export function installElectron() {
  const installer = join(electronPackage, 'install.js')
  if (!existsSync(installer)) return undefined
  spawnSync(process.execPath, [installer], { stdio: 'ignore', timeout: 180_000 })
  return findElectron()
}
