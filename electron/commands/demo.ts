import { mkdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileFailureReport } from '../engine/failure-report.ts'
import { writeFailure } from '../files/errno.ts'
import type { FileFailure } from '../files/failure.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { loadMessages, type MessageKey, type Messages } from '../messages/messages.ts'
import type { Csr } from '../pki/csr.ts'
import type { Authority, Validity } from '../pki/issue.ts'
import { writeCsrPem, writePem } from '../pki/write-pem.ts'
import type { ExitCode } from './context.ts'
import { CommandFailed } from './failure.ts'
import { wrap } from './layout.ts'
import { Output } from './output.ts'
import { languageFor, reportTrouble, runProgram, type Surroundings } from './program.ts'

const day = 24 * 60 * 60 * 1000
const organization = 'Contoso'

/** The line that the appliance's log has after such an upload (KB 000221202). */
const logLine = (time: string): string =>
  `[ERROR] ${time} [ajp-nio-0:0:0:0:0:0:0:1-8009-exec-1] SSLController - uploadNewCertificateChain():\n Error uploading certificate chain: {"error":{"code":"Base.1.0.GeneralError","message":"A general error has occurred. See ExtendedInfo for more information.","@Message.ExtendedInfo":[{"MessageId":"CGEN1008","RelatedProperties":[],"Message":"Unable to process the request because an error occurred.","MessageArgs":["Invalid certificate chain provided."],"Severity":"Critical","Resolution":"Retry the operation. If the issue persists, contact your system administrator."}]}}\n`

/**
 * The whole way of two appliances in the terminal: their CSRs, a private CA, the files as a CA hands them over, assemble,
 * check, compare, and one broken upload explained. Writes into `folder`, and only there.
 */
export async function runDemo(folder: string, surroundings: Surroundings): Promise<ExitCode> {
  const messages = await loadMessages(languageFor([], surroundings.env))
  const output = new Output(surroundings.stdout, surroundings.stderr, !surroundings.env.NO_COLOR)
  try {
    return await show(new Demo(folder, surroundings, output, messages))
  } catch (error) {
    return reportTrouble(error, output, messages, surroundings.env.OME_CHAIN_DEBUG !== undefined)
  }
}

/** 0 where each step came to the end that it is there to show. @throws CommandFailed */
async function show(demo: Demo): Promise<ExitCode> {
  const files = await demo.makeFiles()
  demo.say('demo.assemble')
  const ends = [
    await demo.run(
      'assemble',
      files.certificate310,
      files.bundle,
      '--csr',
      files.csr310,
      '-o',
      files.chain310,
      '--force',
    ),
    await demo.run('assemble', files.bundle400, '--csr', files.csr400, '-o', files.chain400, '--force'),
  ]
  demo.say('demo.check')
  ends.push(await demo.run('check', files.chain310, '--csr', files.csr310))
  demo.say('demo.compare')
  ends.push(
    await demo.run(
      'compare',
      files.chain310,
      files.chain400,
      '--source-csr',
      files.csr310,
      '--target-csr',
      files.csr400,
    ),
  )
  demo.say('demo.broken')
  ends.push(await demo.run('explain', files.log))
  const brokenEnd = await demo.run('check', files.broken, '--csr', files.csr310)
  demo.say('demo.end')
  return ends.every((end) => end === 0) && brokenEnd === 1 ? 0 : 2
}

class Demo {
  constructor(
    private readonly folder: string,
    private readonly surroundings: Surroundings,
    private readonly output: Output,
    private readonly messages: Messages,
  ) {}

  say(key: MessageKey): void {
    const text = this.messages.text(key, { folder: this.folder })
    this.output.line(`\n${this.output.paint(wrap(text, this.output.columns), 'bold')}`)
  }

  /** Runs the command as a user would type it. */
  async run(...args: string[]): Promise<ExitCode> {
    const typed = args.map((arg) => (arg.startsWith(this.folder) ? relative('.', arg) : arg))
    this.output.line(`\n${this.output.paint(`$ ome-chain ${typed.join(' ')}`, 'dim')}`)
    return runProgram({ ...this.surroundings, args: typed })
  }

  /** Two CSRs, a CA of two levels, and the CA's answers: one in DER beside an unordered PKCS#7, one in a PKCS#7 alone. */
  async makeFiles() {
    this.makeFolder(join(this.folder, 'from-the-ca'))
    this.say('demo.start')
    const { bundle, createCsr, createKeys, createRoot, issueCa, issueLeaf } = await import('../pki/issue.ts')
    const now = this.surroundings.now
    const validity = (years: number): Validity => ({ notBefore: now - day, notAfter: now + years * 365 * day })
    const [rootKeys, caKeys, keys310, keys400] = await Promise.all([
      createKeys(2048),
      createKeys(2048),
      createKeys(2048),
      createKeys(2048),
    ])
    const root = await createRoot({ organization, commonName: 'CA-Root' }, rootKeys, validity(20))
    const ca = await issueCa(root, { organization, commonName: 'CA1-Inter' }, caKeys, validity(10))
    const csr = (name: string, keys: typeof keys310) =>
      createCsr({ organization, commonName: `${name}.example.com` }, [`${name}.example.com`], keys)
    const csr310 = await csr('oment-310', keys310)
    const csr400 = await csr('oment-400', keys400)
    const leaf310 = await issueLeaf(ca, csr310, validity(2))
    const leaf400 = await issueLeaf(ca, csr400, validity(2))
    const cas = [root, ca].map(({ certificate }: Authority) => certificate)
    return {
      csr310: await this.save('oment-310.csr', writeCsrPem(csr310)),
      csr400: await this.save('oment-400.json', answerOfOme(csr400)),
      certificate310: await this.save('from-the-ca/oment-310.cer', leaf310.der),
      bundle: await this.save('from-the-ca/ca-certificates.p7b', bundle(cas)),
      bundle400: await this.save('from-the-ca/oment-400.p7b', bundle([...cas, leaf400])),
      broken: await this.save('oment-310-without-root.pem', writePem([leaf310, ca.certificate])),
      log: await this.save('application.log', logLine(new Date(now).toISOString().replace('T', ' ').slice(0, 23))),
      chain310: join(this.folder, 'oment-310-chain.pem'),
      chain400: join(this.folder, 'oment-400-chain.pem'),
    }
  }

  private makeFolder(path: string): void {
    try {
      mkdirSync(path, { recursive: true })
    } catch (error) {
      throw this.failed(writeFailure(error, path))
    }
  }

  private async save(name: string, content: string | Uint8Array): Promise<string> {
    const path = join(this.folder, name)
    const written = await writeAtomically(path, Buffer.from(content), { overwrite: true })
    if (!written.ok) throw this.failed(written.failure)
    return path
  }

  private failed(failure: FileFailure): CommandFailed {
    return new CommandFailed(fileFailureReport(failure, this.messages))
  }
}

/** As the REST interface gives a CSR: on one line, which OpenSSL can't read. */
const answerOfOme = (csr: Csr): string =>
  JSON.stringify({ CertificateData: writeCsrPem(csr).trimEnd().replaceAll('\n', '') })
