import type { Shell } from '../quoting.ts'
import type { Copied, Recipe, RecipePlan } from '../recipe.ts'

const valuesFile = 'ome-mutual-tls.yaml'

/** Google's own profile for mutual TLS, leaf_mtls, which its command takes by name only where it makes the key too. */
const profile = `keyUsage:
  baseKeyUsage:
    digitalSignature: true
    keyEncipherment: true
  extendedKeyUsage:
    serverAuth: true
    clientAuth: true
caOptions:
  isCa: false
`

const issueIn = (kind: Shell): Copied => ({
  kind,
  write: ({ csrFile, certificateFile, template, days }, { word, file }) =>
    [
      `gcloud privateca certificates create --issuer-pool=POOL --issuer-location=LOCATION --csr ${file(csrFile)}`,
      `--template ${word(template)} --template-location=LOCATION --validity=P${days}D`,
      `--cert-output-file ${file(certificateFile)}`,
    ].join(' '),
})

const rootIn = (kind: Shell): Copied => ({
  kind,
  write: ({ stem }, { file }) =>
    `gcloud privateca pools get-ca-certs POOL --location=LOCATION --output-file ${file(`${stem}-root.cer`)}`,
})

const wayIn = (kind: Shell): RecipePlan => ({
  id: kind,
  steps: [{ id: 'save' }, { id: 'issue', copied: issueIn(kind) }, { id: 'root', copied: rootIn(kind) }],
})

/** Google Cloud's Certificate Authority Service. */
export const recipe: Recipe = {
  id: 'google-cas',
  rank: 55,
  grant: 'as-configured',
  ways: [
    {
      id: 'template',
      steps: [
        { id: 'values', copied: { kind: 'file', name: () => valuesFile, write: () => profile } },
        {
          id: 'create',
          copied: {
            kind: 'sh',
            write: ({ template }, { word, file }) =>
              [
                `gcloud privateca templates create ${word(template)} --location=LOCATION --copy-subject --copy-sans`,
                `--predefined-values-file ${file(valuesFile)}`,
              ].join(' '),
          },
        },
      ],
    },
    wayIn('sh'),
    wayIn('powershell'),
  ],
  sources: [
    'https://cloud.google.com/sdk/gcloud/reference/privateca/certificates/create',
    'https://cloud.google.com/sdk/gcloud/reference/privateca/templates/create',
    'https://cloud.google.com/sdk/gcloud/reference/privateca/pools/get-ca-certs',
    'https://cloud.google.com/certificate-authority-service/docs/certificate-profile',
    'https://cloud.google.com/certificate-authority-service/docs/creating-certificate-template',
  ],
  readOn: '2026-11-24',
}
