import { promises as fs } from 'node:fs'
import { resolve } from 'node:path'
import { checkCsrForm, type CsrForm, type CsrFormProblem, plainName } from '../appliance/csr-form.ts'
import { type CsrMade, makeCsr } from '../engine/make-csr.ts'
import { Readings } from '../engine/readings.ts'
import { ignoreDisk } from '../files/ignore-disk.ts'
import { modes } from '../files/kept.ts'
import { encryptPkcs8 } from '../vault/encrypted-pkcs8.ts'
import { vaultFailureReport } from '../vault/vault-failure.ts'
import { leastPassphrase } from '../vault/vault.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { CommandFailed, commandFailed } from './failure.ts'
import { headline } from './headline.ts'
import { keySizes, type TypedKeySize } from './key-size.ts'
import { wrap } from './layout.ts'
import { askNewSecret } from './secrets.ts'
import { uninterrupted } from './uninterrupted.ts'
import { writeOutput } from './write-output.ts'

export interface CsrNewOptions {
  readonly host: string
  readonly name?: readonly string[]
  readonly department?: string
  readonly organization?: string
  readonly locality?: string
  readonly state?: string
  readonly country?: string
  readonly email?: string
  readonly keySize: TypedKeySize
  readonly output: string
  readonly keyOutput: string
  readonly passphraseFile?: string
  readonly json?: boolean
}

/** `ome-chain csr new`: key and CSR of a rehearsal. OME takes no certificate for them, and that is said. */
export async function runCsrNew(options: CsrNewOptions, context: Context): Promise<ExitCode> {
  const { messages, output } = context
  const form = formOf(options)
  const problems = checkCsrForm(form, { isComplete: false }).filter(({ field }) => form[field].length > 0)
  const errors = problems.filter(({ level }) => level === 'error')
  const sentences = (found: readonly CsrFormProblem[]) =>
    found.map(({ problem, values }) => messages.find(['csrForm', 'problems', problem], values))
  if (form.distinguishedName.trim() === '' || errors.length > 0) {
    const named = errors.length > 0 ? sentences(errors) : [messages.text('csrForm.problems.missing')]
    throw commandFailed('csr-refused', messages, { problems: named.join(' ') }, 1)
  }
  const warnings = sentences(problems)
  await refuseTaken(options, context)
  const passphrase = await passphraseFor(options, context)
  const made = await makeCsr({ form, bits: keySizes[options.keySize] }, jobContext(context))
  await uninterrupted(() => keep(made, passphrase, options, context))
  const report = { csr: options.output, key: options.keyOutput, sha256: made.sha256, warnings }
  if (options.json) output.json(report)
  else output.line(madeText(report, context))
  return 0
}

/** The host name is among the alternative names as well: clients look for it there. */
function formOf(options: CsrNewOptions): CsrForm {
  const { host, name: names = [] } = options
  const isRepeated = names.some((name) => plainName(name.trim()) === plainName(host.trim()))
  return {
    distinguishedName: host,
    departmentName: options.department ?? '',
    businessName: options.organization ?? '',
    locality: options.locality ?? '',
    state: options.state ?? '',
    country: options.country ?? '',
    email: options.email ?? '',
    san: isRepeated || host.trim() === '' ? names : [host, ...names],
  }
}

/** @throws CommandFailed */
async function refuseTaken({ output, keyOutput }: CsrNewOptions, { messages }: Context): Promise<void> {
  if (resolve(output) === resolve(keyOutput)) throw commandFailed('same-file', messages, { file: output })
  for (const file of [keyOutput, output]) {
    const present = await fs.lstat(file).catch(ignoreDisk)
    if (present) throw commandFailed('never-overwritten', messages, { file }, 1)
  }
}

async function passphraseFor({ passphraseFile }: CsrNewOptions, context: Context): Promise<string> {
  const source = {
    file: passphraseFile,
    option: '--passphrase-file',
    question: 'terminal.typed.keyPassphrase',
  } as const
  const passphrase = await askNewSecret(source, new Dialogue(context), context)
  if (passphrase.length >= leastPassphrase) return passphrase
  const failure = { code: 'passphrase-needed', file: null, errno: null, limit: leastPassphrase } as const
  throw new CommandFailed(vaultFailureReport(failure, context.messages), 1)
}

/** The key first: a CSR without its key is good for nothing, and neither is a key without its CSR. @throws CommandFailed */
async function keep(
  { csr, pkcs8 }: CsrMade,
  passphrase: string,
  { output, keyOutput }: CsrNewOptions,
  context: Context,
): Promise<void> {
  const key = await encryptPkcs8(pkcs8, passphrase).finally(() => pkcs8.fill(0))
  await writeOutput(keyOutput, Buffer.from(key), { overwrite: false, mode: modes.file }, context)
  try {
    await writeOutput(output, Buffer.from(csr), { overwrite: false }, context)
  } catch (error) {
    await fs.rm(keyOutput, { force: true }).catch(ignoreDisk)
    throw error
  }
}

/** Nobody waits long enough at a terminal to be shown how far it is. */
const jobContext = ({ messages }: Context) => ({
  messages,
  signatures: new Map(),
  readings: new Readings(),
  progress: () => undefined,
})

interface CsrNewReport {
  readonly csr: string
  readonly key: string
  /** SHA-256 over the CSR, lower-case hex. */
  readonly sha256: string
  readonly warnings: readonly string[]
}

function madeText({ csr, key, warnings }: CsrNewReport, context: Context): string {
  const { messages, output } = context
  const word = messages.text('terminal.words.written')
  const warning = messages.text('terminal.levels.warning')
  return [
    headline(word, messages.text('terminal.csrNew.written', { csr, key }), ['bold', 'green'], context),
    ...warnings.map((text) => headline(warning, text, ['bold', 'yellow'], context)),
    wrap(messages.text('terminal.csrNew.rehearsal'), output.columns),
  ].join('\n\n')
}
