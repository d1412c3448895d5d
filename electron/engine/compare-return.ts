import { requestTexts } from '../appliance/ca-text.ts'
import type { Check } from '../appliance/check.ts'
import { compare as judgePair } from '../appliance/compare.ts'
import { compareReturn as differencesOf, type Difference, type SubjectChange } from '../appliance/return.ts'
import { type Language, loadMessages, type Messages } from '../messages/messages.ts'
import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import { certificatesIn } from '../pki/found.ts'
import { writePem } from '../pki/write-pem.ts'
import { nameOf } from './chain-links.ts'
import { checkSide, type CompareSide } from './compare.ts'
import { csrFrom } from './csrs.ts'
import type { JobContext } from './job.ts'

export interface CompareReturnInput {
  /** Every CSR of the appliance, oldest first: the last one is what was asked. PEM, and when it came in (ISO 8601). */
  readonly csrs: readonly { readonly pem: string; readonly at: string }[]
  /** PEM of the chain that was put together, or of all that could be the appliance's own. */
  readonly certificates: string
  readonly isChain: boolean
  /** Milliseconds since 1970, by the appliance's clock. */
  readonly at: number
  /** The address that the other appliance will use. */
  readonly host: string | null
  readonly role: 'source' | 'target'
  /** Milliseconds since 1970. */
  readonly changeWindow: number | null
  readonly counterpart: CompareSide | null
}

/** What a CA sent, held against what was asked, in the user's language; the texts for the CA in each of ours. */
export interface ReturnView {
  /** The certificate that is compared. */
  readonly name: string
  readonly issuer: string
  /** With whose chain it was compared too; null: with nobody's. */
  readonly counterpart: string | null
  readonly differences: readonly DifferenceView[]
  /** All but the notes in one letter; null where there is nothing to write about. */
  readonly letters: Readonly<Record<Language, string>> | null
}

export interface DifferenceView extends Pick<Difference, 'id' | 'weight' | 'evidence'> {
  /** Id of the rule that says the same; null where no rule looks at it. */
  readonly rule: string | null
  readonly title: string
  readonly asked: string
  readonly came: string
  /** What it means for OME. */
  readonly meaning: string
  readonly changes: readonly SubjectChange[]
  /** What to write to the CA. */
  readonly texts: Readonly<Record<Language, string>>
}

/** null where there is no certificate to compare. @throws RuleCrashed */
export async function compareReturn(input: CompareReturnInput, context: JobContext): Promise<ReturnView | null> {
  const newest = input.csrs.at(-1)
  if (!newest) return null
  const csr = await csrFrom(newest.pem)
  const own = await checkReturned(input, csr, newest.pem, context)
  const leaf = own?.facts.path?.leaf
  if (!own || !leaf) return null
  const counterpart = input.isChain ? input.counterpart : null
  const differences = differencesOf({
    csr,
    former: await formerOf(input),
    check: own,
    isChain: input.isChain,
    pair: counterpart ? await pairFindings(own, counterpart, input.role, context) : [],
    role: input.role,
    changeWindow: input.changeWindow,
  })
  const writers = await writersFor(csr)
  const grave = differences.filter(({ weight }) => weight !== 'note')
  return {
    name: nameOf(leaf),
    issuer: leaf.issuer.text,
    counterpart: counterpart?.name ?? null,
    differences: differences.map((difference) => viewOf(difference, context.messages, writers)),
    letters: grave.length > 0 ? inEach(writers, (writer) => writer.letter(grave, leaf)) : null,
  }
}

async function checkReturned(
  { certificates, isChain, at, host }: CompareReturnInput,
  csr: Csr,
  pem: string,
  context: JobContext,
): Promise<Check | null> {
  const name = 'chain.pem'
  if (isChain) return checkSide({ name, content: certificates, csr: pem, at, host }, context)
  const pile = certificatesIn([await context.readings.read(Buffer.from(certificates), name)])
  const leaf = bestFitting(pile, csr)
  return leaf ? checkSide({ name, content: writePem([leaf]), csr: pem, at, host }, context) : null
}

/** Of several that none is for the CSR's key: the one for its host, if it is the only one. */
function bestFitting(pile: readonly Certificate[], { subject }: Csr): Certificate | undefined {
  const host = subject.commonName?.toLowerCase()
  const fitting = pile.filter((certificate) => certificate.subject.commonName?.toLowerCase() === host)
  return fitting.length === 1 ? fitting[0] : undefined
}

const formerOf = ({ csrs }: CompareReturnInput) =>
  Promise.all(csrs.slice(0, -1).map(async ({ pem, at }) => ({ csr: await csrFrom(pem), at: new Date(at) })))

async function pairFindings(
  own: Check,
  counterpart: CompareSide,
  role: CompareReturnInput['role'],
  context: JobContext,
) {
  const other = await checkSide(counterpart, context)
  return (role === 'source' ? judgePair(own, other) : judgePair(other, own)).findings
}

function viewOf(difference: Difference, messages: Messages, writers: Writers): DifferenceView {
  const { id, weight, evidence, finding, changes, values } = difference
  const words = (part: 'title' | 'asked' | 'came' | 'meaning') =>
    messages.find(['return', id, part], { ...values, case: difference.case })
  return {
    id,
    weight,
    evidence,
    rule: finding?.rule ?? null,
    title: words('title'),
    asked: words('asked'),
    came: words('came'),
    meaning: words('meaning'),
    changes,
    texts: inEach(writers, (writer) => writer.request(difference)),
  }
}

type Writers = Readonly<Record<Language, LetterWriter>>

async function writersFor(csr: Csr): Promise<Writers> {
  const [en, fr, es] = await Promise.all([loadMessages('en'), loadMessages('fr'), loadMessages('es')])
  return { en: new LetterWriter(en, csr), fr: new LetterWriter(fr, csr), es: new LetterWriter(es, csr) }
}

const inEach = (writers: Writers, write: (writer: LetterWriter) => string): Readonly<Record<Language, string>> => ({
  en: write(writers.en),
  fr: write(writers.fr),
  es: write(writers.es),
})

/** Writes to the CA, in one language. */
class LetterWriter {
  constructor(
    private readonly messages: Messages,
    private readonly csr: Csr,
  ) {}

  /** A rule that only a CA can mend has its text already. */
  request({ id, case: name, finding, values }: Difference): string {
    const ofRule = finding && requestTexts([finding], this.csr, this.messages)[finding.rule]
    return ofRule ?? this.messages.find(['return', id, 'request'], { ...values, case: name })
  }

  letter(differences: readonly Difference[], leaf: Certificate): string {
    const values = {
      host: this.csr.subject.commonName ?? this.csr.subject.text,
      serial: leaf.serialNumber,
      issuer: leaf.issuer.text,
      key: this.csr.publicKey.sha256,
      count: differences.length,
    }
    const requests = [...new Set(differences.map((difference) => this.request(difference)))]
    return [
      this.messages.text('return.letter.subject', values),
      this.messages.text('return.letter.opening', values),
      ...requests.map((request, index) => (requests.length > 1 ? `${index + 1}. ${request}` : request)),
      this.messages.text('return.letter.closing', values),
    ].join('\n\n')
  }
}
