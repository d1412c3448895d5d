import { join } from 'node:path'
import type { Crl, IssuedCertificate, PrivateCa } from '../ca/private/private-ca.ts'
import type { RootFormat, RootFormats } from '../ca/private/root-formats.ts'
import { fileStem } from '../engine/file-stem.ts'
import { proposedName } from '../engine/proposed-name.ts'
import { writePem } from '../pki/write-pem.ts'
import { issuedBySerial, openCa, type OpenedCa, unlock, valueOf } from './ca-place.ts'
import { hostOf } from './ca-report.ts'
import type { Context, ExitCode } from './context.ts'
import { Dialogue } from './dialogue.ts'
import { headline } from './headline.ts'
import { wrap } from './layout.ts'
import { uninterrupted } from './uninterrupted.ts'
import { makeOutputFolder, refuseExisting, spareKeys, writeOutput } from './write-output.ts'

export interface CaExportOptions {
  readonly dir: string
  readonly outputDir: string
  readonly crl?: boolean
  readonly serial?: string
  readonly passphraseFile?: string
  readonly force?: boolean
  readonly json?: boolean
}

/** What `ca export` wrote, as plain data. */
export interface ExportReport {
  readonly ca: string
  readonly root: { readonly subject: string; readonly sha256: string }
  readonly trust: readonly {
    readonly place: RootFormat['place']
    readonly file: string
    /** To be typed in the folder of the file; empty: by clicks. */
    readonly commands: readonly string[]
  }[]
  /** The CA's own certificates, issuing CA first, root last. */
  readonly chain: string
  readonly crl: {
    readonly files: readonly string[]
    readonly number: number
    readonly entries: number
    readonly nextUpdate: string
  } | null
  /** The chain of the certificate that --serial names. */
  readonly issued: { readonly host: string; readonly file: string } | null
}

/** The files by name, and what is told of them. */
interface Outgoing {
  readonly files: ReadonlyMap<string, Uint8Array>
  readonly report: ExportReport
}

/** `ome-chain ca export`: what of a CA is for others, the root above all. */
export async function runCaExport(options: CaExportOptions, context: Context): Promise<ExitCode> {
  const opened = await openCa(options.dir, context)
  const stem = stemOf(opened.state.name)
  const formats = valueOf(await opened.ca.rootFormats(`${stem}-root`), context)
  const issued = options.serial === undefined ? null : issuedBySerial(options.serial, opened.state, context)
  const names = [...namesOf(formats, stem, options), ...(issued ? [proposedName(hostOf(issued))] : [])]
  const paths = names.map((name) => join(options.outputDir, name))
  await refuseExisting(paths, options.force === true, context)
  await spareKeys(paths, context)
  if (options.crl) await unlock(opened, options, new Dialogue(context), context)
  await makeOutputFolder(options.outputDir, context)
  const crl = options.crl ? await newCrl(opened.ca, context) : null
  const { files, report } = outgoing(opened, formats, crl, issued, options)
  await uninterrupted(() => writeAll(files, options, context))
  if (options.json) context.output.json(report)
  else context.output.line(exportText(report, options, context))
  return 0
}

/** How the files begin: without blanks and accents, so that the commands need no quotation marks. */
function stemOf(name: string): string {
  const plain = fileStem(name)
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.-]+/g, '-')
  return plain.replace(/^[-.]+|[-.]+$/g, '') || 'ca'
}

const chainName = (stem: string): string => `${stem}-ca-chain.pem`
const crlNames = (stem: string): readonly [der: string, pem: string] => [`${stem}.crl`, `${stem}.crl.pem`]

const namesOf = ({ formats }: RootFormats, stem: string, { crl }: CaExportOptions): readonly string[] => [
  ...new Set(formats.map(({ fileName }) => fileName)),
  chainName(stem),
  ...(crl ? crlNames(stem) : []),
]

const newCrl = async (ca: PrivateCa, context: Context): Promise<Crl> =>
  valueOf(await uninterrupted(() => ca.crl()), context)

async function writeAll(files: Outgoing['files'], { force }: CaExportOptions, context: Context): Promise<void> {
  for (const [path, bytes] of files) await writeOutput(path, bytes, { overwrite: force === true }, context)
}

function outgoing(
  { state }: OpenedCa,
  { root, formats }: RootFormats,
  crl: Crl | null,
  issued: IssuedCertificate | null,
  { outputDir }: CaExportOptions,
): Outgoing {
  const stem = stemOf(state.name)
  const at = (name: string) => join(outputDir, name)
  const [crlDer, crlPem] = crlNames(stem)
  const chain = at(chainName(stem))
  const issuedFile = issued && at(proposedName(hostOf(issued)))
  const files = new Map<string, Uint8Array>([
    ...formats.map(({ fileName, bytes }) => [at(fileName), bytes] as const),
    [chain, Buffer.from(writePem(state.chain))],
    ...(crl
      ? ([
          [at(crlDer), crl.der],
          [at(crlPem), Buffer.from(crl.pem)],
        ] as const)
      : []),
    ...(issued && issuedFile ? ([[issuedFile, Buffer.from(writePem(issued.chain))]] as const) : []),
  ])
  const report = {
    ca: state.name,
    root: { subject: root.subject.text, sha256: root.sha256 },
    trust: formats.map(({ place, fileName, commands }) => ({ place, file: at(fileName), commands })),
    chain,
    crl: crl && {
      files: [at(crlDer), at(crlPem)],
      number: crl.number,
      entries: crl.entries,
      nextUpdate: crl.nextUpdate,
    },
    issued: issued && issuedFile ? { host: hostOf(issued), file: issuedFile } : null,
  }
  return { files, report }
}

function exportText({ ca, root, trust, chain, crl, issued }: ExportReport, options: CaExportOptions, context: Context) {
  const { messages, output } = context
  const line = (text: string) => wrap(text, output.columns)
  const word = messages.text('terminal.words.written')
  const written = messages.text('terminal.ca.export.root', { name: ca, dir: options.outputDir })
  const parts = [
    headline(word, written, ['bold', 'green'], context),
    line(messages.text('terminal.ca.rootFingerprint', { sha256: root.sha256 })),
    ...trust.map((place) => trustText(place, context)),
    line(messages.text('terminal.ca.export.chain', { file: chain })),
  ]
  if (crl) {
    const { files, number, entries: count, nextUpdate } = crl
    const values = { file: files, number, count, until: nextUpdate.slice(0, 10) }
    parts.push(line(messages.text('terminal.ca.export.crl', values)))
  }
  if (issued) parts.push(line(messages.text('terminal.ca.export.issued', { ...issued })))
  return parts.join('\n\n')
}

/** How one system is made to trust the root; its commands stand whole, to be copied. */
function trustText({ place, file, commands }: ExportReport['trust'][number], { messages, output }: Context): string {
  const title = messages.text('terminal.ca.export.trust', {
    title: messages.find(['ca', 'trust', place, 'title']),
    file,
  })
  return [
    output.paint(wrap(title, output.columns), 'bold'),
    ...commands.map((command) => `    ${command}`),
    wrap(messages.find(['ca', 'trust', place, 'how']), output.columns, '  '),
  ].join('\n')
}
