import type { Certificate } from '../pki/certificate.ts'
import type { Csr } from '../pki/csr.ts'
import type { GeneralName } from '../pki/extensions.ts'
import { type Name, visibleText } from '../pki/name.ts'
import { Attribute, attributeNames } from '../pki/oids.ts'
import type { Check, Finding } from './check.ts'
import type { Evidence, Level, Values } from './rule.ts'
import { soonInDays } from './rules/validity-soon.ts'

/** In what a CA's answer can differ from what was asked of it, in the order in which it is told. */
export const differenceIds = [
  'other-key',
  'missing-eku',
  'missing-key-encipherment',
  'changed-subject',
  'dropped-san',
  'added-san',
  'is-a-ca',
  'shorter-life',
  'not-yet-valid',
  'root-missing',
  'other-issuer',
  'weak',
] as const
export type DifferenceId = (typeof differenceIds)[number]

/** For OME: it refuses what came or the migration fails on it; it may hurt; worth knowing. */
export type Weight = 'breaks' | 'matters' | 'note'

/** One cause by which what came back is not what was asked. Its words stand in the messages under `return` and its id. */
export interface Difference {
  readonly id: DifferenceId
  /** Which wording. */
  readonly case: string
  readonly weight: Weight
  readonly evidence: Evidence
  readonly values: Values
  /** The broken rule that says the same; null where no rule looks at it. */
  readonly finding: Finding | null
  /** Of a changed subject, attribute by attribute. */
  readonly changes: readonly SubjectChange[]
}

/** What was asked for in a subject and what came, safe to show; empty: no such attribute. */
export interface SubjectChange {
  /** Such as `CN`. */
  readonly attribute: string
  readonly asked: string
  readonly came: string
}

export interface ReturnInput {
  readonly csr: Csr
  /** The CSRs before that one, and when each came in. */
  readonly former: readonly { readonly csr: Csr; readonly at: Date }[]
  /** What the rules say of what came, held against the CSR. */
  readonly check: Check
  /** Whether that is a chain; else one certificate, and nobody knows yet what belongs to it. */
  readonly isChain: boolean
  /** What the rules say of the chain beside the counterpart's; nothing where there is none. */
  readonly pair: readonly Finding[]
  readonly role: 'source' | 'target'
  /** When the migration is to begin, in milliseconds since 1970. */
  readonly changeWindow: number | null
}

/** What came has to outlive the migration by so much: as `validity-soon` has it. */
const margin = soonInDays * 24 * 60 * 60 * 1000

/** Who gets less because the CA ends first, is told: a year is what is usual. */
const usualLife = 365 * 24 * 60 * 60 * 1000

/** Until when a certificate is wanted at least. Milliseconds since 1970. @param at the moment judged at */
export const wantedUntil = (at: number, changeWindow: number | null): number =>
  Math.max(at, changeWindow ?? at) + margin

/** What a CA made of a CSR, held against what was asked. One cause gives one difference. Pure. */
export function compareReturn(input: ReturnInput): readonly Difference[] {
  const leaf = input.check.facts.path?.leaf
  return leaf ? new ReturnComparison(input, leaf).differences() : []
}

const weights: Readonly<Record<Level, Weight>> = { error: 'breaks', warning: 'matters', note: 'note' }

const broken = (id: DifferenceId, finding: Finding, more: Values = {}, name = finding.case): Difference => ({
  id,
  case: name,
  weight: weights[finding.level],
  evidence: finding.evidence,
  values: { ...finding.values, ...more },
  finding,
  changes: [],
})

/** Where no rule speaks of it. */
const seen = (id: DifferenceId, name: string, weight: Weight, values: Values): Difference => ({
  id,
  case: name,
  weight,
  evidence: 'inferred',
  values,
  finding: null,
  changes: [],
})

class ReturnComparison {
  private readonly findings: readonly Finding[]

  constructor(
    private readonly input: ReturnInput,
    private readonly leaf: Certificate,
  ) {
    this.findings = input.check.findings
  }

  differences(): readonly Difference[] {
    return [
      ...this.key(),
      ...this.of('eku-server-client').map((finding) => broken('missing-eku', finding)),
      ...this.of('key-encipherment').map((finding) => broken('missing-key-encipherment', finding)),
      // A certificate for another key and another host is another one altogether: its names are no change.
      ...(this.isAnother ? [] : [...this.subject(), ...this.names()]),
      ...(this.leaf.isCa ? [seen('is-a-ca', 'ca', 'matters', { subject: this.leaf.subject.text })] : []),
      ...this.life(),
      ...this.begin(),
      ...this.chain(),
      ...this.issuer(),
      ...this.weak(),
    ]
  }

