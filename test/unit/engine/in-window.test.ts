import { describe, expect, it } from 'vitest'
import { loadMessages } from '../../../electron/messages/messages.ts'
import { keysAt, languages, placeholdersOf, textAt } from '../../builder/texts.ts'

type Path = readonly string[]
const isTexts = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
const pathsOf = (value: unknown, above: Path = []): readonly Path[] =>
  isTexts(value) ? Object.entries(value).flatMap(([name, below]) => pathsOf(below, [...above, name])) : [above]

/** What only the command or the people in front of a terminal see. */
const terminalOnly = ['terminal', 'command', 'demo', 'inWindow']

describe.each(languages)('in the window, in %s', (language) => {
  const instead = pathsOf(textAt(language, 'inWindow'))

  it.each(instead.map((path) => [path.join('.'), path] as const))(
    '%s stands in for a text with these values',
    (_, path) => {
      const [usual, own] = [textAt(language, ...path), textAt(language, 'inWindow', ...path)]
      if (typeof usual !== 'string' || typeof own !== 'string') throw new Error('stands in for nothing')
      expect(placeholdersOf(usual, language)).toEqual(expect.arrayContaining([...placeholdersOf(own, language)]))
    },
  )

  it('no text names the command or an option of it', () => {
    const sections = keysAt(language).filter((name) => !terminalOnly.includes(name))
    const shown = sections.flatMap((name) => pathsOf(textAt(language, name), [name]))
    expect(shown.length).toBeGreaterThan(500)
    const naming = shown.filter((path) => {
      const text = textAt(language, 'inWindow', ...path) ?? textAt(language, ...path)
      return /ome-chain|(?:^|[\s`])--[a-z]/.test(String(text))
    })
    expect(naming).toEqual([])
  })
})

it('other texts are the usual ones', async () => {
  const messages = await loadMessages('en')
  const path = ['unreadableRemedy', 'damaged']
  expect(messages.forWindow().find(path)).toBe(messages.find(path))
  expect(messages.forWindow().language).toBe('en')
  expect(messages.find(['unreadableRemedy', 'password-needed'])).toContain('--password-file')
})
