/**
 * The programs of the CAs that recipes are for. Where they are missing they come from Debian, without asking anybody
 * where that can be: as root. Elsewhere the tests fail, and say what brings them.
 */
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

interface Program {
  /** In a folder of PATH, it says that the program is here. */
  readonly file: string
  readonly debian: string
}

const programs = {
  openssl: { file: 'openssl', debian: 'openssl' },
  easyRsa: { file: 'make-cadir', debian: 'easy-rsa' },
  cfssl: { file: 'cfssl', debian: 'golang-cfssl' },
  keytool: { file: 'keytool', debian: 'default-jre-headless' },
} as const satisfies Readonly<Record<string, Program>>

export type ProgramName = keyof typeof programs

/** Finds the programs or installs them, once for all that are missing. @throws with the command that installs them */
export function ensurePrograms(names: readonly ProgramName[]): void {
  const missing = names.map((name) => programs[name]).filter(isMissing)
  if (missing.length === 0) return
  const failure = canInstall() ? install(missing) : 'only root on Debian installs them without asking'
  const absent = missing.filter(isMissing)
  if (absent.length === 0) return
  const files = absent.map(({ file }) => file).join(', ')
  const packages = absent.map((program) => program.debian).join(' ')
  throw new Error(`Missing: ${files}; ${failure}. On Debian or Ubuntu: sudo apt-get install ${packages}`)
}

function isMissing({ file }: Program): boolean {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return !folders.some((folder) => existsSync(join(folder, file)))
}

const aptGet = '/usr/bin/apt-get'

const canInstall = (): boolean => process.getuid?.() === 0 && existsSync(aptGet)

/** What apt-get said where it failed. */
function install(missing: readonly Program[]): string {
  const packages = missing.map((program) => program.debian)
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const said = [['update'], ['install', '-y', '--no-install-recommends', ...packages]].map((values) => {
    const { stderr } = spawnSync(aptGet, ['-qq', '-o', 'DPkg::Lock::Timeout=300', ...values], { env, encoding: 'utf8' })
    return stderr.trim()
  })
  return `apt-get said: ${said.join('\n')}`
}
