import { join } from 'node:path'
import type { IssuedCertificate, PrivateCa } from '../ca/private/private-ca.ts'
import {
  concernReport,
  days as allowedDays,
  type RequestExamination,
  type SigningRequest,
} from '../ca/private/request.ts'
import { type Check, check } from '../appliance/check.ts'
import { compare } from '../appliance/compare.ts'
import { reportCheck } from '../appliance/report.ts'
import { proposedName } from '../engine/proposed-name.ts'
import type { Csr } from '../pki/csr.ts'
import { read } from '../pki/read.ts'
import { writePem } from '../pki/write-pem.ts'
import { openCa, unlock, valueOf } from './ca-place.ts'
import { reportIssued } from './ca-report.ts'
import { previewText, signedText, type SignedReport } from './ca-sign-text.ts'
import { findingTexts } from './check-text.ts'
import { isConfirmed } from './confirmation.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { CommandFailed, commandFailed, failureText } from './failure.ts'
import { headline } from './headline.ts'
import { wrap } from './layout.ts'
import { shellWord } from './shell-word.ts'
import { readCsr } from './sources.ts'
import { uninterrupted } from './uninterrupted.ts'
import { makeOutputFolder, refuseExisting, spareKeys, writeOutput } from './write-output.ts'

export interface CaSignOptions {
  readonly dir: string
  readonly outputDir: string
  readonly days?: number
  readonly addName?: readonly string[]
  readonly passphraseFile?: string
  readonly yes?: boolean
  readonly force?: boolean
  readonly json?: boolean
}

/** One CSR on its way to a chain file. */
interface Order {
  /** As the user named the file. */
  readonly path: string
  readonly csr: Csr
  /** The chain file. */
  readonly output: string
}

/** `ome-chain ca sign CSR…`: signs all or none, and hands out only what OME should take. */
export async function runCaSign(paths: readonly string[], options: CaSignOptions, context: Context): Promise<ExitCode> {
  const opened = await openCa(options.dir, context)
  const orders = await ordersFor(paths, options, context)
  const requests = orders.map(({ csr }) => requestFor(csr, options))
  const examinations = valueOf(await opened.ca.examine(requests), context)
  if (areRefused(examinations, orders, context)) return 1
  await refuseExisting(outputsOf(orders), options.force === true, context)
  await spareKeys(outputsOf(orders), context)
  const dialogue = new Dialogue(context)
  if (options.yes !== true && !(await isAgreedTo(examinations, orders, dialogue, context))) return 1
  await unlock(opened, options, dialogue, context)
  await makeOutputFolder(options.outputDir, context)
  return uninterrupted(() => signAndWrite(opened.ca, requests, examinations, orders, options, context))
}

const requestFor = (csr: Csr, { addName = [], days = allowedDays.usual }: CaSignOptions): SigningRequest => ({
  csr,
  addedNames: addName,
  days,
  holder: '',
})

/** @throws CommandFailed where two would get the same file, on a disk that knows no capitals either */
async function ordersFor(
  paths: readonly string[],
  { outputDir }: CaSignOptions,
  context: Context,
): Promise<readonly Order[]> {
  const orders: Order[] = []
  for (const path of paths) {
    const csr = await readCsr(path, context)
    const output = join(outputDir, proposedName(csr.subject.commonName ?? null))
    const other = orders.find((order) => order.output.toLowerCase() === output.toLowerCase())
    if (other) throw commandFailed('same-output', context.messages, { names: [other.path, path], file: output }, 1)
    orders.push({ path, csr, output })
  }
  return orders
}

const outputsOf = (orders: readonly Order[]): readonly string[] => orders.map(({ output }) => output)

/** Tells of every refusal, not of the first alone: each takes a walk to an appliance. */
function areRefused(
  examinations: readonly RequestExamination[],
  orders: readonly Order[],
  { messages, output }: Context,
): boolean {
  for (const [index, { refusals }] of examinations.entries()) {
    for (const refusal of refusals) {
      const { detail, remedy } = concernReport(refusal, messages)
      const report = { file: null, code: refusal.code, detail: `${orders[index]?.path ?? ''}: ${detail}`, remedy }
      output.error(failureText(report, output.columns))
    }
  }
  return examinations.some(({ refusals }) => refusals.length > 0)
}

