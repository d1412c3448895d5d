import { describe, expect, it } from 'vitest'
import type { ProjectCard } from '../../../electron/contract/views.ts'
import { changeWindowOf, groupsOf, isFound, type Sort, sorted } from '../../../renderer/home/groups.ts'

const card = (id: string, more: Partial<ProjectCard> = {}) =>
  ({
    id,
    name: id,
    role: 'source',
    hostName: `${id}.example`,
    tone: 'neutral',
    daysLeft: null,
    savedAt: '2026-11-24T10:00:00Z',
    changeWindow: null,
    counterpart: null,
    pair: 'unknown',
    ...more,
  }) as ProjectCard

const source = card('a', { counterpart: 'b' })
const target = card('b', { counterpart: 'a', role: 'target' })
const ids = (cards: readonly ProjectCard[]) => groupsOf(cards).map(({ cards }) => cards.map(({ id }) => id).join('+'))

describe('the groups of home', () => {
  it.each<[string, readonly ProjectCard[], readonly string[]]>([
    ['nothing', [], []],
    ['one on its own', [card('x')], ['x']],
    ['two that name each other, the source first', [target, source], ['a+b']],
    ['a pair where its first one stood', [card('x'), target, card('y'), source], ['x', 'a+b', 'y']],
    [
      'two of the same role in the order given',
      [card('q', { counterpart: 'p' }), card('p', { counterpart: 'q' })],
      ['q+p'],
    ],
    ['one that names another which does not name it', [source, card('b')], ['a', 'b']],
    ['one whose counterpart is not there', [source], ['a']],
    ['one that names itself', [card('x', { counterpart: 'x' })], ['x']],
    [
      'three in a circle',
      [card('x', { counterpart: 'y' }), card('y', { counterpart: 'z' }), card('z', { counterpart: 'x' })],
      ['x', 'y', 'z'],
    ],
  ])('of %s', (_, cards, expected) => {
    expect(ids(cards)).toEqual(expected)
  })

  it.each([
    ['unknown', 'unknown', 'unknown'],
    ['unknown', 'compatible', 'compatible'],
    ['compatible', 'incompatible', 'incompatible'],
  ] as const)('of sides that say %s and %s are %s', (one, other, pair) => {
    const [group] = groupsOf([
      { ...source, pair: one },
      { ...target, pair: other },
    ])
    expect(group).toMatchObject({ pair })
  })

  it('have the earliest change window of their sides', () => {
    const [group] = groupsOf([
      { ...source, changeWindow: '2026-12-01T00:00:00Z' },
      { ...target, changeWindow: '2026-11-28T00:00:00Z' },
    ])
    expect(group && changeWindowOf(group)).toBe('2026-11-28T00:00:00Z')
    expect(groupsOf([source]).map(changeWindowOf)).toEqual([null])
  })

  it('are found by either name or host name, whatever the case', () => {
    const [group] = groupsOf([source, { ...target, name: 'OMENT-400' }])
    expect(['oment', 'A.EXAMPLE', ' b.ex ', ''].map((text) => group && isFound(group, text))).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(group && isFound(group, 'zzz')).toBe(false)
  })

  it.each<[Sort, readonly string[]]>([
    ['saved', ['m', 'a', 'z']],
    ['name', ['a', 'm', 'z']],
    ['trouble', ['z', 'm', 'a']],
    ['end', ['a', 'z', 'm']],
  ])('are put in order: %s', (sort, expected) => {
    const groups = groupsOf([
      card('z', { tone: 'bad', daysLeft: 90, savedAt: '2026-11-01T00:00:00Z' }),
      card('a', { tone: 'good', daysLeft: -2, savedAt: '2026-11-02T00:00:00Z' }),
      card('m', { tone: 'warning', savedAt: '2026-11-03T00:00:00Z' }),
    ])
    expect(sorted(groups, sort).map(({ id }) => id)).toEqual(expected)
  })
})
