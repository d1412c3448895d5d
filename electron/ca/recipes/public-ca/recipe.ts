import type { Recipe } from '../recipe.ts'
import looked from './client-authentication.json' with { type: 'json' }

const { ends, lookedUp } = looked

/** Every CA that browsers trust: none of them will do. */
export const recipe: Recipe = {
  id: 'public-ca',
  rank: 150,
  grant: 'no-client-authentication',
  isDeadEnd: true,
  ways: [{ id: 'instead', steps: [{ id: 'here' }, { id: 'company' }, { id: 'backup' }] }],
  ends: ends.map(({ ca, on, source }) => ({ ca, on, source })),
  sources: [
    'https://googlechrome.github.io/chromerootprogram/',
    'https://letsencrypt.org/2025/05/14/ending-tls-client-authentication',
    'https://github.com/letsencrypt/website/pull/2277',
    'https://sectigo.com/faq-client-authentication-eku-deprecation',
  ],
  readOn: lookedUp,
}
