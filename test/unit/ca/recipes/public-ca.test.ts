import { describe, expect, it } from 'vitest'
import looked from '../../../../electron/ca/recipes/public-ca/client-authentication.json' with { type: 'json' }
import { recipe } from '../../../../electron/ca/recipes/public-ca/recipe.ts'
import { recipeViews } from '../../../../electron/ca/recipes/recipes.ts'
import { languages, loadMessages } from '../../../../electron/messages/messages.ts'

const isoDay = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/

/** A day as English announcements write it: `March 1, 2027`, `Apr 13, 2026`. */
const written = (day: string): RegExp => {
  const [year, month, dayOfMonth] = day.split('-').map(Number) as [number, number, number]
  const name = new Date(Date.UTC(year, month - 1)).toLocaleString('en-US', { month: 'long', timeZone: 'UTC' })
  return new RegExp(`\\b(${name}|${name.slice(0, 3)}) ${dayOfMonth}, ${year}\\b`)
}

describe('the days on which client authentication ends', () => {
  it('are days, looked up on a day', () => {
    expect(looked.lookedUp).toMatch(isoDay)
    expect(recipe.readOn).toBe(looked.lookedUp)
    for (const { on } of looked.ends) {
      expect(on).toMatch(isoDay)
      expect(new Date(on).toISOString()).toBe(`${on}T00:00:00.000Z`)
    }
  })

  it.each(looked.ends)('$ca: is what its source says, in the source’s words', ({ on, source, says }) => {
    expect(source).toMatch(/^https:\/\/[a-z0-9.-]+\/\S+$/)
    expect(says).toMatch(written(on))
    expect(says).toMatch(/client ?auth|only TLS server auth/i)
  })

  it('are shown as they were looked up', () => {
    expect(recipe.ends).toEqual(looked.ends.map(({ ca, on, source }) => ({ ca, on, source })))
    const isToCome = ({ on }: { readonly on: string }) => on > looked.lookedUp
    expect(looked.ends.filter(isToCome).map(({ ca }) => ca)).toEqual(['DigiCert', 'Sectigo', 'Chrome Root Program'])
  })

  it('stand under each CA once', () => {
    expect(new Set(looked.ends.map(({ ca }) => ca)).size).toBe(looked.ends.length)
  })
})

describe.each(languages)('what is said in %s', async (language) => {
  const messages = await loadMessages(language)
  const values = { host: 'a.example', names: [], csrFile: 'a.csr', keySha256: null, template: '' }
  const view = recipeViews(values, messages).find(({ id }) => id === 'public-ca')

  it('is that this leads nowhere, and what to take in its place', () => {
    expect(view).toMatchObject({ isDeadEnd: true, grant: 'no-client-authentication' })
    expect(view?.about).toMatch(/CGEN1008.*No Client\/Server authentication EKU present in leaf certificate\./)
    const instead = view?.ways.flatMap(({ steps }) => steps.map(({ text }) => text)) ?? []
    expect(instead).toHaveLength(3)
    expect(instead[1]).toContain('AD CS')
    expect(instead[2]).toContain('KB 000223239')
  })
})
