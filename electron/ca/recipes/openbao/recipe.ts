import type { Recipe } from '../recipe.ts'
import { waysOf } from '../vault/ways.ts'

/** OpenBao's PKI secrets engine. */
export const recipe: Recipe = {
  id: 'openbao',
  rank: 60,
  grant: 'ready',
  ways: waysOf('bao'),
  sources: ['https://openbao.org/api-docs/secret/pki/', 'https://openbao.org/docs/secrets/pki/setup'],
  readOn: '2026-11-24',
}
