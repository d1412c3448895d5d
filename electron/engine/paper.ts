import type { Runbook } from '../appliance/runbook.ts'
import type { CheckReport, ComparisonReport, FindingReport } from '../appliance/report.ts'
import type { MessageKey, Messages, MessageValues } from '../messages/messages.ts'
import type { ChainLink, Judged } from './examination.ts'
import { Html, html } from './html.ts'
import type { JobContext } from './job.ts'
import { paperStyle } from './paper-style.ts'

/** What a report to file or to hand on is about. Names only, no paths. */
export interface ReportInput {
  /** What the user calls the appliance. */
  readonly name: string
  readonly role: 'source' | 'target'
  readonly hostName: string
  readonly address: string
  readonly omeVersion: string
  /** Milliseconds since 1970: the moment judged at, by the appliance's clock, and how it was chosen. */
  readonly judgedAt: number
  readonly moment: 'now' | 'change-window' | 'date'
  readonly madeAt: number
  /** Of this app. */
  readonly version: string
  readonly judged: Judged | null
  /** The appliance's CSR, where there is one. */
  readonly csr: { readonly subject: string; readonly keySha256: string } | null
  readonly comparison: { readonly counterpart: string; readonly report: ComparisonReport } | null
}

/** The report as one page that needs nothing else: no script, no address, light, dark and on paper. */
export function reportHtml(input: ReportInput, { messages }: JobContext): Promise<string> {
  const writer = new PaperWriter(messages)
  return Promise.resolve(writer.report(input))
}

/** A runbook as one such page. */
export function runbookHtml({ runbook }: { readonly runbook: Runbook }, { messages }: JobContext): Promise<string> {
  return Promise.resolve(new PaperWriter(messages).runbook(runbook))
}

type TextKey = Extract<MessageKey, `report.${string}`>
type Row = readonly [label: string, value: Html | string]

class PaperWriter {
  constructor(private readonly messages: Messages) {}

  report(input: ReportInput): string {
    const { name, judged, comparison } = input
    const body = html` <h1>${this.say('report.title', { name })}</h1>
      ${this.about(input)} ${judged ? this.verdict(judged) : html`<p class="verdict">${this.say('report.nothing')}</p>`}
      ${judged ? this.findings(judged.chain.findings, judged.certificates) : null}
      ${judged ? this.holds(judged.holds) : null} ${judged ? this.chain(judged.certificates) : null}
      ${comparison ? this.comparison(comparison.counterpart, comparison.report) : null}
      <footer>${this.say('report.foot', { version: input.version, madeAt: new Date(input.madeAt) })}</footer>`
    return this.page(this.say('report.title', { name }), body)
  }

  runbook({ title, sections }: Runbook): string {
    const parts = sections.map(
      (section) =>
        html`<h2>${section.title}</h2>
          <ol>
            ${section.steps.map((step) => html`<li>${withCode(step)}</li>`)}
          </ol>`,
    )
    return this.page(
      title,
      html`<h1>${title}</h1>
        ${parts}`,
    )
  }

  private say(key: TextKey, values: MessageValues = {}): string {
    return this.messages.text(key, values)
  }

  private page(title: string, body: Html): string {
    return html`<!doctype html>
      <html lang="${this.messages.language}">
        <head>
          <meta charset="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta
            http-equiv="Content-Security-Policy"
            content="default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
          />
          <title>${title}</title>
          <style>
            ${new Html(paperStyle)}
          </style>
        </head>
        <body>
          <main>${body}</main>
        </body>
      </html> `.markup
  }

  private about(input: ReportInput): Html {
    const { judged, csr, moment } = input
    return rows([
      [this.say('report.about.role'), this.say('report.role', { role: input.role })],
      [this.say('report.about.hostName'), input.hostName],
      [this.say('report.about.address'), input.address],
      [this.say('report.about.omeVersion'), input.omeVersion],
      [this.say('report.about.judgedAt'), this.say('report.judgedAt', { at: new Date(input.judgedAt), moment })],
      [
        this.say('report.about.file'),
        judged ? this.say('report.file', { file: judged.name, made: String(judged.isAssembled) }) : '',
      ],
      [this.say('report.about.sha256'), judged ? code(judged.sha256) : ''],
      [this.say('report.about.csr'), csr?.subject ?? this.say('report.noCsr')],
      [this.say('report.about.csrKey'), csr ? code(csr.keySha256) : ''],
    ])
  }

  private verdict({ chain, certificate }: Judged): Html {
    const tone = chain.verdict === 'ready' ? 'good' : 'bad'
    return html`<h2>${this.say('report.verdict.heading')}</h2>
      <p class="verdict ${tone}">${this.say('report.verdict.chain', { verdict: chain.verdict })}</p>
      <p>${this.answer(chain)}</p>
      <p>${this.say('report.verdict.certificate', { verdict: certificate.verdict })} ${this.answer(certificate)}</p>`
  }

