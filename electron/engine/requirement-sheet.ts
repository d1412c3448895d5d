import { wantedUntil } from '../appliance/return.ts'
import { type Language, loadMessages, type Messages, type MessageValues } from '../messages/messages.ts'
import type { Csr } from '../pki/csr.ts'
import { visibleText } from '../pki/name.ts'
import { writeCsrPem } from '../pki/write-pem.ts'
import { acceptanceScript, acceptanceText } from './acceptance-test.ts'
import { keyText } from './chain-links.ts'
import { checkSide, type CompareSide } from './compare.ts'
import { csrFrom } from './csrs.ts'
import type { JobContext } from './job.ts'
import { type Sheet, type SheetSection, sheetHtml, sheetText } from './requirement-sheet-text.ts'

/** What a colleague who runs the CA has to know. Names only: no path, no notes, no key. */
export interface RequirementSheetInput {
  readonly language: Language
  /** PEM. */
  readonly csr: string
  /** Its name in the pack. */
  readonly csrFile: string
  /** What the user calls the appliance. */
  readonly appliance: string
  /** Who asks; empty: not said. */
  readonly asker: string
  /** As noted of the sending; empty: not noted. */
  readonly ca: string
  readonly reference: string
  readonly contact: string
  readonly template: string
  /** Whose CA has to sign this one too; null: it has no chain yet. */
  readonly counterpart: CompareSide | null
  /** Milliseconds since 1970. */
  readonly changeWindow: number | null
  readonly madeAt: number
  /** Of this app. */
  readonly version: string
}

/** The texts of a mail pack, in one language. */
export interface RequirementSheet {
  /** Re-wrapped at 64 columns. */
  readonly csr: string
  readonly text: string
  /** One page for printing. */
  readonly html: string
  readonly mail: string
  readonly acceptanceText: string
  readonly acceptanceScript: string
  readonly readme: string
  /** Names of the files in that language, without their endings. */
  readonly names: { readonly sheet: string; readonly readme: string }
}

export async function requirementSheet(input: RequirementSheetInput, context: JobContext): Promise<RequirementSheet> {
  const messages = await loadMessages(input.language)
  const csr = await csrFrom(input.csr)
  const writer = new SheetWriter(input, csr, await issuerOf(input.counterpart, context), messages)
  const sheet = writer.sheet()
  const until = wantedUntil(input.madeAt, input.changeWindow)
  return {
    csr: writeCsrPem(csr),
    text: sheetText(sheet),
    html: sheetHtml(sheet, messages.language),
    mail: writer.mail(),
    acceptanceText: acceptanceText(csr, until, input.madeAt, messages),
    acceptanceScript: acceptanceScript(csr, until, input.madeAt, messages),
    readme: writer.readme(),
    names: { sheet: messages.text('mailPack.names.sheet'), readme: messages.text('mailPack.names.readme') },
  }
}

async function issuerOf(counterpart: CompareSide | null, context: JobContext): Promise<string> {
  const check = counterpart && (await checkSide(counterpart, context))
  return check?.facts.path?.leaf.issuer.text ?? ''
}

const needs = ['key', 'subject', 'names', 'purposes', 'usage', 'notCa', 'signature', 'life', 'issuer'] as const
const back = ['leaf', 'cas', 'form'] as const
const avoid = ['template', 'wildcard', 'public'] as const

class SheetWriter {
  private readonly values: MessageValues

  constructor(
    private readonly input: RequirementSheetInput,
    csr: Csr,
    issuer: string,
    private readonly messages: Messages,
  ) {
    const { csrFile, appliance, asker, reference, changeWindow, madeAt, version } = input
    const host = visibleText(csr.subject.commonName ?? csr.subject.text)
    const names = (csr.extensions.subjectAltName ?? []).map(({ value }) => visibleText(value))
    this.values = {
      host,
      subject: csr.subject.text,
      names: names.length > 0 ? names : [host],
      key: keyText(csr.publicKey),
      digest: csr.publicKey.sha256,
      csrFile,
      appliance,
      asker,
      reference,
      issuer,
      until: new Date(wantedUntil(madeAt, changeWindow)),
      madeAt: new Date(madeAt),
      version,
    }
  }

  sheet(): Sheet {
    const { asker, ca, reference, contact, template } = this.input
    const rows = [
      ['asker', asker],
      ['appliance', this.say('about.applianceValue')],
      ['names', this.say('about.namesValue')],
      ['request', this.say('about.requestValue')],
      ['ca', ca],
      ['contact', contact],
      ['reference', reference],
      ['template', template],
    ] as const
    return {
      title: this.say('title'),
      intro: this.say('intro'),
      about: rows.flatMap(([row, value]) =>
        value === '' ? [] : [[this.say(`about.${row}`), visibleText(value)] as const],
      ),
      sections: [this.section('needs', needs), this.section('back', back), this.section('avoid', avoid)],
      foot: this.say('foot'),
    }
  }

  mail(): string {
    return ['subject', 'opening', 'needs', 'back', 'closing'].map((part) => this.say(`mail.${part}`)).join('\n\n')
  }

  readme(): string {
    return `${['title', 'csr', 'sheet', 'test', 'secret'].map((part) => this.say(`readme.${part}`)).join('\n\n')}\n`
  }

  private section(name: 'needs' | 'back' | 'avoid', items: readonly string[]): SheetSection {
    return {
      heading: this.say(`${name}.heading`),
      items: items.map((item) => ({
        what: this.say(`${name}.${item}.what`),
        value: this.say(`${name}.${item}.value`),
        why: this.say(`${name}.${item}.why`),
      })),
    }
  }

  private say(path: string): string {
    return this.messages.find(['mailPack', ...path.split('.')], this.values)
  }
}
