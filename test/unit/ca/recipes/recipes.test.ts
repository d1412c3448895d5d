import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { RecipeValues } from '../../../../electron/ca/recipes/recipe.ts'
import { recipes, recipeViews } from '../../../../electron/ca/recipes/recipes.ts'
import { loadMessages } from '../../../../electron/messages/messages.ts'
import { type Language, languages } from '../../../builder/texts.ts'

const messages = await loadMessages('en')
const values: RecipeValues = {
  host: 'oment-310.example.com',
  names: ['oment-310.example.com', '192.0.2.10'],
  csrFile: 'oment-310.csr',
  keySha256: 'ab'.repeat(32),
  template: '',
}
const viewOf = (id: string, more: Partial<RecipeValues> = {}) => {
  const view = recipeViews({ ...values, ...more }, messages).find((each) => each.id === id)
  if (!view) throw new Error(`no recipe ${id}`)
  return view
}
const commandsOf = (id: string, more: Partial<RecipeValues> = {}) =>
  viewOf(id, more).ways.flatMap(({ steps }) => steps.flatMap(({ copied }) => (copied ? [copied.text] : [])))

const folder = 'electron/ca/recipes'

interface RecipeTexts extends Readonly<Record<string, unknown>> {
  readonly ways: Readonly<Record<string, { readonly title: string; readonly steps: Readonly<Record<string, string>> }>>
}
const textsOf = (id: string, language: Language) =>
  JSON.parse(readFileSync(join(folder, id, `${language}.json`), 'utf8')) as RecipeTexts

describe('the catalogue', () => {
  it('holds what stands in the folder, each under its id, no two as likely', () => {
    const folders = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory())
    expect(recipes.map(({ id }) => id).sort()).toEqual(folders.map(({ name }) => name).sort())
    expect(new Set(recipes.map(({ rank }) => rank)).size).toBe(recipes.length)
  })

  it.each(languages)('has exactly its texts in %s', (language) => {
    for (const { id, hasWarning, hasLetter, ways } of recipes) {
      const texts = textsOf(id, language)
      const optional = [...(hasWarning ? ['warning'] : []), ...(hasLetter ? ['letter'] : [])]
      expect(Object.keys(texts).sort()).toEqual(['about', 'missing', 'name', 'returns', 'ways', ...optional].sort())
      expect(Object.keys(texts.ways)).toEqual(ways.map((way) => way.id))
      for (const { id: way, steps } of ways) {
        expect(Object.keys(texts.ways[way]?.steps ?? {})).toEqual(steps.map((step) => step.id))
      }
    }
  })

  it.each(languages)('can be written in %s', async (language) => {
    for (const view of recipeViews(values, await loadMessages(language))) {
      expect(JSON.stringify(view.ways.map(({ steps }) => steps.map(({ text }) => text)))).not.toMatch(/[{]\w+[}]/)
      expect(JSON.stringify(view)).not.toContain('undefined')
    }
  })

  it('cites where each recipe comes from, and when that was read', () => {
    for (const { sources, readOn } of recipes) {
      expect(sources.length).toBeGreaterThan(0)
      for (const source of sources) expect(source).toMatch(/^https:\/\/[a-z0-9.-]+\//)
      expect(readOn).toMatch(/^2026-\d\d-\d\d$/)
    }
  })
})

describe('AD CS', () => {
  it('is requested by commands with the project’s values', () => {
    const submitted = String.raw`certreq -submit -attrib 'CertificateTemplate:OMEMutualTLS' '.\oment-310.csr' '.\oment-310.cer' '.\oment-310.p7b'`
    const retrieved = String.raw`certreq -retrieve 123 '.\oment-310.cer' '.\oment-310.p7b'`
    const issued = 'certutil -resubmit 123'
    const inCmd = (command: string) => command.replaceAll("'", '"')
    expect(commandsOf('ad-cs').slice(0, -1)).toEqual([
      'certtmpl.msc',
      "Add-CATemplate -Name 'OMEMutualTLS'",
      ...[submitted, issued, retrieved],
      ...[inCmd(submitted), issued, inCmd(retrieved)],
    ])
  })

  it('is asked of those who run it by a letter in its words', () => {
    const letter = commandsOf('ad-cs').at(-1)
    expect(letter).toContain(`oment-310.csr (SHA-256 digest of its key: ${'ab'.repeat(32)})`)
    expect(letter).toContain('Client Authentication (1.3.6.1.5.5.7.3.2), both')
    expect(letter).toContain('OMEMutualTLS')
    expect(commandsOf('ad-cs', { keySha256: null }).at(-1)).toContain('oment-310.csr, with a template')
  })

  it('quotes blanks, quotation marks and umlauts for PowerShell', () => {
    const [, publish, submit] = commandsOf('ad-cs', { csrFile: "Büro d'OME.csr", template: 'OME für “beide”' })
    expect(publish).toBe("Add-CATemplate -Name 'OME für “beide”'")
    expect(submit).toBe(
      String.raw`certreq -submit -attrib 'CertificateTemplate:OME für “beide”' '.\Büro d''OME.csr' '.\Büro d''OME.cer' '.\Büro d''OME.p7b'`,
    )
  })

  it('says what it gives by default, whom to let enroll, and what comes back', () => {
    const { about, warning, returns } = viewOf('ad-cs')
    expect(about).toContain('No Client/Server authentication EKU present in leaf certificate.')
    expect(warning).toContain('approval')
    expect(returns).toContain('certnew.p7b')
  })
})

describe('another CA', () => {
  it('gets a letter with the requirement in its words', () => {
    const [letter] = commandsOf('generic')
    expect(letter).toContain(`oment-310.csr (SHA-256 digest of its key: ${'ab'.repeat(32)})`)
    expect(letter).toContain('client authentication (1.3.6.1.5.5.7.3.2), both')
    expect(letter).toContain('- subject alternative names: oment-310.example.com, 192.0.2.10; no wildcards')
    expect(letter).toContain('self-signed root')
  })

  it('gets one with the host alone where no more is known', () => {
    const [letter] = commandsOf('generic', { names: [], keySha256: null })
    expect(letter).toContain('- subject alternative names: oment-310.example.com; no wildcards')
    expect(letter).toContain('oment-310.csr. The certificate needs')
  })

  it('is checked by OpenSSL with file names that are safe', () => {
    expect(commandsOf('generic', { csrFile: "it's mine.csr" }).slice(1)).toEqual([
      String.raw`openssl x509 -in './it'\''s mine.cer' -noout -subject -issuer -dates -ext keyUsage,extendedKeyUsage,subjectAltName`,
      String.raw`certutil -dump '.\it''s mine.cer'`,
      [
        String.raw`openssl x509 -in './it'\''s mine.cer' -noout -pubkey`,
        String.raw`openssl req -in './it'\''s mine.csr' -noout -pubkey`,
      ].join('\n'),
    ])
  })
})