  private answer({ answer, verdict }: CheckReport): string {
    if (!answer) return verdict === 'ready' ? '' : this.say('report.verdict.noAnswer')
    const { code: answered, message, evidence, args } = answer
    return this.say('report.verdict.answer', { code: answered, message, evidence, cause: args })
  }

  private findings(findings: readonly FindingReport[], chain: readonly ChainLink[]): Html {
    if (findings.length === 0) return html`<p>${this.say('report.findings.none')}</p>`
    const sorted = levels.flatMap((level) => findings.filter((finding) => finding.level === level))
    return html`<h2>${this.say('report.findings.heading', { count: findings.length })}</h2>
      ${sorted.map((finding) => this.finding(finding, chain))}`
  }

  /** @param chain the one that it is about; without it, it is about two */
  private finding(finding: FindingReport, chain?: readonly ChainLink[]): Html {
    const { rule, level, evidence, stage, ...said } = finding
    const where = chain ? this.where(finding, chain) : ''
    return html`<article>
      <h3><span class="${tones[level]}">${this.say('report.findings.level', { level })}</span> ${said.title}</h3>
      <p>${withCode(said.detail)}</p>
      <p>${this.say('report.findings.remedy')} ${withCode(said.remedy)}</p>
      <p class="soft">
        ${where} ${this.say('report.findings.stage', { stage })} ${this.say('report.findings.evidence', { evidence })}
        ${code(rule)}
      </p>
    </article>`
  }

  private where({ certificate }: FindingReport, chain: readonly ChainLink[]): string {
    const link = certificate === null ? undefined : chain[certificate]
    if (!link) return this.say('report.findings.whole')
    return this.say('report.findings.certificate', { name: link.commonName ?? link.subject })
  }

  private holds(rules: readonly string[]): Html | null {
    if (rules.length === 0) return null
    return html`<p>${this.say('report.holds', { count: rules.length })} ${code(rules.join(', '))}</p>`
  }

  private chain(links: readonly ChainLink[]): Html | null {
    if (links.length === 0) return null
    const columns = (['role', 'issuedTo', 'issuedBy', 'valid', 'key', 'file', 'sha256'] as const).map((column) =>
      this.say(`report.chain.${column}`),
    )
    const body = links.map((link) => [
      this.say('report.chain.roleOf', { role: link.role }),
      link.subject,
      link.issuer,
      this.say('report.chain.validity', { from: new Date(link.notBefore), until: new Date(link.notAfter) }),
      link.key,
      [link.file, link.place].filter((part) => part !== '').join(', '),
      code(link.sha256),
    ])
    return html`<h2>${this.say('report.chain.heading')}</h2>
      ${table(this.say('report.chain.caption'), columns, body)}`
  }

  private comparison(counterpart: string, report: ComparisonReport): Html {
    const { verdict, answer, pairs, findings } = report
    const columns = (['depth', 'source', 'sourceBy', 'match', 'target', 'targetBy'] as const).map((column) =>
      this.say(`report.comparison.${column}`),
    )
    const body = pairs.map(({ depth, source, target, match }) => [
      String(depth),
      source?.issuedTo ?? '–',
      source?.issuedBy ?? '–',
      match ? '↔' : '✗',
      target?.issuedTo ?? '–',
      target?.issuedBy ?? '–',
    ])
    return html`<h2>${this.say('report.comparison.heading', { counterpart })}</h2>
      <p class="verdict ${verdict === 'compatible' ? 'good' : 'bad'}">
        ${this.say('report.comparison.verdict', { verdict })}
      </p>
      ${answer ? html`<p>${this.say('report.comparison.answer', { message: answer.message, evidence: answer.evidence })}</p>` : null}
      ${table(this.say('report.comparison.caption'), columns, body)} ${findings.map((finding) => this.finding(finding))}`
  }
}

const levels = ['error', 'warning', 'note'] as const
const tones = { error: 'bad', warning: 'warning', note: 'soft' } as const

const code = (text: string): Html => html`<code>${text}</code>`

/** Those that say something. */
const rows = (all: readonly Row[]): Html =>
  html`<dl>
    ${all.flatMap(([label, value]) =>
      value === ''
        ? []
        : [
            html`<dt>${label}</dt>
              <dd>${value}</dd>`,
          ],
    )}
  </dl>`

const table = (caption: string, columns: readonly string[], body: readonly (readonly (Html | string)[])[]): Html =>
  html`<div class="scroll">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${body.map(
          (cells) =>
            html`<tr>
              ${cells.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`

/** What stands between backticks is for copying. */
const withCode = (text: string): readonly Html[] =>
  text.split('`').map((part, index) => (index % 2 === 1 ? code(part) : html`${part}`))
