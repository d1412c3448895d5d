import { describe, expect, it } from 'vitest'
import { check, judge } from '../../electron/appliance/check.ts'
import type { FileRule, Occurrence, PairFacts, Rule, Upload } from '../../electron/appliance/rule.ts'
import type { Chain } from '../../electron/pki/path.ts'
import { type FileSpec, inputOf } from './files.ts'
import { languages, placeholdersOf, ruleTexts } from './texts.ts'

/** Each row: what it shows, the input, everything that the rule finds in it. */
export type Rows<Input, Case extends string> = Readonly<
  Record<string, readonly [input: Input, found: readonly Occurrence<Case>[]]>
>

const bare = ({ case: name, certificate, values }: Occurrence): Occurrence => ({ case: name, certificate, values })

function describeRule<Input, Case extends string>(
  rule: Rule<never, Case>,
  rows: Rows<Input, Case>,
  find: (input: Input) => readonly Occurrence[],
): void {
  it.each(Object.entries(rows))('%s', (_, [input, found]) => {
    expect(find(input).map(bare)).toEqual(found)
  })

  it('has rows for each of its cases, for a subject that holds, and names no other case', () => {
    const met = Object.values(rows).flatMap(([, found]) => found.map(({ case: name }) => name))
    expect([...new Set(met)].sort()).toEqual(Object.keys(rule.cases).sort())
    expect(Object.values(rows).some(([, found]) => found.length === 0)).toBe(true)
  })

  it.each(languages)('has texts in %s that quote nothing but what it found', (language) => {
    const found = Object.values(rows).flatMap(([, occurrences]) => occurrences)
    for (const { case: ruleCase, values } of found) {
      for (const [part, text] of ruleTexts(language, rule.id, ruleCase)) {
        const unknown = placeholdersOf(text, language).filter((name) => !(name in values || commandWords.has(name)))
        expect({ part, unknown }).toEqual({ part, unknown: [] })
      }
    }
  })
}

/** The file's name and one for what mends it, in the commands of a remedy: the report puts them in. */
const commandWords: ReadonlySet<string> = new Set(['file', 'output'])

/** A rule's table. A row without `upload` is about the chain or, for a rule that does not judge those, the certificate. */
export function describeFileRule<Case extends string>(rule: FileRule<Case>, rows: Rows<FileSpec, Case>): void {
  const upload: Upload = rule.uploads.includes('chain') ? 'chain' : 'certificate'
  const find = (spec: FileSpec) =>
    check(inputOf({ upload, ...spec })).findings.filter((finding) => finding.rule === rule.id)
  describe(rule.id, () => {
    describeRule(rule, rows, find)

    it('finds nothing in a file without certificates, unless it is about the file itself', () => {
      const empty: FileSpec = { pile: [], read: { form: 'none' } }
      const found = find(empty).length + find({ ...empty, upload: 'certificate' }).length
      expect(found > 0).toBe(rule.id === 'encoding-base64')
    })
  })
}

export interface PairSpec {
  readonly source: FileSpec
  readonly target: FileSpec
}

function chainOf(spec: FileSpec): Chain {
  const chain = check(inputOf(spec)).facts.path?.chain
  if (!chain) throw new Error('no chain')
  return chain
}

export function describePairRule<Case extends string>(rule: Rule<PairFacts, Case>, rows: Rows<PairSpec, Case>): void {
  describe(rule.id, () => {
    describeRule(rule, rows, ({ source, target }) => judge(rule, { source: chainOf(source), target: chainOf(target) }))
  })
}

export function describeCsrRule<Subject, Case extends string>(
  rule: Rule<Subject, Case>,
  rows: Rows<Subject, Case>,
): void {
  describe(rule.id, () => {
    describeRule(rule, rows, (subject) => judge(rule, subject))
  })
}
