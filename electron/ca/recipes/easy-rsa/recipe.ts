import type { Recipe } from '../recipe.ts'

/** Easy-RSA 3, the CA that comes with OpenVPN. */
export const recipe: Recipe = {
  id: 'easy-rsa',
  rank: 75,
  grant: 'no-client-authentication',
  ways: [
    {
      id: 'sign',
      steps: [
        { id: 'save' },
        {
          id: 'import',
          copied: {
            kind: 'sh',
            write: ({ csrFile, stem }, { file, word }) => `./easyrsa import-req ${file(csrFile)} ${word(stem)}`,
          },
        },
        {
          id: 'sign',
          copied: {
            kind: 'sh',
            write: ({ stem, days }, { word }) =>
              `./easyrsa --days=${days} --copy-ext sign-req serverClient ${word(stem)}`,
          },
        },
        {
          id: 'chain',
          copied: {
            kind: 'sh',
            write: ({ stem }, { file }) =>
              `cat ${file(`pki/issued/${stem}.crt`)} pki/ca.crt > ${file(`${stem}-chain.pem`)}`,
          },
        },
      ],
    },
  ],
  sources: [
    'https://github.com/OpenVPN/easy-rsa/blob/master/easyrsa3/x509-types/serverClient',
    'https://github.com/OpenVPN/easy-rsa/blob/3222d17b5effcb829089a6a35da749c41e6600a7/easyrsa3/easyrsa',
    'https://github.com/OpenVPN/easy-rsa/blob/master/doc/EasyRSA-Readme.md',
  ],
  readOn: '2026-11-24',
}
