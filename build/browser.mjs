// Finds Chromium, Chrome or Edge, which stand in for Electron's own window where its binary can't be had.
import { spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const commands = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'chrome', 'microsoft-edge']

const macApps = ['Chromium', 'Google Chrome', 'Microsoft Edge']

const windowsPrograms = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

function usualPaths(platform, environment) {
  if (platform === 'darwin') return macApps.map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`)
  if (platform === 'win32') {
    const folders = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].map((name) => environment[name] ?? '')
    return folders.filter(Boolean).flatMap((folder) => windowsPrograms.map((program) => join(folder, program)))
  }
  const folders = [...(environment.PATH ?? '').split(delimiter).filter(Boolean), '/usr/bin', '/snap/bin']
  return commands.flatMap((command) => folders.map((folder) => join(folder, command)))
}

/** The program of an installed browser, or undefined. Where `CHROME_PATH` is set, it is that one or none. */
export function findBrowser(environment = process.env, platform = process.platform) {
  const { CHROME_PATH: given } = environment
  return (given ? [given] : usualPaths(platform, environment)).find(isProgram)
}

/** Whether Chromium can be installed without asking anybody: as root on Debian or Ubuntu. */
export function canInstallBrowser() {
  return process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
}

/** Installs Debian's Chromium. Returns its path, or undefined where that failed; apt-get has then said why. */
export function installBrowser() {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['install', '-y', '--no-install-recommends', 'chromium', 'fonts-dejavu-core']
  for (const values of [['update'], packages]) {
    const { status } = spawnSync('apt-get', ['-qq', ...values], { env, stdio: ['ignore', 'ignore', 'inherit'] })
    if (status !== 0) return undefined
  }
  return findBrowser()
}

const commandsToInstall = {
  darwin: 'brew install --cask chromium',
  win32: 'winget install --exact --id Google.Chrome',
}

/** The one command that brings a browser to this system. */
export function installCommand(platform = process.platform) {
  if (commandsToInstall[platform]) return commandsToInstall[platform]
  return existsSync('/usr/bin/dnf') ? 'sudo dnf install chromium' : 'sudo apt-get install chromium'
}