  private of(rule: string, cases?: readonly string[]): readonly Finding[] {
    return this.findings.filter((finding) => finding.rule === rule && (cases?.includes(finding.case) ?? true))
  }

  /** The same; of what is no chain yet, only what is about the certificate itself. */
  private ofChain(rule: string, cases?: readonly string[]): readonly Finding[] {
    return this.of(rule, cases).filter(({ certificate }) => this.input.isChain || certificate === 0)
  }

  private key(): readonly Difference[] {
    const older = this.input.former.find(({ csr }) => csr.publicKey.sha256 === this.leaf.publicKey.sha256)
    return this.of('csr-key-match', ['other-key']).map((finding) =>
      older ? broken('other-key', finding, { at: older.at }, 'older-csr') : broken('other-key', finding),
    )
  }

  private get isAnother(): boolean {
    const { csr } = this.input
    const [asked, came] = [csr.subject, this.leaf.subject].map((name) => partOf(name, Attribute.commonName))
    return csr.publicKey.sha256 !== this.leaf.publicKey.sha256 && asked !== came
  }

  private subject(): readonly Difference[] {
    const changes = subjectChanges(this.input.csr.subject, this.leaf.subject)
    if (changes.length === 0) return []
    const isCommonName = changes.some(({ attribute }) => attribute === 'CN')
    const [finding] = [...this.of('common-name'), ...this.of('no-wildcard', ['subject'])].filter(
      ({ certificate }) => certificate === 0 && isCommonName,
    )
    const values: Values = {
      subject: this.leaf.subject.text,
      asked: changes.flatMap(({ attribute, asked }) => (asked ? [`${attribute}=${asked}`] : [])),
      came: changes.flatMap(({ attribute, came }) => (came ? [`${attribute}=${came}`] : [])),
    }
    const difference = finding
      ? broken('changed-subject', finding, values, finding.rule)
      : seen('changed-subject', isCommonName ? 'name' : 'other', isCommonName ? 'matters' : 'note', values)
    return [{ ...difference, changes }]
  }

  private names(): readonly Difference[] {
    const asked = namesIn(this.input.csr.extensions.subjectAltName)
    const came = namesIn(this.leaf.extensions.subjectAltName)
    const dropped = [...asked].filter(([key]) => !came.has(key)).map(([, name]) => name)
    // To repeat the common name among them is good custom, and changes nothing.
    const repeated = `dns:${this.leaf.subject.commonName?.toLowerCase() ?? ''}`
    const added = [...came].filter(([key]) => !asked.has(key) && key !== repeated).map(([, name]) => name)
    const values = { asked: [...asked.values()], came: [...came.values()] }
    return [...this.droppedNames(dropped, values), ...this.addedNames(added, values)]
  }

  private droppedNames(names: readonly string[], lists: Values): readonly Difference[] {
    if (names.length === 0) return []
    const values = { ...lists, names, count: names.length }
    const { host } = this.input.check.facts
    const isAddress = names.some((name) => name.toLowerCase() === host?.toLowerCase())
    const [finding] = isAddress ? this.of('host-name') : []
    // What the finding calls `names` are those of the certificate.
    return finding
      ? [broken('dropped-san', finding, values, 'address')]
      : [seen('dropped-san', 'other', 'matters', values)]
  }

  private addedNames(names: readonly string[], lists: Values): readonly Difference[] {
    if (names.length === 0) return []
    const [finding] = names.some((name) => name.includes('*')) ? this.of('no-wildcard', ['alternative-name']) : []
    const values = { ...lists, names, count: names.length }
    if (finding) return [broken('added-san', finding, values, 'wildcard')]
    return [seen('added-san', 'other', 'note', values)]
  }

