import { promises as fs } from 'node:fs'
import { join } from 'node:path'
import { type CaFailure, caFailureReport, type CaResult } from '../ca/private/failure.ts'
import type { CaState, IssuedCertificate, PrivateCa } from '../ca/private/private-ca.ts'
import { PrivateCas } from '../ca/private/private-cas.ts'
import { fileFailureReport } from '../engine/failure-report.ts'
import { writeFailure } from '../files/errno.ts'
import { ignoreDisk } from '../files/ignore-disk.ts'
import { modes, namesIn } from '../files/kept.ts'
import { Vault } from '../vault/vault.ts'
import { vaultFailureReport } from '../vault/vault-failure.ts'
import type { Context, ExitCode } from './context.ts'
import type { Dialogue } from './dialogue.ts'
import { CommandFailed, commandFailed, failureText } from './failure.ts'
import { askSecret } from './secrets.ts'
import { uninterrupted } from './uninterrupted.ts'

/** Beside the CA's own folder, in the one that the user names. */
const keysFolder = 'keys'

interface Place {
  readonly cas: PrivateCas
  readonly vault: Vault
}

/** The CA in a folder of the command, as it stands. */
export interface OpenedCa {
  readonly ca: PrivateCa
  readonly state: CaState
  readonly vault: Vault
}

/** The one CA in this folder. What of it can't be read is told on standard error. @throws CommandFailed */
export async function openCa(dir: string, context: Context): Promise<OpenedCa> {
  const { messages, output } = context
  const { cas, vault } = placeIn(dir, context)
  const { cas: states, troubles } = await cas.list()
  const [state, other] = states
  const [trouble] = troubles
  if (!state && trouble) throw caFailed(trouble, context)
  if (!state) throw commandFailed('no-ca', messages, { file: dir })
  if (other) throw commandFailed('several-cas', messages, { file: dir })
  for (const each of state.troubles) output.error(failureText(caFailureReport(each, messages), output.columns))
  return { ca: valueOf(await cas.get(state.id), context), state, vault }
}

/**
 * Puts a CA into a folder that is empty or not there yet; where that fails, nothing is left in it.
 * @throws CommandFailed
 */
export async function settleCa(
  dir: string,
  passphrase: string,
  context: Context,
  make: (cas: PrivateCas) => Promise<CaResult<PrivateCa>>,
): Promise<CaState> {
  return uninterrupted(async () => {
    const isNew = await takeEmptyFolder(dir, context)
    try {
      const { cas, vault } = placeIn(dir, context)
      await openVault(vault, passphrase, context)
      return valueOf(await valueOf(await make(cas), context).state(), context)
    } catch (error) {
      await fs.rm(join(dir, keysFolder), { recursive: true, force: true }).catch(ignoreDisk)
      if (isNew) await fs.rmdir(dir).catch(ignoreDisk) // what could not be removed keeps it
      throw error
    }
  })
}

function placeIn(dir: string, { now }: Context): Place {
  const vault = new Vault(join(dir, keysFolder), { now: () => now })
  return { vault, cas: new PrivateCas(dir, vault, { now: () => now }) }
}

/** @returns whether it was not there before @throws CommandFailed */
async function takeEmptyFolder(dir: string, { messages }: Context): Promise<boolean> {
  try {
    const firstMade = await fs.mkdir(dir, { recursive: true, mode: modes.folder })
    if ((await namesIn(dir)).length === 0) return firstMade !== undefined
  } catch (error) {
    throw new CommandFailed(fileFailureReport(writeFailure(error, dir), messages))
  }
  throw commandFailed('dir-not-empty', messages, { file: dir }, 1)
}

/** Opens the keys with the passphrase in a file, or a typed one. @throws CommandFailed */
export async function unlock(
  { vault }: OpenedCa,
  { passphraseFile }: { readonly passphraseFile?: string },
  dialogue: Dialogue,
  context: Context,
): Promise<void> {
  const source = { file: passphraseFile, option: '--passphrase-file', question: 'terminal.typed.passphrase' } as const
  await openVault(vault, await askSecret(source, dialogue, context), context)
}

async function openVault(vault: Vault, passphrase: string, { messages }: Context): Promise<void> {
  const opened = await vault.unlock(passphrase)
  if (opened.ok) return
  const { failure } = opened
  throw new CommandFailed(vaultFailureReport(failure, messages), failure.code === 'passphrase-needed' ? 1 : 2)
}

/** @throws CommandFailed */
export function valueOf<T>(result: CaResult<T>, context: Context): T {
  if (result.ok) return result.value
  throw caFailed(result.failure, context)
}

/** What the CA says no to; all else is something that can't be read, or that there is not. */
const refusals: ReadonlySet<string> = new Set([
  'request-refused',
  'plan-refused',
  'self-check',
  'ca-exists',
  'already-revoked',
  'root-key-elsewhere',
  'renewal-too-short',
  'renewal-years',
  'password-too-short',
])

const caFailed = (failure: CaFailure, { messages }: Context): CommandFailed =>
  new CommandFailed(caFailureReport(failure, messages), exitCodeOf(failure))

const exitCodeOf = ({ code }: CaFailure): ExitCode => (refusals.has(code) ? 1 : 2)

const leastDigits = 8

/** The issued certificate whose serial number begins so. @throws CommandFailed */
export function issuedBySerial(wanted: string, { issued }: CaState, { messages }: Context): IssuedCertificate {
  const digits = wanted.replaceAll(':', '').toLowerCase()
  const [found, other] = digits.length < leastDigits ? [] : issued.filter(({ serial }) => serial.startsWith(digits))
  if (!found) throw commandFailed('serial-not-found', messages, { wanted })
  if (other) throw commandFailed('serial-ambiguous', messages, { wanted })
  return found
}
