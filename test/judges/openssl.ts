import { spawnSync } from 'node:child_process'
import { X509Certificate } from 'node:crypto'
import type { Exhibit, Judge, Judgement } from './judge.ts'
import { withScratch } from './scratch.ts'

/** The openssl command, version 3 or later; undefined where there is none (LibreSSL judges otherwise). */
export function openSslJudge(): Judge | undefined {
  const { status, stdout } = run('version')
  if (status !== 0 || !/^OpenSSL [3-9]/.test(stdout.toString())) return undefined
  return {
    name: 'openssl',
    judgePaths: (exhibits) => new Map(exhibits.map((exhibit) => [exhibit.id, judgePath(exhibit)])),
    countCertificates: (exhibits) => new Map(exhibits.map(({ id, bytes }) => [id, countIn(bytes)])),
  }
}

const run = (...args: string[]) => spawnSync('openssl', args)

/** A PEM block, and the SubjectPublicKeyInfo where Node can use the key. */
interface Block {
  readonly pem: string
  readonly certificate: X509Certificate
  readonly spki: Buffer | undefined
}

/** `openssl verify` finds the path itself: it is told the leaf, and which certificates are roots. */
function judgePath({ bytes, csr, at }: Exhibit): Judgement {
  const blocks = blocksIn(bytes)
  const leaf = leafOf(blocks, csr)
  if (!leaf) return 'refused'
  const others = blocks.filter(({ pem }) => pem !== leaf.pem)
  const roots = others.filter((block) => isRoot(block, others))
  return withScratch((write) => {
    const file = (name: string, list: readonly Block[]) =>
      write(name, Buffer.from(list.map(({ pem }) => pem).join(''), 'latin1'))
    const { status } = run(
      ...['verify', '-no-CApath', '-no-CAstore', '-attime', String(at / 1000)],
      ...(roots.length > 0 ? ['-CAfile', file('roots.pem', roots)] : ['-no-CAfile']),
      ...(others.length > 0 ? ['-untrusted', file('others.pem', others)] : []),
      file('leaf.pem', [leaf]),
    )
    return status === 0 ? 'ok' : 'refused'
  })
}

function blocksIn(bytes: Buffer): readonly Block[] {
  const pems = bytes.toString('latin1').match(/-----BEGIN CERTIFICATE-----[^-]*-----END CERTIFICATE-----\n/g) ?? []
  return pems.map((pem) => {
    const certificate = new X509Certificate(pem)
    return { pem, certificate, spki: spkiOf(certificate) }
  })
}

function spkiOf(certificate: X509Certificate): Buffer | undefined {
  try {
    return certificate.publicKey.export({ type: 'spki', format: 'der' })
  } catch {
    return undefined // A key of a kind that Node does not know
  }
}

/** A request carries the very bytes of the key that the certificate carries. */
function leafOf(blocks: readonly Block[], csr: Buffer | undefined): Block | undefined {
  if (!csr) return blocks[0]
  const request = Buffer.from(csr.toString('latin1').replace(/-----.*-----/g, ''), 'base64')
  return blocks.find(({ spki }) => spki && request.includes(spki)) ?? blocks[0]
}

/** Issued by itself, and not by another key of the same name: that would be a CA's change of keys. */
function isRoot({ certificate, spki }: Block, others: readonly Block[]): boolean {
  if (certificate.subject !== certificate.issuer) return false
  const otherKeys = others.filter((other) => spki && other.spki && !other.spki.equals(spki))
  return otherKeys.every((other) => !certificate.verify(other.certificate.publicKey))
}

/** Through `crl2pkcs7`, which reads a file of PEM certificates to its end or refuses it. */
function countIn(bytes: Buffer): number {
  return withScratch((write) => {
    const packed = run('crl2pkcs7', '-nocrl', '-outform', 'DER', '-certfile', write('file.pem', bytes))
    if (packed.status !== 0) return 0
    const printed = spawnSync('openssl', ['pkcs7', '-inform', 'DER', '-print_certs'], { input: packed.stdout })
    return printed.stdout.toString().match(/-----BEGIN CERTIFICATE-----/g)?.length ?? 0
  })
}
