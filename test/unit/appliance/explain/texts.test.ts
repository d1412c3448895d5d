import { IntlMessageFormat } from 'intl-messageformat'
import { describe, expect, it } from 'vitest'
import { csrRules, fileRules, pairRules } from '../../../../electron/appliance/catalogue.ts'
import { causeOf } from '../../../../electron/appliance/explain/causes.ts'
import { explainedCauses, type ExplainedCode } from '../../../../electron/appliance/explain/explained.ts'
import { explain as texts } from '../../../../resources/messages/en.json'

const answers: readonly (readonly [ExplainedCode, readonly string[] | undefined])[] = [
  ['CGEN1008', undefined],
  ['CGEN1008', []],
  ['CSEC9002', []],
  ['CGEN6002', ['DistinguishedName']],
  ['CGEN6002', []],
  ['MUTUAL-AUTHENTICATION', undefined],
]

describe('the texts of the explanations', () => {
  it('are there for each cause, and for nothing else', () => {
    expect(Object.keys(texts).sort()).toEqual([...explainedCauses].sort())
  })

  it.each(explainedCauses)('of %s are three sentences or more that can be filled in', (cause) => {
    expect(Object.keys(texts[cause])).toEqual(['title', 'detail', 'remedy'])
    for (const text of Object.values(texts[cause])) {
      const filled = String(new IntlMessageFormat(text, 'en').format({ argument: 'ARGUMENT' }))
      expect(filled).not.toMatch(/[{}!]/)
      expect(filled.length).toBeGreaterThan(20)
    }
  })

  it('quote the argument where it is not in the title by nature', () => {
    const quoting = explainedCauses.filter((cause) =>
      Object.values(texts[cause]).some((text) => text.includes('{argument}')),
    )
    expect(quoting).toEqual(['other-cause', 'other-value'])
  })
})

describe('the rules that a cause points to', () => {
  const ids = new Set<string>([...fileRules, ...csrRules, ...pairRules].map(({ id }) => id))

  it.each(answers)('are rules of the catalogue: %s %j', (code, args) => {
    expect(causeOf(code, args).rules.filter((id) => !ids.has(id))).toEqual([])
  })
})
