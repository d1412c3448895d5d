import type { CommandValues, Recipe } from '../recipe.ts'

function extensions({ dnsNames, addresses }: CommandValues): readonly string[] {
  const names = [...dnsNames.map((name) => `DNS:${name}`), ...addresses.map((address) => `IP:${address}`)]
  return [
    'KeyUsage:critical=digitalSignature,keyEncipherment',
    'ExtendedKeyUsage=serverAuth,clientAuth',
    ...(names.length > 0 ? [`SubjectAlternativeName=${names.join(',')}`] : []),
  ]
}

/** A CA whose key lies in a Java keystore: by KeyStore Explorer, or by the JDK's own keytool. */
export const recipe: Recipe = {
  id: 'keystore-explorer',
  rank: 85,
  grant: 'no-usages',
  ways: [
    {
      id: 'clicks',
      steps: [{ id: 'open' }, { id: 'transfer' }, { id: 'usages' }, { id: 'extended' }, { id: 'export' }],
    },
    {
      id: 'keytool',
      steps: [
        { id: 'save' },
        {
          id: 'sign',
          copied: {
            kind: 'sh',
            write: (values, { word, file }) =>
              [
                `keytool -gencert -keystore ca.p12 -alias ca -sigalg SHA256withRSA -validity ${values.days}`,
                ...extensions(values).map((extension) => `-ext ${word(extension)}`),
                `-infile ${file(values.csrFile)} -outfile ${file(values.certificateFile)} -rfc`,
              ].join(' '),
          },
        },
        {
          id: 'chain',
          copied: {
            kind: 'sh',
            write: ({ stem }, { file }) => `keytool -list -rfc -keystore ca.p12 -alias ca > ${file(`${stem}-ca.pem`)}`,
          },
        },
      ],
    },
  ],
  sources: [
    'https://github.com/kaikramer/keystore-explorer',
    'https://man.archlinux.org/man/keytool-openjdk17.1.en.txt',
  ],
  readOn: '2026-11-24',
}
