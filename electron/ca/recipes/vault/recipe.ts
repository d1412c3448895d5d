import type { Recipe } from '../recipe.ts'
import { waysOf } from './ways.ts'

/** HashiCorp Vault's PKI secrets engine. */
export const recipe: Recipe = {
  id: 'vault',
  rank: 30,
  grant: 'ready',
  ways: waysOf('vault'),
  sources: [
    'https://developer.hashicorp.com/vault/api-docs/secret/pki',
    'https://developer.hashicorp.com/vault/docs/secrets/pki/setup',
  ],
  readOn: '2026-11-24',
}