/** Shows at a terminal what would be signed, and asks. */
async function isAgreedTo(
  examinations: readonly RequestExamination[],
  orders: readonly Order[],
  dialogue: Dialogue,
  context: Context,
): Promise<boolean> {
  if (!dialogue.isPossible) return true
  const { messages, output } = context
  for (const [index, examination] of examinations.entries()) {
    output.error(`${previewText(orders[index]?.path ?? '', examination, context)}\n`)
  }
  if (await isConfirmed(messages.text('terminal.ca.sign.question', { count: orders.length }), dialogue, context)) {
    return true
  }
  output.error(wrap(messages.text('terminal.ca.declined'), output.columns))
  return false
}

interface Signed {
  readonly order: Order
  readonly issued: IssuedCertificate
  readonly pem: string
  readonly check: Check
}

async function signAndWrite(
  ca: PrivateCa,
  requests: readonly SigningRequest[],
  examinations: readonly RequestExamination[],
  orders: readonly Order[],
  options: CaSignOptions,
  context: Context,
): Promise<ExitCode> {
  const issued = valueOf(await ca.sign(requests), context)
  const signed: Signed[] = []
  for (const [index, order] of orders.entries()) {
    const one = issued[index]
    if (!one) throw new Error('a CSR without its certificate')
    signed.push(await judged(order, one, context))
  }
  const unready = signed.filter((one) => one.check.verdict === 'not-ready')
  if (unready.length > 0) return withhold(unready, context)
  for (const one of signed) await handOut(one, options, context)
  const report = reportSigned(signed, examinations, context)
  if (options.json) context.output.json(report)
  else context.output.line(signedText(report, context))
  return report.compatible === false ? 1 : 0
}

async function judged(order: Order, issued: IssuedCertificate, { now }: Context): Promise<Signed> {
  const pem = writePem(issued.chain)
  const bytes = await read(Buffer.from(pem), order.output)
  return { order, issued, pem, check: check({ read: bytes, csr: order.csr, upload: 'chain', at: now }) }
}

/** A CA that was brought in from elsewhere may be one that OME takes nothing from. */
function withhold(unready: readonly Signed[], context: Context): ExitCode {
  const { messages, output } = context
  for (const { order, check: verdict } of unready) {
    const { findings, chain } = reportCheck(verdict, messages)
    const word = messages.text('terminal.words.notWritten')
    const text = messages.text('terminal.ca.sign.notReady', { file: order.output })
    output.error(
      [headline(word, text, ['bold', 'red'], context), ...findingTexts(findings, chain, context)].join('\n\n'),
    )
  }
  return 1
}

/** What is signed can't be unsigned: where the disk lets us down now, the ledger still has it. @throws CommandFailed */
async function handOut({ order, issued, pem }: Signed, { force, dir }: CaSignOptions, context: Context): Promise<void> {
  try {
    await writeOutput(order.output, Buffer.from(pem), { overwrite: force === true }, context)
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    const values = { serial: issued.serial, dir: shellWord(dir) }
    const remedy = `${error.report.remedy} ${context.messages.text('terminal.ca.sign.inLedger', values)}`
    throw new CommandFailed({ ...error.report, remedy }, error.exitCode)
  }
}

function reportSigned(
  signed: readonly Signed[],
  examinations: readonly RequestExamination[],
  { messages, now }: Context,
): SignedReport {
  const pairs = signed.flatMap((one, index) => signed.slice(index + 1).map((other) => compare(one.check, other.check)))
  return {
    signed: signed.map(({ order, issued }, index) => ({
      csr: order.path,
      file: order.output,
      certificates: issued.chain.length,
      warnings: (examinations[index]?.warnings ?? []).map((warning) => concernReport(warning, messages)),
      ...reportIssued(issued, now),
    })),
    compatible: pairs.length === 0 ? null : pairs.every(({ verdict }) => verdict === 'compatible'),
  }
}
