import type { ProjectCard } from '../../electron/contract/views.ts'

/** What belongs together on the home screen: an appliance, or the two of one migration, the source first. */
export type Group =
  | { readonly kind: 'single'; readonly id: string; readonly cards: readonly [ProjectCard] }
  | {
      readonly kind: 'pair'
      readonly id: string
      readonly cards: readonly [ProjectCard, ProjectCard]
      readonly pair: ProjectCard['pair']
    }

export const sorts = ['saved', 'name', 'trouble', 'end'] as const
export type Sort = (typeof sorts)[number]

/** Two that name each other are a pair. The order of the cards is kept; a pair stands where its first one stood. */
export function groupsOf(cards: readonly ProjectCard[]): readonly Group[] {
  const byId = new Map(cards.map((card) => [card.id, card]))
  const paired = new Set<string>()
  return cards.flatMap((card): readonly Group[] => {
    if (paired.has(card.id)) return []
    const other = byId.get(card.counterpart ?? '')
    if (other?.counterpart !== card.id || other.id === card.id) return [{ kind: 'single', id: card.id, cards: [card] }]
    paired.add(other.id)
    return [pairOf(card, other)]
  })
}

function pairOf(card: ProjectCard, other: ProjectCard): Group {
  const cards = card.role === 'target' && other.role === 'source' ? ([other, card] as const) : ([card, other] as const)
  return { kind: 'pair', id: cards[0].id, cards, pair: verdictOf(cards.map(({ pair }) => pair)) }
}

/** Each side remembers its own comparison: a bad one counts, and one that still holds is enough for a good one. */
function verdictOf(pairs: readonly ProjectCard['pair'][]): ProjectCard['pair'] {
  if (pairs.includes('incompatible')) return 'incompatible'
  return pairs.includes('compatible') ? 'compatible' : 'unknown'
}

/** When the migration is to be; null where no side says. ISO 8601. */
export const changeWindowOf = ({ cards }: Group): string | null =>
  cards.flatMap(({ changeWindow }) => changeWindow ?? []).sort()[0] ?? null

/** A pair is found by either name. */
export const isFound = ({ cards }: Group, text: string): boolean =>
  cards.some(({ name, hostName }) => `${name}\n${hostName}`.toLowerCase().includes(text.trim().toLowerCase()))

const urgency = { bad: 0, warning: 1, neutral: 2, good: 3 } as const

/** A pair stands where that one of its two would stand which comes first. */
const orders: Readonly<Record<Sort, (a: Group, b: Group) => number>> = {
  saved: (a, b) => latest(b).localeCompare(latest(a)),
  name: (a, b) => firstName(a).localeCompare(firstName(b)),
  trouble: (a, b) => least(a, ({ tone }) => urgency[tone]) - least(b, ({ tone }) => urgency[tone]),
  end: (a, b) => compared(least(a, daysLeft), least(b, daysLeft)),
}

export const sorted = (groups: readonly Group[], sort: Sort): readonly Group[] => groups.toSorted(orders[sort])

const latest = ({ cards }: Group): string => cards.reduce((last, { savedAt }) => (savedAt > last ? savedAt : last), '')
const firstName = ({ cards }: Group): string =>
  cards.map(({ name }) => name).sort((a, b) => a.localeCompare(b))[0] ?? ''
const least = ({ cards }: Group, of: (card: ProjectCard) => number): number => Math.min(...cards.map(of))
const daysLeft = (card: ProjectCard): number => card.daysLeft ?? Number.POSITIVE_INFINITY
/** Two that never end are equal. */
const compared = (a: number, b: number): number => (a === b ? 0 : a - b)
