import type { Shell } from '../quoting.ts'
import type { Copied, Recipe, RecipePlan } from '../recipe.ts'

const issueIn = (kind: Shell): Copied => ({
  kind,
  write: ({ csrFile, days }, { word }) =>
    [
      `aws acm-pca issue-certificate --certificate-authority-arn CA_ARN --csr ${word(`fileb://${csrFile}`)}`,
      '--signing-algorithm SHA256WITHRSA --template-arn arn:aws:acm-pca:::template/EndEntityCertificate/V1',
      `--validity ${word(`Value=${days},Type=DAYS`)} --query CertificateArn --output text`,
    ].join(' '),
})

const waitIn = (kind: Shell): Copied => ({
  kind,
  write: () =>
    'aws acm-pca wait certificate-issued --certificate-authority-arn CA_ARN --certificate-arn CERTIFICATE_ARN',
})

const fetchIn = (kind: 'sh' | 'powershell'): Copied => ({
  kind,
  write: ({ stem }, { file }) =>
    [
      'aws acm-pca get-certificate --certificate-authority-arn CA_ARN --certificate-arn CERTIFICATE_ARN --output json',
      // Windows PowerShell's own > writes UTF-16.
      kind === 'sh' ? '>' : '| Out-File -Encoding ascii',
      file(`${stem}.json`),
    ].join(' '),
})

const wayIn = (kind: 'sh' | 'powershell'): RecipePlan => ({
  id: kind,
  steps: [
    { id: 'save' },
    { id: 'issue', copied: issueIn(kind) },
    { id: 'wait', copied: waitIn(kind) },
    { id: 'fetch', copied: fetchIn(kind) },
  ],
})

/** AWS Private Certificate Authority. */
export const recipe: Recipe = {
  id: 'aws-private-ca',
  rank: 50,
  grant: 'ready',
  ways: [wayIn('sh'), wayIn('powershell')],
  sources: [
    'https://docs.aws.amazon.com/privateca/latest/userguide/template-definitions.html',
    'https://docs.aws.amazon.com/privateca/latest/userguide/UsingTemplates.html',
    'https://docs.aws.amazon.com/privateca/latest/userguide/short-lived-certificates.html',
    'https://docs.aws.amazon.com/cli/v1/reference/acm-pca/get-certificate.html',
    'https://docs.aws.amazon.com/cli/v1/reference/acm-pca/get-certificate-authority-certificate.html',
  ],
  readOn: '2026-11-24',
}
