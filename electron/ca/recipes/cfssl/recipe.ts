import type { Recipe } from '../recipe.ts'

const profileFile = 'ome-cfssl.json'
const profile = 'ome'

/** Cloudflare's CFSSL: the usages stand in a profile. */
export const recipe: Recipe = {
  id: 'cfssl',
  rank: 80,
  grant: 'as-configured',
  ways: [
    {
      id: 'sign',
      steps: [
        { id: 'save' },
        {
          id: 'profile',
          copied: {
            kind: 'file',
            name: () => profileFile,
            write: ({ days }) => {
              const usages = ['signing', 'key encipherment', 'server auth', 'client auth']
              const profiles = { [profile]: { expiry: `${days * 24}h`, usages } }
              return `${JSON.stringify({ signing: { profiles } }, null, 2)}\n`
            },
          },
        },
        {
          id: 'sign',
          copied: {
            kind: 'sh',
            // Not under the CSR's own name, since cfssljson writes a file with the ending .csr too.
            write: ({ csrFile, stem }, { file }) =>
              [
                `cfssl sign -ca ca.pem -ca-key ca-key.pem -config ${profileFile} -profile ${profile} ${file(csrFile)}`,
                `cfssljson -bare ${file(`${stem}-signed`)}`,
              ].join(' | '),
          },
        },
        {
          id: 'chain',
          copied: {
            kind: 'sh',
            write: ({ stem }, { file }) =>
              `cat ${file(`${stem}-signed.pem`)} ca.pem root.pem > ${file(`${stem}-chain.pem`)}`,
          },
        },
      ],
    },
  ],
  sources: [
    'https://github.com/cloudflare/cfssl/blob/master/doc/cmd/cfssl.txt',
    'https://github.com/cloudflare/cfssl/blob/master/config/config.go',
  ],
  readOn: '2026-11-24',
}
