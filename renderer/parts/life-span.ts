import { t } from '../state/texts.svelte.ts'

export interface LifeSpan {
  readonly tone: 'good' | 'warning' | 'bad'
  /** How much of it is over: 0 to 1. */
  readonly over: number
  /** Such as `340 days left`. */
  readonly words: string
}

const msPerDay = 86_400_000
/** From so many days on the end is near. */
const near = 30

/** Where a moment stands in the life of a certificate. All in ISO 8601. */
export function lifeSpan(notBefore: string, notAfter: string, at: string): LifeSpan {
  const [begin, end, now] = [Date.parse(notBefore), Date.parse(notAfter), Date.parse(at)]
  const whole = (from: number, to: number) => Math.floor((to - from) / msPerDay)
  if (now < begin) return { tone: 'bad', over: 0, words: t('window.parts.chain.notYet', { days: whole(now, begin) }) }
  if (now > end) return { tone: 'bad', over: 1, words: t('window.parts.chain.ended', { days: whole(end, now) }) }
  const days = whole(now, end)
  return {
    tone: days < near ? 'warning' : 'good',
    over: end > begin ? (now - begin) / (end - begin) : 1,
    words: t('window.parts.chain.left', { days }),
  }
}
