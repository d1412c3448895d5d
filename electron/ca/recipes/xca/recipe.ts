import type { Recipe } from '../recipe.ts'

/** XCA, a CA with windows. Its command line prints and imports, but signs nothing. */
export const recipe: Recipe = {
  id: 'xca',
  rank: 70,
  grant: 'no-client-authentication',
  ways: [
    {
      id: 'sign',
      steps: [
        { id: 'import' },
        { id: 'source' },
        { id: 'extensions' },
        { id: 'usage' },
        { id: 'sign' },
        { id: 'export' },
      ],
    },
  ],
  sources: [
    'https://hohnstaedt.de/xca-doc/html/requests.html',
    'https://github.com/chris2511/xca/blob/main/doc/rst/certificate-input.rst',
    'https://github.com/chris2511/xca/blob/main/doc/rst/arguments.rst',
  ],
  readOn: '2026-11-24',
}