  private life(): readonly Difference[] {
    const { isChain, changeWindow, check } = this.input
    const until = new Date(wantedUntil(check.facts.at, changeWindow))
    const named = (finding: Finding, name: string) =>
      broken('shorter-life', finding, { until }, finding.certificate === 0 ? name : `ca-${name}`)
    const ended = this.ofChain('validity-now', ['expired']).map((finding) => named(finding, 'expired'))
    const soon = this.ofChain('validity-soon').map((finding) => named(finding, 'ends-soon'))
    const ca = isChain ? this.firstEndingCa() : undefined
    const isCut = ca !== undefined && ca.notAfter <= this.leaf.notAfter
    // What ends with its CA has the one cause that the CA ends.
    const told = [...ended, ...soon].filter(({ case: name }) => !isCut || name.startsWith('ca-'))
    if (told.length > 0) return told
    const values = {
      subject: this.leaf.subject.text,
      notAfter: new Date(Math.min(this.leaf.notAfter, ca?.notAfter ?? Number.POSITIVE_INFINITY)),
      until,
    }
    if (changeWindow !== null && values.notAfter.getTime() < changeWindow) {
      const tooShort = seen('shorter-life', 'before-change-window', 'breaks', {
        ...values,
        changeWindow: new Date(changeWindow),
      })
      return [{ ...tooShort, evidence: 'documented' }]
    }
    if (values.notAfter < until) return [seen('shorter-life', 'ends-soon', 'matters', values)]
    const isShort = values.notAfter.getTime() < check.facts.at + usualLife
    return isCut && isShort ? [seen('shorter-life', 'ends-with-ca', 'note', { ...values, ca: ca.subject.text })] : []
  }

  /** One clock is wrong, however many begin later: the last one to begin says by how much. */
  private begin(): readonly Difference[] {
    const [last] = [...this.ofChain('validity-now', ['not-yet-valid'])].sort(
      (a, b) => Number(b.values.notBefore) - Number(a.values.notBefore),
    )
    return last ? [broken('not-yet-valid', last)] : []
  }

  private firstEndingCa(): Certificate | undefined {
    const [, ...cas] = this.input.check.facts.path?.chain.certificates ?? []
    return cas.sort((a, b) => a.notAfter - b.notAfter)[0]
  }

  private chain(): readonly Difference[] {
    if (!this.input.isChain) return []
    const found = [
      ...this.of('chain-complete', ['missing', 'circle', 'self-signed']),
      ...this.of('issued-to-by', ['stranger', 'renamed']),
      ...this.of('signature'),
    ]
    return found.map((finding) => broken('root-missing', finding))
  }

  private issuer(): readonly Difference[] {
    const { pair, role } = this.input
    const otherNames = pair.filter(({ rule }) => rule === 'same-issuers')
    // Where another CA issued it, that its keys are others too is no other cause.
    const found = otherNames.length > 0 ? otherNames : pair.filter(({ rule }) => rule === 'same-keys')
    return found.map((finding) => {
      const { source = '', target = '', sourceKey, targetKey } = finding.values
      const [own, other] = [sourceKey ?? source, targetKey ?? target]
      const values = role === 'source' ? { asked: other, came: own } : { asked: own, came: other }
      return broken('other-issuer', finding, values)
    })
  }

  /** The key of the certificate itself is the CSR's, and none of the CA's doing. */
  private weak(): readonly Difference[] {
    return this.ofChain('strong-crypto')
      .filter(({ certificate, case: name }) => certificate !== 0 || name === 'broken-digest' || name === 'sha1')
      .map((finding) => broken('weak', finding))
  }
}

/** By kind and value without case; addresses are in their shortest form already. The values are safe to show. */
const namesIn = (names: readonly GeneralName[] = []): ReadonlyMap<string, string> =>
  new Map(names.map(({ kind, value }) => [`${kind}:${value.toLowerCase()}`, visibleText(value)]))

/** Of the attributes that are not the same; case, blanks and order within the name make no difference. */
function subjectChanges(asked: Name, came: Name): readonly SubjectChange[] {
  const types = new Set([...asked.rdns.flat(), ...came.rdns.flat()].map(({ type }) => type))
  const changed = [...types].filter((type) => partOf(asked, type) !== partOf(came, type))
  return changed.map((type) => ({
    attribute: attributeNames[type] ?? type,
    asked: visibleText(asked.attributes(type).join(', ')),
    came: visibleText(came.attributes(type).join(', ')),
  }))
}

/** The values of one attribute, as names are compared (RFC 5280 §7.1). */
const partOf = (name: Name, type: string): string =>
  name.rdnKeys
    .flatMap((rdn) => rdn.split('\u0000'))
    .filter((part) => part.startsWith(`${type}=`))
    .join('\u0000')
