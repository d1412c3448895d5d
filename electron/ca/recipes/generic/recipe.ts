import type { Recipe } from '../recipe.ts'

/** Any CA that people write to: the requirement in its words, and how to see that what came back is right. */
export const recipe: Recipe = {
  id: 'generic',
  rank: 1000,
  grant: 'as-configured',
  hasLetter: true,
  ways: [
    { id: 'ask', steps: [{ id: 'save' }, { id: 'send', copied: { kind: 'letter' } }] },
    {
      id: 'accept',
      steps: [
        { id: 'drop' },
        {
          id: 'profile',
          copied: {
            kind: 'sh',
            write: ({ certificateFile }, { file }) =>
              `openssl x509 -in ${file(certificateFile)} -noout -subject -issuer -dates -ext keyUsage,extendedKeyUsage,subjectAltName`,
          },
        },
        {
          id: 'windows',
          copied: {
            kind: 'powershell',
            write: ({ certificateFile }, { file }) => `certutil -dump ${file(certificateFile)}`,
          },
        },
        {
          id: 'key',
          copied: {
            kind: 'sh',
            write: ({ certificateFile, csrFile }, { file }) =>
              [
                `openssl x509 -in ${file(certificateFile)} -noout -pubkey`,
                `openssl req -in ${file(csrFile)} -noout -pubkey`,
              ].join('\n'),
          },
        },
      ],
    },
  ],
  sources: [
    'https://docs.openssl.org/3.0/man1/openssl-x509/',
    'https://github.com/MicrosoftDocs/windowsserverdocs/blob/main/WindowsServerDocs/administration/windows-commands/certutil.md',
  ],
  readOn: '2026-11-24',
}
