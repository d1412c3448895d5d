import type { RecipeView, Tone } from '../../../electron/contract/views.ts'

/** Chosen in place of a recipe: it is signed here. */
export const privateCa = 'private-ca'

const tones = {
  ready: 'good',
  'no-client-authentication': 'warning',
  'no-usages': 'warning',
  'as-configured': 'neutral',
} as const satisfies Readonly<Record<RecipeView['grant'], Tone>>

/** How far what a CA gives by default is from what OME wants. */
export const grantTone = ({ grant, isDeadEnd }: Pick<RecipeView, 'grant' | 'isDeadEnd'>): Tone =>
  isDeadEnd ? 'bad' : tones[grant]
