import type { Messages } from '../messages/messages.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import type { Chain } from '../pki/path.ts'
import { type Answer, answerMessages } from './answers.ts'
import type { Check, Finding } from './check.ts'
import type { Comparison } from './compare.ts'
import type { Evidence, Level, Stage, Values } from './rule.ts'

/** The one report, for the terminal, JSON, the window and paper: plain data in the user's language. */
export interface CheckReport {
  readonly file: string
  readonly verdict: Check['verdict']
  /** The error that OME would show first. */
  readonly answer: (Answer & { readonly message: string; readonly evidence: Evidence }) | null
  readonly chain: readonly ChainEntry[]
  readonly findings: readonly FindingReport[]
}

export interface ChainEntry {
  /** In the chain put in order: 0 is the leaf. */
  readonly position: number
  readonly role: Role
  /** RFC 4514. */
  readonly subject: string
  readonly issuer: string
  readonly commonName: string | null
  /** Fingerprint, lower-case hex. */
  readonly sha256: string
  /** ISO 8601, UTC. */
  readonly notBefore: string
  readonly notAfter: string
}

export type Role = 'leaf' | 'intermediate' | 'root'

export interface FindingReport {
  readonly rule: string
  readonly level: Level
  readonly stage: Stage
  readonly evidence: Evidence
  /** Position in the chain; null where it is about the file or a certificate outside the chain. */
  readonly certificate: number | null
  readonly answer: Answer | null
  readonly title: string
  readonly detail: string
  readonly remedy: string
}

export interface ComparisonReport {
  readonly verdict: Comparison['verdict']
  readonly answer: Comparison['answer']
  readonly pairs: readonly {
    readonly depth: number
    readonly source: Issued | null
    readonly target: Issued | null
    readonly match: boolean
  }[]
  readonly findings: readonly FindingReport[]
  readonly source: CheckReport
  readonly target: CheckReport
}

/** A row's side in the KB's table. */
export interface Issued {
  readonly issuedTo: string
  readonly issuedBy: string
}

export interface CsrReport {
  readonly file: string
  readonly subject: string
  readonly commonName: string | null
  readonly alternativeNames: readonly string[]
  readonly key: { readonly kind: string; readonly bits: number | null; readonly sha256: string }
  readonly signature: { readonly algorithm: string; readonly valid: boolean }
  readonly findings: readonly FindingReport[]
}

export function reportCheck(check: Check, messages: Messages): CheckReport {
  const { answer, facts } = check
  return {
    file: facts.read.file,
    verdict: check.verdict,
    answer: answer && {
      code: answer.code,
      message: answerMessages[answer.code],
      args: answer.args,
      evidence: answer.evidence,
    },
    chain: facts.path ? reportChain(facts.path.chain, facts.path.tangled !== undefined) : [],
    findings: reportFindings(check.findings, messages, facts.read.file),
  }
}

/** @param isTangled the search was given up: where the chain ends, nobody knows */
export const reportChain = (chain: Chain, isTangled = false): readonly ChainEntry[] =>
  chain.certificates.map((certificate, position) => ({
    position,
    role: roleOf(chain, position, isTangled),
    subject: certificate.subject.text,
    issuer: certificate.issuer.text,
    commonName: certificate.subject.commonName ?? null,
    sha256: certificate.sha256,
    notBefore: isoTime(certificate.notBefore),
    notAfter: isoTime(certificate.notAfter),
  }))

function roleOf(chain: Chain, position: number, isTangled: boolean): Role {
  if (position === 0) return 'leaf'
  const isLast = position === chain.certificates.length - 1
  return isLast && !chain.missing && !isTangled ? 'root' : 'intermediate'
}

/** As OME writes times: without fractions of a second. */
export const isoTime = (time: number): string => new Date(time).toISOString().replace('.000Z', 'Z')

export function reportComparison(comparison: Comparison, messages: Messages): ComparisonReport {
  return {
    verdict: comparison.verdict,
    answer: comparison.answer,
    pairs: comparison.pairs.map(({ depth, source, target, match }) => {
      const inFull = !match && source !== null && target !== null && looksAlike(source, target, depth)
      return { depth, source: issued(source, inFull), target: issued(target, inFull), match }
    }),
    findings: reportFindings(comparison.findings, messages, '-'),
    source: reportCheck(comparison.source, messages),
    target: reportCheck(comparison.target, messages),
  }
}

/** Common names as in the KB's table; the full names where the common names hide the difference. */
const issued = (certificate: Certificate | null, inFull: boolean): Issued | null =>
  certificate && {
    issuedTo: (inFull ? undefined : certificate.subject.commonName) ?? certificate.subject.text,
    issuedBy: (inFull ? undefined : certificate.issuer.commonName) ?? certificate.issuer.text,
  }

/** The leaves' own names are not compared. */
const looksAlike = (source: Certificate, target: Certificate, depth: number): boolean =>
  source.issuer.commonName === target.issuer.commonName &&
  (depth === 0 || source.subject.commonName === target.subject.commonName)

export function reportCsr(
  csr: Csr,
  file: string,
  isSigned: boolean,
  findings: readonly Finding[],
  messages: Messages,
): CsrReport {
  const { kind, bits, sha256 } = csr.publicKey
  return {
    file,
    subject: csr.subject.text,
    commonName: csr.subject.commonName ?? null,
    alternativeNames: (csr.extensions.subjectAltName ?? []).map(({ value }) => value),
    key: { kind, bits: bits ?? null, sha256 },
    signature: { algorithm: csr.signatureAlgorithm.text, valid: isSigned },
    findings: reportFindings(findings, messages, file),
  }
}

/** @param file the file that the findings are about: remedies are commands with its name, ready to paste */
export function reportFindings(
  findings: readonly Finding[],
  messages: Messages,
  file: string,
): readonly FindingReport[] {
  const named = commandWords(file)
  return findings.map((finding) => {
    const values = { ...spoken(finding.values, messages), ...named }
    const sentence = (part: 'title' | 'detail' | 'remedy') =>
      messages.find(['rules', finding.rule, finding.case, part], values)
    const { rule, level, stage, evidence, certificate, answer } = finding
    return {
      rule,
      level,
      stage,
      evidence,
      certificate,
      answer: answer && { code: answer.code, args: answer.args },
      title: sentence('title'),
      detail: sentence('detail'),
      remedy: sentence('remedy'),
    }
  })
}

/** The file and a name beside it for what mends it. What a shell could take for more than a name becomes FILE. */
function commandWords(file: string): { readonly file: string; readonly output: string } {
  if (!/^[\p{L}\p{N}_./\\:@+ ][\p{L}\p{N}_./\\:@+ -]*$/u.test(file)) return { file: 'FILE', output: 'chain.pem' }
  const stem = file.replace(/\.[^./\\]*$/, '')
  const quoted = (name: string) => (name.includes(' ') ? `"${name}"` : name)
  return { file: quoted(file), output: quoted(`${stem}${stem.endsWith('-chain') ? '-clean' : '-chain'}.pem`) }
}

/** Quirks of a text are named by kind in the facts and in words in a sentence. */
function spoken(values: Values, messages: Messages): Values {
  const { quirks } = values
  return Array.isArray(quirks)
    ? { ...values, quirks: quirks.map((kind) => messages.find(['quirks', String(kind)])) }
    : values
}
