import { inFolder, quotedForShell } from '../quote.ts'
import type { CommandValues, Recipe } from '../recipe.ts'

const file = (name: string): string => quotedForShell(inFolder(name, '/'))

/** Any CA that people write to: the requirement in its words, and how to see that what came back is right. */
export const generic: Recipe = {
  id: 'generic',
  hasWarning: false,
  ways: [
    { id: 'ask', steps: [{ id: 'save' }, { id: 'send', command: { text: 'letter' } }] },
    {
      id: 'accept',
      steps: [
        { id: 'drop' },
        {
          id: 'profile',
          command: ({ certificateFile }: CommandValues) =>
            `openssl x509 -in ${file(certificateFile)} -noout -subject -issuer -dates -ext keyUsage,extendedKeyUsage,subjectAltName`,
        },
        {
          id: 'key',
          command: ({ certificateFile, csrFile }: CommandValues) =>
            [
              `openssl x509 -in ${file(certificateFile)} -noout -pubkey`,
              `openssl req -in ${file(csrFile)} -noout -pubkey`,
            ].join('\n'),
        },
      ],
    },
  ],
}
